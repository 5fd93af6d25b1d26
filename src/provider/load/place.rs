//! Where in a file something is wrong, in words that hold no value of the file.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::Fault;

/// Stands for a key when the fault is not at one.
const WHOLE: &str = "(file)";

/// The line of an offset, from one.
pub(super) fn line(text: &str, offset: usize) -> usize {
    let end = offset.min(text.len());
    1 + text.bytes().take(end).filter(|&b| b == b'\n').count()
}

/// A file that is not TOML.
pub(super) fn syntax(text: &str, error: &Error) -> (usize, Fault) {
    let offset = error.span().map_or(0, |span| span.start);
    let (table, _) = DeTable::parse_recoverable(text);
    let key = key_at(table.get_ref(), &(offset..offset)).unwrap_or_else(|| WHOLE.to_owned());
    let problem = if error.message().starts_with("duplicate key") {
        "the key is there twice"
    } else {
        "not valid TOML"
    };
    (line(text, offset), Fault::new(key, problem))
}

/// A file whose keys or types are not those of a provider.
pub(super) fn shape(text: &str, error: &Error) -> (usize, Fault) {
    let span = error.span().unwrap_or(0..0);
    let mut key = DeTable::parse(text)
        .ok()
        .and_then(|table| key_at(table.get_ref(), &span))
        .unwrap_or_default();
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
    (line(text, span.start), Fault::new(key, problem))
}

/// The parser's message without the values in it, and the key that it names.
fn words(message: &str) -> (String, Option<&str>) {
    let name = message.split('`').nth(1);
    let known = [
        ("missing field", "missing key"),
        ("unknown field", "unknown key"),
        ("duplicate field", "the key is there twice"),
    ];
    for (start, problem) in known {
        if message.starts_with(start) {
            return (problem.to_owned(), name);
        }
    }
    let expecting = [
        ("invalid type", "wrong type"),
        ("invalid length", "wrong number of items"),
        ("invalid value", "wrong value"),
        ("unknown variant", "unknown word"),
    ];
    for (start, problem) in expecting {
        // What is expected stands last, behind any value.
        if message.starts_with(start)
            && let Some((_, expected)) = message.rsplit_once(", expected ")
        {
            return (format!("{problem}: expected {expected}"), None);
        }
    }
    let problem = if message.contains("RawWords") {
        "wrong type: expected a text, or a table of en and ko"
    } else {
        "the value cannot be read; an address has to be whole, with https:// in front"
    };
    (problem.to_owned(), None)
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

/// The key whose name or value is the smallest one around the span.
fn key_at(table: &DeTable<'_>, span: &Range<usize>) -> Option<String> {
    let mut smallest = usize::MAX;
    let mut found = None;
    each(table, &Key::Top, &mut |key, outer, _| {
        let size = outer.end.saturating_sub(outer.start);
        if outer.start <= span.start && span.end <= outer.end && size < smallest {
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
