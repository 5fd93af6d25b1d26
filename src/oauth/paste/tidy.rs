//! A pasted text without what terminals, mails and chats put around and into it.

use super::mail;
use crate::clean;
use crate::secret::Secret;

/// The lines of a text, trimmed and without borders and quote marks; empty ones are left out.
pub(super) struct Tidy {
    lines: Vec<Secret>,
    longest_run: usize,
}

impl Tidy {
    pub(super) fn of(text: &str) -> Self {
        let text = Secret::new(without_sequences(text));
        let text = mail::decoded(text.expose()).map_or(text, Secret::new);
        let broken = |c| {
            matches!(
                c,
                '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}'
            )
        };
        let text = Secret::new(text.expose().replace(broken, "\n").replace('\t', " "));
        let text = Secret::new(clean::lines(text.expose()));
        let lines: Vec<&str> = text
            .expose()
            .split('\n')
            .map(without_border)
            .filter(|line| !line.is_empty())
            .collect();
        let runs = lines.iter().flat_map(|line| line.split_whitespace());
        Self {
            longest_run: runs.map(str::len).max().unwrap_or(0),
            lines: lines.into_iter().map(Secret::from).collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The length of the longest piece without white space, in bytes.
    pub(super) fn longest_run(&self) -> usize {
        self.longest_run
    }

    /// The ways to read the text: lines joined, all white space gone, lines apart.
    pub(super) fn readings(&self) -> Vec<Secret> {
        let joined = Secret::new(self.joined_with(""));
        let squeezed: String = joined.expose().split_whitespace().collect();
        let mut readings = Vec::with_capacity(3);
        let same = squeezed == joined.expose();
        readings.push(joined);
        if !same {
            readings.push(Secret::new(squeezed));
        }
        if self.lines.len() > 1 {
            readings.push(Secret::new(self.joined_with(" ")));
        }
        readings
    }

    /// All lines as one text.
    pub(super) fn joined_with(&self, separator: &str) -> String {
        let room = self
            .lines
            .iter()
            .map(|line| line.expose().len() + separator.len())
            .sum();
        let mut out = String::with_capacity(room);
        for line in &self.lines {
            if !out.is_empty() {
                out.push_str(separator);
            }
            out.push_str(line.expose());
        }
        out
    }
}

/// The line without borders of boxes, quote marks of mails and white space around it.
fn without_border(line: &str) -> &str {
    let is_border = |c: char| c.is_whitespace() || c == '|' || matches!(c, '\u{2500}'..='\u{259f}');
    let line = line.trim_matches(is_border);
    line.trim_start_matches(|c: char| c == '>' || is_border(c))
}

/// The text without terminal sequences: `ESC [ … letter` and `ESC ] … BEL`.
fn without_sequences(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\u{9b}' => skip_to_final(&mut chars),
            '\u{1b}' => match chars.clone().next() {
                Some('[') => skip_to_final(&mut chars),
                Some(']') => skip_command(&mut chars),
                Some(_) | None => {}
            },
            _ => out.push(c),
        }
    }
    out
}

fn skip_to_final(chars: &mut std::str::Chars<'_>) {
    let mut ahead = chars.clone();
    if ahead.clone().next() == Some('[') {
        ahead.next();
    }
    for c in ahead.by_ref().take(32) {
        if matches!(c, '@'..='~') {
            *chars = ahead;
            return;
        }
    }
}

fn skip_command(chars: &mut std::str::Chars<'_>) {
    let mut ahead = chars.clone();
    // A hyperlink's address may be long, but not without end.
    for _ in 0..4096 {
        match ahead.next() {
            Some('\u{7}') => {
                *chars = ahead;
                return;
            }
            Some('\u{1b}') => {
                if ahead.next() == Some('\\') {
                    *chars = ahead;
                }
                return;
            }
            Some(_) => {}
            None => return,
        }
    }
}

/// The web addresses of a text, each to its end.
///
/// An address ends where another begins, unless that is a value or a part of the path of the first.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let mut limit = text.len();
    let mut places = Vec::new();
    for (colon, _) in text.rmatch_indices("://") {
        let Some(start) = start_of_scheme(text, colon) else {
            continue;
        };
        places.push((start, limit));
        if !text
            .get(..start)
            .is_some_and(|before| before.ends_with(['=', '/']))
        {
            limit = start;
        }
    }
    let mut done = 0;
    places.into_iter().rev().filter_map(move |(start, limit)| {
        if start < done {
            return None;
        }
        let in_parentheses = text.get(..start)?.ends_with('(');
        let address = cut(text.get(start..limit)?, in_parentheses);
        done = start + address.len();
        Some(address)
    })
}

fn start_of_scheme(text: &str, colon: usize) -> Option<usize> {
    ["https", "http"].into_iter().find_map(|scheme| {
        let start = colon.checked_sub(scheme.len())?;
        text.get(start..colon)?
            .eq_ignore_ascii_case(scheme)
            .then_some(start)
    })
}

/// The text with its addresses taken out: parameters of two places never make one answer.
pub(super) fn outside_addresses(text: &str) -> Secret {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    for address in addresses(text) {
        let Some((before, after)) = rest.split_once(address) else {
            break;
        };
        out.push_str(before);
        out.push(' ');
        rest = after;
    }
    out.push_str(rest);
    Secret::new(out)
}

/// The first word with `https://` before it, when it looks like an address without its scheme.
pub(super) fn without_scheme(text: &str) -> Option<Secret> {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/');
    let word = cut(text, false);
    let host = word.split(['/', '?']).next()?;
    let name = host.split(':').next()?;
    let fits = host.len() < word.len()
        && (name == "localhost" || name.split('.').filter(|label| !label.is_empty()).count() > 1)
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    fits.then(|| Secret::new(format!("https://{word}")))
}

/// Words and marks that stand close behind a value: no value of an answer holds any of them.
fn ends_a_value(c: char, last: char) -> bool {
    let goes_on = c.is_ascii() || c == '…';
    c == '*' || (!goes_on && (last.is_ascii_alphanumeric() || matches!(last, '_' | '-')))
}

fn cut(text: &str, in_parentheses: bool) -> &str {
    let mut last = ' ';
    let mut in_query = false;
    let end = text.find(|c: char| {
        let ends = c.is_whitespace()
            || matches!(
                c,
                '"' | '\'' | '<' | '>' | '`' | '|' | '“' | '”' | '‘' | '’' | '«' | '»'
            )
            || (c == ')' && in_parentheses)
            || (c == '(' && last == ']')
            || (in_query && ends_a_value(c, last));
        in_query |= c == '?';
        last = c;
        ends
    });
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}
