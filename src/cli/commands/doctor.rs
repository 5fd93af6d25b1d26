//! `doctor`: looks at this machine and at the way to the provider, and reports what is safe to post.
//!
//! It changes nothing: not even a mode that is too wide. What it says holds no secret, no id and no
//! name of an account; `safe` takes out what would slip through.

mod account;
mod files;
mod machine;
mod network;
mod safe;

use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Value, json};
use url::Url;

use super::super::args::{Args, Plain};
use super::super::context::{self, DEFAULT_PROVIDER};
use super::super::env::Environment;
use super::super::practice::{self, Host};
use super::super::report::{Failure, SCHEMA};
use super::super::{exit_code, io};
use crate::clean;
use crate::provider::{Provider, Providers};
use crate::shell::clock::Clock;
use crate::store::paths::Paths;
use crate::text::{Phrase, Texts};
use crate::wizard::ErrorKind;
use crate::wizard::saved::Profile;

/// The longest wait for one answer.
const PROBE: Duration = Duration::from_secs(10);

/// What one look found.
#[derive(Debug)]
struct Check {
    id: String,
    found: Found,
    detail: Phrase,
    fix: Option<Phrase>,
}

/// How it is; what is wrong leads to an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Well,
    Wrong(ErrorKind),
    /// Does not apply, or cannot be known.
    Open,
}

impl Check {
    fn new(id: impl Into<String>, found: Found, detail: Phrase) -> Self {
        Self {
            id: id.into(),
            found,
            detail,
            fix: None,
        }
    }

    fn well(id: impl Into<String>, detail: Phrase) -> Self {
        Self::new(id, Found::Well, detail)
    }

    fn open(id: impl Into<String>, detail: Phrase) -> Self {
        Self::new(id, Found::Open, detail)
    }

    /// Something on this machine has to be mended.
    fn wrong(id: impl Into<String>, detail: Phrase, fix: Phrase) -> Self {
        Self::new(id, Found::Wrong(ErrorKind::Config), detail).fixed_by(fix)
    }

    fn fixed_by(mut self, fix: Phrase) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// What the checks start from.
struct Desk<'a> {
    args: &'a Args,
    environment: &'a Environment,
    paths: Option<Paths>,
    /// The profile that is meant, when the config can be read and has it.
    profile: Option<Profile>,
    profiles: Vec<Profile>,
    /// Provider files that can be used.
    provider_files: Vec<(String, String)>,
    host: Option<Host>,
    endpoint: Option<Url>,
    clock: Clock,
    texts: Texts,
}

impl Desk<'_> {
    /// The provider of a profile.
    fn provider(&self, id: &str) -> Option<Provider> {
        let id = if id.is_empty() { DEFAULT_PROVIDER } else { id };
        Providers::one(id, &self.provider_files).ok().flatten()
    }

    /// A phrase within a phrase.
    fn say(&self, id: &'static str) -> String {
        self.texts.phrase(&Phrase::new(id))
    }
}

/// Runs `doctor`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Plain,
) -> Result<ExitCode, Failure> {
    let looked = files::look(args, environment);
    let mut checks = looked.checks;
    let home = directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_path_buf());
    let language = looked.config.as_ref().and_then(|c| c.language.as_deref());
    let texts = Texts::new(context::language(args, environment, language));
    let name = args
        .profile
        .as_ref()
        .or(environment.profile.as_ref())
        .or(looked
            .config
            .as_ref()
            .and_then(|c| c.default_profile.as_ref()));
    let profiles = looked.config.as_ref().map(|config| &config.profiles);
    let profile = profiles.and_then(|all| match name {
        Some(name) => all.iter().find(|profile| profile.name == *name),
        None => all.first(),
    });
    let mut safe = safe::Safe::new(home);
    safe.hide_all(profiles.into_iter().flatten(), environment);
    let mut desk = Desk {
        args,
        environment,
        profile: profile.cloned(),
        profiles: profiles.cloned().unwrap_or_default(),
        paths: looked.paths,
        provider_files: looked.provider_files,
        host: None,
        endpoint: None,
        clock: Clock::new(),
        texts,
    };
    checks.insert(0, machine::version(&mut desk));
    open_practice(&mut desk, &mut checks);
    checks.extend(account::look(&desk));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    checks.extend(runtime.block_on(async {
        let secret = account::secret(&desk);
        let network = network::look(&desk);
        let (secret, network) = tokio::join!(secret, network);
        std::iter::once(secret).chain(network).collect::<Vec<_>>()
    }));
    checks.extend(machine::look(&desk));
    show(&checks, &desk.texts, &safe, options);
    Ok(code(&checks).into())
}

/// The practice provider and its clock, in practice mode.
fn open_practice(desk: &mut Desk<'_>, checks: &mut Vec<Check>) {
    let (true, Some(paths)) = (desk.args.sandbox, &desk.paths) else {
        return;
    };
    match practice::host(paths) {
        Ok(host) => {
            desk.clock.set_offset(host.clock_offset);
            desk.host = Some(host);
        }
        Err(_) => checks.push(Check::wrong(
            "practice",
            Phrase::new("doctor-practice-failed"),
            Phrase::new("doctor-practice-fix"),
        )),
    }
}

/// The gravest: this machine before the network, the network before an expired token.
fn code(checks: &[Check]) -> exit_code::Code {
    [ErrorKind::Config, ErrorKind::Network, ErrorKind::Expired]
        .into_iter()
        .find(|kind| {
            checks
                .iter()
                .any(|check| check.found == Found::Wrong(*kind))
        })
        .map_or(exit_code::DONE, exit_code::of)
}

fn show(checks: &[Check], texts: &Texts, safe: &safe::Safe, options: &Plain) {
    let say = |phrase: &Phrase| safe.text(&clean::line(&texts.phrase(phrase)));
    if options.json {
        let checks: Vec<Value> = checks
            .iter()
            .map(|check| {
                json!({
                    "id": check.id,
                    "ok": match check.found {
                        Found::Well => Some(true),
                        Found::Wrong(_) => Some(false),
                        Found::Open => None,
                    },
                    "detail": say(&check.detail),
                    "fix": check.fix.as_ref().map(say),
                })
            })
            .collect();
        io::say_json(&json!({ "schema": SCHEMA, "checks": checks }));
        return;
    }
    let width = checks.iter().map(|check| check.id.len()).max().unwrap_or(0);
    for check in checks {
        let mark = match check.found {
            Found::Well => '✓',
            Found::Wrong(_) => '!',
            Found::Open => '·',
        };
        io::say(&format!(
            "{mark} {:width$}  {}",
            check.id,
            say(&check.detail)
        ));
        if let Some(fix) = &check.fix {
            io::say(&format!("    {}", say(fix)));
        }
    }
}
