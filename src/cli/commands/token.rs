//! `token`: the token on standard output, nothing else.

use std::process::ExitCode;

use serde_json::json;
use zeroize::Zeroizing;

use super::super::args::{Args, Token, TokenFormat};
use super::super::context::Context;
use super::super::env::Environment;
use super::super::report::{Failure, SCHEMA};
use super::super::session;
use super::super::{exit_code, io};
use crate::provider::StepKind;
use crate::text::Phrase;
use crate::wizard::{ErrorKind, Problem};

/// The name that the token has in a `.env` file.
const DOTENV_KEY: &str = "INSTAGRAM_ACCESS_TOKEN";

/// Runs `token`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Token,
) -> Result<ExitCode, Failure> {
    let context = Context::open(args, environment)?;
    let now = session::open(args, environment, &context)?.now();
    let profile = context.existing()?;
    let authorize = || {
        let provider = context.readable_provider(&profile.provider)?;
        provider
            .step_of(StepKind::Authorize)
            .map(|step| step.id.clone())
    };
    let Some(token) = &profile.token else {
        let problem = Problem::own(
            ErrorKind::NotFound,
            "no-token",
            Phrase::new("problem-no-token"),
            Phrase::new("problem-no-token-fix"),
        );
        return Err(Failure::from(problem.mended_by(authorize())));
    };
    if token.expires_at <= now {
        let problem = Problem::own(
            ErrorKind::Expired,
            "expired",
            Phrase::new("problem-expired"),
            Phrase::new("problem-sign-in-again"),
        );
        return Err(Failure::from(problem.mended_by(authorize())));
    }
    let secret = token.access_token.expose();
    let line = Zeroizing::new(match options.format {
        TokenFormat::Raw => secret.to_owned(),
        TokenFormat::Dotenv => format!("{DOTENV_KEY}={}", quoted(secret)),
        TokenFormat::Header => format!("Authorization: Bearer {secret}"),
        TokenFormat::Json => json!({
            "schema": SCHEMA,
            "access_token": secret,
            "kind": token.kind.name(),
            "user_id": token.user_id,
            "expires_at": token.expires_at.to_string(),
        })
        .to_string(),
    });
    io::say(&line);
    Ok(exit_code::DONE.into())
}

/// A value as a `.env` file needs it: quoted only when it must be.
fn quoted(value: &str) -> String {
    if value
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-_.~+/=:".contains(c))
    {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', r"'\''"))
    }
}
