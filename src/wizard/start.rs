//! The state that the program begins with, from what was kept and what the person came for.

use std::sync::Arc;

use crate::provider::{Proof, Provider, StepKind};
use crate::secret::Secret;
use crate::text::Lang;
use crate::time::Timestamp;

use super::effect::Effect;
use super::saved::{Mark, Profile, Progress};
use super::state::{Goal, Overlay, PasteBox, Place, Screen, State, Tasks};
use super::{step, update};

/// What is known when the program begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    pub provider: Arc<Provider>,
    pub profile: Profile,
    /// Whether the profile is in the config file yet.
    pub stored: bool,
    /// What the state file holds of the profile.
    pub progress: Option<Progress>,
    pub place: Place,
    pub lang: Lang,
    pub now: Timestamp,
    pub goal: Goal,
    /// The app secret of the environment (`IGTOKEN_APP_SECRET`).
    pub secret: Option<Secret>,
}

/// The first state, and what is to be done about it at once.
pub fn start(start: Start) -> (State, Vec<Effect>) {
    let base = start
        .place
        .practice
        .as_ref()
        .or(start.place.endpoint.as_ref());
    let api = match base {
        Some(base) => start.provider.api.clone().rebased(base),
        None => start.provider.api.clone(),
    };
    let mut progress = match start.progress {
        Some(progress) if progress.provider == start.provider.id => progress,
        Some(_) | None => inferred(&start.provider, &start.profile),
    };
    if progress
        .sign_in
        .as_ref()
        .is_some_and(|sign_in| sign_in.ends_at <= start.now)
    {
        progress.sign_in = None;
    }
    if progress
        .current
        .as_ref()
        .is_some_and(|id| start.provider.step(id).is_none())
    {
        progress.current = None;
    }
    let mut profile = start.profile;
    profile.provider.clone_from(&start.provider.id);
    let mut state = State {
        provider: start.provider,
        api,
        profile,
        stored: start.stored,
        progress,
        place: start.place,
        lang: start.lang,
        now: start.now,
        goal: start.goal,
        screen: Screen::Step,
        form: super::field::Form::default(),
        paste: PasteBox::new(),
        overlay: None,
        notice: None,
        problem: None,
        mending: None,
        run: None,
        callback: super::callback::Callback::default(),
        selected: 0,
        page: 0,
        session_secret: start.secret,
        joy: false,
        leaving: false,
        leaving_as: None,
        turn: super::state::Turn::None,
        visit: None,
        ended: None,
        tasks: Tasks::default(),
    };
    let mut out = Vec::new();
    update::resume::begin(&mut state, &mut out);
    let retired = state.provider.retired.is_some() && state.place.practice.is_none();
    let untouched = state.overlay.is_none() && state.problem.is_none() && !state.is_running();
    if retired && untouched && state.goal == Goal::Setup && state.profile.token.is_none() {
        state.overlay = Some(Overlay::Retired);
    }
    (state, out)
}

/// What the config file alone tells of the checklist, for when the state file is new or lost.
fn inferred(provider: &Provider, profile: &Profile) -> Progress {
    let mut progress = Progress {
        provider: provider.id.clone(),
        ..Progress::default()
    };
    for step in &provider.steps {
        let proven = profile.token.is_some()
            && (step.kind != StepKind::Manual || step.verified_by == Some(Proof::Me));
        let required: Vec<_> = step
            .fields
            .iter()
            .filter(|field| field.config && field.required)
            .collect();
        let filled = !required.is_empty()
            && required.iter().all(|field| match field.id.as_str() {
                "app_id" => profile.app_id.is_some(),
                "app_secret" => {
                    profile.app_secret.is_some() || profile.app_secret_command.is_some()
                }
                "redirect_uri" => profile.redirect_uri.is_some(),
                "tester" => profile.tester.is_some(),
                _ => false,
            });
        if proven {
            progress.marks.insert(step.id.clone(), Mark::Verified);
        } else if filled || profile.token.is_some() {
            progress.marks.insert(step.id.clone(), Mark::Claimed);
        }
    }
    progress
}

/// The step to open when nothing else is asked for.
pub(super) fn place_to_go_on(state: &State) -> Option<crate::provider::StepId> {
    state
        .progress
        .current
        .clone()
        .or_else(|| step::first_open(state).map(|step| step.id.clone()))
        .or_else(|| {
            let authorize = state.provider.step_of(StepKind::Authorize);
            authorize.map(|step| step.id.clone())
        })
}
