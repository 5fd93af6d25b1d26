//! What the overview says of a finished profile, as sentences by name: each front fits them to its
//! own form.

use crate::text::Phrase;
use crate::time::{Timestamp, whole_days};

use super::saved::{Token, TokenKind};
use super::standing::{Health, Standing, standing};
use super::state::State;

/// How the profile on the screen stands now.
pub fn stands(state: &State) -> Standing {
    standing(
        &state.profile,
        Some(&state.progress),
        Some(&state.provider),
        state.now,
    )
}

/// The one line that matters.
pub fn headline(state: &State, health: Health) -> Phrase {
    let token = state.profile.token.as_ref();
    match health {
        Health::Valid | Health::Expiring if state.joy => {
            match token.and_then(|token| token.username.as_deref()) {
                Some(name) => Phrase::new("screen-joy-for").with("username", name),
                None => Phrase::new("screen-joy"),
            }
        }
        Health::Valid => Phrase::new("screen-all-well"),
        Health::Expiring => Phrase::new("screen-expiring"),
        Health::Expired => Phrase::new("screen-expired"),
        Health::Missing | Health::Pending => Phrase::new("screen-no-token"),
    }
}

/// What is known of the account, which may be nothing.
pub fn account(token: &Token) -> Vec<&str> {
    let known = [&token.username, &token.account_type];
    known.into_iter().flatten().map(String::as_str).collect()
}

/// How long the token lives by its kind.
pub fn kind(token: &Token) -> Phrase {
    Phrase::new(match token.kind {
        TokenKind::ShortLived => "screen-short-lived",
        TokenKind::LongLived => "screen-long-lived",
    })
}

/// Until when the token is good.
pub fn expires(token: &Token, stands: &Standing) -> Phrase {
    let date = token.expires_at.local_date();
    if stands.health == Health::Expired {
        return Phrase::new("screen-expired-line").with("date", date);
    }
    let days = whole_days(stands.expires_in.unwrap_or_default());
    let id = if token.assumed {
        "screen-expires-about"
    } else {
        "screen-expires-line"
    };
    Phrase::new(id)
        .phrase("left", Phrase::new("days-left").number("days", days))
        .with("date", date)
}

/// From when on the token can be refreshed.
pub fn refresh(stands: &Standing, now: Timestamp) -> Phrase {
    match stands.refreshable_at {
        None => Phrase::new("screen-refresh-never"),
        Some(time) if time <= now => Phrase::new("screen-refresh-now"),
        Some(time) => Phrase::new("screen-refresh-from").with("time", time.local()),
    }
}

/// What the person has to do.
pub fn next(stands: &Standing) -> Phrase {
    match (stands.health, &stands.next_step) {
        (Health::Expired, _) => Phrase::new("screen-next-again"),
        (_, Some(step)) => Phrase::new("screen-next-step").with("step", step.as_str()),
        (Health::Expiring, None) => Phrase::new("screen-next-soon"),
        (Health::Valid | Health::Missing | Health::Pending, None) => {
            Phrase::new("screen-next-refresh")
        }
    }
}
