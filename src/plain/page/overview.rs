//! A finished profile: what it has, how long it lasts, what comes next, as "name: value".

use crate::clean;
use crate::text::Phrase;
use crate::wizard::overview;
use crate::wizard::saved::Token;

use super::text;
use crate::plain::speech::{Line, Look};

/// The one line that matters, then the facts.
pub(super) fn facts(look: &Look) -> Vec<Line> {
    let state = look.state;
    let stands = overview::stands(state);
    let headline = overview::headline(state, stands.health);
    let mut lines = vec![text(look.phrase(&headline))];
    if let Some(token) = &state.profile.token {
        let expires = overview::expires(token, &stands);
        let refresh = overview::refresh(&stands, state.now);
        for (name, value) in [
            ("screen-account", account(look, token)),
            ("screen-token", kind(look, token)),
            ("screen-expires", look.phrase(&expires)),
            ("screen-refreshable", look.phrase(&refresh)),
        ] {
            lines.push(look.named(&look.get(name), &value));
        }
    }
    let next = look.phrase(&overview::next(&stands));
    lines.push(look.named(&look.get("screen-next"), &next));
    if !look.where_kept.is_empty() {
        let place = clean::line(look.where_kept);
        lines.push(look.named(&look.get("screen-where"), &place));
    }
    lines
}

fn account(look: &Look, token: &Token) -> String {
    let known = overview::account(token);
    if known.is_empty() {
        look.get("screen-unknown")
    } else {
        clean::line(&known.join(", ")).into_owned()
    }
}

fn kind(look: &Look, token: &Token) -> String {
    let kind = look.phrase(&overview::kind(token));
    let tail = clean::line(&token.access_token.tail()).into_owned();
    if tail.is_empty() {
        return kind;
    }
    let phrase = Phrase::new("plain-token-line").with("kind", kind);
    look.phrase(&phrase.with("tail", tail))
}
