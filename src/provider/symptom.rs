//! Known failures and what to do about them.
//!
//! Start with [`diagnose`]: it compares the [`Evidence`] of one failure with every [`Pattern`] of a
//! provider. It knows no failure itself; all of them are data.

mod lazy;

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::{Provider, StepId};
use crate::oauth::Call;
use crate::text::Words;

pub use lazy::Symptoms;

/// A known failure, from the provider's data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    Documented,
    Reported,
    Possible,
}

/// What a failure looks like. All that is given must fit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// Whether the provider itself calls it passing.
    #[serde(default)]
    pub transient: Option<bool>,
}

impl Pattern {
    /// Whether there is nothing in it that a failure could fit.
    pub fn is_empty(&self) -> bool {
        self.text.iter().all(|part| fold(part).is_empty())
            && self.code.is_none()
            && self.codes.is_none()
            && self.subcode.is_none()
            && self.kind.is_none()
            && self.status.is_none()
            && self.transient.is_none()
    }
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

/// What is known of one failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence<'a> {
    /// Unknown when a person brings a text from elsewhere.
    pub call: Option<Call>,
    /// The provider's words, or a longer text that holds them, such as a page or a log line.
    pub message: &'a str,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The Graph code only, never the HTTP status that flat refusals repeat as `code`.
    pub code: Option<i64>,
    pub subcode: Option<i64>,
    /// The error's type, such as `OAuthException`.
    pub kind: Option<&'a str>,
    /// Whether the provider itself calls it passing.
    pub transient: bool,
}

/// How well a pattern fits: how many parts of the text it names, then whether it has a subcode, a
/// code, a single code rather than a range, anything else, and a known call. The greater one is the
/// better fit; the order is the rule.
type Fit = (usize, [bool; 5]);

/// The known failures that the evidence fits, the most likely first; none when it is unknown.
pub fn diagnose<'p>(provider: &'p Provider, evidence: &Evidence<'_>) -> Vec<&'p Symptom> {
    let message = fold(evidence.message);
    let mut found: Vec<(Fit, &Symptom)> = provider
        .symptoms
        .iter()
        .filter_map(|symptom| {
            let best = symptom
                .matches
                .iter()
                .filter_map(|pattern| fit(pattern, evidence, &message))
                .max()?;
            Some((best, symptom))
        })
        .collect();
    found
        .sort_by_key(|&(fit, symptom)| Reverse((fit, symptom.weight, Reverse(symptom.confidence))));
    found.into_iter().map(|(_, symptom)| symptom).collect()
}

/// How well the pattern fits, or nothing when one of its parts does not.
fn fit(pattern: &Pattern, evidence: &Evidence<'_>, message: &str) -> Option<Fit> {
    let text = pattern
        .text
        .iter()
        .all(|part| message.contains(&fold(part)));
    // A call that is not known rules nothing out.
    let call = evidence.call.is_none_or(|call| {
        pattern.calls.is_empty() || pattern.calls.iter().any(|name| name.is(call))
    });
    let range = pattern.codes.is_none_or(|(first, last)| {
        evidence
            .code
            .is_some_and(|code| (first..=last).contains(&code))
    });
    let kind = pattern.kind.as_deref().is_none_or(|kind| {
        evidence
            .kind
            .is_some_and(|given| given.eq_ignore_ascii_case(kind))
    });
    let all = text
        && call
        && range
        && kind
        && (pattern.code.is_none() || pattern.code == evidence.code)
        && (pattern.subcode.is_none() || pattern.subcode == evidence.subcode)
        && (pattern.status.is_none() || pattern.status == evidence.status)
        && pattern
            .transient
            .is_none_or(|passing| passing == evidence.transient);
    (all && !pattern.is_empty()).then(|| {
        let rest = [
            pattern.subcode.is_some(),
            pattern.code.is_some() || pattern.codes.is_some(),
            pattern.code.is_some(),
            pattern.status.is_some() || pattern.kind.is_some() || pattern.transient.is_some(),
            !pattern.calls.is_empty() && evidence.call.is_some(),
        ];
        (pattern.text.len(), rest)
    })
}

/// Spellings of quotes and spaces in pages, JSON and addresses.
const SPELLINGS: &[(&str, &str)] = &[
    ("&#039;", ""),
    ("&#39;", ""),
    ("&#x27;", ""),
    ("&apos;", ""),
    ("&rsquo;", ""),
    ("&#8217;", ""),
    ("&quot;", ""),
    ("\\u0027", ""),
    ("\\u2019", ""),
    ("\\u0022", ""),
    ("&nbsp;", " "),
    ("&#160;", " "),
    ("&amp;", "&"),
    ("\\u0026", "&"),
    ("\\n", " "),
    ("%20", " "),
    ("%27", ""),
    ("%22", ""),
    ("%5b", "["),
    ("%5d", "]"),
    ("%3a", ":"),
    ("%2c", ","),
];

/// The text without case, without quotes, and with one space for any run of spaces.
fn fold(text: &str) -> String {
    let mut lower = text.to_lowercase();
    if lower.contains(['&', '%', '\\']) {
        for (spelling, plain) in SPELLINGS {
            if lower.contains(spelling) {
                lower = lower.replace(spelling, plain);
            }
        }
    }
    let mut out = String::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            '\'' | '"' | '`' | '\\' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' => {}
            _ if c.is_whitespace() || c == '+' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => out.push(c),
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests;
