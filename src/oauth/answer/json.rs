//! JSON with every text a secret and every integer as it was written.
//!
//! `serde_json::Value` is not used: it keeps tokens as plain strings and turns long integers into
//! floating point, which costs digits.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::Misread;
use crate::secret::Secret;

/// Deeper than any answer, well within what `serde_json` and the stack can take.
const DEEPEST: usize = 64;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::oauth) enum Node {
    Null,
    Flag(bool),
    Number(String),
    Text(Secret),
    List(Vec<Node>),
    Map(Vec<(Secret, Node)>),
}

/// Reads a whole text as JSON; errors hold none of it.
pub(in crate::oauth) fn parse(text: &str) -> Result<Node, Misread> {
    let marked = mark_long_integers(text.trim_start_matches('\u{feff}'))?;
    serde_json::from_str(marked.expose()).map_err(|_| Misread::NotJson)
}

impl Node {
    /// The value of a key in an object; of a repeated one the last, as JSON readers do.
    pub(in crate::oauth) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(pairs) = self else {
            return None;
        };
        pairs
            .iter()
            .rev()
            .find(|(name, _)| name.expose() == key)
            .map(|(_, value)| value)
    }

    /// The object itself, or the one inside `{"data":[{…}]}` or `{"data":{…}}`.
    pub(in crate::oauth) fn unwrapped(&self) -> &Self {
        match self.get("data") {
            Some(inner) if inner.is_map() => inner,
            Some(list) => list.items().first().unwrap_or(self),
            None => self,
        }
    }

    pub(in crate::oauth) fn is_map(&self) -> bool {
        matches!(self, Self::Map(_))
    }

    pub(in crate::oauth) fn items(&self) -> &[Self] {
        if let Self::List(items) = self {
            items
        } else {
            &[]
        }
    }

    pub(in crate::oauth) fn as_secret(&self) -> Option<&Secret> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    pub(in crate::oauth) fn as_text(&self) -> Option<&str> {
        self.as_secret().map(Secret::expose)
    }

    pub(in crate::oauth) fn as_text_or_number(&self) -> Option<&str> {
        if let Self::Number(digits) = self {
            Some(digits)
        } else {
            self.as_text()
        }
    }

    pub(in crate::oauth) fn as_integer(&self) -> Option<i64> {
        self.as_text_or_number()?.trim().parse().ok()
    }

    pub(in crate::oauth) fn as_flag(&self) -> Option<bool> {
        if let Self::Flag(flag) = self {
            Some(*flag)
        } else {
            None
        }
    }
}

/// The text with integers of more than 18 digits put in quotes, unless it is nested too deep.
fn mark_long_integers(text: &str) -> Result<Secret, Misread> {
    let mut out = String::with_capacity(text.len() + 64);
    let mut chars = text.chars().peekable();
    let (mut depth, mut in_text, mut last) = (0_usize, false, ' ');
    while let Some(c) = chars.next() {
        if in_text {
            out.push(c);
            if c == '\\' {
                out.extend(chars.next());
            }
            in_text = c != '"';
        } else if c.is_ascii_digit() && c != '0' && is_before_number(last) {
            let start = out.len();
            out.push(c);
            while let Some(digit) = chars.next_if(char::is_ascii_digit) {
                out.push(digit);
            }
            let whole = !matches!(chars.peek(), Some('.' | 'e' | 'E'));
            if whole && out.len() - start > 18 {
                out.insert(start, '"');
                out.push('"');
            }
        } else {
            match c {
                '"' => in_text = true,
                '{' | '[' => depth += 1,
                '}' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEEPEST {
                return Err(Misread::TooDeep);
            }
            out.push(c);
        }
        last = c;
    }
    Ok(Secret::new(out))
}

fn is_before_number(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, ':' | ',' | '[')
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Flag(flag))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(Secret::new(text)))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(Secret::new(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut pairs = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, Node>()? {
            pairs.push((Secret::new(key), value));
        }
        Ok(Node::Map(pairs))
    }
}
