//! One reader for anything that a person pastes.
//!
//! Start with [`read`]. It recognises what the text is and checks its `state`; it decides nothing:
//! whether a bare code is taken, or an address of another host, is for the caller to ask. Nothing of
//! the text is kept but what [`Pasted`] names.

mod address;
mod bare;
mod mail;
mod mistake;
mod outcome;
mod tidy;

use url::Url;

use super::answer::{self, Refusal};
use super::query::Params;
use super::{Api, percent};
use crate::clean;
use crate::secret::Secret;
use outcome::Found;

/// What is known of the sign-in that the text may answer.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub api: &'a Api,
    pub redirect_uri: Option<&'a str>,
    /// The state of the open sign-in.
    pub state: Option<&'a Secret>,
    /// What tokens of this provider begin with.
    pub token_prefixes: &'a [String],
    /// Prefixes of tokens that belong elsewhere, with the name of where.
    pub foreign_prefixes: &'a [(String, String)],
    /// Where the practice provider listens.
    pub practice_base: Option<&'a Url>,
}

/// What a pasted text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recognised {
    /// The address that a browser landed on.
    RedirectUrl,
    /// The parameters of such an address.
    Query,
    /// An authorization code alone.
    Code,
    /// The person pressed Cancel.
    Cancelled,
    /// The provider sent the browser back with another error.
    ErrorRedirect,
    /// The dashboard's authorize link, which names ID, redirect URI and scopes.
    EmbedUrl,
    /// An access token made in the dashboard.
    DashboardToken,
    AppId,
    AppSecret,
    /// The address of an app's page in the dashboard.
    DashboardPage,
    Unknown,
}

impl Recognised {
    /// The name in JSON documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RedirectUrl => "redirect-url",
            Self::Query => "query",
            Self::Code => "code",
            Self::Cancelled => "cancelled",
            Self::ErrorRedirect => "error-redirect",
            Self::EmbedUrl => "embed-url",
            Self::DashboardToken => "dashboard-token",
            Self::AppId => "app-id",
            Self::AppSecret => "app-secret",
            Self::DashboardPage | Self::Unknown => "unknown",
        }
    }
}

/// Whether the text belongs to the open sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateCheck {
    Match,
    /// Another state, or one where no sign-in is open.
    Mismatch,
    Absent,
    /// What was pasted is no answer to a sign-in.
    NotNeeded,
}

impl StateCheck {
    /// The name in JSON documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Mismatch => "mismatch",
            Self::Absent => "absent",
            Self::NotNeeded => "not-needed",
        }
    }
}

/// What an answer to a sign-in lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    Code,
    State,
}

impl Missing {
    /// The name in JSON documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::State => "state",
        }
    }
}

/// All that was found in a pasted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    pub recognised: Recognised,
    pub state: StateCheck,
    pub missing: Vec<Missing>,
    pub code: Option<Secret>,
    /// An access token with a prefix of this provider.
    pub token: Option<Secret>,
    pub embed: Option<Embed>,
    /// What the provider said, for the cancelled and the error redirect and for pasted error JSON.
    pub refusal: Option<Refusal>,
    pub app_id: Option<String>,
    pub app_secret: Option<Secret>,
    /// The ID in the dashboard's addresses, which is not the app ID of the sign-in.
    pub meta_app_id: Option<String>,
    pub trouble: Option<PasteTrouble>,
}

/// What the dashboard's Embed URL says, decoded once and otherwise to the byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embed {
    pub app_id: String,
    pub redirect_uri: String,
    pub scopes: Vec<String>,
}

/// What is wrong with a pasted text; it names no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasteTrouble {
    Empty,
    /// An authorize link on a host that is none of the provider's.
    ForeignHost(String),
    /// A token of the named other API.
    ForeignToken(String),
    /// Parameters that a translation program has translated.
    Translated(Vec<String>),
    /// A sample value of the documentation in place of one's own.
    Placeholder(String),
    /// An answer for another host than the redirect URI's, and without the right state.
    OtherRedirect,
    /// The end is missing: an ellipsis, or far too short.
    Truncated,
    /// An authorize link without the named parameter, or with one that cannot be used.
    HalfEmbed(&'static str),
    /// More than 128 KiB.
    TooLong,
}

impl Pasted {
    /// Nothing but what it is and whether a state was needed.
    fn of(recognised: Recognised, state: StateCheck) -> Self {
        Self {
            recognised,
            state,
            missing: Vec::new(),
            code: None,
            token: None,
            embed: None,
            refusal: None,
            app_id: None,
            app_secret: None,
            meta_app_id: None,
            trouble: None,
        }
    }

    fn unknown(trouble: Option<PasteTrouble>) -> Self {
        Self {
            trouble,
            ..Self::of(Recognised::Unknown, StateCheck::NotNeeded)
        }
    }
}

/// The longest text that is read, in bytes.
pub const LONGEST: usize = 128 * 1024;

/// Recognises a pasted text, in time linear to its length.
///
/// A wrapped terminal, a mail program or a chat may have put line breaks and spaces anywhere, so
/// the text is read in several ways and the one wins whose state is right, else the one that says
/// most.
pub fn read(text: &str, known: &Known<'_>) -> Pasted {
    if text.len() > LONGEST {
        return Pasted::unknown(Some(PasteTrouble::TooLong));
    }
    let tidy = tidy::Tidy::of(text);
    if tidy.is_empty() {
        return Pasted::unknown(Some(PasteTrouble::Empty));
    }
    let mut best: Option<Found> = None;
    let mut level = tidy.readings();
    for _ in 0..3 {
        for reading in &level {
            best = outcome::better(best, read_once(reading, &tidy, known));
        }
        if best.as_ref().is_some_and(Found::is_certain) {
            break;
        }
        level = level.iter().filter_map(decoded).collect();
        if level.is_empty() {
            break;
        }
    }
    let mut pasted = best.map_or_else(|| Pasted::unknown(None), Found::into_pasted);
    if pasted.state != StateCheck::Match {
        mistake::look_for(&tidy, &mut pasted);
    }
    pasted
}

/// One way to read the text: everything that it may be, the best of it.
fn read_once(reading: &Secret, tidy: &tidy::Tidy, known: &Known<'_>) -> Option<Found> {
    let text = reading.expose();
    let mut best = json(text, known);
    let plain = Secret::new(
        text.replace("\\u0026", "&")
            .replace("\\u003d", "=")
            .replace('\\', ""),
    );
    let text = plain.expose();
    for address in tidy::addresses(text) {
        best = outcome::better(best, address::read(address, known));
    }
    if best.is_none()
        && let Some(address) = tidy::without_scheme(text)
    {
        best = address::read(address.expose(), known);
    }
    best = outcome::better(best, query(tidy::outside_addresses(text).expose(), known));
    best = outcome::better(best, bare::labelled(text, known));
    outcome::better(best, bare::read(text, tidy.longest_run(), known))
}

/// Parameters without an address before them.
fn query(text: &str, known: &Known<'_>) -> Option<Found> {
    let params = Params::read(text);
    if params.answered() || (params.state.is_some() && text.starts_with(['?', '/', 's'])) {
        return Some(outcome::of_params(Recognised::Query, &params, known));
    }
    bare::token_parameter(&params, known)
}

/// A JSON object with the parameters of an answer, a token, or an error of the provider.
fn json(text: &str, known: &Known<'_>) -> Option<Found> {
    let root = answer::json_within(text)?;
    let node = root.unwrapped();
    let mut params = Params::default();
    for key in [
        "code",
        "state",
        "access_token",
        "error",
        "error_reason",
        "error_description",
    ] {
        if let Some(value) = node.get(key).and_then(answer::JsonNode::as_text) {
            params.set(key, value);
        }
    }
    if params.answered() {
        return Some(outcome::of_params(Recognised::Query, &params, known));
    }
    if let Some(found) = bare::token_parameter(&params, known) {
        return Some(found);
    }
    let refusal = answer::of_json(&root, None)?;
    Some(Found::new(
        1,
        Pasted {
            refusal: Some(refusal),
            ..Pasted::unknown(None)
        },
    ))
}

/// The reading with one more layer of percent-encoding taken off, when there is one.
fn decoded(reading: &Secret) -> Option<Secret> {
    let text = reading.expose();
    if !text.contains('%') {
        return None;
    }
    let decoded = Secret::new(percent::decode(text, percent::Plus::Literal));
    Some(Secret::new(
        clean::lines(decoded.expose()).replace('\n', " "),
    ))
}

#[cfg(test)]
mod tests;
