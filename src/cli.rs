//! The command line: arguments, environment, one file per command, exit codes.
//!
//! Start with [`main`]. Commands drive the same core through the same shell as the wizard; what
//! they print goes through `io`, and an error leaves as one line or one JSON document.

pub mod args;
mod commands;
mod context;
mod env;
mod exit_code;
mod io;
mod landing;
mod logging;
mod practice;
mod report;
mod robot;
mod session;
mod surroundings;
mod usage;
mod wizard;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use args::{Args, Command};
use report::Failure;

use crate::shell::zone;
use crate::time;

/// Parses the arguments, runs the command, reports, and gives the exit code.
pub fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    if let [_, word] = words.as_slice()
        && (word == "--version" || word == "-V")
    {
        // Scripts and prompts ask for it often: they need not wait for the parser.
        io::say(concat!(
            env!("CARGO_PKG_NAME"),
            " ",
            env!("CARGO_PKG_VERSION")
        ));
        return ExitCode::SUCCESS;
    }
    let environment = env::Environment::read();
    if usage::asks_for_help(&words)
        && let Some(code) = usage::help(&words, &environment)
    {
        return code;
    }
    let mut parser = Args::command();
    let parsed = parser
        .try_get_matches_from_mut(&words)
        .and_then(|matches| Args::from_arg_matches(&matches));
    // To take it apart costs nearly as much as to put it together, and the system does it in a moment.
    std::mem::forget(parser);
    let args = match parsed {
        Ok(args) => args,
        Err(error) => return usage::say(&error, &words, &environment),
    };
    if let Some(file) = zone::file(environment.zone.as_deref()) {
        time::live_in(&file);
    }
    let json = args.wants_json();
    let lang = {
        let (args, environment) = (args.clone(), environment.clone());
        move || context::spoken(&args, &environment)
    };
    wizard::say_where_it_panicked(lang);
    let run = || run(&args, &environment);
    // The hook has said where; a fault of the program's own is the code for the unexpected.
    let Ok(result) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)) else {
        return ExitCode::FAILURE;
    };
    match result {
        Ok(code) => code,
        Err(failure) => failure.report(json, context::spoken(&args, &environment)),
    }
}

fn run(args: &Args, environment: &env::Environment) -> Result<ExitCode, Failure> {
    let _log = logging::start(args)?;
    match args.command.clone() {
        Some(Command::Explain(options)) => commands::explain::run(args, environment, &options),
        Some(Command::Config(options)) => commands::config::run(args, environment, &options),
        Some(Command::Sandbox(options)) => commands::sandbox::run(args, environment, &options),
        Some(Command::Status(options)) => commands::status::run(args, environment, &options),
        Some(Command::Token(options)) => commands::token::run(args, environment, &options),
        Some(Command::Profile(options)) => commands::profile::run(args, environment, &options),
        Some(Command::Paste(options)) => commands::paste::run(args, environment, &options),
        Some(Command::AuthorizeUrl(options)) => {
            commands::authorize_url::run(args, environment, &options)
        }
        Some(Command::Refresh(options)) => commands::refresh::run(args, environment, &options),
        Some(Command::Doctor(options)) => commands::doctor::run(args, environment, &options),
        Some(Command::Schedule(options)) => commands::schedule::run(args, environment, &options),
        Some(Command::CallbackPage) => Ok(commands::callback_page::run(args, environment)),
        Some(Command::Completions(options)) => Ok(commands::completions::run(&options)),
        Some(Command::Complete(options)) => Ok(commands::completions::names::run(
            args,
            environment,
            &options,
        )),
        Some(Command::Man(options)) => commands::man::run(&options),
        Some(Command::Step(options)) => commands::step::run(args, environment, &options),
        Some(Command::Regenerate(options)) => {
            commands::setup::regenerate(args, environment, &options)
        }
        Some(Command::Setup(options)) => commands::setup::run(args, environment, &options),
        None => commands::setup::run(args, environment, &args::Setup::default()),
    }
}
