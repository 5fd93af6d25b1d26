//! Typing, pasting and finishing the fields of a manual step.

mod drafts;

use crate::provider::check::{Level, check, normalise};
use crate::provider::{FieldKind, StepKind};
use crate::secret::Secret;
use crate::text::Phrase;

use super::super::event::{SaveTrouble, Typing};
use super::super::field::{Form, FormField};
use super::super::saved::{ConfigEdit, Mark, ProfileKey};
use super::super::state::{Overlay, PasteBox, Purpose, Screen, State, Tone};
use super::super::{problem, step};
use super::{Out, checklist, notice, remember, save_config, sign_in, trouble};

use drafts::{draft_name, settle};
pub(super) use drafts::{keep_drafts, may_be_secret};

/// The config keys of a profile that a field can fill.
fn profile_key(id: &str) -> Option<ProfileKey> {
    [
        ProfileKey::AppId,
        ProfileKey::RedirectUri,
        ProfileKey::Tester,
    ]
    .into_iter()
    .find(|key| key.name() == id)
}

/// Builds the fields of the open step from what was given before.
pub(super) fn build(state: &mut State) {
    let Some(step) = state.step() else {
        state.form = Form::default();
        return;
    };
    let fields: Vec<FormField> = step
        .fields
        .iter()
        .map(|field| {
            let draft = state.progress.fields.get(&draft_name(field)).cloned();
            let given = draft.or_else(|| state.named(&field.id));
            let kept = (field.kind == FieldKind::Secret)
                .then(|| kept_secret(state))
                .flatten();
            let value = if field.kind == FieldKind::Secret {
                String::new()
            } else {
                given.or_else(|| field.default.clone()).unwrap_or_default()
            };
            FormField::new(field, &value, kept)
        })
        .collect();
    let first_empty = step.fields.iter().position(|field| {
        field.required
            && fields
                .iter()
                .any(|f| f.id == field.id && f.editor.is_empty() && f.kept.is_none())
    });
    let focus = if state.place.practice.is_some() {
        None
    } else {
        first_empty
    };
    state.form = Form { fields, focus };
}

/// What may be shown of the secret that is kept: its last characters.
fn kept_secret(state: &State) -> Option<String> {
    if let Some(secret) = state
        .profile
        .app_secret
        .as_ref()
        .or(state.session_secret.as_ref())
    {
        return Some(secret.tail());
    }
    state
        .profile
        .app_secret_command
        .as_ref()
        .map(|_| String::new())
}

/// An edit of the focused text.
pub(super) fn typed(state: &mut State, typing: Typing, out: Out<'_>) {
    // What is written has to be in sight.
    state.page = 0;
    if state.is_writing() {
        return;
    }
    if state.overlay.is_some() || state.box_is_open() {
        match &mut state.overlay {
            Some(Overlay::Trouble { query, selected }) => {
                if query.apply(typing) {
                    *selected = 0;
                    let text = Secret::new(query.value());
                    into_the_box_when_secret(state, &text);
                }
            }
            Some(Overlay::AskSecret { editor }) => {
                editor.apply(typing);
            }
            Some(Overlay::Paste) | None => {
                if state.paste.editor.apply(typing) {
                    sign_in::look(state);
                }
            }
            Some(
                Overlay::Help
                | Overlay::Symptom { .. }
                | Overlay::ConfirmCode
                | Overlay::Retired
                | Overlay::Tunnel
                | Overlay::Qr { .. },
            ) => {}
        }
        return;
    }
    if state.screen != Screen::Step || state.problem.is_some() {
        return;
    }
    if let Some(field) = state.form.focused_mut()
        && field.kind != FieldKind::YesNo
        && field.editor.apply(typing)
    {
        field.finding = None;
        field.overruled = false;
        keep_drafts(state);
        remember(state, out);
    }
}

/// What is looked for among the errors stands readable; an answer or a token belongs into the box,
/// which shows none of it.
fn into_the_box_when_secret(state: &mut State, text: &Secret) -> bool {
    if !sign_in::holds_secret(state, text.expose()) {
        return false;
    }
    state.overlay = None;
    if state.box_is_open() {
        sign_in::into_box(state, text);
    } else {
        state.paste = PasteBox::new();
        state.paste.editor.paste(text.expose());
        state.overlay = Some(Overlay::Paste);
        sign_in::look(state);
    }
    true
}

/// A whole text arrived: it goes where the focus is, unless it is plainly something else.
pub(super) fn pasted(state: &mut State, text: &Secret, out: Out<'_>) {
    // What is written has to be in sight.
    state.page = 0;
    let asks = matches!(state.overlay, Some(Overlay::AskSecret { .. }));
    if state.is_writing() || state.is_running() && !asks {
        return;
    }
    state.notice = None;
    match &mut state.overlay {
        Some(Overlay::Trouble { query, selected }) => {
            query.paste(text.expose());
            *selected = 0;
            let whole = Secret::new(query.value());
            // By itself, or together with what was typed before.
            if !into_the_box_when_secret(state, text) {
                into_the_box_when_secret(state, &whole);
            }
            return;
        }
        Some(Overlay::AskSecret { editor }) => {
            editor.paste(text.expose());
            return;
        }
        Some(Overlay::Paste) => {
            sign_in::into_box(state, text);
            return;
        }
        Some(
            Overlay::Help
            | Overlay::Symptom { .. }
            | Overlay::ConfirmCode
            | Overlay::Retired
            | Overlay::Tunnel
            | Overlay::Qr { .. },
        ) => {
            state.overlay = None;
        }
        None => {}
    }
    if state.box_is_open() {
        sign_in::into_box(state, text);
        return;
    }
    if sign_in::is_for_the_box(state, text) || state.editor().is_none() {
        state.paste = PasteBox::new();
        state.paste.editor.paste(text.expose());
        state.overlay = Some(Overlay::Paste);
        sign_in::look(state);
        return;
    }
    if let Some(field) = state.form.focused_mut()
        && field.kind != FieldKind::YesNo
    {
        field.editor.paste(text.expose());
        field.finding = None;
        field.overruled = false;
        keep_drafts(state);
        remember(state, out);
    }
}

/// To the next field, around the end.
pub(super) fn focus_next(state: &mut State) {
    let count = state.form.fields.len();
    if count > 0 && state.overlay.is_none() && state.problem.is_none() {
        state.form.focus = Some(state.form.focus.map_or(0, |index| (index + 1) % count));
    }
}

/// To the field before, around the start.
pub(super) fn focus_previous(state: &mut State) {
    let count = state.form.fields.len();
    if count > 0 && state.overlay.is_none() && state.problem.is_none() {
        let index = state.form.focus.unwrap_or(0);
        state.form.focus = Some((index + count - 1) % count);
    }
}

/// Switches the focused yes-or-no field over.
pub(super) fn toggle(state: &mut State, out: Out<'_>) {
    if let Some(field) = state.form.focused_mut()
        && field.kind == FieldKind::YesNo
    {
        field.toggle();
        keep_drafts(state);
        remember(state, out);
    }
}

/// Enter on a manual step: the next field, or the step is done.
pub(super) fn go_on(state: &mut State, out: Out<'_>) {
    if !state.tasks.is_idle() {
        return;
    }
    if let Some(focus) = state.form.focus {
        if stops_at(state, focus) {
            return;
        }
        if focus + 1 < state.form.fields.len() {
            state.form.focus = Some(focus + 1);
            return;
        }
    }
    for index in 0..state.form.fields.len() {
        if stops_at(state, index) {
            state.form.focus = Some(index);
            return;
        }
    }
    let edits = edits(state);
    if edits.is_empty() {
        settle(state);
        checklist::claim(state, out);
    } else {
        save_config(state, Purpose::Form, edits, out);
    }
}

/// Checks a field; says whether it holds the person up.
fn stops_at(state: &mut State, index: usize) -> bool {
    let Some(step) = state.step() else {
        return false;
    };
    let Some(field) = step.fields.get(index) else {
        return false;
    };
    let Some(entry) = state.form.fields.get(index) else {
        return false;
    };
    let value = normalise(field, entry.editor.value());
    if value.is_empty() && entry.kept.is_some() {
        return false;
    }
    let others = |id: &str| {
        let typed = state.form.value(id).filter(|typed| !typed.is_empty());
        typed.map(str::to_owned).or_else(|| state.named(id))
    };
    let worst = check(field, &value, &others)
        .into_iter()
        .max_by_key(|finding| finding.level);
    let secret = field.kind == FieldKind::Secret;
    let Some(entry) = state.form.fields.get_mut(index) else {
        return false;
    };
    if !secret && entry.editor.value() != value {
        entry.editor.set(&value);
    }
    match worst {
        None => {
            entry.finding = None;
            false
        }
        Some(finding) if finding.level == Level::Warn && entry.overruled => false,
        Some(finding) => {
            entry.overruled = finding.level == Level::Warn;
            entry.finding = Some(finding);
            true
        }
    }
}

/// What the fields change in the config file.
fn edits(state: &State) -> Vec<ConfigEdit> {
    let keep = state
        .form
        .fields
        .iter()
        .find(|f| f.kind == FieldKind::YesNo)
        .is_none_or(FormField::yes);
    let mut edits = Vec::new();
    for field in &state.form.fields {
        if let Some(key) = profile_key(&field.id) {
            let value = field.editor.value();
            if !value.is_empty() && named_in_profile(state, key) != Some(value) {
                edits.push(ConfigEdit::Text {
                    key,
                    value: Some(value.to_owned()),
                });
            }
        } else if field.kind == FieldKind::Secret {
            let typed = field.editor.value().trim();
            if keep && !typed.is_empty() {
                edits.push(ConfigEdit::AppSecret(Some(Secret::new(typed))));
            } else if !keep && state.profile.app_secret.is_some() {
                edits.push(ConfigEdit::AppSecret(None));
            }
        }
    }
    edits
}

fn named_in_profile(state: &State, key: ProfileKey) -> Option<&str> {
    match key {
        ProfileKey::Provider => Some(&state.profile.provider),
        ProfileKey::AppId => state.profile.app_id.as_deref(),
        ProfileKey::RedirectUri => state.profile.redirect_uri.as_deref(),
        ProfileKey::Tester => state.profile.tester.as_deref(),
    }
}

/// The config file has the fields, or could not be written.
pub(super) fn saved(state: &mut State, result: Result<(), SaveTrouble>, out: Out<'_>) {
    match result {
        Ok(()) => {
            let edits = edits(state);
            if state.step_kind() == StepKind::Manual
                && let Some(id) = state.progress.current.clone()
                && step::mark(state, &id) == Mark::Verified
                && !edits.is_empty()
            {
                state.set_mark(&id, Mark::Claimed);
            }
            settle(state);
            apply(state, &edits);
            notice(state, Tone::Good, Phrase::new("notice-saved"));
            checklist::claim(state, out);
        }
        Err(trouble) => trouble::show(state, problem::not_saved(&trouble), out),
    }
}

/// Repeats in the state what was written to the config file.
pub(super) fn apply(state: &mut State, edits: &[ConfigEdit]) {
    state.stored = true;
    for edit in edits {
        match edit {
            ConfigEdit::Text { key, value } => {
                let place = match key {
                    ProfileKey::Provider => continue,
                    ProfileKey::AppId => &mut state.profile.app_id,
                    ProfileKey::RedirectUri => &mut state.profile.redirect_uri,
                    ProfileKey::Tester => &mut state.profile.tester,
                };
                place.clone_from(value);
            }
            ConfigEdit::Scopes(scopes) => state.profile.scopes.clone_from(scopes),
            ConfigEdit::AppSecret(secret) => state.profile.app_secret.clone_from(secret),
            ConfigEdit::Token { slot, token } => match slot {
                super::super::saved::Slot::Token => state.profile.token.clone_from(token),
                super::super::saved::Slot::Pending => {
                    state.profile.pending_token.clone_from(token);
                }
            },
        }
    }
}
