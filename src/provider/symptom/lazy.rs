//! The symptoms of an embedded file are most of it, and few runs ever ask for one: they are read when
//! one is asked for.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer};

use super::Symptom;

/// The symptoms of a provider, in the order of its file.
#[derive(Clone, Default)]
pub struct Symptoms {
    read: OnceLock<Vec<Symptom>>,
    /// The part of an embedded file that has them and nothing else.
    text: &'static str,
}

/// That part of a file.
#[derive(Deserialize)]
struct Part {
    #[serde(default)]
    symptom: Vec<Symptom>,
}

impl Symptoms {
    /// Those of a text that comes with the program: that it can be read is shown by a test.
    pub(in crate::provider) const fn of(text: &'static str) -> Self {
        Self {
            read: OnceLock::new(),
            text,
        }
    }
}

impl Deref for Symptoms {
    type Target = [Symptom];

    fn deref(&self) -> &[Symptom] {
        self.read.get_or_init(|| {
            let part: Result<Part, _> = toml::from_str(self.text);
            part.map(|part| part.symptom).unwrap_or_default()
        })
    }
}

impl From<Vec<Symptom>> for Symptoms {
    fn from(symptoms: Vec<Symptom>) -> Self {
        Self {
            read: OnceLock::from(symptoms),
            text: "",
        }
    }
}

impl<'de> Deserialize<'de> for Symptoms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

impl PartialEq for Symptoms {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Symptoms {}

impl fmt::Debug for Symptoms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
