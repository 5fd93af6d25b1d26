//! From the text of a config file to its values, strictly for the keys that are known.

use std::path::Path;

use super::super::deliver::dotenv;
use super::super::fields::{Fields, Source};
use super::super::{Problem, StoreError};
use super::is_profile_name;
use crate::wizard::saved::{Config, Deliver, Profile, Token, TokenKind};

/// Reads the whole file.
pub(super) fn config(path: &Path, text: &str) -> Result<Config, StoreError> {
    let source = Source { path, text };
    let document = source.parse()?;
    let root = Fields::root(source, &document);
    if root.number("version")?.is_some_and(|version| version != 1) {
        return Err(root.wrong("version", Problem::UnknownVersion));
    }
    let mut profiles = Vec::new();
    if let Some(table) = root.table("profiles")? {
        for (name, span) in table.keys() {
            if !is_profile_name(name) {
                // The name itself is not repeated: it may be a value in the wrong place.
                let key = Some("profiles".to_owned());
                return Err(source.invalid(span, key, Problem::BadProfileName));
            }
            if let Some(fields) = table.table(name)? {
                profiles.push(profile(name, &fields)?);
            }
        }
    }
    Ok(Config {
        language: root.text("language")?,
        default_profile: root.text("default_profile")?,
        profiles,
    })
}

fn profile(name: &str, fields: &Fields<'_>) -> Result<Profile, StoreError> {
    let app_secret = fields.secret("app_secret")?;
    let app_secret_command = fields.texts("app_secret_command")?;
    if app_secret.is_some() && app_secret_command.is_some() {
        return Err(fields.wrong("app_secret_command", Problem::BothSecrets));
    }
    Ok(Profile {
        name: name.to_owned(),
        provider: fields.text("provider")?.unwrap_or_default(),
        app_id: fields.text("app_id")?,
        app_secret,
        app_secret_command,
        redirect_uri: fields.text("redirect_uri")?,
        scopes: fields.texts("scopes")?.unwrap_or_default(),
        tester: fields.text("tester")?,
        token: token(fields, "token")?,
        pending_token: token(fields, "pending_token")?,
        deliver: fields
            .tables("deliver")?
            .iter()
            .map(deliver)
            .collect::<Result<_, _>>()?,
    })
}

/// The variable of a dotenv file that names none.
const DEFAULT_KEY: &str = "INSTAGRAM_ACCESS_TOKEN";

fn deliver(fields: &Fields<'_>) -> Result<Deliver, StoreError> {
    let command = fields.raw_texts("command")?;
    let Some(path) = fields.text("dotenv")? else {
        let words = command.ok_or_else(|| fields.wrong("dotenv", Problem::NoTarget))?;
        if words.first().is_none_or(String::is_empty) {
            return Err(fields.wrong("command", Problem::Empty));
        }
        return Ok(Deliver::Command(words));
    };
    if command.is_some() {
        return Err(fields.wrong("command", Problem::BothTargets));
    }
    let below_home = path.strip_prefix("~/").is_some_and(|rest| !rest.is_empty());
    if !below_home && !Path::new(&path).is_absolute() {
        return Err(fields.wrong("dotenv", Problem::NotAbsolute));
    }
    let key = fields
        .text("key")?
        .unwrap_or_else(|| DEFAULT_KEY.to_owned());
    if !dotenv::is_key(&key) {
        return Err(fields.wrong("key", Problem::NotAVariable));
    }
    Ok(Deliver::Dotenv { path, key })
}

fn token(profile: &Fields<'_>, key: &str) -> Result<Option<Token>, StoreError> {
    let Some(fields) = profile.table(key)? else {
        return Ok(None);
    };
    let access_token = fields
        .secret("access_token")?
        .filter(|token| !token.is_empty());
    let kind = fields.missing("kind", fields.raw_text("kind")?)?;
    Ok(Some(Token {
        access_token: fields.missing("access_token", access_token)?,
        kind: TokenKind::parse(kind).ok_or_else(|| fields.wrong("kind", Problem::UnknownKind))?,
        user_id: fields.text("user_id")?,
        app_scoped_id: fields.text("app_scoped_id")?,
        username: fields.text("username")?,
        account_type: fields.text("account_type")?,
        scopes: fields.texts("scopes")?.unwrap_or_default(),
        issued_at: fields.missing("issued_at", fields.time("issued_at")?)?,
        expires_at: fields.missing("expires_at", fields.time("expires_at")?)?,
        assumed: fields.flag("assumed")?,
    }))
}
