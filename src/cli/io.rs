//! Standard output and standard error. A closed pipe is no error: nobody reads any more.

use std::io::{self, Read as _};
use std::process::ExitCode;

use zeroize::Zeroizing;

use crate::clean;

/// Longest text that is read from standard input, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// Prints a line on standard output.
pub(super) fn say(line: &str) {
    write_all(&mut io::stdout().lock(), &[line.as_bytes(), b"\n"]);
}

/// Prints a line on standard error.
pub(super) fn complain(line: &str) {
    write_all(&mut io::stderr().lock(), &[line.as_bytes(), b"\n"]);
}

/// Prints a document on standard output.
pub(super) fn say_json(document: &serde_json::Value) {
    say(&document.to_string());
}

fn write_all(out: &mut impl io::Write, parts: &[&[u8]]) {
    let joined = Zeroizing::new(parts.concat());
    if let Err(error) = out.write_all(&joined).and_then(|()| out.flush()) {
        tracing::debug!(kind = ?error.kind(), "output was not written");
    }
}

/// Prints help, version or a usage error of the argument parser, with its exit code.
pub(super) fn print_clap(error: &clap::Error) -> ExitCode {
    let said = error.to_string();
    let clean = clean::lines(&said);
    if error.use_stderr() && clean != said {
        // An argument that is repeated wants to be more than text: without the parser's colours.
        complain(clean.trim_end());
    } else if error.print().is_err() {
        tracing::debug!("output was not written");
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1))
}

/// Reads standard input to its end, as text; bytes that are no UTF-8 are replaced.
pub(super) fn read_all() -> io::Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new(Vec::new());
    io::stdin().lock().take(LONGEST).read_to_end(&mut bytes)?;
    Ok(Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Reads one line of standard input.
pub(super) fn read_line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// Shows a question on standard error, without a line break.
pub(super) fn ask(question: &str) {
    write_all(&mut io::stderr().lock(), &[question.as_bytes(), b" "]);
}
