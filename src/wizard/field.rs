//! A line of text under edit: plain text, a secret, or a yes-or-no.
//!
//! Plain text is `tui-input`'s; a secret is edited at its end only, in memory that is overwritten
//! when it is given up.

use std::fmt;

use tui_input::{Input, InputRequest};
use zeroize::Zeroizing;

use crate::clean;
use crate::provider::{Field, FieldKind, check::Finding};
use crate::secret::Secret;

use super::event::Typing;

/// Longest text that a field keeps, in bytes; more than any value needs.
const LIMIT: usize = 128 * 1024;

/// A text under edit.
#[derive(Clone)]
pub enum Editor {
    Text(Input),
    Secret(Zeroizing<String>),
}

impl Editor {
    /// An empty text.
    pub fn text() -> Self {
        Self::Text(Input::default())
    }

    /// An empty secret.
    pub fn secret() -> Self {
        Self::Secret(Zeroizing::new(String::with_capacity(512)))
    }

    /// The value as it stands.
    pub fn value(&self) -> &str {
        match self {
            Self::Text(input) => input.value(),
            Self::Secret(text) => text,
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.value().is_empty()
    }

    /// Puts a whole value in place; the cursor goes to its end.
    pub fn set(&mut self, value: &str) {
        match self {
            Self::Text(input) => *input = Input::new(value.to_owned()),
            Self::Secret(text) => {
                let mut fresh = Zeroizing::new(String::with_capacity(value.len().max(512)));
                fresh.push_str(value);
                *text = fresh;
            }
        }
    }

    /// Inserts a pasted text: one line, cleaned. In a secret it goes to the end.
    pub fn paste(&mut self, pasted: &str) {
        let line = Zeroizing::new(clean::line(pasted.trim()).into_owned());
        if self.value().len() + line.len() > LIMIT {
            return;
        }
        match self {
            Self::Text(input) => {
                let cursor = input.cursor();
                let mut value: String = input.value().chars().take(cursor).collect();
                value.push_str(&line);
                let after = value.chars().count();
                value.extend(input.value().chars().skip(cursor));
                *input = Input::new(value).with_cursor(after);
            }
            Self::Secret(text) => {
                let joined = Zeroizing::new(format!("{}{}", text.as_str(), line.as_str()));
                self.set(&joined);
            }
        }
    }

    /// Applies one edit; says whether the value changed.
    pub fn apply(&mut self, typing: Typing) -> bool {
        match self {
            Self::Text(input) => {
                let request = match typing {
                    Typing::Insert(c) if clean::has_control(c.encode_utf8(&mut [0; 4])) => {
                        return false;
                    }
                    Typing::Insert(_) if input.value().len() >= LIMIT => return false,
                    Typing::Insert(c) => InputRequest::InsertChar(c),
                    Typing::Backspace => InputRequest::DeletePrevChar,
                    Typing::Delete => InputRequest::DeleteNextChar,
                    Typing::Left => InputRequest::GoToPrevChar,
                    Typing::Right => InputRequest::GoToNextChar,
                    Typing::Home => InputRequest::GoToStart,
                    Typing::End => InputRequest::GoToEnd,
                    Typing::DeleteWord => InputRequest::DeletePrevWord,
                    Typing::Clear => InputRequest::DeleteFromStart,
                };
                input.handle(request).is_some_and(|change| change.value)
            }
            Self::Secret(text) => match typing {
                Typing::Insert(c) if !clean::has_control(c.encode_utf8(&mut [0; 4])) => {
                    if text.len() >= LIMIT {
                        return false;
                    }
                    if text.len() + 4 > text.capacity() {
                        let grown = Zeroizing::new(String::with_capacity(text.capacity() * 2));
                        let old = std::mem::replace(text, grown);
                        text.push_str(&old);
                    }
                    text.push(c);
                    true
                }
                Typing::Backspace => text.pop().is_some(),
                Typing::Clear | Typing::DeleteWord => {
                    let had = !text.is_empty();
                    self.set("");
                    had
                }
                Typing::Insert(_)
                | Typing::Delete
                | Typing::Left
                | Typing::Right
                | Typing::Home
                | Typing::End => false,
            },
        }
    }
}

impl PartialEq for Editor {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a.value() == b.value() && a.cursor() == b.cursor(),
            (Self::Secret(a), Self::Secret(b)) => {
                Secret::new(a.as_str()) == Secret::new(b.as_str())
            }
            (Self::Text(_), Self::Secret(_)) | (Self::Secret(_), Self::Text(_)) => false,
        }
    }
}

impl Eq for Editor {}

impl fmt::Debug for Editor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // A secret may have been typed into the wrong field.
            Self::Text(input) => write!(f, "Text({} characters)", input.value().chars().count()),
            Self::Secret(text) => write!(f, "Secret({} characters)", text.chars().count()),
        }
    }
}

/// One field of the step that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    pub id: String,
    pub kind: FieldKind,
    pub editor: Editor,
    /// What the last check said; shown under the field.
    pub finding: Option<Finding>,
    /// The warned value that Enter would keep.
    pub overruled: bool,
    /// A secret that is already kept: shown as such, and an empty entry leaves it.
    pub kept: Option<String>,
}

impl FormField {
    /// The field as it is first shown, with a value that was given before.
    pub fn new(field: &Field, value: &str, kept: Option<String>) -> Self {
        let mut editor = match field.kind {
            FieldKind::Secret => Editor::secret(),
            FieldKind::Text | FieldKind::YesNo | FieldKind::Redirect | FieldKind::Url => {
                Editor::text()
            }
        };
        editor.set(value);
        Self {
            id: field.id.clone(),
            kind: field.kind,
            editor,
            finding: None,
            overruled: false,
            kept,
        }
    }

    /// Whether a yes-or-no field says yes.
    pub fn yes(&self) -> bool {
        self.editor.value() == "yes"
    }

    /// Switches a yes-or-no field over.
    pub fn toggle(&mut self) {
        let other = if self.yes() { "no" } else { "yes" };
        self.editor.set(other);
    }
}

/// The fields of the open step and which one has the focus.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    pub fields: Vec<FormField>,
    /// Nothing: letters are commands.
    pub focus: Option<usize>,
}

impl Form {
    /// The field with the focus.
    pub fn focused(&self) -> Option<&FormField> {
        self.focus.and_then(|index| self.fields.get(index))
    }

    /// The field with the focus, to be changed.
    pub fn focused_mut(&mut self) -> Option<&mut FormField> {
        self.focus.and_then(|index| self.fields.get_mut(index))
    }

    /// The value of a field by name.
    pub fn value(&self, id: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|field| field.id == id)
            .map(|field| field.editor.value())
    }
}
