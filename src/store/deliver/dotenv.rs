//! The text of a dotenv file: one variable is set, every other byte stays.
//!
//! Readers differ in which of several assignments counts, so each one of the variable is changed.
//! Comments, order, line ends, `export`, blanks and bytes that are no text are left alone. The
//! entry for a fuzzer is [`assign`].

use std::collections::BTreeMap;
use std::ops::Range;

use zeroize::Zeroizing;

const BOM: &[u8] = "\u{feff}".as_bytes();

/// Whether a variable may have this name: letters, digits and underscores, no digit first.
pub fn is_key(name: &str) -> bool {
    is_name(name.as_bytes())
}

fn is_name(name: &[u8]) -> bool {
    name.first().is_some_and(|first| !first.is_ascii_digit())
        && name
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

/// The file with the variable set; nothing when the value holds control characters.
///
/// An assignment that is there keeps its place and what stands around its value. Without one, a
/// line is added at the end, with the line end that the file has.
pub fn assign(old: &[u8], key: &str, value: &str) -> Option<Zeroizing<Vec<u8>>> {
    let value = Zeroizing::new(quoted(value)?);
    // Room for all of it at once: growing would leave copies behind.
    let places = values_of(old, key.as_bytes());
    let room = old.len() + (places.len() + 1) * (value.len() + key.len() + 8);
    let mut new = Zeroizing::new(Vec::with_capacity(room));
    let mut done = 0;
    for place in &places {
        new.extend_from_slice(old.get(done..place.start).unwrap_or_default());
        new.extend_from_slice(value.as_bytes());
        done = place.end;
    }
    new.extend_from_slice(old.get(done..).unwrap_or_default());
    if places.is_empty() {
        let end = line_end(old);
        if !old.is_empty() && old != BOM && !old.ends_with(b"\n") {
            new.extend_from_slice(end);
        }
        for part in [key.as_bytes(), b"=", value.as_bytes(), end] {
            new.extend_from_slice(part);
        }
    }
    Some(new)
}

/// The value as every common reader takes it back: bare, in single quotes, or in double ones.
fn quoted(value: &str) -> Option<String> {
    if value.chars().any(char::is_control) {
        return None;
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+,".contains(c);
    if !value.is_empty() && value.chars().all(is_plain) {
        return Some(value.to_owned());
    }
    if !value.contains('\'') {
        return Some(format!("'{value}'"));
    }
    let mut out = String::with_capacity(value.len() * 2 + 2);
    out.push('"');
    for c in value.chars() {
        if "\"\\$`".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    Some(out)
}

fn line_end(text: &[u8]) -> &'static [u8] {
    let first = text.iter().position(|byte| *byte == b'\n');
    let before = first
        .and_then(|at| at.checked_sub(1))
        .and_then(|at| text.get(at));
    if before == Some(&b'\r') {
        b"\r\n"
    } else {
        b"\n"
    }
}

/// Where the next value in such quotes ends, as far as it was looked for already: a file full of
/// forgotten quotes is not read anew from each of them.
type Ends = BTreeMap<u8, Option<usize>>;

/// Where the values of the variable stand, quotes included.
///
/// What is found does not depend on the values: a new one in the same place is found again.
fn values_of(text: &[u8], key: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut ends = Ends::new();
    let mut at = if text.starts_with(BOM) { BOM.len() } else { 0 };
    while at < text.len() {
        let line = at..end_of_line(text, at);
        at = line.end + 1;
        let Some((name, value)) = assignment(text, line.clone()) else {
            continue;
        };
        let own = name == key;
        let place = match closing(text, value, &mut ends) {
            // Lines within a quoted value are no assignments. In the value to be changed they
            // are, for a quote that was forgotten must not take its neighbours along.
            Some(close) if close > line.end && own && holds_assignment(text, line.end, close) => {
                bare(text, value..line.end)
            }
            Some(close) => {
                at = at.max(end_of_line(text, close) + 1);
                value..close + 1
            }
            None => bare(text, value..line.end),
        };
        if own {
            found.push(place);
        }
    }
    found
}

fn end_of_line(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.iter()
        .position(|byte| *byte == b'\n')
        .map_or(text.len(), |found| from + found)
}

/// The name that a line sets, and where its value begins.
fn assignment(text: &[u8], line: Range<usize>) -> Option<(&[u8], usize)> {
    let whole = text.get(line.clone())?;
    let sign = whole.iter().position(|byte| *byte == b'=')?;
    let left = whole.get(..sign)?.trim_ascii();
    let name = match left.strip_prefix(b"export") {
        Some(rest) if rest.first().is_some_and(u8::is_ascii_whitespace) => rest.trim_ascii(),
        Some(_) | None => left,
    };
    if !is_name(name) {
        return None;
    }
    let after = whole.get(sign + 1..)?;
    let blanks = after.iter().take_while(|byte| is_blank(**byte)).count();
    let begins = after.get(blanks);
    let empty = blanks == without_end(after).len() || begins == Some(&b'#') && blanks > 0;
    let skipped = if empty { 0 } else { blanks };
    Some((name, line.start + sign + 1 + skipped))
}

const fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

fn quote_at(text: &[u8], at: usize) -> Option<u8> {
    text.get(at)
        .copied()
        .filter(|byte| matches!(byte, b'\'' | b'"' | b'`'))
}

/// Where the value that begins there with a quote ends, on its line or below it.
fn closing(text: &[u8], opens: usize, ends: &mut Ends) -> Option<usize> {
    let quote = quote_at(text, opens)?;
    let line = opens + 1..end_of_line(text, opens);
    if let Some(close) = closing_on(text, line.clone(), quote) {
        return Some(close);
    }
    let known = ends.get(&quote).copied();
    if let Some(known) = known.filter(|end| end.is_none_or(|end| end > line.end)) {
        return known;
    }
    let end = closing_below(text, line.end, quote);
    ends.insert(quote, end);
    end
}

/// The first quote below that ends a value.
///
/// On a line that is an assignment itself, its own quotes and its comment end none: the quote
/// above was forgotten. Only the end of a bare value does, as for a shell.
fn closing_below(text: &[u8], mut end: usize, quote: u8) -> Option<usize> {
    while end < text.len() {
        let line = end + 1..end_of_line(text, end + 1);
        end = line.end;
        let Some(close) = closing_on(text, line.clone(), quote) else {
            continue;
        };
        let Some((_, value)) = assignment(text, line.clone()) else {
            return Some(close);
        };
        let own =
            quote_at(text, value).and_then(|quote| closing_on(text, value + 1..line.end, quote));
        if own.is_none() && bare(text, value..line.end).end == close + 1 {
            return Some(close);
        }
    }
    None
}

/// The first such quote on this part of a line that only blanks or a comment follow.
fn closing_on(text: &[u8], part: Range<usize>, quote: u8) -> Option<usize> {
    let mut at = part.start;
    while at < part.end {
        match text.get(at) {
            Some(b'\\') if quote == b'"' => at += 1,
            Some(byte) if *byte == quote => {
                let rest = without_end(text.get(at + 1..part.end)?);
                let left = rest.iter().position(|byte| !is_blank(*byte));
                // Without a blank before it the sign is a part of the value.
                if left.is_none_or(|left| left > 0 && rest.get(left) == Some(&b'#')) {
                    return Some(at);
                }
            }
            Some(_) | None => {}
        }
        at += 1;
    }
    None
}

fn holds_assignment(text: &[u8], from: usize, to: usize) -> bool {
    let mut at = from + 1;
    while at < to {
        let line = at..end_of_line(text, at);
        at = line.end + 1;
        if assignment(text, line).is_some() {
            return true;
        }
    }
    false
}

/// A value without quotes: up to a comment or the blanks at the end of the line.
fn bare(text: &[u8], value: Range<usize>) -> Range<usize> {
    let whole = text.get(value.clone()).unwrap_or_default();
    let comment = whole
        .windows(2)
        .position(|pair| pair.first().is_some_and(|byte| is_blank(*byte)) && pair.ends_with(b"#"));
    let whole = comment.map_or_else(
        || without_end(whole),
        |at| whole.get(..at).unwrap_or_default(),
    );
    let last = whole.iter().rposition(|byte| !is_blank(*byte));
    value.start..value.start + last.map_or(0, |last| last + 1)
}

/// The line without the sign that is a half of its end on Windows.
fn without_end(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests;
