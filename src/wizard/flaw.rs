//! What can be wrong inside a file, as plain data; the store finds it, this core has the words.

use crate::text::Phrase;

/// What is wrong inside a config file; never quotes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    Syntax,
    DuplicateKey,
    Missing,
    WrongType(Expected),
    UnknownVersion,
    BadProfileName,
    UnknownKind,
    NotATime,
    BothSecrets,
    NoTarget,
    BothTargets,
    NotAbsolute,
    NotAVariable,
    Empty,
}

/// What a key should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    Text,
    TextList,
    Number,
    Flag,
    Time,
    Table,
    TableList,
}

impl Flaw {
    /// The sentence for it.
    pub fn phrase(self) -> Phrase {
        let id = match self {
            Self::WrongType(expected) => {
                return Phrase::new("fault-wrong-type").phrase("expected", expected.phrase());
            }
            Self::Syntax => "fault-not-toml",
            Self::DuplicateKey => "fault-key-twice",
            Self::Missing => "fault-missing",
            Self::UnknownVersion => "fault-newer-version",
            Self::BadProfileName => "fault-profile-name",
            Self::UnknownKind => "fault-token-kind",
            Self::NotATime => "fault-not-a-time",
            Self::BothSecrets => "fault-both-secrets",
            Self::NoTarget => "fault-no-target",
            Self::BothTargets => "fault-both-targets",
            Self::NotAbsolute => "fault-not-absolute",
            Self::NotAVariable => "fault-variable-name",
            Self::Empty => "fault-empty",
        };
        Phrase::new(id)
    }
}

impl Expected {
    fn phrase(self) -> Phrase {
        Phrase::new(match self {
            Self::Text => "fault-a-text",
            Self::TextList => "fault-texts",
            Self::Number => "fault-a-number",
            Self::Flag => "fault-a-flag",
            Self::Time => "fault-a-time",
            Self::Table => "fault-a-table",
            Self::TableList => "fault-tables",
        })
    }
}
