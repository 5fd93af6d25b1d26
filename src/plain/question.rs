//! What is asked for now, in words.

use crate::provider::check::Level;
use crate::provider::{Field, FieldKind};
use crate::text::Phrase;
use crate::wizard::field::FormField;
use crate::wizard::keymap::Key;
use crate::wizard::state::{Overlay, Screen};
use crate::wizard::{State, picks};

use super::choice::{Choice, choices};
use super::editor::Manner;
use super::speech::{Line, Look};

/// What kind of answer is awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One of the choices.
    Menu,
    /// Anything pasted, or a choice.
    Box,
    /// Words, a known text by number, or a choice.
    Search,
    /// The value of a field.
    Field,
    YesNo,
    /// The app secret of this run.
    Secret,
    /// A step by number.
    Steps,
}

/// A question with its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) kind: Kind,
    pub(super) choices: Vec<Choice>,
    /// How many entries stand before the choices in the list.
    pub(super) before: usize,
    pub(super) manner: Manner,
}

/// What the state waits for.
pub(super) fn question(state: &State, steps: bool) -> Question {
    let mut before = 0;
    let (kind, manner) = if steps {
        (Kind::Steps, Manner::Open)
    } else if let Some(Overlay::Trouble { query, .. }) = &state.overlay {
        before = picks(state, query.value()).len();
        (Kind::Search, Manner::Open)
    } else if matches!(state.overlay, Some(Overlay::AskSecret { .. })) {
        (Kind::Secret, Manner::Silent)
    } else if state.box_is_open() {
        (Kind::Box, Manner::Burst)
    } else if let Some(field) = focused(state) {
        match field.kind {
            FieldKind::YesNo => (Kind::YesNo, Manner::Open),
            FieldKind::Secret => (Kind::Field, Manner::Silent),
            FieldKind::Text | FieldKind::Redirect | FieldKind::Url => (Kind::Field, Manner::Open),
        }
    } else {
        (Kind::Menu, Manner::Open)
    };
    Question {
        kind,
        choices: choices(state),
        before,
        manner,
    }
}

/// The field that is asked for, unless something lies over it.
pub(super) fn focused(state: &State) -> Option<&FormField> {
    let free = state.overlay.is_none()
        && state.problem.is_none()
        && matches!(state.screen, Screen::Step)
        && !state.box_is_open();
    state.form.focused().filter(|_| free)
}

fn described<'s>(state: &'s State, entry: &FormField) -> Option<&'s Field> {
    let mut fields = state.step()?.fields.iter();
    fields.find(|field| field.id == entry.id)
}

impl Question {
    /// Whether numbers, letters and words count without a slash.
    pub(super) fn takes_bare_words(&self) -> bool {
        match self.kind {
            Kind::Menu | Kind::Box | Kind::Search | Kind::Steps => true,
            Kind::Field | Kind::YesNo | Kind::Secret => false,
        }
    }

    /// The number of the choice that Enter alone means.
    pub(super) fn enter(&self) -> Option<usize> {
        let place = self
            .choices
            .iter()
            .position(|choice| choice.key == Some(Key::Enter))?;
        Some(self.before + place + 1)
    }

    /// The list of what can be chosen, as it stands above the question.
    pub(super) fn list(&self, look: &Look) -> Vec<Line> {
        let slash = if self.takes_bare_words() { "" } else { "/" };
        let mut lines = Vec::new();
        for (index, choice) in self.choices.iter().enumerate() {
            let number = self.before + index + 1;
            let hint = look.get(choice.hint);
            lines.push(Line::Text(match choice.letter() {
                Some(letter) => format!("{slash}{number}. {hint} ({slash}{letter})"),
                None => format!("{slash}{number}. {hint}"),
            }));
        }
        lines
    }

    /// What stands above the prompt.
    pub(super) fn lines(&self, look: &Look) -> Vec<Line> {
        match self.kind {
            Kind::Menu | Kind::Search => self.list(look),
            Kind::Box => {
                let mut lines = Vec::new();
                if let Some(seen) = &look.state.paste.seen {
                    let say = look.say(&seen.say);
                    lines.push(Line::Text(look.with("plain-recognised", "text", &say)));
                }
                lines.extend(self.list(look));
                lines
            }
            Kind::Field | Kind::YesNo => focused(look.state)
                .map(|entry| about(look, entry))
                .unwrap_or_default(),
            Kind::Secret => Vec::new(),
            Kind::Steps => super::page::steps(look),
        }
    }

    /// The question itself.
    pub(super) fn prompt(&self, look: &Look) -> String {
        let label = || {
            let entry = focused(look.state);
            let field = entry.and_then(|entry| described(look.state, entry));
            field.map_or_else(String::new, |field| look.words(&field.label))
        };
        let number = |id: &'static str, number: usize| {
            let number = i64::try_from(number).unwrap_or_default();
            look.phrase(&Phrase::new(id).number("number", number))
        };
        match self.kind {
            Kind::Menu => match self.enter() {
                Some(enter) => number("plain-choose-enter", enter),
                None => look.get("plain-choose"),
            },
            Kind::Box => match self.enter() {
                Some(enter) => number("plain-take", enter),
                None => look.get("plain-paste-here"),
            },
            Kind::Search => look.get("plain-search"),
            Kind::Field if self.manner == Manner::Silent => {
                look.with("plain-field-secret", "name", &label())
            }
            Kind::Field => look.with("plain-field", "name", &label()),
            Kind::YesNo => look.with("plain-yes-no", "name", &label()),
            Kind::Secret => look.get("plain-app-secret"),
            Kind::Steps => look.get("plain-choose-step"),
        }
    }
}

/// What is to be known before the field is answered.
fn about(look: &Look, entry: &FormField) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(field) = described(look.state, entry)
        && let Some(hint) = &field.hint
    {
        lines.push(Line::Text(look.words(hint)));
    }
    if let Some(finding) = &entry.finding {
        let mut text = look.say(&finding.say);
        if finding.level == Level::Warn {
            text = format!("{text} {}", look.get("screen-enter-keeps"));
        }
        lines.push(Line::Text(look.with("plain-trap", "text", &text)));
    }
    let has = entry.kind == FieldKind::YesNo || !entry.editor.is_empty() || entry.kept.is_some();
    if has {
        let now = super::page::value(look, entry);
        let now = look.with("plain-now", "value", &now);
        let keeps = look.get("plain-empty-keeps");
        lines.push(Line::Text(format!("{now}. {keeps}")));
    }
    lines
}
