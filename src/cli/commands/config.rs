//! `config`: where the config is, what it holds without its secrets, whether it is right.

use std::process::ExitCode;

use serde_json::json;

use super::super::args::{Args, Config, ConfigQuestion};
use super::super::context::{self, Context};
use super::super::env::Environment;
use super::super::report::{Failure, SCHEMA};
use super::super::{exit_code, io};
use crate::clean;
use crate::provider::Providers;
use crate::secret::Secret;
use crate::text::Phrase;
use crate::wizard::saved::{Profile, Token};

/// Runs `config`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Config,
) -> Result<ExitCode, Failure> {
    if options.what == ConfigQuestion::Path {
        let path = context::paths(args, environment)?.config_file;
        let path = path.to_string_lossy();
        if options.json {
            io::say_json(&json!({ "schema": SCHEMA, "path": path }));
        } else {
            io::say(&path);
        }
        return Ok(exit_code::DONE.into());
    }
    let context = Context::open(args, environment)?;
    Providers::with_files(&context.provider_files)
        .map_err(|error| Failure::from(context::wrong_provider_file(&error)))?;
    for profile in &context.loaded.config.profiles {
        context.provider(&profile.provider)?;
    }
    match options.what {
        ConfigQuestion::Check | ConfigQuestion::Path => check(&context, options.json),
        ConfigQuestion::Show => show(&context, options.json),
    }
    Ok(exit_code::DONE.into())
}

fn check(context: &Context, json: bool) {
    let path = context.paths.config_file.to_string_lossy();
    let profiles = context.loaded.config.profiles.len();
    if json {
        io::say_json(&json!({
            "schema": SCHEMA,
            "ok": true,
            "path": path,
            "exists": context.loaded.exists,
            "profiles": profiles,
        }));
        return;
    }
    let phrase = if context.loaded.exists {
        Phrase::new("cli-config-right")
            .with("path", clean::line(&path))
            .number("profiles", i64::try_from(profiles).unwrap_or_default())
    } else {
        Phrase::new("cli-config-absent").with("path", clean::line(&path))
    };
    io::say(&context.texts.phrase(&phrase));
}

fn show(context: &Context, json: bool) {
    let config = &context.loaded.config;
    let profiles: Vec<_> = config.profiles.iter().map(profile).collect();
    let document = json!({
        "schema": SCHEMA,
        "path": context.paths.config_file.to_string_lossy(),
        "language": config.language,
        "default_profile": config.default_profile,
        "profiles": profiles,
    });
    if json {
        io::say_json(&document);
        return;
    }
    io::say(&format!(
        "# {}",
        clean::line(&context.paths.config_file.to_string_lossy())
    ));
    for profile in &profiles {
        io::say("");
        lines(profile, "");
    }
}

/// Prints an object as `key = value` lines, nested ones with their path.
fn lines(value: &serde_json::Value, path: &str) {
    let Some(object) = value.as_object() else {
        return;
    };
    for (key, value) in object {
        let name = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        if value.is_object() {
            lines(value, &name);
        } else if !value.is_null() {
            io::say(&format!("{name} = {value}"));
        }
    }
}

fn profile(profile: &Profile) -> serde_json::Value {
    json!({
        "name": profile.name,
        "provider": profile.provider,
        "app_id": profile.app_id,
        "app_secret": profile.app_secret.as_ref().map(redacted),
        "app_secret_command": profile.app_secret_command.as_ref().map(|_| "[command]"),
        "redirect_uri": profile.redirect_uri,
        "scopes": profile.scopes,
        "tester": profile.tester,
        "token": profile.token.as_ref().map(token),
        "pending_token": profile.pending_token.as_ref().map(token),
    })
}

fn token(token: &Token) -> serde_json::Value {
    json!({
        "access_token": redacted(&token.access_token),
        "kind": token.kind.name(),
        "user_id": token.user_id,
        "app_scoped_id": token.app_scoped_id,
        "username": token.username,
        "account_type": token.account_type,
        "scopes": token.scopes,
        "issued_at": token.issued_at.to_string(),
        "expires_at": token.expires_at.to_string(),
        "assumed": token.assumed,
    })
}

/// The length and, of a long one, the last four characters.
fn redacted(secret: &Secret) -> String {
    match secret.tail().as_str() {
        "" => format!("[{} characters]", secret.len()),
        tail => format!("[{} characters, ends in {tail}]", secret.len()),
    }
}
