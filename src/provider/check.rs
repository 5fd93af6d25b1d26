//! Checks of what a person typed. A warning can be overruled, a refusal cannot.

use serde::Deserialize;

use crate::text::{Say, Words};

/// One check of a field, from the provider's data. All of them warn.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    #[serde(flatten)]
    pub rule: Rule,
    pub say: Words,
}

/// What is checked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
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
        #[serde(default)]
        words: Vec<String>,
        #[serde(default)]
        whole: Vec<String>,
    },
    /// Not the value of another field.
    DiffersFrom { field: String },
}

/// What a check has to say about a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub level: Level,
    pub say: Say,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Enter again keeps the value.
    Warn,
    /// It cannot work.
    Refuse,
}
