//! Answers of the provider, and the five shapes in which it refuses.
//!
//! Every answer is read in both forms in which it is met, flat and wrapped (`{"data":[{…}]}`), and
//! ids keep all their digits. A refusal is recognised whatever its status. What is neither is
//! [`AnswerError::NotUnderstood`], which never holds any of the text.

mod json;
mod page;
mod refusal;

use crate::clean;
use crate::secret::Secret;

use super::Answer;
use json::Node;

pub(super) use json::Node as JsonNode;
pub use refusal::{Refusal, Shape, refusal_of_text};
pub(super) use refusal::{json_within, of_json, of_redirect};

/// What the exchange of an authorization code gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortLived {
    pub access_token: Secret,
    /// All digits as sent: these numbers are larger than 2^53.
    pub user_id: Option<String>,
    /// Empty when the provider does not say.
    pub permissions: Vec<String>,
}

/// What the long-lived exchange and the refresh give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LongLived {
    pub access_token: Secret,
    /// In seconds; `None` when missing or absurd (zero or less, more than 400 days).
    pub expires_in: Option<i64>,
}

/// Whose token it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// The answer's `user_id`; where there is only an `id` (basic display), that one.
    pub user_id: Option<String>,
    /// The answer's `id` when there is a `user_id` beside it; it is good for this app only.
    pub app_scoped_id: Option<String>,
    pub username: Option<String>,
    pub account_type: Option<String>,
}

/// Why an answer is not the one that was hoped for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// The provider said no and gave a reason.
    #[error("the provider refused the request")]
    Refused(Refusal),
    /// The answer has none of the known forms.
    #[error("the provider's answer was not understood (status {status})")]
    NotUnderstood { status: u16, what: Misread },
}

/// What kept an answer from being understood; none of its text is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misread {
    Empty,
    NotUtf8,
    /// A web page where data was expected, as a captive portal sends it.
    Html,
    NotJson,
    /// JSON nested deeper than any answer is.
    TooDeep,
    /// The named field is not there, or not fit to be used.
    Missing(&'static str),
    /// JSON, but of no known shape.
    Foreign,
}

const LONGEST_LIFE: i64 = 400 * 24 * 60 * 60;

/// Reads the answer to the exchange of a code.
pub fn short_lived(answer: &Answer) -> Result<ShortLived, AnswerError> {
    let root = success(answer)?;
    let node = root.unwrapped();
    Ok(ShortLived {
        access_token: access_token(node, answer.status)?,
        user_id: id(node, "user_id"),
        permissions: permissions(node),
    })
}

/// Reads the answer to the long-lived exchange.
pub fn long_lived(answer: &Answer) -> Result<LongLived, AnswerError> {
    let root = success(answer)?;
    let node = root.unwrapped();
    Ok(LongLived {
        access_token: access_token(node, answer.status)?,
        expires_in: node
            .get("expires_in")
            .and_then(Node::as_integer)
            .filter(|seconds| (1..=LONGEST_LIFE).contains(seconds)),
    })
}

/// Reads the answer to a refresh; the token may be the same as before.
pub fn refreshed(answer: &Answer) -> Result<LongLived, AnswerError> {
    long_lived(answer)
}

/// Reads the answer to `/me`; either kind of id or a username is enough.
pub fn me(answer: &Answer) -> Result<Me, AnswerError> {
    let root = success(answer)?;
    let node = root.unwrapped();
    let (user_id, own_id) = (id(node, "user_id"), id(node, "id"));
    let (user_id, app_scoped_id) = if user_id.is_some() {
        (user_id, own_id)
    } else {
        (own_id, None)
    };
    let me = Me {
        user_id,
        app_scoped_id,
        username: word(node, "username"),
        account_type: word(node, "account_type"),
    };
    if me.user_id.is_none() && me.username.is_none() {
        return Err(misread(answer.status, Misread::Missing("user_id")));
    }
    Ok(me)
}

/// The JSON object of a success, or why there is none.
fn success(answer: &Answer) -> Result<Node, AnswerError> {
    let status = answer.status;
    let body = answer.body.expose();
    let body = body
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(body)
        .trim_ascii();
    if body.is_empty() {
        return Err(misread(status, Misread::Empty));
    }
    let Ok(text) = str::from_utf8(body) else {
        return Err(misread(status, Misread::NotUtf8));
    };
    if text.starts_with('<') {
        return Err(refusal::of_page(text, status)
            .filter(|_| status >= 400)
            .map_or(misread(status, Misread::Html), AnswerError::Refused));
    }
    let root = json::parse(text).map_err(|what| misread(status, what))?;
    if let Some(refusal) = refusal::of_json(&root, Some(status)) {
        return Err(AnswerError::Refused(refusal));
    }
    if (200..300).contains(&status) && root.unwrapped().is_map() {
        return Ok(root);
    }
    Err(misread(status, Misread::Foreign))
}

fn misread(status: u16, what: Misread) -> AnswerError {
    AnswerError::NotUnderstood { status, what }
}

fn access_token(node: &Node, status: u16) -> Result<Secret, AnswerError> {
    node.get("access_token")
        .and_then(Node::as_secret)
        .filter(|token| !token.is_empty() && is_unbroken(token.expose()))
        .cloned()
        .ok_or(misread(status, Misread::Missing("access_token")))
}

fn is_unbroken(text: &str) -> bool {
    !clean::has_control(text) && !text.chars().any(char::is_whitespace)
}

/// An id, number or text, with all its digits.
fn id(node: &Node, key: &str) -> Option<String> {
    let text = node.get(key)?.as_text_or_number()?;
    (!text.is_empty() && text.len() <= 64 && is_unbroken(text)).then(|| text.to_owned())
}

fn word(node: &Node, key: &str) -> Option<String> {
    let text = clean::short_line(node.get(key)?.as_text()?.trim(), 100);
    (!text.is_empty()).then_some(text)
}

/// A list, or one text with commas or spaces.
fn permissions(node: &Node) -> Vec<String> {
    let Some(node) = node.get("permissions") else {
        return Vec::new();
    };
    let texts = node
        .items()
        .iter()
        .filter_map(Node::as_text)
        .chain(node.as_text());
    texts
        .flat_map(|text| text.split([',', ' ']))
        .map(|name| clean::short_line(name.trim(), 100))
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests;
