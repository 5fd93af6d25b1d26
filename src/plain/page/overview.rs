//! A finished profile: what it has, how long it lasts, what comes next, as "name: value".

use crate::clean;
use crate::text::Phrase;
use crate::time::whole_days;
use crate::wizard::saved::{Token, TokenKind};
use crate::wizard::standing::{Health, Standing, standing};

use super::text;
use crate::plain::speech::{Line, Look};

/// The one line that matters, then the facts.
pub(super) fn facts(look: &Look) -> Vec<Line> {
    let state = look.state;
    let stands = standing(
        &state.profile,
        Some(&state.progress),
        Some(&state.provider),
        state.now,
    );
    let mut lines = vec![text(headline(look, &stands))];
    if let Some(token) = &state.profile.token {
        for (name, value) in [
            ("screen-account", account(look, token)),
            ("screen-token", kind(look, token)),
            ("screen-expires", expires(look, token, &stands)),
            ("screen-refreshable", refresh(look, &stands)),
        ] {
            lines.push(look.named(&look.get(name), &value));
        }
    }
    lines.push(look.named(&look.get("screen-next"), &next(look, &stands)));
    if !look.where_kept.is_empty() {
        let place = clean::line(look.where_kept);
        lines.push(look.named(&look.get("screen-where"), &place));
    }
    lines
}

fn headline(look: &Look, stands: &Standing) -> String {
    let token = look.state.profile.token.as_ref();
    match stands.health {
        Health::Valid | Health::Expiring if look.state.joy => {
            match token.and_then(|token| token.username.as_deref()) {
                Some(name) => look.with("screen-joy-for", "username", &clean::line(name)),
                None => look.get("screen-joy"),
            }
        }
        Health::Valid => look.get("screen-all-well"),
        Health::Expiring => look.get("screen-expiring"),
        Health::Expired => look.get("screen-expired"),
        Health::Missing | Health::Pending => look.get("screen-no-token"),
    }
}

fn account(look: &Look, token: &Token) -> String {
    let known = [&token.username, &token.account_type];
    let parts: Vec<String> = known
        .into_iter()
        .flatten()
        .map(|text| clean::line(text).into_owned())
        .collect();
    if parts.is_empty() {
        look.get("screen-unknown")
    } else {
        parts.join(", ")
    }
}

fn kind(look: &Look, token: &Token) -> String {
    let kind = look.get(match token.kind {
        TokenKind::ShortLived => "screen-short-lived",
        TokenKind::LongLived => "screen-long-lived",
    });
    let tail = clean::line(&token.access_token.tail()).into_owned();
    if tail.is_empty() {
        return kind;
    }
    let phrase = Phrase::new("plain-token-line").with("kind", kind);
    look.phrase(&phrase.with("tail", tail))
}

fn expires(look: &Look, token: &Token, stands: &Standing) -> String {
    let date = token.expires_at.local_date();
    if stands.health == Health::Expired {
        return look.with("screen-expired-line", "date", &date);
    }
    let days = whole_days(stands.expires_in.unwrap_or_default());
    let left = look.phrase(&Phrase::new("days-left").number("days", days));
    let id = if token.assumed {
        "screen-expires-about"
    } else {
        "screen-expires-line"
    };
    look.phrase(&Phrase::new(id).with("left", left).with("date", date))
}

fn refresh(look: &Look, stands: &Standing) -> String {
    match stands.refreshable_at {
        None => look.get("screen-refresh-never"),
        Some(time) if time <= look.state.now => look.get("screen-refresh-now"),
        Some(time) => look.with("screen-refresh-from", "time", &time.local()),
    }
}

fn next(look: &Look, stands: &Standing) -> String {
    match (stands.health, &stands.next_step) {
        (Health::Expired, _) => look.get("screen-next-again"),
        (_, Some(step)) => look.with("screen-next-step", "step", &clean::line(step.as_str())),
        (Health::Expiring, None) => look.get("screen-next-soon"),
        (Health::Valid | Health::Missing | Health::Pending, None) => {
            look.get("screen-next-refresh")
        }
    }
}
