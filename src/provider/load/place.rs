//! Where in a file something is wrong, in words that hold no value of the file.

use std::fmt;
use std::ops::Range;

use serde::Deserialize as _;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer, Error};

use super::{Fault, Provider};
use crate::text::Phrase;

/// Stands for a key when the fault is not at one.
pub(super) const WHOLE: &str = "(file)";

/// The line of an offset, from one.
pub(super) fn line(text: &str, offset: usize) -> usize {
    let end = offset.min(text.len());
    1 + text.bytes().take(end).filter(|&b| b == b'\n').count()
}

/// A file that is not TOML.
pub(super) fn syntax(text: &str, error: &Error) -> (usize, Fault) {
    let span = error.span().unwrap_or(0..0);
    if error.message().starts_with("duplicate key") {
        let key = text.get(span.clone()).unwrap_or(WHOLE);
        return (
            line(text, span.start),
            Fault::new(key, Phrase::new("fault-key-twice")),
        );
    }
    // What is missing at the end of a line is reported behind the line's end.
    let behind = span.is_empty() && text.get(..span.start).is_some_and(|t| t.ends_with('\n'));
    let offset = span.start - usize::from(behind);
    // Of what was read in spite of the fault only names and texts have a place to be trusted.
    let (table, _) = DeTable::parse_recoverable(text);
    let key = key_at(table.get_ref(), &(offset..offset), |text| text.is_some());
    let key = key.filter(|key| !key.is_empty());
    let fault = Fault::new(
        key.unwrap_or_else(|| WHOLE.to_owned()),
        Phrase::new("fault-not-toml"),
    );
    (line(text, offset), fault)
}

/// A file whose keys or types are not those of a provider.
pub(super) fn shape(text: &str, error: &Error) -> (usize, Fault) {
    let span = error.span().unwrap_or(0..0);
    let mut offset = span.start;
    // The whole file has an empty span.
    let mut key = DeTable::parse(text)
        .ok()
        .filter(|_| !span.is_empty())
        .and_then(|table| key_at(table.get_ref(), &span, |_| true))
        .unwrap_or_default();
    if let Some((item, start)) = bad_item(text, &key, error) {
        key = item;
        offset = start;
    }
    let (problem, name) = words(error.message());
    if let Some(name) = name
        && key.rsplit('.').next() != Some(name)
    {
        if !key.is_empty() {
            key.push('.');
        }
        key.push_str(name);
    }
    if key.is_empty() {
        key.push_str(WHOLE);
    }
    (line(text, offset), Fault::new(key, problem))
}

/// Which item of an array the error is about, when the parser says only which array: the one that
/// brings the error back when the array is cut off behind it. Its key and its offset.
fn bad_item(text: &str, key: &str, error: &Error) -> Option<(String, usize)> {
    let is_same = |kept: usize| {
        let mut table = DeTable::parse(text).ok()?;
        let array = array_at(table.get_mut(), key)?;
        let items: DeArray<'_> = array.iter().take(kept).cloned().collect();
        *array = items;
        let again = Provider::deserialize(Deserializer::from(table)).err();
        Some(again.is_some_and(|e| e.span() == error.span() && e.message() == error.message()))
    };
    let mut table = DeTable::parse(text).ok()?;
    let array = array_at(table.get_mut(), key)?;
    if is_same(0)? {
        return None;
    }
    // The error comes back as soon as the bad item is among those kept, and stays.
    let (mut good, mut bad) = (0, array.len());
    while bad - good > 1 {
        let middle = good.midpoint(bad);
        if is_same(middle)? {
            bad = middle;
        } else {
            good = middle;
        }
    }
    Some((format!("{key}[{good}]"), array.get(good)?.span().start))
}

/// The array of a key such as `step[3].field`.
fn array_at<'t, 'i>(table: &'t mut DeTable<'i>, key: &str) -> Option<&'t mut DeArray<'i>> {
    let (segment, below) = key
        .split_once('.')
        .map_or((key, None), |(s, b)| (s, Some(b)));
    let mut parts = segment.split(['[', ']']).filter(|part| !part.is_empty());
    let name = parts.next()?;
    let (_, value) = table
        .iter_mut()
        .find(|(k, _)| k.get_ref().as_ref() == name)?;
    let mut value = value.get_mut();
    for index in parts {
        let DeValue::Array(array) = value else {
            return None;
        };
        value = array.get_mut(index.parse::<usize>().ok()?)?.get_mut();
    }
    match (value, below) {
        (DeValue::Table(table), Some(below)) => array_at(table, below),
        (DeValue::Array(array), None) => Some(array),
        _ => None,
    }
}

/// The parser's message as a sentence without the values in it, and the key that it names.
fn words(message: &str) -> (Phrase, Option<&str>) {
    let name = message.split('`').nth(1);
    let known = [
        ("missing field", "fault-missing-key"),
        ("unknown field", "fault-unknown-key"),
        ("duplicate field", "fault-key-twice"),
    ];
    for (start, problem) in known {
        if message.starts_with(start) {
            return (Phrase::new(problem), name);
        }
    }
    let expecting = [
        ("invalid type", "fault-type-expected"),
        ("invalid length", "fault-length-expected"),
        ("invalid value", "fault-value-expected"),
        ("unknown variant", "fault-word-expected"),
    ];
    for (start, problem) in expecting {
        // What is expected stands last, behind any value.
        if message.starts_with(start)
            && let Some((_, expected)) = message.rsplit_once(", expected ")
        {
            return (wanted(Phrase::new(problem), expected), None);
        }
    }
    let problem = if message.contains("RawWords") {
        "fault-words"
    } else {
        "fault-unreadable-value"
    };
    (Phrase::new(problem), None)
}

/// With what the parser expected; a form that is not known stays in the parser's words.
fn wanted(problem: Phrase, expected: &str) -> Phrase {
    let form = match expected {
        "a string" => "fault-a-text",
        "a sequence" => "fault-a-list",
        "a boolean" => "fault-a-flag",
        "i64" | "u64" | "u32" | "u16" | "usize" | "i32" => "fault-a-number",
        "a map" => "fault-a-table",
        "a string representing an URL" => "fault-an-address",
        "a tuple of size 2" => "fault-a-pair",
        _ if expected.starts_with("struct ") => "fault-a-table",
        _ => {
            let Some(known) = expected.strip_prefix("one of ") else {
                return problem.with("expected", expected);
            };
            let one = Phrase::new("fault-one-of").with("known", known.replace('`', ""));
            return problem.phrase("expected", one);
        }
    };
    problem.phrase("expected", Phrase::new(form))
}

/// The line of a key such as `step[3].field[0].kind`, or of the nearest one above it.
pub(super) fn line_of(text: &str, key: &str) -> usize {
    let Ok(table) = DeTable::parse(text) else {
        return 1;
    };
    let mut offset = 0;
    let mut tables = Some(table.get_ref());
    for segment in key.split('.') {
        let mut parts = segment.split(['[', ']']).filter(|part| !part.is_empty());
        let name = parts.next().unwrap_or_default();
        let Some((found, value)) =
            tables.and_then(|table| table.iter().find(|(k, _)| k.get_ref().as_ref() == name))
        else {
            break;
        };
        offset = found.span().start;
        let mut value = value;
        for index in parts {
            let item = index
                .parse()
                .ok()
                .and_then(|index: usize| value.get_ref().as_array()?.get(index));
            let Some(item) = item else { break };
            offset = item.span().start;
            value = item;
        }
        tables = value.get_ref().as_table();
    }
    line(text, offset)
}

/// The first text or key that `is_bad` is true of: its offset and its key.
pub(super) fn find_text(
    table: &DeTable<'_>,
    is_bad: &dyn Fn(&str) -> bool,
) -> Option<(usize, String)> {
    let mut found = None;
    each(table, &Key::Top, &mut |key, span, text| {
        if found.is_none() && text.is_some_and(is_bad) {
            found = Some((span.start, key.to_string()));
        }
    });
    found
}

/// The key whose name or value is the smallest one around the span, among those that `counts`.
fn key_at(
    table: &DeTable<'_>,
    span: &Range<usize>,
    counts: fn(Option<&str>) -> bool,
) -> Option<String> {
    let mut smallest = usize::MAX;
    let mut found = None;
    each(table, &Key::Top, &mut |key, outer, text| {
        let size = outer.end.saturating_sub(outer.start);
        if counts(text) && outer.start <= span.start && span.end <= outer.end && size < smallest {
            smallest = size;
            found = Some(key.to_string());
        }
    });
    found
}

/// The way to a value; put into words only when it is asked for.
enum Key<'a> {
    Top,
    Name(&'a Key<'a>, &'a str),
    Item(&'a Key<'a>, usize),
}

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top => Ok(()),
            Self::Name(Self::Top, name) => f.write_str(name),
            Self::Name(above, name) => write!(f, "{above}.{name}"),
            Self::Item(above, index) => write!(f, "{above}[{index}]"),
        }
    }
}

/// Shows every key and every value with its place, and its text when it is one.
type See<'s> = &'s mut dyn FnMut(&Key<'_>, Range<usize>, Option<&str>);

fn each(table: &DeTable<'_>, above: &Key<'_>, see: See<'_>) {
    for (name, value) in table {
        let key = Key::Name(above, name.get_ref());
        see(&key, name.span(), Some(name.get_ref()));
        each_value(value, &key, see);
    }
}

fn each_value(value: &Spanned<DeValue<'_>>, key: &Key<'_>, see: See<'_>) {
    let inner = value.get_ref();
    see(key, value.span(), inner.as_str());
    if let Some(table) = inner.as_table() {
        each(table, key, see);
    }
    for (index, item) in inner.as_array().into_iter().flatten().enumerate() {
        each_value(item, &Key::Item(key, index), see);
    }
}
