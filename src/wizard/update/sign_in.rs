//! The authorize screen: the link, and everything that may be pasted back.

mod joining;
mod reading;
mod scopes;

use crate::oauth::paste::Recognised;
use crate::oauth::{Call, answer::Refusal};
use crate::provider::check::{Level, check};
use crate::provider::{StepId, StepKind};
use crate::secret::Secret;
use crate::text::Phrase;
use crate::time::DAY;

use super::super::effect::Effect;
use super::super::event::SaveTrouble;
use super::super::problem::{self, ErrorKind, Problem};
use super::super::saved::{ConfigEdit, Mark, ProfileKey, SignIn};
use super::super::state::{Goal, Overlay, Purpose, State, Tone};
use super::checklist::{Arrival, advance, open};
use super::{Out, exchange, form, notice, overtaken, remember, save_config, trouble};

pub(super) use joining::into_box;
use reading::is_late;
pub(super) use reading::read;
pub(super) use reading::{holds_secret, is_for_the_box, is_late_in_box, look};

/// How long an answer to a link is waited for, in seconds. The provider sets no limit of its own
/// before the person has pressed Allow; a day is longer than any sitting.
const SIGN_IN_SECONDS: i64 = DAY;

/// Makes the link ready, with the open sign-in where it still fits.
pub(super) fn begin(state: &mut State, arrival: Arrival, out: Out<'_>) {
    if let Some(missing) = missing(state) {
        if arrival == Arrival::Asked {
            trouble::show(state, missing, out);
        }
        return;
    }
    let fits = state.progress.sign_in.as_ref().is_some_and(|sign_in| {
        sign_in.ends_at > state.now
            && !sign_in.code_sent
            && sign_in.redirect_uri == state.redirect_uri()
            && sign_in.scopes == state.scopes()
    });
    if !fits {
        draw(state, out);
    }
}

/// What has to be known before there can be a link.
pub(super) fn missing(state: &State) -> Option<Problem> {
    let field = if state.profile.app_id.is_none() {
        "app_id"
    } else if state.profile.redirect_uri.is_none() {
        "redirect_uri"
    } else {
        return unusable(state);
    };
    let (step, label) = state
        .provider
        .field(field)
        .map(|(step, field)| (step.id.clone(), field.label.get(state.lang).to_owned()))?;
    Some(
        Problem::own(
            ErrorKind::NotReady,
            "not-ready",
            Phrase::new("problem-field-missing").with("field", label),
            Phrase::new("problem-field-missing-fix").with("step", step.as_str()),
        )
        .mended_by(Some(step)),
    )
}

/// A value of a hand-edited config that cannot work, before it can get into a link.
fn unusable(state: &State) -> Option<Problem> {
    let profile = &state.profile;
    let others = |id: &str| match id {
        "app_id" => profile.app_id.clone(),
        "app_secret" => {
            let secret = profile
                .app_secret
                .as_ref()
                .or(state.session_secret.as_ref());
            secret.map(|secret| secret.expose().to_owned())
        }
        _ => None,
    };
    let values = [
        ("app_id", &profile.app_id),
        ("redirect_uri", &profile.redirect_uri),
    ];
    values.into_iter().find_map(|(id, value)| {
        let (step, field) = state.provider.field(id)?;
        let found = check(field, value.as_deref().unwrap_or_default(), &others);
        let refused = found
            .into_iter()
            .find(|finding| finding.level == Level::Refuse)?;
        Some(
            Problem::own(
                ErrorKind::NotReady,
                "field-unusable",
                Phrase::new("problem-field-unusable").with("field", field.label.get(state.lang)),
                Phrase::new("problem-field-missing-fix").with("step", step.id.as_str()),
            )
            .because(refused.say)
            .mended_by(Some(step.id.clone())),
        )
    })
}

fn draw(state: &mut State, out: Out<'_>) {
    state.progress.sign_in = None;
    for task in state.tasks.forget(|purpose| purpose == Purpose::State) {
        out.push(Effect::Drop { task });
    }
    let task = state.tasks.begin(Purpose::State);
    out.push(Effect::DrawState { task });
}

/// A fresh `state` value: the link is ready.
pub(super) fn drawn(state: &mut State, value: Option<Secret>, out: Out<'_>) {
    let Some(value) = value else {
        let problem = Problem::own(
            ErrorKind::Internal,
            "no-randomness",
            Phrase::new("problem-no-randomness"),
            Phrase::new("problem-no-randomness-fix"),
        );
        trouble::show(state, problem, out);
        return;
    };
    state.progress.sign_in = Some(SignIn {
        state: value,
        redirect_uri: state.redirect_uri().to_owned(),
        scopes: state.scopes().to_vec(),
        started_at: state.now,
        ends_at: state.now.plus(SIGN_IN_SECONDS),
        code: None,
        code_sent: false,
    });
    remember(state, out);
}

/// A fresh link, because the person asked for it.
pub(super) fn fresh(state: &mut State, out: Out<'_>) {
    if state.step_kind() == StepKind::Authorize && missing(state).is_none() {
        state.problem = None;
        state.overlay = None;
        state.paste.clear();
        draw(state, out);
        notice(state, Tone::Plain, Phrase::new("notice-fresh-link"));
    }
}

/// Authorize again, with a fresh link.
pub(super) fn regenerate(state: &mut State, out: Out<'_>) {
    if let Some(step) = state.provider.step_of(StepKind::Authorize) {
        let id = step.id.clone();
        state.progress.sign_in = None;
        open(state, &id, Arrival::Asked, out);
    }
}

/// Enter on the box.
pub(super) fn take(state: &mut State, out: Out<'_>) {
    if state.paste.editor.is_empty() {
        notice(state, Tone::Plain, Phrase::new("notice-box-is-empty"));
        return;
    }
    let pasted = read(state, state.paste.editor.value());
    look(state);
    if is_late(state, &pasted) {
        too_late(state, out);
        return;
    }
    if !state.paste.seen.as_ref().is_some_and(|seen| seen.usable) {
        return;
    }
    match pasted.recognised {
        Recognised::RedirectUrl | Recognised::Query => {
            if let Some(code) = pasted.code {
                accept(state, code, out);
            }
        }
        Recognised::Code => state.overlay = Some(Overlay::ConfirmCode),
        Recognised::Cancelled | Recognised::ErrorRedirect => {
            if let Some(refusal) = pasted.refusal {
                refused(state, &refusal, out);
            }
        }
        Recognised::EmbedUrl => {
            if let Some(embed) = pasted.embed {
                let edits = vec![
                    ConfigEdit::Text {
                        key: ProfileKey::AppId,
                        value: Some(embed.app_id),
                    },
                    ConfigEdit::Text {
                        key: ProfileKey::RedirectUri,
                        value: Some(embed.redirect_uri),
                    },
                    ConfigEdit::Scopes(scopes::named_now(&state.provider, &embed.scopes)),
                ];
                save_config(state, Purpose::Embed, edits, out);
            }
        }
        Recognised::DashboardToken => {
            if let Some(token) = pasted.token {
                state.overlay = None;
                state.paste.clear();
                exchange::begin_with_token(state, token, out);
            }
        }
        Recognised::AppId => into_field(state, "app_id", pasted.app_id.as_deref()),
        Recognised::AppSecret => {
            into_field(
                state,
                "app_secret",
                pasted.app_secret.as_ref().map(Secret::expose),
            );
        }
        Recognised::DashboardPage => {
            if let Some(id) = pasted.meta_app_id {
                state.progress.fields.insert("meta_app_id".to_owned(), id);
                state.overlay = None;
                state.paste.clear();
                remember(state, out);
                notice(state, Tone::Good, Phrase::new("notice-dashboard-page"));
            }
        }
        Recognised::Unknown => {}
    }
}

/// Puts a value into the field of the open step that is meant for it, or says where it belongs.
fn into_field(state: &mut State, id: &'static str, value: Option<&str>) {
    let Some(value) = value else { return };
    if let Some(index) = state.form.fields.iter().position(|field| field.id == id) {
        if let Some(field) = state.form.fields.get_mut(index) {
            field.editor.set(value);
            field.finding = None;
        }
        state.form.focus = Some(index);
        state.overlay = None;
        state.paste.clear();
        return;
    }
    let Some((step, field)) = state.provider.field(id) else {
        return;
    };
    let say = Phrase::new("paste-belongs-to")
        .with("field", field.label.get(state.lang))
        .with("step", step.id.as_str());
    if let Some(seen) = &mut state.paste.seen {
        seen.say = say.into();
        seen.usable = false;
    }
}

/// The person says that the bare code is their own.
pub(super) fn confirm_code(state: &mut State, out: Out<'_>) {
    state.overlay = None;
    let pasted = read(state, state.paste.editor.value());
    match pasted.code {
        Some(code) if state.progress.sign_in.is_some() => accept(state, code, out),
        Some(_) => notice(state, Tone::Bad, Phrase::new("paste-no-sign-in")),
        None => {}
    }
}

/// The answer came after the end of its link: a fresh one takes its place.
fn too_late(state: &mut State, out: Out<'_>) {
    state.overlay = None;
    regenerate(state, out);
    if state.problem.is_none() {
        let say = Phrase::new("notice-link-ended").number("hours", SIGN_IN_SECONDS / 3600);
        notice(state, Tone::Bad, say);
    }
}

/// The code is ours: it is written down before anything else is done with it.
pub(super) fn accept(state: &mut State, code: Secret, out: Out<'_>) {
    if state.sign_in_has_ended() {
        too_late(state, out);
        return;
    }
    let Some(sign_in) = state.progress.sign_in.as_mut().filter(|s| !s.code_sent) else {
        notice(state, Tone::Bad, Phrase::new("paste-no-sign-in"));
        return;
    };
    sign_in.code = Some(code);
    sign_in.code_sent = false;
    state.overlay = None;
    state.paste.clear();
    save_code(state, out);
}

/// Writes the accepted code down.
pub(super) fn save_code(state: &mut State, out: Out<'_>) {
    let task = state.tasks.begin(Purpose::Code);
    out.push(Effect::SaveProgress {
        task,
        progress: Box::new(state.progress.clone()),
    });
}

/// The code is on disk, or could not be written.
pub(super) fn code_saved(state: &mut State, result: Result<(), SaveTrouble>, out: Out<'_>) {
    match result {
        Ok(()) => {
            mark_kind(state, StepKind::Authorize, Mark::Verified);
            exchange::begin_with_code(state, out);
        }
        Err(trouble) if overtaken::is_it(&trouble) => {
            let problem = overtaken::give_up(state);
            trouble::show(state, problem, out);
        }
        Err(trouble) => trouble::show(state, problem::not_saved(&trouble), out),
    }
}

pub(super) fn refused(state: &mut State, refusal: &Refusal, out: Out<'_>) {
    let problem = problem::refused(&state.provider, Call::Authorize, refusal);
    state.paste.clear();
    state.overlay = None;
    trouble::show(state, problem, out);
}

/// The values of the Embed URL are in the config file.
pub(super) fn embed_saved(state: &mut State, result: Result<(), SaveTrouble>, out: Out<'_>) {
    if let Err(trouble) = result {
        trouble::show(state, problem::not_saved(&trouble), out);
        return;
    }
    let pasted = read(state, state.paste.editor.value());
    state.overlay = None;
    state.paste.clear();
    if let Some(embed) = pasted.embed {
        let scopes = scopes::named_now(&state.provider, &embed.scopes);
        form::apply(
            state,
            &[
                ConfigEdit::Text {
                    key: ProfileKey::AppId,
                    value: Some(embed.app_id),
                },
                ConfigEdit::Text {
                    key: ProfileKey::RedirectUri,
                    value: Some(embed.redirect_uri),
                },
                ConfigEdit::Scopes(scopes),
            ],
        );
        state.progress.fields.remove("draft.app_id");
        state.progress.fields.remove("draft.redirect_uri");
    }
    let redirect_step = state.provider.redirect.step.clone();
    state.set_mark(&redirect_step, Mark::Claimed);
    form::build(state);
    notice(state, Tone::Good, Phrase::new("notice-embed-url"));
    if state.step_kind() == StepKind::Authorize {
        begin(state, Arrival::Asked, out);
    }
    remember(state, out);
    if state.goal == Goal::Paste {
        return;
    }
    if state.progress.current.as_ref() == Some(&redirect_step) {
        advance(state, out);
    }
}

/// Marks the step of a kind.
pub(super) fn mark_kind(state: &mut State, kind: StepKind, mark: Mark) -> Option<StepId> {
    let id = state.provider.step_of(kind)?.id.clone();
    state.set_mark(&id, mark);
    Some(id)
}
