//! The sign-in: the link in one piece over the whole width, and the box under it.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use crate::text::Phrase;
use crate::tui::layout::{self, Areas};
use crate::tui::overlay::{LinkBlock, Overlay};
use crate::tui::theme::Role;

use super::row::{self, Keep, Row, Section};
use super::{Look, Room, fields, manual, rail, tunnel};

/// Lines kept for what the box holds, so that a paste moves nothing.
const SEEN: u16 = 2;

/// Lines of header, notice, footer, and the empty ones between.
const AROUND: u16 = 7;

/// The screen with a link. The rail gives way first, the link and the box last.
pub(super) fn draw(look: &Look, frame: &mut Frame, areas: &Areas) -> Overlay {
    let screen = frame.area();
    let size = Size::new(screen.width, screen.height);
    let address = look.state.link();
    let address = address.as_ref().map_or("", |link| link.expose());
    let mut link = LinkBlock::new(0, screen.width, address, look.style(Role::Link));
    let width = screen.width.saturating_sub(2);
    let typed = box_rows(look, width);
    let mut words = words(look, width);
    // Between header and notice, over the whole width.
    let inside = areas.body.height;
    let fits = link.rows > 0 && link.rows + rows(&typed) < inside;
    let link_rows = if fits { link.rows } else { 0 };
    let free = inside.saturating_sub(link_rows + rows(&typed));

    let room = Room {
        width: areas.body.width,
        height: free,
        rail: areas.rail.width > 0,
        full: 0,
    };
    let upper = upper(look, room, (!fits).then_some(link.rows));
    let kept: u16 = upper
        .iter()
        .map(|section| {
            if section.keep == Keep::Notes {
                rows(&section.rows).min(1)
            } else {
                rows(&section.rows)
            }
        })
        .sum();
    let reserve = (1 + SEEN).saturating_sub(rows(&typed));
    let spare = free.saturating_sub(kept);
    let whole: u16 = words.iter().map(|section| rows(&section.rows)).sum();
    let names = rail::rows(look, u16::MAX);
    let rail_rows = if room.rail { rows(&names) } else { 0 };
    let all: u16 = upper.iter().map(|section| rows(&section.rows) + 1).sum();
    let wanted = rail_rows.max(all.saturating_sub(1));
    let elsewhere = elsewhere(look, width);
    // From the window alone, so that what is pasted moves nothing: the footer has more lines
    // while the box is empty.
    let around = AROUND + layout::air(screen.height);
    let needed = wanted + link_rows + whole + rows(&elsewhere.rows) + 1 + SEEN + around;
    let whole = if fits && screen.height >= needed {
        let more = rows(&elsewhere.rows);
        words.push(elsewhere);
        whole + more
    } else {
        whole
    };
    let mut below = Vec::new();
    let mut lower = whole.min(spare);
    if spare > whole {
        lower += 1;
        below.push(Row::default());
    }
    if spare > whole + reserve {
        lower += reserve;
    }
    below.extend(row::fit(words, whole.min(spare), |count| look.more(count)));
    below.extend(typed);

    let height = free.saturating_sub(lower).min(wanted);
    let upper = row::fit(upper, height, |count| look.more(count));
    let top = Rect {
        height,
        ..areas.body
    };
    row::draw(frame, top, upper);
    let beside = Rect {
        height,
        ..areas.rail
    };
    row::draw(frame, beside, rail::rows(look, height));
    link.row = areas.body.y + height;
    let rest = Rect {
        x: 1,
        y: link.row + link_rows,
        width,
        height: inside.saturating_sub(height + link_rows),
    };
    let cursor = row::draw(frame, rest, below);
    Overlay {
        cursor,
        link: (fits && link.fits(size)).then_some(link),
        full_redraw: false,
    }
}

fn rows(of: &[Row]) -> u16 {
    u16::try_from(of.len()).unwrap_or(u16::MAX)
}

/// What stands above the link.
fn upper(look: &Look, room: Room, too_small: Option<u16>) -> Vec<Section> {
    let mut heading = look.step_heading(room);
    heading.keep = Keep::Fields;
    let mut sections = vec![heading];
    if let Some(step) = look.state.step()
        && too_small.is_none()
    {
        let mut traps = manual::traps(look, step, room);
        traps.rows.extend(renamed(look, room));
        sections.push(traps);
    }
    let say = match too_small {
        None => look.get("screen-open-link"),
        Some(rows) => {
            let rows = i64::from(rows);
            look.phrase(&Phrase::new("screen-link-needs-rows").number("rows", rows))
        }
    };
    sections.push(look.text(&say, Keep::Always, room));
    sections
}

/// All the words of the screen, without the link and the box: for the pages behind the first.
pub(super) fn all_words(look: &Look, room: Room) -> Vec<Section> {
    let mut sections = upper(look, room, None);
    sections.pop();
    sections.extend(words(look, room.width));
    sections.push(elsewhere(look, room.width));
    sections
}

/// Scopes of the config file that the provider calls something else now.
fn renamed(look: &Look, room: Room) -> Vec<Row> {
    let mark = ("! ", look.style(Role::Warning));
    look.state
        .renamed_scopes()
        .flat_map(|(old, new)| {
            let say = Phrase::new("screen-scope-renamed")
                .with("old", old)
                .with("new", new);
            row::hanging(mark, &look.phrase(&say), look.style(Role::Text), room.width)
        })
        .collect()
}

fn words(look: &Look, width: u16) -> Vec<Section> {
    let style = look.style(Role::Text);
    let wrapped = |id| row::wrapped(&look.get(id), width, style);
    let like_password = row::wrapped(&look.phrase(&look.state.like_password()), width, style);
    vec![
        Section::new(Keep::Text, wrapped("screen-after-allow")),
        Section::new(Keep::Notes, like_password),
        Section::new(Keep::Text, tunnel::line(look, width)),
    ]
}

/// That another shell takes the answer too.
pub(super) fn elsewhere(look: &Look, width: u16) -> Section {
    let style = look.style(Role::Text);
    let say = look.get("screen-paste-elsewhere");
    Section::new(Keep::Notes, row::wrapped(&say, width, style))
}

/// The box and what it holds.
pub(super) fn box_rows(look: &Look, width: u16) -> Vec<Row> {
    let mut rows = vec![fields::typed(look, &look.state.paste.editor, true, width)];
    if let Some(seen) = &look.state.paste.seen {
        let mark = if seen.usable {
            ("✓ ", look.style(Role::Done))
        } else {
            ("! ", look.style(Role::Warning))
        };
        let text = look.say(&seen.say);
        rows.extend(row::hanging(mark, &text, look.style(Role::Text), width));
    }
    rows
}

/// The step while there is no link.
pub(super) fn without_link(look: &Look, room: Room) -> Vec<Section> {
    let Some(step) = look.state.step() else {
        return Vec::new();
    };
    let say = if look.state.tasks.is_idle() {
        look.get("screen-no-link")
    } else {
        look.get("screen-making-link")
    };
    vec![
        look.step_heading(room),
        manual::instructions(look, step, room),
        manual::notes(look, step, room),
        look.text(&say, Keep::Fields, room),
    ]
}
