//! Every sentence a person reads, in English and Korean.
//!
//! The sentences are Fluent files, one per area, under `src/text/en` and `src/text/ko`. The core
//! names a sentence by a [`Phrase`]; a front turns it into words with [`Texts`]. Provider files carry
//! their own sentences, as [`Words`], so that a person can mend a moved page without a release.

mod bundle;
pub mod help;

use serde::Deserialize;

pub use bundle::Texts;

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    #[default]
    En,
    Ko,
}

impl Lang {
    /// Both, in the order of their files.
    pub const ALL: [Self; 2] = [Self::En, Self::Ko];

    /// The two-letter code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ko => "ko",
        }
    }

    /// Reads a language tag or a locale name such as `ko`, `ko-KR` or `ko_KR.UTF-8`.
    pub fn parse(tag: &str) -> Option<Self> {
        let language = tag.split(['_', '-', '.', '@']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "ko" => Some(Self::Ko),
            "en" | "c" | "posix" => Some(Self::En),
            _ => None,
        }
    }
}

/// A sentence by name, with what is to be put into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub id: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

/// A value inside a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    Text(String),
    Number(i64),
    /// A part that is a sentence of the program itself.
    Phrase(Phrase),
}

impl Phrase {
    /// The sentence `id` of the Fluent files.
    pub const fn new(id: &'static str) -> Self {
        Self {
            id,
            args: Vec::new(),
        }
    }

    /// With a text put in its place `name`. The text must be clean.
    #[must_use]
    pub fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.args.push((name, Arg::Text(text.into())));
        self
    }

    /// With another sentence of the program put in its place `name`.
    #[must_use]
    pub fn phrase(mut self, name: &'static str, phrase: Self) -> Self {
        self.args.push((name, Arg::Phrase(phrase)));
        self
    }

    /// With a number put in its place `name`.
    #[must_use]
    pub fn number(mut self, name: &'static str, number: i64) -> Self {
        self.args.push((name, Arg::Number(number)));
        self
    }
}

/// A sentence that a provider file brings along, per language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "RawWords")]
pub struct Words {
    pub en: String,
    pub ko: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawWords {
    Same(String),
    Each { en: String, ko: String },
}

impl From<RawWords> for Words {
    fn from(raw: RawWords) -> Self {
        match raw {
            RawWords::Same(text) => Self {
                en: text.clone(),
                ko: text,
            },
            RawWords::Each { en, ko } => Self { en, ko },
        }
    }
}

impl Words {
    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        }
    }
}

/// Something to be said: a sentence of the program or one of a provider file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    Phrase(Phrase),
    Words(Words),
}

impl From<Phrase> for Say {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(phrase)
    }
}

impl From<Words> for Say {
    fn from(words: Words) -> Self {
        Self::Words(words)
    }
}

#[cfg(test)]
mod tests;
