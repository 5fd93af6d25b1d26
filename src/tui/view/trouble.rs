//! The picker of errors that only the browser shows.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::clean;
use crate::tui::theme::Role;
use crate::wizard::field::Editor;
use crate::wizard::picks;

use super::row::{self, Keep, Row, Section};
use super::{Look, Room, fields};

/// The search line and the known texts that fit it.
pub(super) fn sections(look: &Look, query: &Editor, selected: usize, room: Room) -> Vec<Section> {
    let heading = look.heading(&look.get("screen-trouble-title"), room);
    let mut search = row::wrapped(
        &look.get("screen-trouble-search"),
        room.width,
        look.style(Role::Text),
    );
    search.push(fields::searched(look, query, room.width));
    let found = picks(look.state, query.value());
    let taken = heading.rows.len() + search.len() + 2;
    let left = room
        .height
        .saturating_sub(u16::try_from(taken).unwrap_or(u16::MAX))
        .max(1);
    let list = if found.is_empty() {
        row::wrapped(
            &look.get("screen-trouble-none"),
            room.width,
            look.style(Role::Text),
        )
    } else {
        let rows = found
            .iter()
            .enumerate()
            .map(|(index, symptom)| {
                let text = symptom.browser_text.as_deref().unwrap_or(&symptom.id);
                let text = shortened(&clean::line(text), room.width.saturating_sub(2));
                if index == selected {
                    Row::of("› ", look.style(Role::Current)).and(text, look.style(Role::Current))
                } else {
                    Row::of(text, look.style(Role::Text)).indented(2)
                }
            })
            .collect();
        row::window(rows, selected, left, look.style(Role::Dim))
    };
    vec![
        heading,
        Section::new(Keep::Always, search),
        Section::new(Keep::Fields, list),
    ]
}

/// The text without its middle where it is too long: many begin alike and differ at their end.
fn shortened(text: &str, width: u16) -> String {
    let width = usize::from(width.max(1));
    if text.width() <= width {
        return text.to_owned();
    }
    let graphemes: Vec<&str> = text.graphemes(true).collect();
    let head = (width - 1) * 2 / 5;
    let start = taken(graphemes.iter().copied(), head);
    let room = (width - 1).saturating_sub(start.width());
    let end: Vec<&str> = {
        let mut left = room;
        let fits = |part: &&&str| {
            let columns = part.width();
            let fits = columns <= left;
            left = left.saturating_sub(columns);
            fits
        };
        graphemes.iter().rev().take_while(fits).copied().collect()
    };
    let end: String = end.into_iter().rev().collect();
    format!("{start}…{end}")
}

fn taken<'a>(parts: impl Iterator<Item = &'a str>, width: usize) -> String {
    let mut out = String::new();
    for part in parts {
        if out.width() + part.width() > width {
            break;
        }
        out.push_str(part);
    }
    out
}
