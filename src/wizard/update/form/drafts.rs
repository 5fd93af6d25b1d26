//! What was typed: kept before it is confirmed, and taken over once it is. No secret among it.

use crate::provider::check::Rule;
use crate::provider::{Field, FieldKind};
use crate::secret::Secret;

use super::super::super::state::State;
use super::super::sign_in;

/// Where an unconfirmed value of a config field waits in the state file.
pub(super) fn draft_name(field: &Field) -> String {
    if field.config {
        format!("draft.{}", field.id)
    } else {
        field.id.clone()
    }
}

/// Keeps what was typed and not confirmed yet, secrets excepted.
pub(in super::super) fn keep_drafts(state: &mut State) {
    let Some(step) = state.step() else { return };
    let mut drafts = Vec::new();
    for field in step
        .fields
        .iter()
        .filter(|field| field.kind != FieldKind::Secret)
    {
        let Some(typed) = state.form.value(&field.id) else {
            continue;
        };
        let known = state.named(&field.id).or_else(|| field.default.clone());
        let changed = typed != known.as_deref().unwrap_or_default();
        let draft = (changed && !may_be_secret(state, field, typed)).then(|| typed.to_owned());
        drafts.push((draft_name(field), draft, field.config));
    }
    for (name, draft, config) in drafts {
        match draft {
            Some(text) => {
                state.progress.fields.insert(name, text);
            }
            None if config => {
                state.progress.fields.remove(&name);
            }
            None => {}
        }
    }
}

/// Whether a text may be a secret in the wrong field, which must not reach the state file. Of a
/// field for digits nothing else is kept, since a secret arrives there letter by letter.
pub(in super::super) fn may_be_secret(state: &State, field: &Field, typed: &str) -> bool {
    let digits = field.checks.iter().any(|check| check.rule == Rule::Digits);
    let longest_hex = typed
        .split(|c: char| !c.is_ascii_hexdigit())
        .filter(|run| !run.bytes().all(|b| b.is_ascii_digit()))
        .map(str::len)
        .max()
        .unwrap_or_default();
    digits && !typed.chars().all(|c| c.is_ascii_digit() || c == ' ')
        || longest_hex > 12
        || sign_in::holds_secret(state, typed)
}

/// Takes the fields into the state: what has no config key, and a secret that is not kept.
pub(super) fn settle(state: &mut State) {
    let Some(step) = state.step() else { return };
    let mut settled = Vec::new();
    for field in &step.fields {
        let Some(value) = state.form.value(&field.id) else {
            continue;
        };
        if field.config {
            settled.push((draft_name(field), None));
        } else {
            settled.push((
                field.id.clone(),
                Some(value.to_owned()).filter(|v| !v.is_empty() && !may_be_secret(state, field, v)),
            ));
        }
    }
    let secret = state
        .form
        .fields
        .iter()
        .find(|field| field.kind == FieldKind::Secret && !field.editor.is_empty())
        .map(|field| Secret::new(field.editor.value().trim()));
    for (name, value) in settled {
        match value {
            Some(value) => {
                state.progress.fields.insert(name, value);
            }
            None => {
                state.progress.fields.remove(&name);
            }
        }
    }
    if let Some(secret) = secret {
        state.session_secret = Some(secret);
    }
}
