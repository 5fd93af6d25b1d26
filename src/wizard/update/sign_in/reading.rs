//! What the box holds, in words, and whether it can be used.

use crate::oauth::paste::{self, Known, PasteTrouble, Pasted, Recognised, StateCheck};
use crate::secret::Secret;
use crate::text::{Phrase, Say};

use super::super::super::state::{Seen, State};
use super::{SIGN_IN_SECONDS, scopes};

pub(in super::super) fn read(state: &State, text: &str) -> Pasted {
    let sign_in = state.progress.sign_in.as_ref();
    paste::read(
        text,
        &Known {
            api: &state.api,
            redirect_uri: Some(sign_in.map_or(state.redirect_uri(), |s| s.redirect_uri.as_str())),
            // A state is spent once its code was sent.
            state: sign_in.filter(|s| !s.code_sent).map(|s| &s.state),
            token_prefixes: &state.provider.token.prefixes,
            foreign_prefixes: &state.provider.token.foreign_prefixes,
            practice_base: state.place.practice.as_ref(),
        },
    )
}

/// Whether a text pasted into a field belongs into the box that takes anything.
pub(in super::super) fn is_for_the_box(state: &State, text: &Secret) -> bool {
    match read(state, text.expose()).recognised {
        Recognised::DashboardToken | Recognised::EmbedUrl | Recognised::DashboardPage => true,
        Recognised::RedirectUrl
        | Recognised::Query
        | Recognised::Cancelled
        | Recognised::ErrorRedirect => state.progress.sign_in.is_some(),
        Recognised::Code | Recognised::AppId | Recognised::AppSecret | Recognised::Unknown => false,
    }
}

/// Whether a text holds a token, an app secret or an answer to a sign-in.
pub(in super::super) fn holds_secret(state: &State, text: &str) -> bool {
    let pasted = read(state, text);
    match pasted.recognised {
        Recognised::DashboardToken | Recognised::AppSecret => true,
        Recognised::RedirectUrl | Recognised::Query => pasted.code.is_some(),
        Recognised::Unknown => matches!(
            pasted.trouble,
            Some(PasteTrouble::ForeignToken(_) | PasteTrouble::Truncated)
        ),
        Recognised::Code
        | Recognised::Cancelled
        | Recognised::ErrorRedirect
        | Recognised::EmbedUrl
        | Recognised::AppId
        | Recognised::DashboardPage => false,
    }
}

/// Says what the box holds.
pub(in super::super) fn look(state: &mut State) {
    if state.paste.editor.is_empty() {
        state.paste.seen = None;
        return;
    }
    let pasted = read(state, state.paste.editor.value());
    let length = i64::try_from(state.paste.editor.value().chars().count()).unwrap_or_default();
    let (say, usable) = if is_late(state, &pasted) {
        let hours = SIGN_IN_SECONDS / 3600;
        let say = Phrase::new("paste-link-ended").number("hours", hours);
        (say.into(), true)
    } else {
        scopes::renamed_in(&state.provider, &pasted)
            .map_or_else(|| describe(&pasted, length), |say| (say.into(), true))
    };
    state.paste.seen = Some(Seen {
        recognised: pasted.recognised,
        state: pasted.state,
        say,
        usable,
    });
}

/// Whether it answers the open sign-in, whose time is over.
pub(super) fn is_late(state: &State, pasted: &Pasted) -> bool {
    state.sign_in_has_ended() && is_answer(pasted.recognised, pasted.state)
}

/// The same of what the box holds, as it was seen last.
pub(in super::super) fn is_late_in_box(state: &State) -> bool {
    let seen = state.paste.seen.as_ref();
    state.sign_in_has_ended() && seen.is_some_and(|seen| is_answer(seen.recognised, seen.state))
}

fn is_answer(recognised: Recognised, state: StateCheck) -> bool {
    state != StateCheck::Mismatch
        && matches!(
            recognised,
            Recognised::RedirectUrl | Recognised::Query | Recognised::Code
        )
}

/// What a pasted text is, in words, and whether it can be used.
fn describe(pasted: &Pasted, length: i64) -> (Say, bool) {
    let simple = |id: &'static str, usable: bool| (Say::from(Phrase::new(id)), usable);
    match (pasted.recognised, pasted.state) {
        (
            Recognised::RedirectUrl
            | Recognised::Query
            | Recognised::Cancelled
            | Recognised::ErrorRedirect,
            StateCheck::Mismatch,
        ) => simple("paste-state-mismatch", false),
        (Recognised::RedirectUrl | Recognised::Query, StateCheck::Match)
            if pasted.code.is_some() =>
        {
            simple("paste-redirect-match", true)
        }
        (Recognised::RedirectUrl | Recognised::Query, _) if pasted.code.is_none() => {
            simple("paste-missing-code", false)
        }
        (Recognised::RedirectUrl | Recognised::Query, _) => simple("paste-missing-state", false),
        (Recognised::Code, _) => simple("paste-code", true),
        (Recognised::Cancelled, _) => simple("paste-cancelled", true),
        (Recognised::ErrorRedirect, _) => simple("paste-error-redirect", true),
        (Recognised::EmbedUrl, _) => match &pasted.trouble {
            Some(PasteTrouble::HalfEmbed(missing)) => (
                Phrase::new("paste-half-embed")
                    .with("missing", *missing)
                    .into(),
                false,
            ),
            _ => simple("paste-embed-url", true),
        },
        (Recognised::DashboardToken, _) => simple("paste-dashboard-token", true),
        (Recognised::AppId, _) => simple("paste-app-id", true),
        (Recognised::AppSecret, _) => simple("paste-app-secret", true),
        (Recognised::DashboardPage, _) => simple("paste-dashboard-page", true),
        (Recognised::Unknown, _) => (unknown(pasted, length).into(), false),
    }
}

fn unknown(pasted: &Pasted, length: i64) -> Phrase {
    match &pasted.trouble {
        Some(PasteTrouble::ForeignHost(host)) => {
            Phrase::new("paste-foreign-host").with("host", host.as_str())
        }
        Some(PasteTrouble::ForeignToken(place)) => {
            Phrase::new("paste-foreign-token").with("place", place.as_str())
        }
        Some(PasteTrouble::Translated(words)) => {
            Phrase::new("paste-translated").with("words", words.join(", "))
        }
        Some(PasteTrouble::Placeholder(text)) => {
            Phrase::new("paste-placeholder").with("text", text.as_str())
        }
        Some(PasteTrouble::Truncated) => Phrase::new("paste-truncated"),
        Some(PasteTrouble::HalfEmbed(missing)) => {
            Phrase::new("paste-half-embed").with("missing", *missing)
        }
        Some(PasteTrouble::TooLong) => Phrase::new("paste-too-long"),
        Some(PasteTrouble::Empty | PasteTrouble::OtherRedirect) | None => {
            Phrase::new("paste-unknown").number("length", length)
        }
    }
}
