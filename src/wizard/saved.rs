//! What is kept between runs: profiles and tokens (config file), progress (state file).
//!
//! The types and the changes to them are plain data; `store` reads and writes them.

use std::collections::BTreeMap;

use crate::provider::StepId;
use crate::secret::Secret;
use crate::time::Timestamp;

/// The config file, as far as the program reads it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// `en` or `ko`.
    pub language: Option<String>,
    pub default_profile: Option<String>,
    /// In the order of the file.
    pub profiles: Vec<Profile>,
}

/// One named account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    pub name: String,
    pub provider: String,
    pub app_id: Option<String>,
    pub app_secret: Option<Secret>,
    /// A command whose standard output is the app secret; used when `app_secret` is absent.
    pub app_secret_command: Option<Vec<String>>,
    pub redirect_uri: Option<String>,
    /// Empty: the provider's default.
    pub scopes: Vec<String>,
    pub tester: Option<String>,
    pub token: Option<Token>,
    /// A new token that is not verified yet.
    pub pending_token: Option<Token>,
    /// Where each new verified token also goes, one after the other.
    pub deliver: Vec<Deliver>,
}

/// A place that each new verified token also goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deliver {
    /// A variable in a dotenv file. The path is absolute or begins with `~/`.
    Dotenv { path: String, key: String },
    /// A program and its arguments; the token comes on its standard input.
    Command(Vec<String>),
}

impl Deliver {
    /// What a person knows it by: the path, or the first word of the command.
    pub fn name(&self) -> &str {
        match self {
            Self::Dotenv { path, .. } => path,
            Self::Command(words) => words.first().map_or("", String::as_str),
        }
    }
}

/// How long a token lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    ShortLived,
    LongLived,
}

impl TokenKind {
    /// The name in files and JSON documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ShortLived => "short-lived",
            Self::LongLived => "long-lived",
        }
    }

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::ShortLived, Self::LongLived]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// A token and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub access_token: Secret,
    pub kind: TokenKind,
    /// The professional account's id as text: it is larger than 2^53.
    pub user_id: Option<String>,
    /// The id that this app knows the person by.
    pub app_scoped_id: Option<String>,
    pub username: Option<String>,
    /// As the provider names it, such as `BUSINESS`.
    pub account_type: Option<String>,
    pub scopes: Vec<String>,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    /// Whether the times are guessed, as they are for a token made in the dashboard.
    pub assumed: bool,
}

/// One change to a profile in the config file. Several are written at once, whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigEdit {
    /// Set or remove a text.
    Text {
        key: ProfileKey,
        value: Option<String>,
    },
    /// Set the list; an empty one is removed.
    Scopes(Vec<String>),
    /// Set or remove the app secret.
    AppSecret(Option<Secret>),
    /// Set or remove a token.
    Token { slot: Slot, token: Option<Token> },
}

/// The texts of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileKey {
    Provider,
    AppId,
    RedirectUri,
    Tester,
}

impl ProfileKey {
    /// The key in the config file, which is also the field's id in the provider's data.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::AppId => "app_id",
            Self::RedirectUri => "redirect_uri",
            Self::Tester => "tester",
        }
    }
}

/// Which token of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The one that serves.
    Token,
    /// The one that waits for verification.
    Pending,
}

/// The place in the checklist of one profile, kept in the state file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// The provider it belongs to.
    pub provider: String,
    pub current: Option<StepId>,
    pub marks: BTreeMap<StepId, Mark>,
    /// Fields that have no config key and are no secrets, and texts not confirmed yet.
    pub fields: BTreeMap<String, String>,
    pub sign_in: Option<SignIn>,
    /// A verified token has not reached all of the profile's targets yet.
    pub undelivered: bool,
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    #[default]
    Todo,
    /// The person says that it is done.
    Claimed,
    /// The program has seen that it is done.
    Verified,
    /// Not needed, because a token was made in the dashboard.
    NotNeeded,
    /// It went wrong; the symptom's id is kept beside.
    Failed,
}

impl Mark {
    /// The name in the state file and in JSON documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Claimed => "claimed",
            Self::Verified => "verified",
            Self::NotNeeded => "not-needed",
            Self::Failed => "failed",
        }
    }

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::Todo,
            Self::Claimed,
            Self::Verified,
            Self::NotNeeded,
            Self::Failed,
        ]
        .into_iter()
        .find(|mark| mark.name() == name)
    }
}

/// A sign-in that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The `state` value: one use, compared in constant time.
    pub state: Secret,
    pub redirect_uri: String,
    pub scopes: Vec<String>,
    pub started_at: Timestamp,
    pub ends_at: Timestamp,
    /// The authorization code, once accepted, until its exchange is answered.
    pub code: Option<Secret>,
    /// Whether the code was sent: it may be used up although no answer was read.
    pub code_sent: bool,
}

/// Another process that has sent the code of a sign-in and is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sender {
    /// Its number, where that could be read.
    pub process: Option<u32>,
}
