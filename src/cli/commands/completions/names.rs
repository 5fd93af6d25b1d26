//! `complete`: the names that this home has, for the completions.
//!
//! Silent and quick: a config that cannot be read gives no profiles, and the steps of the default
//! provider.

use std::path::PathBuf;
use std::process::ExitCode;

use super::super::super::args::{Args, Complete, Names};
use super::super::super::context::{Context, DEFAULT_PROVIDER};
use super::super::super::env::Environment;
use super::super::super::{exit_code, io};
use crate::provider::Providers;

/// Runs `complete`.
pub(in super::super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Complete,
) -> ExitCode {
    let args = chosen(args, &options.words);
    let context = Context::open(&args, environment).ok();
    let names = match options.what {
        Names::Profiles => profiles(context.as_ref()),
        Names::Steps => steps(context.as_ref()),
    };
    for name in names.iter().filter(|name| is_plain(name)) {
        io::say(name);
    }
    exit_code::DONE.into()
}

/// The options of the command line that is being typed, in force here too.
fn chosen(args: &Args, words: &[String]) -> Args {
    let mut args = args.clone();
    // A shell may cut `--config=PATH` into three words.
    let mut words = words.iter().filter(|word| *word != "=");
    while let Some(word) = words.next() {
        let (option, joined) = match word.split_once('=') {
            Some((option, value)) => (option, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        let mut value = || joined.clone().or_else(|| words.next().cloned());
        match option {
            "--sandbox" => args.sandbox = true,
            "--profile" => args.profile = value().filter(|name| is_plain(name)),
            "--config" => args.config = value().map(PathBuf::from),
            "--" => break,
            _ => {}
        }
    }
    args
}

fn profiles(context: Option<&Context>) -> Vec<String> {
    context.map_or_else(Vec::new, |context| {
        let profiles = &context.loaded.config.profiles;
        profiles
            .iter()
            .map(|profile| profile.name.clone())
            .collect()
    })
}

fn steps(context: Option<&Context>) -> Vec<String> {
    let of_profile = context.and_then(|context| {
        let profile = context.found();
        context.readable_provider(profile.map_or(DEFAULT_PROVIDER, |profile| &profile.provider))
    });
    of_profile
        .or_else(|| Providers::embedded_one(DEFAULT_PROVIDER).ok().flatten())
        .map_or_else(Vec::new, |provider| {
            let steps = provider.steps.iter();
            steps.map(|step| step.id.as_str().to_owned()).collect()
        })
}

/// Whether a shell can have nothing to do in it.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}
