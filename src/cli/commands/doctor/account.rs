//! The profiles: counted, never named by an id or an account.

use std::time::Duration;

use super::{Check, Desk, Found};
use crate::shell::runner::read_secret;
use crate::store::state::{self, Seen};
use crate::text::Phrase;
use crate::wizard::ErrorKind;
use crate::wizard::standing::{Health, standing};

/// The longest wait for the command that prints the app secret.
const COMMAND: Duration = Duration::from_secs(5);

/// Looks at the profiles and at the app of the one that is meant.
pub(super) fn look(desk: &Desk<'_>) -> Vec<Check> {
    vec![profiles(desk), app(desk)]
}

fn profiles(desk: &Desk<'_>) -> Check {
    let id = "profiles";
    if desk.profiles.is_empty() {
        return Check::open(id, Phrase::new("doctor-profiles-none"));
    }
    let now = desk.clock.now();
    let health: Vec<Health> = desk
        .profiles
        .iter()
        .map(|profile| {
            let progress = desk
                .paths
                .as_ref()
                .and_then(|paths| state::look(paths, &profile.name).ok())
                .and_then(|seen| match seen {
                    Seen::Whole(progress) => progress,
                    Seen::Broken => None,
                });
            standing(profile, progress.as_deref(), None, now).health
        })
        .collect();
    let count = |wanted: Health| {
        let count = health.iter().filter(|health| **health == wanted).count();
        i64::try_from(count).unwrap_or_default()
    };
    let detail = Phrase::new("doctor-profiles")
        .number("valid", count(Health::Valid))
        .number("expiring", count(Health::Expiring))
        .number("expired", count(Health::Expired))
        .number("pending", count(Health::Pending))
        .number("missing", count(Health::Missing));
    if count(Health::Expired) > 0 {
        Check::new(id, Found::Wrong(ErrorKind::Expired), detail)
            .fixed_by(Phrase::new("doctor-profiles-expired-fix"))
    } else {
        Check::well(id, detail)
    }
}

/// The shape of the app ID and of the redirect URI, not their values.
fn app(desk: &Desk<'_>) -> Check {
    let Some(profile) = &desk.profile else {
        return Check::open("app", Phrase::new("doctor-app-none"));
    };
    let digits = match profile.app_id.as_deref() {
        None | Some("") => desk.say("doctor-app-id-absent"),
        Some(text) => {
            let kind = if text.bytes().all(|byte| byte.is_ascii_digit()) {
                "doctor-app-id-digits"
            } else {
                "doctor-app-id-other"
            };
            let length = i64::try_from(text.chars().count()).unwrap_or_default();
            desk.texts
                .phrase(&Phrase::new(kind).number("length", length))
        }
    };
    let redirect = match profile.redirect_uri.as_deref() {
        None | Some("") => "doctor-redirect-absent",
        Some(text) => match url::Url::parse(text) {
            Ok(url) => match (url.scheme(), is_loopback(&url)) {
                ("https", true) => "doctor-redirect-https-loopback",
                ("https", false) => "doctor-redirect-https",
                ("http", true) => "doctor-redirect-http-loopback",
                _ => "doctor-redirect-other",
            },
            Err(_) => "doctor-redirect-other",
        },
    };
    let detail = Phrase::new("doctor-app")
        .with("id", digits)
        .with("redirect", desk.say(redirect));
    if profile.app_id.is_some() {
        Check::well("app", detail)
    } else {
        Check::open("app", detail)
    }
}

fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Where the app secret comes from; a command is tried, and what it prints is not looked at.
pub(super) async fn secret(desk: &Desk<'_>) -> Check {
    let id = "app-secret";
    let kept = desk.profile.as_ref();
    if kept.is_some_and(|profile| profile.app_secret.is_some()) {
        return Check::well(id, Phrase::new("doctor-secret-kept"));
    }
    if desk.environment.app_secret.is_some() {
        return Check::well(id, Phrase::new("doctor-secret-environment"));
    }
    let Some(command) = kept.and_then(|profile| profile.app_secret_command.as_ref()) else {
        return Check::open(id, Phrase::new("doctor-secret-asked"));
    };
    if read_secret(command, COMMAND).await.is_some() {
        Check::well(id, Phrase::new("doctor-secret-command"))
    } else {
        Check::wrong(
            id,
            Phrase::new("doctor-secret-command-failed"),
            Phrase::new("doctor-secret-command-fix"),
        )
    }
}
