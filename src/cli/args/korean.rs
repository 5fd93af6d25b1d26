//! The parser as a Korean reader meets it: the same arguments, other words around them.
//!
//! It is made only when its words are to be shown; what is parsed is always parsed by the other.

use clap::builder::{PossibleValue, Resettable};
use clap::{Arg, Command};

use super::help;
use crate::text::help::{korean, korean_with};

/// The parser with its help in Korean.
pub(in crate::cli) fn command() -> Command {
    let mut command = help::spoken(&line);
    // What the parser adds by itself, such as --help, is there only now.
    command.build();
    translated(command)
}

/// A line in Korean, or as it is.
fn line(english: &'static str) -> &'static str {
    korean(english).unwrap_or(english)
}

/// A text of one or more paragraphs in Korean.
fn paragraphs(text: &str) -> String {
    let lines = text
        .split("\n\n")
        .map(|english| korean(english).unwrap_or(english));
    lines.collect::<Vec<_>>().join("\n\n")
}

/// What stands behind `Usage:`, in Korean.
pub(in crate::cli) fn usage(english: &str) -> String {
    let english = english.trim();
    let mut text = english.strip_prefix("Usage:").unwrap_or(english).to_owned();
    for part in ["[OPTIONS]", "[COMMAND]", "<COMMAND>"] {
        text = text.replace(part, line(part));
    }
    text.trim().to_owned()
}

fn translated(mut command: Command) -> Command {
    let how = usage(&command.render_usage().to_string());
    let about = command
        .get_about()
        .map(|text| paragraphs(&text.to_string()));
    let long = command
        .get_long_about()
        .map(|text| paragraphs(&text.to_string()));
    let heading = korean_with("Usage: {}", &["{usage}"]);
    command
        .mut_args(argument)
        .mut_subcommands(translated)
        .subcommand_help_heading(line("Commands"))
        .override_usage(how)
        .about(about.unwrap_or_default())
        .long_about(Resettable::from(long.map(Into::into)))
        .help_template(format!(
            "{{before-help}}{{about-with-newline}}\n{heading}\n\n{{all-args}}{{after-help}}"
        ))
}

fn argument(arg: Arg) -> Arg {
    let help = arg.get_help().map(|text| paragraphs(&text.to_string()));
    let long = arg
        .get_long_help()
        .map(|text| paragraphs(&text.to_string()));
    let heading = line(if arg.is_positional() {
        "Arguments"
    } else {
        "Options"
    });
    let extra = values(&arg);
    let with = |text: String, more: &str| match (text.is_empty(), more.is_empty()) {
        (true, _) => more.to_owned(),
        (_, true) => text,
        _ => format!("{text} {more}"),
    };
    let short = with(help.clone().unwrap_or_default(), &extra.short);
    let long = match (long, extra.long) {
        (None, None) => None,
        (long, more) => Some(with(
            long.or(help).unwrap_or_default(),
            &more.unwrap_or(extra.short),
        )),
    };
    arg.help(short)
        .long_help(Resettable::from(long.map(Into::into)))
        .help_heading(heading)
        .hide_possible_values(true)
        .hide_default_value(true)
}

/// What is said of an argument's values behind its help.
#[derive(Default)]
struct Values {
    short: String,
    /// Where the values have a help of their own.
    long: Option<String>,
}

fn values(arg: &Arg) -> Values {
    if !arg.get_action().takes_values() {
        return Values::default();
    }
    let mut notes = Vec::new();
    let defaults = arg.get_default_values();
    if let Some(default) = defaults.first().and_then(|value| value.to_str()) {
        notes.push(korean_with("[default: {}]", &[default]));
    }
    let known = arg.get_possible_values();
    let known: Vec<&PossibleValue> = known.iter().filter(|value| !value.is_hide_set()).collect();
    let described = known.iter().any(|value| value.get_help().is_some());
    let long = described.then(|| {
        let each = known.iter().map(|value| {
            let help = value.get_help().map(ToString::to_string);
            let help = help.as_deref().map(paragraphs).unwrap_or_default();
            format!("\n- {}: {help}", value.get_name())
        });
        let list: String = each.collect();
        let before = notes.join(" ");
        format!("{before}\n\n{}{list}", line("Possible values:"))
    });
    if !known.is_empty() {
        let names: Vec<&str> = known.iter().map(|value| value.get_name()).collect();
        notes.push(korean_with("[possible values: {}]", &[&names.join(", ")]));
    }
    Values {
        short: notes.join(" "),
        long,
    }
}

#[cfg(test)]
mod tests;
