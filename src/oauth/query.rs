//! The parameters of an answer that travelled in an address, wherever they stand in a text.

use super::percent::{self, Plus};

/// The parameters that an answer may carry, still encoded; of a repeated one the first counts.
#[derive(Default)]
pub(super) struct Params<'a> {
    pub(super) code: Option<&'a str>,
    pub(super) state: Option<&'a str>,
    pub(super) access_token: Option<&'a str>,
    pub(super) error: Option<&'a str>,
    pub(super) error_reason: Option<&'a str>,
    pub(super) error_description: Option<&'a str>,
    pub(super) error_message: Option<&'a str>,
    pub(super) error_code: Option<&'a str>,
    /// Whether a code or a state was there twice, and not the same.
    pub(super) ambiguous: bool,
}

impl<'a> Params<'a> {
    /// Reads every `key=value` of the text, between `?`, `&`, `#`, white space, quotes and brackets.
    pub(super) fn read(text: &'a str) -> Self {
        let mut params = Self::default();
        for piece in text.split(is_separator) {
            if let Some((key, value)) = piece.split_once('=') {
                // `&amp;state=` and `&#38;state=` leave a piece of the escape before the name.
                let key = key.rsplit(';').next().unwrap_or(key);
                params.set(key, trimmed(value));
            }
        }
        params
    }

    /// Notes one parameter by its name.
    pub(super) fn set(&mut self, key: &str, value: &'a str) {
        let place = match key {
            "code" => &mut self.code,
            "state" => &mut self.state,
            "access_token" => &mut self.access_token,
            "error" => &mut self.error,
            "error_reason" => &mut self.error_reason,
            "error_description" => &mut self.error_description,
            "error_message" => &mut self.error_message,
            "error_code" => &mut self.error_code,
            _ => return,
        };
        match place {
            Some(first) => self.ambiguous |= matches!(key, "code" | "state") && *first != value,
            None => *place = Some(value),
        }
    }

    /// Whether this is a refusal: an error is named and there is no code.
    pub(super) fn refused(&self) -> bool {
        let named = |value: Option<&str>| value.is_some_and(|v| !v.is_empty());
        (named(self.error) || named(self.error_reason) || named(self.error_code))
            && !named(self.code)
    }

    /// Whether the provider has answered at all.
    pub(super) fn answered(&self) -> bool {
        self.code.is_some() || self.refused()
    }
}

/// A value as text for a person: `+` is a space, escapes are decoded as often as needed.
pub(super) fn prose(value: &str) -> String {
    let once = percent::decode(value, Plus::Space);
    if once.contains('%') {
        percent::decode(&once, Plus::Space)
    } else {
        once
    }
}

/// The parameters of an address as they stand there: the first `?` opens them, `#` ends them.
pub(super) fn of_address(address: &str) -> impl Iterator<Item = (&str, &str)> {
    let before_fragment = address.split('#').next().unwrap_or_default();
    let query = before_fragment
        .split_once('?')
        .map_or("", |(_, query)| query);
    query.split('&').filter_map(|piece| {
        let (key, value) = piece.split_once('=')?;
        Some((key.rsplit(';').next().unwrap_or(key), value))
    })
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        '?' | '&' | '#' | '"' | '\'' | '`' | '<' | '>' | '(' | '{' | '|' | '“' | '”' | '‘' | '’'
    ) || c.is_whitespace()
}

fn trimmed(value: &str) -> &str {
    value.trim_end_matches([')', ']', '}', ',', ';'])
}
