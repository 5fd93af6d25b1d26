//! Known failures and what to do about them.

use serde::{Deserialize, Serialize};

use super::StepId;
use crate::oauth::Call;
use crate::text::Words;

/// A known failure, from the provider's data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Symptom {
    /// Stable, such as `insufficient-developer-role`.
    pub id: String,
    pub title: Words,
    pub cause: Words,
    pub fix: Words,
    /// The step that mends it; absent where no step can.
    #[serde(default)]
    pub step: Option<StepId>,
    pub confidence: Confidence,
    /// Any one of these makes the symptom a candidate.
    #[serde(rename = "match")]
    pub matches: Vec<Pattern>,
    /// Whether it is a page in the person's browser, to be offered by the picker; its words.
    #[serde(default)]
    pub browser_text: Option<String>,
    /// Whether the same call may be sent again after a while.
    #[serde(default)]
    pub temporary: bool,
    /// Among candidates of equal fit the higher weight comes first.
    #[serde(default)]
    pub weight: i32,
}

/// How sure the diagnosis is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    Documented,
    Reported,
    Possible,
}

/// What a failure looks like. All that is given must fit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pattern {
    /// Parts of the text, in any case, all of them.
    #[serde(default)]
    pub text: Vec<String>,
    /// The calls it is known from; any when empty.
    #[serde(default)]
    pub calls: Vec<CallName>,
    /// The Graph error code (not the HTTP status that flat refusals repeat).
    #[serde(default)]
    pub code: Option<i64>,
    /// An inclusive range of Graph error codes.
    #[serde(default)]
    pub codes: Option<(i64, i64)>,
    #[serde(default)]
    pub subcode: Option<i64>,
    /// The error's type, such as `IGApiException`.
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub status: Option<u16>,
}

/// A call as it is named in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallName {
    Authorize,
    Exchange,
    LongLived,
    Refresh,
    Me,
}

impl CallName {
    /// Whether this is that call.
    pub fn is(self, call: Call) -> bool {
        matches!(
            (self, call),
            (Self::Authorize, Call::Authorize)
                | (Self::Exchange, Call::Exchange)
                | (Self::LongLived, Call::LongLived)
                | (Self::Refresh, Call::Refresh)
                | (Self::Me, Call::Me)
        )
    }
}
