//! Sentences and lines: what is said, and how it is laid out.

use unicode_width::UnicodeWidthStr as _;

use crate::clean;
use crate::text::{Phrase, Say, Texts, Words};
use crate::wizard::State;

/// What every page is made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) state: &'a State,
    pub(super) texts: &'a Texts,
    /// The config file, as the person knows it.
    pub(super) where_kept: &'a str,
}

/// One line for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// Words, which may be wrapped.
    Text(String),
    /// A link or a list entry that stays in one piece.
    Whole(String),
}

impl Look<'_> {
    pub(super) fn get(&self, id: &'static str) -> String {
        self.texts.get(id)
    }

    pub(super) fn phrase(&self, phrase: &Phrase) -> String {
        clean::line(&self.texts.phrase(phrase)).into_owned()
    }

    /// A sentence with one text put in.
    pub(super) fn with(&self, id: &'static str, name: &'static str, text: &str) -> String {
        self.phrase(&Phrase::new(id).with(name, text))
    }

    pub(super) fn say(&self, say: &Say) -> String {
        match say {
            // It names keys that only the full screen has.
            Say::Phrase(phrase) if phrase.id == "paste-state-mismatch" => {
                self.get("plain-state-mismatch")
            }
            Say::Phrase(_) | Say::Words(_) => clean::line(&self.texts.say(say)).into_owned(),
        }
    }

    pub(super) fn words(&self, words: &Words) -> String {
        clean::line(words.get(self.texts.lang())).into_owned()
    }

    /// Words with the values in braces filled in as far as they are known.
    pub(super) fn filled(&self, words: &Words) -> String {
        let template = words.get(self.texts.lang());
        let named = |name: &str| {
            let known = self.state.named(name);
            Some(known.unwrap_or_else(|| format!("{{{name}}}")))
        };
        let text = crate::wizard::state::fill(template, named);
        clean::line(text.as_deref().unwrap_or(template)).into_owned()
    }

    /// "name: value", as a table has it.
    pub(super) fn named(&self, name: &str, value: &str) -> Line {
        if name.ends_with('?') {
            return Line::Text(format!("{name} {value}"));
        }
        Line::Text(
            self.phrase(
                &Phrase::new("plain-named")
                    .with("name", name)
                    .with("value", value),
            ),
        )
    }
}

/// Lays a line out for a width; nothing is wrapped where the width is not known.
pub(super) fn lay(line: &Line, width: Option<u16>, out: &mut String) {
    let (text, width) = match (line, width) {
        (Line::Text(text), Some(width)) if width >= 20 => (text, usize::from(width)),
        (Line::Text(text) | Line::Whole(text), _) => {
            out.push_str(text);
            out.push('\n');
            return;
        }
    };
    let mut column = 0;
    for word in text.split(' ') {
        let wide = word.width();
        if column > 0 && column + 1 + wide > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += wide;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests;
