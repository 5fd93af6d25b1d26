//! Why a pasted text was recognised and still not taken.

use crate::oauth::paste::{Pasted, Recognised, StateCheck};
use crate::provider::StepKind;
use crate::text::Phrase;

use super::super::state::{Overlay, State};
use super::{ErrorKind, Problem};

/// Why the text was not taken, from the state that it was tried in.
pub fn not_taken(state: &State, pasted: &Pasted) -> Problem {
    let no_sign_in = state.progress.sign_in.is_none()
        && matches!(
            pasted.recognised,
            Recognised::RedirectUrl
                | Recognised::Query
                | Recognised::Code
                | Recognised::Cancelled
                | Recognised::ErrorRedirect
        );
    let authorize = state
        .provider
        .step_of(StepKind::Authorize)
        .map(|step| step.id.clone());
    if no_sign_in {
        return Problem::own(
            ErrorKind::NotFound,
            "no-sign-in",
            Phrase::new("cli-no-sign-in"),
            Phrase::new("cli-no-sign-in-fix"),
        )
        .mended_by(authorize);
    }
    if state.overlay == Some(Overlay::ConfirmCode) {
        return Problem::own(
            ErrorKind::Input,
            "code-not-confirmed",
            Phrase::new("cli-bare-code"),
            Phrase::new("cli-bare-code-fix"),
        )
        .mended_by(authorize);
    }
    let id = match (pasted.recognised, pasted.state) {
        (Recognised::Unknown, _) => "input-not-understood",
        (_, StateCheck::Mismatch) => "state-mismatch",
        _ if !pasted.missing.is_empty() => "input-incomplete",
        _ => "not-usable-here",
    };
    let what = state.paste.seen.as_ref().map_or_else(
        || Phrase::new("cli-paste-unknown").into(),
        |seen| seen.say.clone(),
    );
    let mut problem = Problem::own(
        ErrorKind::Input,
        id,
        Phrase::new("cli-paste-unknown"),
        Phrase::new("cli-paste-unknown-fix"),
    )
    .mended_by(authorize);
    problem.what = what;
    problem
}
