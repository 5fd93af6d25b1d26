//! A second paste into the box: a text of its own, or the rest of the one that is there.

use crate::oauth::paste::{Pasted, Recognised, StateCheck};
use crate::secret::Secret;

use super::super::super::field::Editor;
use super::super::super::state::State;
use super::reading::{look, read};

/// Puts a pasted text into the box. One that is something by itself takes the place of what was
/// there; one that only makes sense behind it is joined to it, for a terminal may hand on an address
/// in pieces.
pub(in super::super) fn into_box(state: &mut State, text: &Secret) {
    let mut alone = Editor::secret();
    alone.paste(text.expose());
    if alone.is_empty() {
        return;
    }
    let mut joined = state.paste.editor.clone();
    joined.paste(text.expose());
    let is_first = state.paste.editor.is_empty();
    state.paste.editor = if is_first || continues(state, &alone, &joined) {
        joined
    } else {
        alone
    };
    look(state);
}

/// Whether a text belongs behind what the box holds.
fn continues(state: &State, alone: &Editor, joined: &Editor) -> bool {
    let here = state.paste.editor.value();
    let text = alone.value();
    let [before, itself, whole] = [here, text, joined.value()].map(|text| read(state, text));
    if is_complete(&itself) {
        return false;
    }
    if is_complete(&whole) && !is_complete(&before) {
        return true;
    }
    if begins_an_address(text) {
        return false;
    }
    match itself.recognised {
        Recognised::Unknown => true,
        Recognised::Code => match before.recognised {
            // Codes of one provider begin alike, and the middle of one does not.
            Recognised::Code => !begin_alike(here, text),
            Recognised::DashboardToken | Recognised::EmbedUrl => true,
            Recognised::RedirectUrl
            | Recognised::Query
            | Recognised::Cancelled
            | Recognised::ErrorRedirect
            | Recognised::AppId
            | Recognised::AppSecret
            | Recognised::DashboardPage
            | Recognised::Unknown => is_partial(&before),
        },
        Recognised::AppId | Recognised::AppSecret => {
            is_partial(&before) || before.recognised == Recognised::DashboardToken
        }
        Recognised::RedirectUrl | Recognised::Query => is_partial(&before) && itself.code.is_none(),
        Recognised::Cancelled
        | Recognised::ErrorRedirect
        | Recognised::EmbedUrl
        | Recognised::DashboardToken
        | Recognised::DashboardPage => false,
    }
}

/// An answer or a link with everything in it.
fn is_complete(pasted: &Pasted) -> bool {
    match pasted.recognised {
        Recognised::RedirectUrl | Recognised::Query => {
            pasted.code.is_some() && pasted.state == StateCheck::Match
        }
        Recognised::Cancelled | Recognised::ErrorRedirect => pasted.state == StateCheck::Match,
        Recognised::EmbedUrl => pasted.embed.is_some() && pasted.trouble.is_none(),
        Recognised::Code
        | Recognised::DashboardToken
        | Recognised::AppId
        | Recognised::AppSecret
        | Recognised::DashboardPage
        | Recognised::Unknown => false,
    }
}

/// One that lacks something, as the first piece of an address does.
fn is_partial(pasted: &Pasted) -> bool {
    match pasted.recognised {
        Recognised::RedirectUrl | Recognised::Query => !pasted.missing.is_empty(),
        Recognised::EmbedUrl => !is_complete(pasted),
        Recognised::Code
        | Recognised::Cancelled
        | Recognised::ErrorRedirect
        | Recognised::DashboardToken
        | Recognised::AppId
        | Recognised::AppSecret
        | Recognised::DashboardPage
        | Recognised::Unknown => false,
    }
}

fn begins_an_address(text: &str) -> bool {
    ["https://", "http://"].into_iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

fn begin_alike(one: &str, other: &str) -> bool {
    matches!((one.get(..2), other.get(..2)), (Some(one), Some(other)) if one == other)
}
