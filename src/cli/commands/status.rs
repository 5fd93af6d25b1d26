//! `status`: what each profile's token is worth now.

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde_json::json;

use super::super::args::{Args, Status};
use super::super::context::{Context, DEFAULT_PROVIDER};
use super::super::env::Environment;
use super::super::report::{self, Failure, SCHEMA};
use super::super::session;
use super::super::{exit_code, io};
use crate::provider::Provider;
use crate::time::DAY;
use crate::wizard::saved::{Token, TokenKind};
use crate::wizard::standing::{Health, Standing, standing};

/// Runs `status`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Status,
) -> Result<ExitCode, Failure> {
    let context = Context::open(args, environment)?;
    let now = session::open(args, environment, &context)?.now();
    let one = args.profile.as_deref().or(environment.profile.as_deref());
    let chosen: Vec<_> = context
        .loaded
        .config
        .profiles
        .iter()
        .filter(|profile| one.is_none_or(|name| profile.name == name))
        .collect();
    if chosen.is_empty() {
        if options.json && one.is_none() {
            io::say_json(&json!({ "schema": SCHEMA, "profiles": [] }));
            return Ok(exit_code::NOTHING_THERE.into());
        }
        let failure = Failure::from(super::super::context::no_profile(&context.profile));
        return Err(failure.beside(json!({ "profiles": [] })));
    }
    let mut providers: BTreeMap<(&str, bool), Option<Provider>> = BTreeMap::new();
    let mut entries = Vec::new();
    let mut code = exit_code::DONE;
    for (index, profile) in chosen.iter().enumerate() {
        let id = match profile.provider.as_str() {
            "" => DEFAULT_PROVIDER,
            other => other,
        };
        // A token that works leads to no step, and most do.
        let works = |token: &Token| token.kind == TokenKind::LongLived && token.expires_at > now;
        let leads_nowhere = profile.token.as_ref().is_some_and(works);
        let provider = providers
            .entry((id, leads_nowhere))
            .or_insert_with(|| {
                if leads_nowhere {
                    context.bare_provider(id)
                } else {
                    context.readable_provider(id)
                }
            })
            .as_ref();
        let progress = if profile.token.is_some() {
            None
        } else {
            context.progress(&profile.name)?
        };
        let standing = standing(profile, progress.as_ref(), provider, now);
        if is_short(&standing, options.min_days) {
            code = exit_code::EXPIRED;
        }
        if options.json {
            entries.push(report::status_entry(profile, id, &standing));
        } else {
            if index > 0 {
                io::say("");
            }
            for line in report::status_lines(profile, id, &standing, &context.texts) {
                io::say(&line);
            }
        }
    }
    if options.json {
        io::say_json(&json!({ "schema": SCHEMA, "profiles": entries }));
    }
    Ok(code.into())
}

/// Whether the token has expired, or has fewer days left than were asked for.
fn is_short(standing: &Standing, min_days: Option<u32>) -> bool {
    let wanted = i64::from(min_days.unwrap_or_default()) * DAY;
    standing.health == Health::Expired
        || (min_days.is_some() && standing.expires_in.is_some_and(|left| left < wanted))
}
