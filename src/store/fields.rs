//! Reads typed values out of a parsed file and says where a wrong one stands, without quoting it.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use toml_edit::{Document, Item, TableLike, TomlError, Value};
use zeroize::Zeroizing;

use super::fault::shown;
use super::{Expected, Problem, StoreError};
use crate::clean;
use crate::secret::Secret;
use crate::time::Timestamp;

/// The keys that may be named where a line cannot be read.
const KEYS: &[&str] = &[
    "version",
    "language",
    "default_profile",
    "provider",
    "app_id",
    "app_secret",
    "app_secret_command",
    "redirect_uri",
    "scopes",
    "tester",
    "access_token",
    "kind",
    "user_id",
    "app_scoped_id",
    "username",
    "account_type",
    "issued_at",
    "expires_at",
    "assumed",
    "dotenv",
    "key",
    "command",
];

/// The text of a file with its name, to point into.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) path: &'a Path,
    pub(crate) text: &'a str,
}

/// A table and the name that leads to it.
#[derive(Clone)]
pub(crate) struct Fields<'a> {
    source: Source<'a>,
    table: &'a dyn TableLike,
    name: String,
    /// Where to point when something is missing.
    span: Option<Range<usize>>,
}

impl<'a> Source<'a> {
    pub(crate) fn parse(self) -> Result<Document<&'a str>, StoreError> {
        Document::parse(self.text).map_err(|error| self.syntax(&error))
    }

    /// The parser's own text quotes the line, so only the place is taken from it.
    fn syntax(self, error: &TomlError) -> StoreError {
        let problem = if error.message().starts_with("duplicate key") {
            Problem::DuplicateKey
        } else {
            Problem::Syntax
        };
        let key = error
            .span()
            .and_then(|span| self.key_on_the_line(span.start));
        self.invalid(error.span(), key, problem)
    }

    /// The key on the line of a place, if it is one that this program writes: any other word may
    /// be a value that lost its key.
    fn key_on_the_line(self, place: usize) -> Option<String> {
        let before = self.text.get(..place.min(self.text.len()))?;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let (key, _) = self.text.get(start..)?.lines().next()?.split_once('=')?;
        KEYS.contains(&key.trim()).then(|| key.trim().to_owned())
    }

    pub(crate) fn invalid(
        self,
        span: Option<Range<usize>>,
        key: Option<String>,
        problem: Problem,
    ) -> StoreError {
        let start = span.map_or(0, |span| span.start).min(self.text.len());
        let before = self.text.get(..start).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        StoreError::Invalid {
            path: shown(self.path),
            line,
            column,
            key,
            problem,
        }
    }
}

impl<'a> Fields<'a> {
    pub(crate) fn root(source: Source<'a>, document: &'a Document<&'a str>) -> Self {
        Self {
            source,
            table: document.as_table(),
            name: String::new(),
            span: None,
        }
    }

    fn path(&self, key: &str) -> String {
        if self.name.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.name)
        }
    }

    pub(crate) fn wrong(&self, key: &str, problem: Problem) -> StoreError {
        let span = self
            .table
            .get(key)
            .and_then(Item::span)
            .or_else(|| self.span.clone());
        self.source.invalid(span, Some(self.path(key)), problem)
    }

    fn mistyped(&self, key: &str, expected: Expected) -> StoreError {
        self.wrong(key, Problem::WrongType(expected))
    }

    /// A table below this one.
    pub(crate) fn table(&self, key: &str) -> Result<Option<Self>, StoreError> {
        let Some(item) = self.table.get(key).filter(|item| !item.is_none()) else {
            return Ok(None);
        };
        let table = item
            .as_table_like()
            .ok_or_else(|| self.mistyped(key, Expected::Table))?;
        Ok(Some(Self {
            source: self.source,
            table,
            name: self.path(key),
            span: item.span().or_else(|| self.span.clone()),
        }))
    }

    /// The keys of this table, in the order of the file, each with its place.
    pub(crate) fn keys(&self) -> Vec<(&'a str, Option<Range<usize>>)> {
        self.table
            .iter()
            .map(|(key, item)| (key, item.span()))
            .collect()
    }

    pub(crate) fn raw_text(&self, key: &str) -> Result<Option<&'a str>, StoreError> {
        match self.table.get(key) {
            None | Some(Item::None) => Ok(None),
            Some(item) => item
                .as_str()
                .map(Some)
                .ok_or_else(|| self.mistyped(key, Expected::Text)),
        }
    }

    /// A text, cleaned of what may not reach a screen.
    pub(crate) fn text(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self
            .raw_text(key)?
            .map(|text| clean::line(text).into_owned()))
    }

    pub(crate) fn secret(&self, key: &str) -> Result<Option<Secret>, StoreError> {
        Ok(self.raw_text(key)?.map(Secret::from))
    }

    pub(crate) fn texts(&self, key: &str) -> Result<Option<Vec<String>>, StoreError> {
        let Some(item) = self.table.get(key).filter(|item| !item.is_none()) else {
            return Ok(None);
        };
        let wrong = || self.mistyped(key, Expected::TextList);
        item.as_array()
            .ok_or_else(wrong)?
            .iter()
            .map(|value| {
                let text = value.as_str().ok_or_else(wrong)?;
                Ok(clean::line(text).into_owned())
            })
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// A list of texts as they are, for what is never shown whole.
    pub(crate) fn raw_texts(&self, key: &str) -> Result<Option<Vec<String>>, StoreError> {
        let Some(item) = self.table.get(key).filter(|item| !item.is_none()) else {
            return Ok(None);
        };
        let wrong = || self.mistyped(key, Expected::TextList);
        let texts = item.as_array().ok_or_else(wrong)?.iter();
        texts
            .map(|value| value.as_str().map(str::to_owned).ok_or_else(wrong))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// The tables of a list; an absent list is an empty one.
    pub(crate) fn tables(&self, key: &str) -> Result<Vec<Self>, StoreError> {
        let Some(item) = self.table.get(key).filter(|item| !item.is_none()) else {
            return Ok(Vec::new());
        };
        let below = |table: &'a dyn TableLike, span: Option<Range<usize>>| Self {
            source: self.source,
            table,
            name: self.path(key),
            span: span.or_else(|| self.span.clone()),
        };
        if let Some(tables) = item.as_array_of_tables() {
            let tables = tables.iter();
            return Ok(tables.map(|table| below(table, table.span())).collect());
        }
        let wrong = || self.mistyped(key, Expected::TableList);
        let values = item.as_array().ok_or_else(wrong)?.iter();
        values
            .map(|value| {
                let table = value.as_inline_table().ok_or_else(wrong)?;
                Ok(below(table, value.span()))
            })
            .collect()
    }

    pub(crate) fn number(&self, key: &str) -> Result<Option<i64>, StoreError> {
        match self.table.get(key) {
            None | Some(Item::None) => Ok(None),
            Some(item) => item
                .as_integer()
                .map(Some)
                .ok_or_else(|| self.mistyped(key, Expected::Number)),
        }
    }

    pub(crate) fn flag(&self, key: &str) -> Result<bool, StoreError> {
        match self.table.get(key) {
            None | Some(Item::None) => Ok(false),
            Some(item) => item
                .as_bool()
                .ok_or_else(|| self.mistyped(key, Expected::Flag)),
        }
    }

    pub(crate) fn time(&self, key: &str) -> Result<Option<Timestamp>, StoreError> {
        let Some(item) = self.table.get(key).filter(|item| !item.is_none()) else {
            return Ok(None);
        };
        let value = item
            .as_value()
            .filter(|value| value.is_datetime())
            .ok_or_else(|| self.mistyped(key, Expected::Time))?;
        time_of(value)
            .map(Some)
            .ok_or_else(|| self.wrong(key, Problem::NotATime))
    }

    pub(crate) fn missing<T>(&self, key: &str, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| self.wrong(key, Problem::Missing))
    }
}

/// The point in time that a date-time with its offset stands for.
pub(crate) fn time_of(value: &Value) -> Option<Timestamp> {
    let time = value.as_datetime()?;
    time.offset?;
    Timestamp::parse(&time.to_string()).ok()
}

/// A value as it is written to a file.
#[derive(Clone, Copy)]
pub(crate) enum New<'a> {
    Text(&'a str),
    Texts(&'a [String]),
    Time(Timestamp),
    Flag(bool),
}

impl New<'_> {
    /// Whether the file says the same already, however it is spelled.
    pub(crate) fn is(self, item: &Item) -> bool {
        match self {
            Self::Text(text) => item.as_str() == Some(text),
            Self::Texts(texts) => item.as_array().is_some_and(|array| {
                array.len() == texts.len()
                    && array
                        .iter()
                        .zip(texts)
                        .all(|(old, new)| old.as_str() == Some(new))
            }),
            Self::Time(time) => item.as_value().and_then(time_of) == Some(within_range(time)),
            Self::Flag(flag) => item.as_bool() == Some(flag),
        }
    }

    /// The value in TOML, on one line.
    pub(crate) fn repr(self) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Self::Text(text) => quoted(text),
            Self::Texts(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                format!("[{}]", texts.join(", "))
            }
            Self::Time(time) => within_range(time).to_string(),
            Self::Flag(flag) => flag.to_string(),
        })
    }
}

/// A text in double quotes, on one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || clean::has_control(c.encode_utf8(&mut [0; 4])) => {
                let code = u32::from(c);
                let _ = if code > 0xffff {
                    write!(out, "\\U{code:08X}")
                } else {
                    write!(out, "\\u{code:04X}")
                };
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The years that both TOML and the calendar know; a provider may say anything.
pub(crate) fn within_range(time: Timestamp) -> Timestamp {
    // 9999-12-30T22:00:00Z
    const LAST: Timestamp = Timestamp::from_seconds(253_402_207_200);
    time.clamp(Timestamp::from_seconds(0), LAST)
}
