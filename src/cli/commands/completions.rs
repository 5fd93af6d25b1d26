//! `completions`: a script for the shell, which asks the program for the names of this home.
//!
//! `clap_complete` writes the script; the places of names are marked in the parser with a value
//! hint that nothing else here has, and the mark becomes a call of `igtoken complete`.

pub(in super::super) mod names;

use std::process::ExitCode;

use clap::builder::ValueHint;
use clap::{Arg, Command};
use clap_complete::{Shell as Generator, generate};

use super::super::args::{Completions, Shell, help};
use super::super::{exit_code, io};

const NAME: &str = "igtoken";
/// Stands for the name of a profile.
const PROFILE: ValueHint = ValueHint::Username;
/// Stands for the id of a step.
const STEP: ValueHint = ValueHint::Hostname;

/// Runs `completions`.
pub(in super::super) fn run(options: &Completions) -> ExitCode {
    io::say(script(options.shell).trim_end());
    exit_code::DONE.into()
}

fn script(shell: Shell) -> String {
    let mut command = marked();
    let generator = match shell {
        Shell::Bash => Generator::Bash,
        Shell::Zsh => Generator::Zsh,
        Shell::Fish => Generator::Fish,
    };
    let mut bytes = Vec::new();
    generate(generator, &mut command, NAME, &mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    match shell {
        Shell::Bash => bash(&text, &command),
        Shell::Zsh => zsh(&text),
        Shell::Fish => fish(&text),
    }
}

/// The parser without what is hidden, and with a mark where a name belongs.
fn marked() -> Command {
    let full = help::command();
    let about = full.get_about().cloned().unwrap_or_default();
    Command::new(NAME)
        .about(about)
        .version(env!("CARGO_PKG_VERSION"))
        .args(full.get_arguments().cloned())
        .subcommands(
            full.get_subcommands()
                .filter(|sub| !sub.is_hide_set())
                .cloned(),
        )
        .mut_arg("profile", profile)
        .mut_subcommand("step", |sub| {
            sub.mut_arg("step", |arg| arg.value_hint(STEP))
        })
        .mut_subcommand("profile", |sub| {
            // A changed argument goes to the end, so both are, in their order.
            sub.mut_subcommand("rename", |sub| {
                sub.mut_arg("old", profile).mut_arg("new", |arg| arg)
            })
            .mut_subcommand("remove", |sub| sub.mut_arg("name", profile))
        })
}

fn profile(arg: Arg) -> Arg {
    arg.value_hint(PROFILE)
}

/// Bash looks at the place itself, for its generated function completes no names.
fn bash(generated: &str, command: &Command) -> String {
    let hooked = generated.replace("complete -F _igtoken ", "complete -F _igtoken_or_names ");
    let extra = include_str!("completions/names.bash").replace("@VALUED@", &valued(command));
    format!("{extra}\n{hooked}")
}

fn zsh(generated: &str) -> String {
    let entry = "_igtoken() {\n";
    generated
        .replacen(
            entry,
            &format!(
                "{}\n{entry}    local -a igtoken_typed\n    igtoken_typed=(\"${{words[@]}}\")\n",
                include_str!("completions/names.zsh")
            ),
            1,
        )
        .replace(":_users", ":_igtoken_profiles")
        .replace(":_hosts", ":_igtoken_steps")
}

fn fish(generated: &str) -> String {
    let hooked = generated
        .replace("(__fish_complete_users)", "(__igtoken_names profiles)")
        .replace("(__fish_print_hostnames)", "(__igtoken_names steps)");
    format!("{}\n{hooked}", include_str!("completions/names.fish"))
}

/// Every option that takes a value, as a pattern of `case`.
fn valued(command: &Command) -> String {
    let mut found: Vec<String> = Vec::new();
    let mut open = vec![command];
    while let Some(command) = open.pop() {
        for arg in command.get_arguments() {
            if let Some(long) = arg.get_long().filter(|_| arg.get_action().takes_values()) {
                found.push(format!("--{long}"));
            }
        }
        open.extend(command.get_subcommands());
    }
    found.sort();
    found.dedup();
    found.join(" | ")
}
