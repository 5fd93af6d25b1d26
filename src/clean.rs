//! Text from outside, made fit to be shown, logged or saved.
//!
//! Everything that did not come from this program passes here first: answers of the provider,
//! provider files, pasted text, the environment, values of the config file. Removed are C0 and C1
//! controls, DEL, bidirectional controls, zero-width and other invisible formatting characters.

use std::borrow::Cow;

/// The text as one line: line breaks and tabs become one space, dangerous characters are dropped.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| !is_break(c) && !is_dangerous(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_break(c) {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_dangerous(c) {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The text with its line breaks kept as `\n`; dangerous characters are dropped.
pub fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|&c| c == '\n' || !is_dangerous(c))
        .collect()
}

/// The first `limit` characters of the cleaned line, with an ellipsis when something was left off.
pub fn short_line(text: &str, limit: usize) -> String {
    let clean = line(text);
    let mut out: String = clean.chars().take(limit).collect();
    if clean.chars().nth(limit).is_some() {
        out.push('…');
    }
    out
}

/// Whether the text holds a character that may not be kept in a value, line breaks included.
pub fn has_control(text: &str) -> bool {
    text.chars().any(|c| is_break(c) || is_dangerous(c))
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{85}')
}

fn is_dangerous(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// The text with a dot for each letter of a stretch of so many letters at least that looks like a
/// token, a code or a secret: one with letters and digits mixed, or one that begins as tokens do.
pub fn veiled(text: &str, shortest: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|c| !is_of_token(c)).unwrap_or(rest.len());
        let (stretch, behind) = rest.split_at(if end == 0 { c.len_utf8() } else { end });
        if stretch.len() >= shortest && looks_secret(stretch) {
            out.extend(stretch.chars().map(|_| '•'));
        } else {
            out.push_str(stretch);
        }
        rest = behind;
    }
    out
}

fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn looks_secret(stretch: &str) -> bool {
    let count = |is: fn(&u8) -> bool| stretch.bytes().filter(is).count();
    let is_mixed = count(u8::is_ascii_digit) > 2 && count(u8::is_ascii_alphabetic) > 2;
    let begins_as_tokens = stretch.as_bytes().windows(4).any(|four| {
        matches!(four, [capitals @ .., next] if capitals.iter().all(u8::is_ascii_uppercase)
            && (next.is_ascii_lowercase() || next.is_ascii_digit()))
    });
    is_mixed || begins_as_tokens
}

#[cfg(test)]
mod tests;
