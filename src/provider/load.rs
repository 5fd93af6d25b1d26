//! Reads provider files and looks providers up by name.
//!
//! Start with [`Providers`]. The text of a file becomes a [`Provider`] in three steps: no text may
//! hold a dangerous character, the shape has to be right, and what refers to something else has to
//! find it (`rules`). The first fault ends it, with its place in the file (`place`).

mod place;
mod rules;

use serde::Deserialize as _;
use toml::de::{DeTable, Deserializer};

use super::Provider;
use super::symptom::Symptoms;
use crate::clean;
use crate::text::Phrase;

/// The embedded files: id, file name, text.
const EMBEDDED: [(&str, &str, &str); 2] = [
    (
        "instagram-login",
        "instagram-login.toml",
        include_str!("instagram-login.toml"),
    ),
    (
        "basic-display",
        "basic-display.toml",
        include_str!("basic-display.toml"),
    ),
];

/// Taken when nothing else is asked for.
const DEFAULT: &str = "instagram-login";

/// A provider file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {key}: {}", problem.id)]
pub struct FileError {
    pub file: String,
    /// From one.
    pub line: usize,
    /// The key, such as `step[3].field[0].kind`, counted from zero; `(file)` for the whole file.
    pub key: String,
    /// Holds no value of the file.
    pub problem: Phrase,
}

impl FileError {
    /// The key, when the fault is at one.
    pub fn key(&self) -> Option<&str> {
        Some(self.key.as_str()).filter(|key| *key != place::WHOLE)
    }
}

/// All providers: the embedded ones and those of the person's own files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Providers {
    all: Vec<Provider>,
}

impl Providers {
    /// The providers that come with the program.
    pub fn embedded() -> Result<Self, FileError> {
        Self::with_files(&[])
    }

    /// The embedded providers and those of `files`, each a file's name and its text. A file whose
    /// `id` is that of a provider before it takes its place; else it is added at the end.
    pub fn with_files(files: &[(String, String)]) -> Result<Self, FileError> {
        let embedded = EMBEDDED.iter().map(|&(_, file, text)| (file, text));
        let own = files
            .iter()
            .map(|(file, text)| (file.as_str(), text.as_str()));
        let mut all: Vec<Provider> = Vec::new();
        for (file, text) in embedded.chain(own) {
            let provider = parse(file, text)?;
            match all.iter_mut().find(|known| known.id == provider.id) {
                Some(known) => *known = provider,
                None => all.push(provider),
            }
        }
        Ok(Self { all })
    }

    /// One embedded provider; the others are not parsed.
    pub fn embedded_one(id: &str) -> Result<Option<Provider>, FileError> {
        embedded_text(id)
            .map(|(file, text)| {
                let (head, symptoms) = parts(text, SYMPTOM);
                let mut provider = read(file, head)?;
                provider.symptoms = Symptoms::of(symptoms);
                Ok(provider)
            })
            .transpose()
    }

    /// One embedded provider without its steps and symptoms: for what its tokens are like.
    pub fn embedded_without_steps(id: &str) -> Result<Option<Provider>, FileError> {
        embedded_text(id)
            .map(|(file, text)| {
                let (head, _) = parts(text, STEP);
                read(file, &format!("step = []\n{head}"))
            })
            .transpose()
    }

    /// One provider: of `files` when one of them has that `id`, else the embedded one. Every own
    /// file has to be right; of the embedded ones only the one asked for is parsed.
    pub fn one(id: &str, files: &[(String, String)]) -> Result<Option<Provider>, FileError> {
        let mut found = None;
        for (file, text) in files {
            let provider = parse(file, text)?;
            if provider.id == id {
                found = Some(provider);
            }
        }
        match found {
            Some(provider) => Ok(Some(provider)),
            None => Self::embedded_one(id),
        }
    }

    /// The ids of the embedded providers, the default one first; nothing is parsed.
    pub fn embedded_ids() -> impl Iterator<Item = &'static str> {
        EMBEDDED.iter().map(|&(id, _, _)| id)
    }

    /// The provider of that name.
    pub fn get(&self, id: &str) -> Option<&Provider> {
        self.all.iter().find(|provider| provider.id == id)
    }

    /// All of them, in their order.
    pub fn all(&self) -> &[Provider] {
        &self.all
    }

    /// The one to take when none is asked for.
    pub fn default(&self) -> Option<&Provider> {
        self.get(DEFAULT).or_else(|| self.all.first())
    }
}

/// What begins the parts of an embedded file.
const STEP: &str = "\n[[step]]";
const SYMPTOM: &str = "\n[[symptom]]";

/// A text before and from a line on.
fn parts<'t>(text: &'t str, line: &str) -> (&'t str, &'t str) {
    text.split_at(text.find(line).unwrap_or(text.len()))
}

fn embedded_text(id: &str) -> Option<(&'static str, &'static str)> {
    EMBEDDED
        .iter()
        .find(|(known, _, _)| *known == id)
        .map(|&(_, file, text)| (file, text))
}

/// What is wrong, and where, before its line is known.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault {
    key: String,
    problem: Phrase,
}

impl Fault {
    fn new(key: impl Into<String>, problem: Phrase) -> Self {
        Self {
            key: key.into(),
            problem,
        }
    }
}

/// Reads a file that comes with the program: that it keeps the rules is shown by a test.
fn read(file: &str, text: &str) -> Result<Provider, FileError> {
    let table = DeTable::parse(text).map_err(|e| located(file, place::syntax(text, &e)))?;
    Provider::deserialize(Deserializer::from(table))
        .map_err(|e| located(file, place::shape(text, &e)))
}

fn located(file: &str, (line, fault): (usize, Fault)) -> FileError {
    FileError {
        file: clean::short_line(file, 120),
        line,
        key: clean::short_line(&fault.key, 120),
        problem: fault.problem,
    }
}

/// Reads one provider file.
fn parse(file: &str, text: &str) -> Result<Provider, FileError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let error = |line: usize, fault: Fault| located(file, (line, fault));
    let table = DeTable::parse(text).map_err(|e| {
        let (line, fault) = place::syntax(text, &e);
        error(line, fault)
    })?;
    if let Some((offset, key)) = place::find_text(table.get_ref(), &clean::has_control) {
        let fault = Fault::new(key, Phrase::new("fault-hidden-character"));
        return Err(error(place::line(text, offset), fault));
    }
    let provider = Provider::deserialize(Deserializer::from(table)).map_err(|e| {
        let (line, fault) = place::shape(text, &e);
        error(line, fault)
    })?;
    rules::check(&provider).map_err(|fault| error(place::line_of(text, &fault.key), fault))?;
    Ok(provider)
}

#[cfg(test)]
mod tests;
