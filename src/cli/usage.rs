//! What the argument parser has to say: help, version, and a command line that is not understood.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::{Args, Language, help, korean};
use super::env::Environment;
use super::report::Failure;
use super::{context, exit_code, io};
use crate::clean;
use crate::text::help::{korean as line, korean_with};
use crate::text::{Lang, Phrase, Texts};

/// Whether a command line, with the program's name before it, may ask for help.
pub(super) fn asks_for_help(words: &[OsString]) -> bool {
    let mut words = words.iter().skip(1);
    words.any(|word| word == "--help" || word == "-h" || word == "help")
}

/// Says the help that a command line asks for, in the person's language; nothing when it asks for none.
pub(super) fn help(words: &[OsString], environment: &Environment) -> Option<ExitCode> {
    let mut parser = match spoken(words, environment) {
        Lang::En => help::command(),
        Lang::Ko => korean::command(),
    };
    let said = parser.try_get_matches_from_mut(words).err()?;
    // As in `main`.
    std::mem::forget(parser);
    shows_help(&said).then(|| io::print_clap(&said))
}

/// Says it in the person's language. Help and version are no error.
pub(super) fn say(error: &clap::Error, words: &[OsString], environment: &Environment) -> ExitCode {
    if error.kind() == ErrorKind::DisplayVersion {
        return io::print_clap(error);
    }
    let lang = spoken(words, environment);
    let json = words.iter().any(|word| word == "--json") && error.kind() != ErrorKind::DisplayHelp;
    if json {
        let said = match lang {
            Lang::Ko if !shows_help(error) => in_korean(error),
            Lang::Ko | Lang::En => error.to_string(),
        };
        return Failure::usage(&said).report(true, lang);
    }
    // A command that has only subcommands shows its help when none is given.
    if shows_help(error)
        && let Some(code) = help(words, environment)
    {
        return code;
    }
    match lang {
        Lang::En => io::print_clap(error),
        Lang::Ko => {
            io::complain(&clean::lines(&in_korean(error)));
            exit_code::USAGE.into()
        }
    }
}

fn shows_help(error: &clap::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    )
}

fn spoken(words: &[OsString], environment: &Environment) -> Lang {
    context::spoken(&known(words.get(1..).unwrap_or_default()), environment)
}

/// The options that decide on the language, from a command line that was not understood.
fn known(words: &[OsString]) -> Args {
    let mut args = Args::default();
    let mut words = words.iter().map_while(|word| {
        let word = word.to_string_lossy();
        (word != "--").then_some(word)
    });
    while let Some(word) = words.next() {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (&*word, None),
        };
        match name {
            "--sandbox" => args.sandbox = true,
            "--config" => {
                let value = value.or_else(|| words.next().map(Into::into));
                args.config = value.map(PathBuf::from);
            }
            "--lang" => {
                let value = value.or_else(|| words.next().map(Into::into));
                args.lang = match value.as_deref() {
                    Some("en") => Some(Language::En),
                    Some("ko") => Some(Language::Ko),
                    _ => args.lang,
                };
            }
            _ => {}
        }
    }
    args
}

/// A command line that is not understood, in Korean: what, a tip, the usage.
fn in_korean(error: &clap::Error) -> String {
    let what =
        what(error).unwrap_or_else(|| Texts::new(Lang::Ko).phrase(&Phrase::new("cli-usage")));
    let mut text = korean_with("error: {}", &[&what]);
    if let Some(more) = values(error) {
        text.push_str("\n  ");
        text.push_str(&more);
    }
    for tip in tips(error) {
        text.push_str("\n\n  ");
        text.push_str(&korean_with("tip: {}", &[&tip]));
    }
    if let Some(usage) = one(error, ContextKind::Usage) {
        text.push_str("\n\n");
        text.push_str(&korean_with("Usage: {}", &[&korean::usage(&usage)]));
    }
    let more = "For more information, try '--help'.";
    text.push_str("\n\n");
    text.push_str(line(more).unwrap_or(more));
    text
}

fn what(error: &clap::Error) -> Option<String> {
    let arg = one(error, ContextKind::InvalidArg);
    let value = one(error, ContextKind::InvalidValue);
    let subcommand = one(error, ContextKind::InvalidSubcommand);
    let said = match (error.kind(), arg, value) {
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Some(arg), Some(value))
            if !value.is_empty() =>
        {
            korean_with("invalid value '{}' for '{}'", &[&value, &arg])
        }
        (ErrorKind::InvalidValue | ErrorKind::TooFewValues, Some(arg), _)
        | (ErrorKind::WrongNumberOfValues, Some(arg), None) => korean_with(
            "a value is required for '{}' but none was supplied",
            &[&arg],
        ),
        (ErrorKind::UnknownArgument, Some(arg), _) => {
            korean_with("unexpected argument '{}' found", &[&arg])
        }
        (ErrorKind::NoEquals, Some(arg), _) => korean_with(
            "equal sign is needed when assigning values to '{}'",
            &[&arg],
        ),
        (ErrorKind::TooManyValues, Some(arg), Some(value)) => korean_with(
            "unexpected value '{}' for '{}' found; no more were expected",
            &[&value, &arg],
        ),
        (ErrorKind::ArgumentConflict, Some(arg), _) => {
            let prior = several(error, ContextKind::PriorArg);
            if prior.is_empty() || prior.contains(&arg) {
                korean_with("the argument '{}' cannot be used multiple times", &[&arg])
            } else {
                let prior = prior.join("', '");
                korean_with(
                    "the argument '{}' cannot be used with '{}'",
                    &[&arg, &prior],
                )
            }
        }
        (ErrorKind::MissingRequiredArgument, _, _) => korean_with(
            "the following required arguments were not provided: {}",
            &[&several(error, ContextKind::InvalidArg).join(" ")],
        ),
        (ErrorKind::InvalidSubcommand, _, _) => {
            korean_with("unrecognized subcommand '{}'", &[&subcommand?])
        }
        (ErrorKind::MissingSubcommand, _, _) => korean_with(
            "'{}' requires a subcommand but one was not provided",
            &[&subcommand?],
        ),
        (ErrorKind::InvalidUtf8, _, _) => {
            line("invalid UTF-8 was detected in one or more arguments")?.to_owned()
        }
        _ => return None,
    };
    Some(said)
}

/// What the value could be.
fn values(error: &clap::Error) -> Option<String> {
    if error.kind() == ErrorKind::ValueValidation {
        // Numbers alone are looked at closer than that.
        return line("not a whole number that fits").map(str::to_owned);
    }
    let known = several(error, ContextKind::ValidValue);
    (!known.is_empty()).then(|| korean_with("[possible values: {}]", &[&known.join(", ")]))
}

fn tips(error: &clap::Error) -> Vec<String> {
    let mut tips = Vec::new();
    for (kind, english) in [
        (ContextKind::SuggestedArg, "a similar argument exists: '{}'"),
        (
            ContextKind::SuggestedSubcommand,
            "a similar subcommand exists: '{}'",
        ),
        (ContextKind::SuggestedValue, "a similar value exists: '{}'"),
    ] {
        let found = several(error, kind);
        if !found.is_empty() {
            tips.push(korean_with(english, &[&found.join("', '")]));
        }
    }
    for said in several(error, ContextKind::Suggested) {
        if let Some((_, behind)) = said.rsplit_once("'-- ") {
            let word = behind.trim_end_matches('\'');
            tips.push(korean_with(
                "to pass '{}' as a value, use '-- {}'",
                &[word, word],
            ));
        } else if let Some(name) = said.strip_suffix(" exists") {
            tips.push(korean_with("this exists: {}", &[name]));
        }
    }
    tips
}

/// The text of a part of the error.
fn one(error: &clap::Error, kind: ContextKind) -> Option<String> {
    several(error, kind).into_iter().next()
}

/// The texts of a part of the error.
fn several(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
