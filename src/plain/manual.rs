//! What plain mode says of itself: why it is on, and how it is answered.

use crate::clean;
use crate::text::Phrase;

use super::question::Question;
use super::speech::{Line, Look};

/// Why the wizard speaks in lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// `--plain`.
    Asked,
    /// `ACCESSIBLE`.
    Accessible,
    /// `TERM=dumb`.
    DumbTerminal,
    /// `TERM` is not set.
    NoTerm,
    /// Standard input is no terminal.
    Input,
    /// Standard output is no terminal.
    Output,
}

/// The first lines.
pub(super) fn greeting(look: &Look, reason: Reason) -> Vec<Line> {
    let because = look.get(match reason {
        Reason::Asked => "plain-because-asked",
        Reason::Accessible => "plain-because-accessible",
        Reason::DumbTerminal => "plain-because-dumb",
        Reason::NoTerm => "plain-because-no-term",
        Reason::Input => "plain-because-input",
        Reason::Output => "plain-because-output",
    });
    let profile = Phrase::new("plain-profile")
        .with("profile", clean::short_line(&look.state.profile.name, 60))
        .with("provider", look.words(&look.state.provider.name));
    vec![
        Line::Text(because),
        Line::Text(look.get("plain-how")),
        Line::Text(look.phrase(&profile)),
    ]
}

/// The help, with what can be chosen now.
pub(super) fn help(look: &Look, question: Option<&Question>) -> Vec<Line> {
    let ids = [
        "plain-help-title",
        "plain-help-number",
        "plain-help-field",
        "plain-help-slash",
        "plain-help-words",
        "plain-help-list",
    ];
    let mut lines: Vec<Line> = ids.map(|id| Line::Text(look.get(id))).into();
    lines.extend(
        question
            .map(|question| question.list(look))
            .unwrap_or_default(),
    );
    lines
}
