//! In practice mode the practice provider plays the person's part in the browser.

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::clean;
use crate::oauth::{Answer, Call, Unreachable, Value, answer, request};
use crate::provider::{META_APP_ID, StepKind};
use crate::text::Phrase;

use super::super::effect::Effect;
use super::super::problem;
use super::super::state::{Purpose, Screen, State, Tone};
use super::{Out, form, notice, remember, sign_in, trouble};

/// What the practice provider answers when it has played a step.
#[derive(Deserialize)]
struct Played {
    #[serde(default)]
    values: BTreeMap<String, String>,
    /// Where the browser landed.
    redirect: Option<String>,
    /// The page that the browser shows instead.
    page: Option<String>,
    error: Option<String>,
}

/// Asks the practice provider to play the open step.
pub(super) fn play(state: &mut State, out: Out<'_>) {
    let Some(base) = state.place.practice.clone() else {
        return;
    };
    let Some(id) = state.progress.current.clone() else {
        return;
    };
    if state.screen != Screen::Step || !state.tasks.is_idle() {
        return;
    }
    let mut form = vec![
        (
            "provider".to_owned(),
            Value::Plain(state.provider.id.clone()),
        ),
        ("step".to_owned(), Value::Plain(id.as_str().to_owned())),
    ];
    for (name, value) in known_values(state) {
        form.push((name, Value::Plain(value)));
    }
    if state.step_kind() == StepKind::Authorize {
        let Some(link) = state.link() else { return };
        form.push(("url".to_owned(), Value::Secret(link)));
    } else if state.step_kind() != StepKind::Manual {
        return;
    }
    let task = state.tasks.begin(Purpose::Practise);
    let request = request::practice(&base, "/sandbox/play", form);
    out.push(Effect::Send {
        task,
        call: Call::Practice,
        request,
    });
}

fn known_values(state: &State) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    for step in &state.provider.steps {
        for field in &step.fields {
            if field.kind == crate::provider::FieldKind::Secret {
                continue;
            }
            let typed = state
                .form
                .value(&field.id)
                .filter(|typed| !typed.is_empty());
            if let Some(value) = typed.map(str::to_owned).or_else(|| state.named(&field.id)) {
                known.insert(field.id.clone(), value);
            }
        }
    }
    if let Some(id) = state.named(META_APP_ID) {
        known.insert(META_APP_ID.to_owned(), id);
    }
    known
}

/// The practice provider has played, or says why not.
pub(super) fn answered(state: &mut State, answer: Result<Answer, Unreachable>, out: Out<'_>) {
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => {
            trouble::show(state, problem::unreachable(Call::Practice, &failure), out);
            return;
        }
    };
    let Ok(played) = serde_json::from_slice::<Played>(answer.body.expose()) else {
        notice(state, Tone::Bad, Phrase::new("notice-practice-failed"));
        return;
    };
    if let Some(page) = played.page {
        let refusal = answer::refusal_of_text(&page);
        trouble::show(
            state,
            problem::refused(&state.provider, Call::Authorize, &refusal),
            out,
        );
        return;
    }
    if let Some(error) = played.error {
        let text = clean::short_line(&error, 200);
        notice(
            state,
            Tone::Bad,
            Phrase::new("notice-practice-refused").with("text", text),
        );
        return;
    }
    for (name, value) in played.values {
        if let Some(field) = state.form.fields.iter_mut().find(|field| field.id == name) {
            field.editor.set(&value);
            field.finding = None;
            field.overruled = false;
        } else if name == META_APP_ID {
            // Everything else belongs to a field of the step, and may be a secret.
            let value = clean::line(&value).into_owned();
            state.progress.fields.insert(name, value);
        }
    }
    if let Some(landing) = played.redirect
        && state.box_is_open()
    {
        state.paste.editor.set(&landing);
        sign_in::look(state);
    }
    form::keep_drafts(state);
    remember(state, out);
    notice(state, Tone::Good, Phrase::new("notice-practised"));
}
