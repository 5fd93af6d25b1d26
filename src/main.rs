//! The program: see [`igtoken::cli`].

fn main() -> std::process::ExitCode {
    igtoken::cli::main()
}
