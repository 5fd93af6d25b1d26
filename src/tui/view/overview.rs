//! A finished profile: what it has, how long it lasts, what comes next.

use unicode_width::UnicodeWidthStr;

use crate::clean;
use crate::text::Phrase;
use crate::time::whole_days;
use crate::tui::theme::Role;
use crate::wizard::saved::{Token, TokenKind};
use crate::wizard::standing::{Health, Standing, standing};

use super::row::{self, Keep, Row, Section};
use super::{Look, Room, rail};

/// The facts; without a rail the list of steps as well.
pub(super) fn sections(look: &Look, room: Room) -> Vec<Section> {
    let state = look.state;
    let stands = stands(look);
    let token = state.profile.token.as_ref();
    let mut sections = vec![
        headline(look, room),
        joy(look, room),
        Section::new(Keep::Fields, facts(look, token, &stands, room)),
    ];
    if room.rail {
        sections.push(look.text(&look.get("screen-redo"), Keep::Notes, room));
    } else {
        let used: usize = sections.iter().map(|section| section.rows.len()).sum();
        let left = usize::from(room.height).saturating_sub(used + 1).max(1);
        let rows = rail::rows(look, u16::try_from(left).unwrap_or(u16::MAX));
        sections.push(Section::new(Keep::Always, rows));
    }
    sections
}

/// The one line that matters: mark, role and words.
pub(super) fn essence(look: &Look) -> (&'static str, Role, String) {
    let state = look.state;
    let token = state.profile.token.as_ref();
    let username = token.and_then(|token| token.username.as_deref());
    match stands(look).health {
        Health::Valid | Health::Expiring if state.joy => {
            let text = match username {
                Some(name) => look.phrase(
                    &Phrase::new("screen-joy-for").with("username", clean::line(name).as_ref()),
                ),
                None => look.get("screen-joy"),
            };
            ("✓ ", Role::Joy, text)
        }
        Health::Valid => ("✓ ", Role::Done, look.get("screen-all-well")),
        Health::Expiring => ("! ", Role::Warning, look.get("screen-expiring")),
        Health::Expired => ("✗ ", Role::Failed, look.get("screen-expired")),
        Health::Missing | Health::Pending => ("· ", Role::Text, look.get("screen-no-token")),
    }
}

fn stands(look: &Look) -> Standing {
    let state = look.state;
    standing(
        &state.profile,
        Some(&state.progress),
        Some(&state.provider),
        state.now,
    )
}

fn headline(look: &Look, room: Room) -> Section {
    let (mark, role, text) = essence(look);
    let words = if role == Role::Joy { role } else { Role::Title };
    let mark = (mark, look.style(role));
    let rows = row::hanging(mark, &text, look.style(words), room.width);
    Section::new(Keep::Always, rows)
}

/// A warm word, once, when the token was saved.
fn joy(look: &Look, room: Room) -> Section {
    let (_, role, _) = essence(look);
    if role != Role::Joy {
        return Section::new(Keep::Notes, Vec::new());
    }
    let stars = ("· * ·  ", look.style(Role::Joy));
    let words = look.get("screen-joy-words");
    let rows = row::hanging(stars, &words, look.style(Role::Text), room.width);
    Section::new(Keep::Notes, rows)
}

fn facts(look: &Look, token: Option<&Token>, stands: &Standing, room: Room) -> Vec<Row> {
    let mut facts = Vec::new();
    if let Some(token) = token {
        facts.push(("screen-account", account(look, token)));
        facts.push(("screen-token", kind(look, token)));
        facts.push(("screen-expires", expires(look, token, stands)));
        facts.push(("screen-refreshable", refresh(look, stands)));
    }
    facts.push(("screen-next", next(look, stands)));
    if !look.where_kept.is_empty() {
        let place = clean::line(look.where_kept).into_owned();
        facts.push(("screen-where", place));
    }
    let named: Vec<(String, String)> = facts
        .into_iter()
        .map(|(label, text)| (look.get(label), text))
        .collect();
    let widest = named.iter().map(|(label, _)| label.width()).max();
    let widest = widest.unwrap_or_default();
    let (dim, text) = (look.style(Role::Dim), look.style(Role::Text));
    named
        .into_iter()
        .flat_map(|(label, fact)| {
            let label = format!("{label}{}", " ".repeat(widest - label.width() + 2));
            row::hanging((&label, dim), &fact, text, room.width)
        })
        .collect()
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
        parts.join(" · ")
    }
}

fn kind(look: &Look, token: &Token) -> String {
    let kind = match token.kind {
        TokenKind::ShortLived => look.get("screen-short-lived"),
        TokenKind::LongLived => look.get("screen-long-lived"),
    };
    let tail = token.access_token.tail();
    if tail.is_empty() {
        return kind;
    }
    let tail = clean::line(&tail).into_owned();
    look.phrase(
        &Phrase::new("screen-token-line")
            .with("kind", kind)
            .with("tail", tail),
    )
}

fn expires(look: &Look, token: &Token, stands: &Standing) -> String {
    let date = token.expires_at.local_date();
    if stands.health == Health::Expired {
        return look.phrase(&Phrase::new("screen-expired-line").with("date", date));
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
        Some(time) => look.phrase(&Phrase::new("screen-refresh-from").with("time", time.local())),
    }
}

fn next(look: &Look, stands: &Standing) -> String {
    match (stands.health, &stands.next_step) {
        (Health::Expired, _) => look.get("screen-next-again"),
        (_, Some(step)) => {
            let step = clean::line(step.as_str()).into_owned();
            look.phrase(&Phrase::new("screen-next-step").with("step", step))
        }
        (Health::Expiring, None) => look.get("screen-next-soon"),
        (Health::Valid | Health::Missing | Health::Pending, None) => {
            look.get("screen-next-refresh")
        }
    }
}
