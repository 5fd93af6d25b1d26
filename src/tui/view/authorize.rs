//! The sign-in: the link in one piece over the whole width, and the box under it.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use crate::text::Phrase;
use crate::tui::layout::Areas;
use crate::tui::overlay::{LinkBlock, Overlay};
use crate::tui::theme::Role;

use super::row::{self, Keep, Row, Section};
use super::{Look, Room, above, fields, manual, rail};

/// Lines kept for what the box holds, so that a paste moves nothing.
const SEEN: u16 = 2;

/// The screen with a link. The rail gives way first, the link and the box last.
pub(super) fn draw(look: &Look, frame: &mut Frame, areas: &Areas) -> Overlay {
    let screen = frame.area();
    let size = Size::new(screen.width, screen.height);
    let style = look.style(Role::Link);
    let address = look.state.link();
    let address = address.as_ref().map_or("", |link| link.expose());
    let mut link = LinkBlock::new(0, screen.width, address, style);
    // The whole area between header and notice, over the whole width.
    let inside = Rect::new(0, areas.body.y, screen.width, areas.body.height);
    let width = screen.width.saturating_sub(2);
    let box_rows = box_rows(look, width);
    let kept = u16::try_from(box_rows.len())
        .unwrap_or_default()
        .max(1 + SEEN);
    let words = words(look, width);
    let words_rows = u16::try_from(words.len()).unwrap_or_default();
    let title = 2;
    let wanted = link.rows + kept;
    let mut below = Vec::new();
    let lower = if inside.height >= wanted + words_rows + title + 1 {
        below.push(Row::default());
        below.extend(words);
        words_rows + 1 + kept
    } else if inside.height >= wanted + words_rows + title {
        below.extend(words);
        words_rows + kept
    } else if inside.height > wanted {
        kept
    } else {
        // Neither words nor spare lines: only what the box shows now.
        u16::try_from(box_rows.len()).unwrap_or_default()
    };
    below.extend(box_rows);
    let fits = link.rows > 0 && link.rows + lower < inside.height + 1;
    let link_rows = if fits { link.rows } else { 0 };
    let upper_area = above(inside, lower + link_rows);
    let upper_rows = upper(look, areas, upper_area, (!fits).then_some(link.rows), frame);
    let mut top = inside.y + upper_area.height;
    if !fits {
        top = inside.y + upper_rows.min(upper_area.height);
    }
    link.row = top;
    let rest = Rect {
        x: 1,
        y: top + link_rows,
        width,
        height: inside.bottom().saturating_sub(top + link_rows),
    };
    let cursor = row::draw(frame, rest, below);
    Overlay {
        cursor,
        link: (fits && link.fits(size)).then_some(link),
        full_redraw: false,
    }
}

/// The rail and what stands beside it; gives the lines used.
fn upper(look: &Look, areas: &Areas, area: Rect, too_small: Option<u16>, frame: &mut Frame) -> u16 {
    let room = Room {
        width: areas.body.width,
        height: area.height,
        rail: areas.rail.width > 0,
    };
    let mut sections = vec![look.step_heading(room)];
    if let Some(step) = look.state.step() {
        sections.push(manual::notes(look, step, room));
    }
    let say = match too_small {
        None => look.get("screen-open-link"),
        Some(rows) => {
            let rows = i64::from(rows);
            look.phrase(&Phrase::new("screen-link-needs-rows").number("rows", rows))
        }
    };
    let mut last = look.text(&say, Keep::Always, room);
    if too_small.is_none() && !room.rail && room.height <= 3 {
        last.rows.truncate(1);
    }
    sections.push(last);
    let rows = row::fit(sections, room.height, |count| look.more(count));
    let used = u16::try_from(rows.len()).unwrap_or_default();
    let body = Rect {
        height: area.height,
        ..areas.body
    };
    row::draw(frame, body, rows);
    let rail = Rect {
        height: area.height,
        ..areas.rail
    };
    row::draw(frame, rail, rail::rows(look, rail.height));
    if room.rail { area.height } else { used }
}

fn words(look: &Look, width: u16) -> Vec<Row> {
    let style = look.style(Role::Text);
    let mut rows = row::wrapped(&look.get("screen-after-allow"), width, style);
    rows.extend(row::wrapped(
        &look.get("screen-like-password"),
        width,
        style,
    ));
    rows
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
