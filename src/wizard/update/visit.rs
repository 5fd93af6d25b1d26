//! A text from another shell: read as in the box, taken without Enter, and answered to its end.

use crate::oauth::paste::{Pasted, Recognised};
use crate::secret::Secret;
use crate::text::Phrase;

use super::super::effect::{Effect, Ending};
use super::super::problem::{self, ErrorKind, Problem};
use super::super::state::{Overlay, PasteBox, Purpose, State, Tone};
use super::super::visit::{Told, Visit, VisitId};
use super::{Out, form, notice, sign_in};

/// A text was handed over. It is taken whole, or the screen stays as it was.
pub(super) fn came(state: &mut State, visit: VisitId, text: &Secret, own_code: bool, out: Out<'_>) {
    let pasted = sign_in::read(state, text.expose());
    out.push(Effect::Tell {
        visit,
        told: Told::Seen {
            recognised: pasted.recognised.name(),
            state: pasted.state.name(),
            missing: pasted.missing.iter().map(|part| part.name()).collect(),
        },
    });
    if state.visit.is_some() || state.is_writing() || state.is_running() {
        out.push(ended(visit, false, false, Some(busy())));
        return;
    }
    // Tried on a copy, so that nothing of what the person is at is touched by what is not taken.
    let mut tried = state.clone();
    let mut effects = Vec::new();
    form::keep_drafts(&mut tried);
    tried.overlay = None;
    tried.problem = None;
    tried.paste = PasteBox::new();
    tried.paste.editor.paste(text.expose());
    if is_answerable(state, &pasted) {
        sign_in::take(&mut tried, &mut effects);
        if own_code && tried.overlay == Some(Overlay::ConfirmCode) {
            sign_in::confirm_code(&mut tried, &mut effects);
        }
    } else {
        sign_in::look(&mut tried);
    }
    if !is_taken(&tried, &pasted) {
        let problem = problem::not_taken(&tried, &pasted);
        out.push(ended(visit, false, false, Some(problem)));
        return;
    }
    *state = tried;
    state.visit = Some(Visit {
        id: visit,
        signs_in: matches!(
            pasted.recognised,
            Recognised::RedirectUrl
                | Recognised::Query
                | Recognised::Code
                | Recognised::DashboardToken
        ),
    });
    state.page = 0;
    if state.notice.is_none() || state.is_running() || state.is_writing() {
        notice(state, Tone::Plain, Phrase::new("notice-handed-over"));
    }
    out.push(Effect::Tell {
        visit,
        told: Told::Taken,
    });
    out.append(&mut effects);
}

/// Whether the text may be tried: a value that belongs into a field stays with the person.
fn is_answerable(state: &State, pasted: &Pasted) -> bool {
    match pasted.recognised {
        Recognised::RedirectUrl
        | Recognised::Query
        | Recognised::Code
        | Recognised::Cancelled
        | Recognised::ErrorRedirect => state.progress.sign_in.is_some(),
        Recognised::EmbedUrl | Recognised::DashboardToken | Recognised::DashboardPage => true,
        Recognised::AppId | Recognised::AppSecret | Recognised::Unknown => false,
    }
}

fn is_taken(tried: &State, pasted: &Pasted) -> bool {
    match pasted.recognised {
        Recognised::RedirectUrl | Recognised::Query | Recognised::Code => {
            tried.tasks.has(|purpose| purpose == Purpose::Code)
        }
        Recognised::Cancelled | Recognised::ErrorRedirect => tried.problem.is_some(),
        Recognised::EmbedUrl => tried.tasks.has(|purpose| purpose == Purpose::Embed),
        Recognised::DashboardToken => tried.is_running(),
        Recognised::DashboardPage => tried.paste.editor.is_empty(),
        Recognised::AppId | Recognised::AppSecret | Recognised::Unknown => false,
    }
}

/// Tells the other shell how it ended, as soon as it has.
pub(super) fn see_off(state: &mut State, out: Out<'_>) {
    let Some(visit) = state.visit else { return };
    let asks = matches!(state.overlay, Some(Overlay::AskSecret { .. }));
    let under_way = state.is_writing() || state.is_running();
    if under_way && !asks && state.ended.is_none() {
        return;
    }
    state.visit = None;
    let token = visit.signs_in && state.joy && state.problem.is_none();
    let problem = if let Some(problem) = state.problem.clone() {
        Some(problem)
    } else if asks {
        Some(secret_asked(state))
    } else if token {
        problem::undelivered(state)
    } else if visit.signs_in || state.ended == Some(Ending::Cancelled) {
        Some(cancelled())
    } else {
        None
    };
    let saved = token || problem.is_none();
    let told = ended(visit.id, saved, token, problem);
    // Nothing is done any more after the leaving.
    let leaves = |effect: &Effect| matches!(effect, Effect::Leave { .. });
    let place = out.iter().position(leaves).unwrap_or(out.len());
    out.insert(place, told);
}

fn ended(visit: VisitId, saved: bool, token: bool, problem: Option<Problem>) -> Effect {
    Effect::Tell {
        visit,
        told: Told::Ended {
            saved,
            token,
            problem: problem.map(Box::new),
        },
    }
}

fn busy() -> Problem {
    Problem::own(
        ErrorKind::NotReady,
        "wizard-busy",
        Phrase::new("problem-wizard-busy"),
        Phrase::new("problem-wizard-busy-fix"),
    )
}

fn secret_asked(state: &State) -> Problem {
    Problem::own(
        ErrorKind::NotReady,
        "no-secret",
        Phrase::new("problem-wizard-asks-secret"),
        Phrase::new("problem-wizard-asks-secret-fix"),
    )
    .mended_by(
        state
            .provider
            .field("app_secret")
            .map(|(step, _)| step.id.clone()),
    )
}

fn cancelled() -> Problem {
    Problem::own(
        ErrorKind::Cancelled,
        "cancelled",
        Phrase::new("cli-cancelled"),
        Phrase::new("problem-wizard-left-fix"),
    )
}
