//! Checks of what a person typed. A warning can be overruled, a refusal cannot.
//!
//! Start with [`normalise`], then [`check`]. Refused is only what cannot work with any provider;
//! what a value usually looks like is the provider's data ([`Rule`]) and warns. No sentence here
//! ever holds the value.

mod redirect;

use serde::Deserialize;

pub(super) use redirect::is_loopback;

use super::{Field, FieldKind};
use crate::clean;
use crate::text::{Phrase, Say, Words};

/// One check of a field, from the provider's data. All of them warn.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawCheck")]
pub struct Check {
    pub rule: Rule,
    pub say: Words,
}

/// What is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Only the digits 0 to 9.
    Digits,
    /// That many hexadecimal digits.
    Hex { length: usize },
    /// The shape of an Instagram username.
    Username,
    /// Something with an at sign between two parts.
    Email,
    /// An absolute `https` address.
    Https,
    /// None of the words may appear, in any case; `whole` ones only as whole words.
    Forbidden {
        words: Vec<String>,
        whole: Vec<String>,
    },
    /// Not the value of another field.
    DiffersFrom { field: String },
}

/// A check as it is written: one flat table, so that every key has its line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCheck {
    rule: RuleName,
    say: Words,
    length: Option<usize>,
    words: Option<Vec<String>>,
    whole: Option<Vec<String>>,
    field: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RuleName {
    Digits,
    Hex,
    Username,
    Email,
    Https,
    Forbidden,
    DiffersFrom,
}

impl TryFrom<RawCheck> for Check {
    type Error = &'static str;

    fn try_from(raw: RawCheck) -> Result<Self, Self::Error> {
        use RuleName as Name;
        let name = raw.rule;
        if raw.length.is_some() && name != Name::Hex {
            return Err("unknown field `length`");
        }
        if raw.words.is_some() && name != Name::Forbidden {
            return Err("unknown field `words`");
        }
        if raw.whole.is_some() && name != Name::Forbidden {
            return Err("unknown field `whole`");
        }
        if raw.field.is_some() && name != Name::DiffersFrom {
            return Err("unknown field `field`");
        }
        let rule = match name {
            Name::Digits => Rule::Digits,
            Name::Hex => Rule::Hex {
                length: raw.length.ok_or("missing field `length`")?,
            },
            Name::Username => Rule::Username,
            Name::Email => Rule::Email,
            Name::Https => Rule::Https,
            Name::Forbidden => Rule::Forbidden {
                words: raw.words.unwrap_or_default(),
                whole: raw.whole.unwrap_or_default(),
            },
            Name::DiffersFrom => Rule::DiffersFrom {
                field: raw.field.ok_or("missing field `field`")?,
            },
        };
        Ok(Self { rule, say: raw.say })
    }
}

/// What a check has to say about a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub level: Level,
    pub say: Say,
}

impl Finding {
    fn warn(id: &'static str) -> Self {
        Self {
            level: Level::Warn,
            say: Phrase::new(id).into(),
        }
    }

    fn refuse(id: &'static str) -> Self {
        Self {
            level: Level::Refuse,
            say: Phrase::new(id).into(),
        }
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Enter again keeps the value.
    Warn,
    /// It cannot work.
    Refuse,
}

/// The value as it is meant: without spaces around it, a name out of a profile's address.
pub fn normalise(field: &Field, value: &str) -> String {
    let value = value.trim();
    let has = |rule: &Rule| field.checks.iter().any(|check| &check.rule == rule);
    if field.kind == FieldKind::YesNo {
        return match value.to_lowercase().as_str() {
            "y" | "yes" | "예" | "네" | "ㅇ" => "yes".to_owned(),
            "n" | "no" | "아니요" | "아니오" | "ㄴ" => "no".to_owned(),
            _ => value.to_owned(),
        };
    }
    if has(&Rule::Digits) {
        return value.split_whitespace().collect();
    }
    if has(&Rule::Username) {
        return username(value).to_owned();
    }
    value.to_owned()
}

/// The name in `@name`, `instagram.com/name` or a whole profile address.
fn username(value: &str) -> &str {
    let address = value
        .strip_prefix("https://")
        .or_else(|| value.strip_prefix("http://"))
        .unwrap_or(value);
    let address = address.strip_prefix("www.").unwrap_or(address);
    let name = address
        .strip_prefix("instagram.com/")
        .and_then(|path| path.split(['/', '?', '#']).next())
        .filter(|name| !name.is_empty())
        .unwrap_or(value);
    name.strip_prefix('@').unwrap_or(name)
}

/// What is to be said about a value; `others` gives the values of the other fields by their ids.
///
/// A refusal stands alone: as long as there is one, nothing is warned of beside it but a sample
/// value taken from a guide, which explains it.
pub fn check(field: &Field, value: &str, others: &dyn Fn(&str) -> Option<String>) -> Vec<Finding> {
    let value = normalise(field, value);
    if value.is_empty() {
        return if field.required {
            vec![Finding::refuse("check-empty")]
        } else {
            Vec::new()
        };
    }
    if clean::has_control(&value) {
        return vec![Finding::refuse("check-control")];
    }
    let mut found = Vec::new();
    let sample = is_sample(field, &value);
    if sample {
        found.push(Finding::warn("check-sample"));
    }
    match field.kind {
        FieldKind::Redirect => found.extend(redirect::check(&value)),
        FieldKind::YesNo if value != "yes" && value != "no" => {
            found.push(Finding::refuse("check-yes-no"));
        }
        FieldKind::Text | FieldKind::Secret | FieldKind::YesNo | FieldKind::Url => {}
    }
    if is_pair_equal(field, &value, others) {
        found.push(Finding::refuse("check-id-is-secret"));
    }
    if sample || found.iter().any(|f| f.level == Level::Refuse) {
        return found;
    }
    if let Some(swapped) = swapped(field, &value) {
        found.push(swapped);
        return found;
    }
    found.extend(
        field
            .checks
            .iter()
            .filter(|check| !holds(&check.rule, &value, others))
            .map(|check| Finding {
                level: Level::Warn,
                say: check.say.clone().into(),
            }),
    );
    found
}

/// Whether the app ID and the app secret are one and the same text.
fn is_pair_equal(field: &Field, value: &str, others: &dyn Fn(&str) -> Option<String>) -> bool {
    let twin = match field.id.as_str() {
        APP_ID => APP_SECRET,
        APP_SECRET => APP_ID,
        _ => return false,
    };
    others(twin).is_some_and(|other| other.trim() == value)
}

/// An app secret in the place of the app ID, or the other way round.
fn swapped(field: &Field, value: &str) -> Option<Finding> {
    match field.id.as_str() {
        APP_ID if is_hex(value, 32) => Some(Finding::warn("check-looks-like-secret")),
        APP_SECRET if is_digits(value) && value.len() < 32 => {
            Some(Finding::warn("check-looks-like-id"))
        }
        _ => None,
    }
}

const APP_ID: &str = "app_id";
const APP_SECRET: &str = "app_secret";

/// Whether the value is a sample out of a guide rather than a value of one's own: a name in braces,
/// a text cut off with dots, or a value that a translation turned into Korean.
fn is_sample(field: &Field, value: &str) -> bool {
    let braces = value.contains('{') && value.contains('}')
        || value.starts_with('<') && value.ends_with('>');
    let hangul = |c: char| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}');
    // Free texts and addresses may be Korean; an ID and a secret never are.
    let is_id = field.kind == FieldKind::Secret
        || field
            .checks
            .iter()
            .any(|check| matches!(check.rule, Rule::Digits | Rule::Hex { .. }));
    let is_address = matches!(field.kind, FieldKind::Redirect | FieldKind::Url);
    let cut_off = value.ends_with("...") || value.ends_with('…');
    // The host of the platform's own samples.
    let sample_host = value.contains("socialsizzle");
    braces || is_id && (cut_off || value.contains(hangul)) || is_address && (cut_off || sample_host)
}

/// Whether the value is as the rule wants it.
fn holds(rule: &Rule, value: &str, others: &dyn Fn(&str) -> Option<String>) -> bool {
    match rule {
        Rule::Digits => is_digits(value),
        Rule::Hex { length } => is_hex(value, *length),
        Rule::Username => {
            value.len() <= 30
                && value
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_')
        }
        Rule::Email => value.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.is_empty()
                && !host.contains('@')
                && !value.contains(char::is_whitespace)
        }),
        Rule::Https => {
            url::Url::parse(value).is_ok_and(|url| url.scheme() == "https" && url.has_host())
        }
        Rule::Forbidden { words, whole } => {
            let lower = value.to_lowercase();
            !words
                .iter()
                .any(|word| lower.contains(&word.to_lowercase()))
                && !lower
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|part| whole.iter().any(|word| word.to_lowercase() == part))
        }
        Rule::DiffersFrom { field } => others(field).is_none_or(|other| other.trim() != value),
    }
}

fn is_digits(value: &str) -> bool {
    value.bytes().all(|b| b.is_ascii_digit())
}

fn is_hex(value: &str, length: usize) -> bool {
    value.len() == length && value.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests;
