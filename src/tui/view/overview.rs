//! A finished profile: what it has, how long it lasts, what comes next.

use unicode_width::UnicodeWidthStr;

use crate::clean;
use crate::text::Phrase;
use crate::tui::theme::Role;
use crate::wizard::overview as facts;
use crate::wizard::saved::Token;
use crate::wizard::standing::{Health, Standing};

use super::row::{self, Keep, Row, Section};
use super::{Look, Room, rail};

/// The facts; without a rail the list of steps as well.
pub(super) fn sections(look: &Look, room: Room) -> Vec<Section> {
    let state = look.state;
    let stands = facts::stands(state);
    let token = state.profile.token.as_ref();
    let mut sections = vec![
        headline(look, room),
        joy(look, room),
        Section::new(Keep::Fields, rows(look, token, &stands, room)),
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
    let health = facts::stands(state).health;
    let (mark, role) = match health {
        Health::Valid | Health::Expiring if state.joy => ("✓ ", Role::Joy),
        Health::Valid => ("✓ ", Role::Done),
        Health::Expiring => ("! ", Role::Warning),
        Health::Expired => ("✗ ", Role::Failed),
        Health::Missing | Health::Pending => ("· ", Role::Text),
    };
    (mark, role, look.phrase(&facts::headline(state, health)))
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

fn rows(look: &Look, token: Option<&Token>, stands: &Standing, room: Room) -> Vec<Row> {
    let mut all = Vec::new();
    if let Some(token) = token {
        let expires = facts::expires(token, stands);
        let refresh = facts::refresh(stands, look.state.now);
        all.push(("screen-account", account(look, token)));
        all.push(("screen-token", kind(look, token)));
        all.push(("screen-expires", look.phrase(&expires)));
        all.push(("screen-refreshable", look.phrase(&refresh)));
    }
    all.push(("screen-next", look.phrase(&facts::next(stands))));
    if !look.where_kept.is_empty() {
        let place = clean::line(look.where_kept).into_owned();
        all.push(("screen-where", place));
    }
    let named: Vec<(String, String)> = all
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
    let known = facts::account(token);
    if known.is_empty() {
        look.get("screen-unknown")
    } else {
        clean::line(&known.join(" · ")).into_owned()
    }
}

fn kind(look: &Look, token: &Token) -> String {
    let kind = look.phrase(&facts::kind(token));
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
