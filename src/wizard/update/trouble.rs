//! Problems on the screen, and the picker for errors that only the browser shows.

use crate::provider::StepKind;
use crate::provider::symptom::Symptom;

use super::super::field::Editor;
use super::super::problem::Problem;
use super::super::saved::Mark;
use super::super::state::{Goal, Overlay, Screen, State};
use super::super::step;
use super::checklist::{Arrival, open as open_step};
use super::{Direction, Out, remember};

/// Shows a problem; the step that mends it is marked.
pub(super) fn show(state: &mut State, problem: Problem, out: Out<'_>) {
    if let Some(id) = &problem.step {
        let manual = state
            .provider
            .step(id)
            .is_some_and(|step| step.kind == StepKind::Manual);
        let touched = step::mark(state, id) != Mark::Todo;
        if manual && touched {
            let id = id.clone();
            state.set_mark(&id, Mark::Failed);
        }
    }
    state.overlay = None;
    state.screen = Screen::Step;
    state.problem = Some(problem);
    remember(state, out);
}

/// The known texts of the browser that fit what was typed.
pub(in super::super) fn picks<'s>(state: &'s State, query: &str) -> Vec<&'s Symptom> {
    let words: Vec<String> = query
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    state
        .provider
        .symptoms
        .iter()
        .filter(|symptom| {
            let Some(text) = &symptom.browser_text else {
                return false;
            };
            let place =
                format!("{text} {} {}", symptom.title.get(state.lang), symptom.id).to_lowercase();
            words.iter().all(|word| place.contains(word))
        })
        .collect()
}

/// Opens the picker.
pub(super) fn open(state: &mut State) {
    state.overlay = Some(Overlay::Trouble {
        query: Editor::text(),
        selected: 0,
    });
}

/// Up and down in the picker.
pub(super) fn select(state: &mut State, direction: Direction) {
    let Some(Overlay::Trouble { query, selected }) = &state.overlay else {
        return;
    };
    let count = picks(state, query.value()).len();
    let selected = match direction {
        Direction::Up => selected.saturating_sub(1),
        Direction::Down => (selected + 1).min(count.saturating_sub(1)),
    };
    if let Some(Overlay::Trouble {
        selected: place, ..
    }) = &mut state.overlay
    {
        *place = selected;
    }
}

/// Takes the selected text of the picker.
pub(super) fn pick(state: &mut State) {
    let Some(Overlay::Trouble { query, selected }) = &state.overlay else {
        return;
    };
    let id = picks(state, query.value())
        .get(*selected)
        .map(|symptom| symptom.id.clone());
    if let Some(id) = id {
        state.overlay = Some(Overlay::Symptom { id });
    }
}

/// Opens the step that mends what is shown.
pub(super) fn mend(state: &mut State, out: Out<'_>) {
    let step = match &state.overlay {
        Some(Overlay::Symptom { id }) => state
            .provider
            .symptoms
            .iter()
            .find(|s| &s.id == id)
            .and_then(|s| s.step.clone()),
        _ => state
            .problem
            .as_ref()
            .and_then(|problem| problem.step.clone()),
    };
    let picked = matches!(state.overlay, Some(Overlay::Symptom { .. }));
    state.overlay = None;
    let Some(id) = step else {
        if !picked {
            dismiss(state, out);
        }
        return;
    };
    let manual = state
        .provider
        .step(&id)
        .is_some_and(|step| step.kind == StepKind::Manual);
    let back_to_the_link = picked && manual && state.step_kind() == StepKind::Authorize;
    if picked && manual {
        state.set_mark(&id, Mark::Failed);
    }
    if back_to_the_link {
        state.mending = Some(id.clone());
    }
    open_step(state, &id, Arrival::Asked, out);
}

/// Closes a problem without mending it.
pub(super) fn dismiss(state: &mut State, out: Out<'_>) {
    state.problem = None;
    if state.is_finished() && state.goal == Goal::Setup {
        state.screen = Screen::Overview;
    }
    remember(state, out);
}
