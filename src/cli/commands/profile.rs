//! `profile`: several accounts in one config.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use serde_json::json;

use super::super::args::{Args, Profile, ProfileCommand};
use super::super::context::{Context, DEFAULT_PROVIDER};
use super::super::env::Environment;
use super::super::report::{Failure, SCHEMA};
use super::super::{exit_code, io};
use crate::clean;
use crate::store::config::{self, DocumentEdit, is_profile_name};
use crate::store::state;
use crate::text::Phrase;

/// Runs `profile`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Profile,
) -> Result<ExitCode, Failure> {
    let context = Context::open(args, environment)?;
    match &options.command {
        ProfileCommand::List(plain) => list(&context, plain.json),
        ProfileCommand::Add { name, provider } => add(&context, name, provider.as_deref())?,
        ProfileCommand::Rename { old, new } => rename(&context, old, new)?,
        ProfileCommand::Remove { name, yes } => return remove(&context, name, *yes),
    }
    Ok(exit_code::DONE.into())
}

fn list(context: &Context, json: bool) {
    let config = &context.loaded.config;
    if json {
        let profiles: Vec<_> = config
            .profiles
            .iter()
            .map(|profile| {
                json!({
                    "name": profile.name,
                    "provider": provider_of(&profile.provider),
                    "default": config.default_profile.as_ref() == Some(&profile.name),
                })
            })
            .collect();
        io::say_json(&json!({ "schema": SCHEMA, "profiles": profiles }));
        return;
    }
    for profile in &config.profiles {
        let mark = if config.default_profile.as_ref() == Some(&profile.name) {
            "*"
        } else {
            " "
        };
        io::say(&format!(
            "{mark} {}  {}",
            profile.name,
            provider_of(&profile.provider)
        ));
    }
}

fn provider_of(id: &str) -> &str {
    if id.is_empty() { DEFAULT_PROVIDER } else { id }
}

fn add(context: &Context, name: &str, provider: Option<&str>) -> Result<(), Failure> {
    let provider = context.provider(provider.unwrap_or(DEFAULT_PROVIDER))?;
    let edit = DocumentEdit::AddProfile {
        name: name.to_owned(),
        provider: provider.id.clone(),
    };
    config::edit_document(&context.paths, &edit).map_err(|error| Failure::store(&error))?;
    let phrase = Phrase::new("cli-profile-added").with("name", name);
    io::say(&context.texts.phrase(&phrase));
    Ok(())
}

fn rename(context: &Context, old: &str, new: &str) -> Result<(), Failure> {
    let edit = DocumentEdit::RenameProfile {
        from: old.to_owned(),
        to: new.to_owned(),
    };
    config::edit_document(&context.paths, &edit).map_err(|error| Failure::store(&error))?;
    state::rename(&context.paths, old, new).map_err(|error| Failure::store(&error))?;
    let phrase = Phrase::new("cli-profile-renamed")
        .with("old", old)
        .with("new", new);
    io::say(&context.texts.phrase(&phrase));
    Ok(())
}

fn remove(context: &Context, name: &str, yes: bool) -> Result<ExitCode, Failure> {
    let shown = clean::short_line(name, 64);
    let profile = context
        .loaded
        .config
        .profiles
        .iter()
        .find(|profile| profile.name == name);
    let Some(profile) = profile.filter(|_| is_profile_name(name)) else {
        return Err(Failure::from(super::super::context::no_profile(name)));
    };
    let tail = profile
        .token
        .as_ref()
        .map(|token| token.access_token.tail());
    if !yes {
        if !std::io::stdin().is_terminal() {
            return Err(Failure::wrong_use(
                Phrase::new("cli-remove-needs-yes").with("name", shown),
                Phrase::new("cli-remove-needs-yes-fix"),
            ));
        }
        io::ask(
            &context
                .texts
                .phrase(&Phrase::new("cli-remove-ask").with("name", shown.as_str())),
        );
        if !matches!(
            io::read_line()?.to_lowercase().as_str(),
            "y" | "yes" | "예" | "네"
        ) {
            return Err(Failure::cancelled());
        }
    }
    config::edit_document(
        &context.paths,
        &DocumentEdit::RemoveProfile(name.to_owned()),
    )
    .map_err(|error| Failure::store(&error))?;
    state::remove(&context.paths, name).map_err(|error| Failure::store(&error))?;
    let phrase = match tail {
        Some(tail) => Phrase::new("cli-profile-removed-token")
            .with("name", shown)
            .with("tail", tail),
        None => Phrase::new("cli-profile-removed").with("name", shown),
    };
    io::say(&context.texts.phrase(&phrase));
    Ok(exit_code::DONE.into())
}
