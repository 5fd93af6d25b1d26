//! States to look at and to test with, each built by events alone. Start with [`all`].

mod desk;
mod states;

use std::sync::Arc;

use crate::provider::{Provider, Providers};
use crate::secret::Secret;
use crate::text::Lang;
use crate::time::{DAY, Timestamp};

use super::browser::{Browser, Obstacle};
use super::saved::{Profile, Token, TokenKind};
use super::state::{Goal, Place};
use super::{Start, State};

pub(crate) use desk::{Desk, Step, insert, summary, task_of};
pub(crate) use states::*;

/// 2026-11-22T16:03:00Z.
pub(crate) const NOW: Timestamp = Timestamp::from_seconds(1_795_363_380);
pub(crate) const APP_ID: &str = "990602627938098";
pub(crate) const APP_SECRET: &str = "a1b2c3d4e5f60718293a4b5c6d7e8f90";
pub(crate) const REDIRECT: &str = "https://localhost:8443/callback";
pub(crate) const STATE: &str = "Zq8yB2mW5kT1vR7xN4cH";
pub(crate) const CODE: &str = "AQBplantedcode-Xk29_authorization";
pub(crate) const SHORT: &str = "IGAAplantedshort1111111111111111";
pub(crate) const LONG: &str = "IGAAplantedlong22222222222222222";
pub(crate) const DASHBOARD: &str = "IGAAplanteddash33333333333333333";
/// What must never be printed and never reach the state file.
pub(crate) const SECRETS: [&str; 5] = [APP_SECRET, CODE, SHORT, LONG, DASHBOARD];
pub(crate) const SHORT_ANSWER: &str = r#"{"access_token":"IGAAplantedshort1111111111111111","user_id":17841405793187218,"permissions":["instagram_business_basic"]}"#;
pub(crate) const LONG_ANSWER: &str = r#"{"access_token":"IGAAplantedlong22222222222222222","token_type":"bearer","expires_in":5183944}"#;
pub(crate) const ME_ANSWER: &str = r#"{"user_id":"17841405793187218","id":"6012345678901234","username":"some.username","account_type":"BUSINESS"}"#;

/// How the long-lived exchange and `/me` refuse an account without an accepted role.
pub(crate) const ROLE_MISSING: &str = r#"{"error":{"message":"Unsupported request - method type: get","type":"IGApiException","code":100,"fbtrace_id":"x"}}"#;

/// An embedded provider.
pub(crate) fn provider(id: &str) -> Arc<Provider> {
    Arc::new(Providers::embedded_one(id).unwrap().unwrap())
}

/// Nothing is set up, and the person wants the wizard.
pub(crate) fn nothing_yet() -> Start {
    Start {
        provider: provider("instagram-login"),
        profile: Profile {
            name: "default".to_owned(),
            ..Profile::default()
        },
        stored: false,
        progress: None,
        place: Place {
            via_ssh: true,
            has_terminal: true,
            browser: Browser::Withheld(vec![Obstacle::Ssh]),
            ..Place::default()
        },
        lang: Lang::En,
        now: NOW,
        goal: Goal::Setup,
        secret: None,
    }
}

/// ID, secret, redirect URI and tester are in the config file; there is no token.
pub(crate) fn set_up() -> Start {
    let mut start = nothing_yet();
    start.stored = true;
    start.profile.app_id = Some(APP_ID.to_owned());
    start.profile.app_secret = Some(Secret::new(APP_SECRET));
    start.profile.redirect_uri = Some(REDIRECT.to_owned());
    start.profile.tester = Some("some.username".to_owned());
    start
}

/// A token that was issued so many days ago and lives for 60.
pub(crate) fn token(text: &str, kind: TokenKind, days_old: i64) -> Token {
    let issued_at = NOW.plus(-days_old * DAY);
    let life = match kind {
        TokenKind::ShortLived => 3600,
        TokenKind::LongLived => 60 * DAY,
    };
    Token {
        access_token: Secret::new(text),
        kind,
        user_id: Some("17841405793187218".to_owned()),
        app_scoped_id: None,
        username: Some("some.username".to_owned()),
        account_type: Some("BUSINESS".to_owned()),
        scopes: vec!["instagram_business_basic".to_owned()],
        issued_at,
        expires_at: issued_at.plus(life),
        assumed: false,
    }
}

/// A finished profile whose token is so many days old.
pub(crate) fn finished(days_old: i64) -> Start {
    let mut start = set_up();
    start.profile.token = Some(token(LONG, TokenKind::LongLived, days_old));
    start
}

/// The same in practice mode.
pub(crate) fn practising(mut start: Start) -> Start {
    start.place.practice = Some(url::Url::parse("http://127.0.0.1:7007").unwrap());
    start
}

/// Every sample with its name.
pub(crate) fn all() -> Vec<(&'static str, State)> {
    desks().map(|(name, desk)| (name, desk.state)).collect()
}

/// The same with the effects that wait for their answer.
pub(crate) fn desks() -> impl Iterator<Item = (&'static str, Desk)> {
    states::SAMPLES
        .iter()
        .map(|(name, sample)| (*name, sample()))
}
