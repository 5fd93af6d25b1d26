//! The port that the answer may come to, and how a browser elsewhere reaches it.

use crate::tui::theme::Role;
use crate::wizard::callback::Waiting;

use super::row::{self, Keep, Row, Section};
use super::{Look, Room};

/// Where the answer is waited for besides the box; nothing where it is not.
pub(super) fn line(look: &Look, width: u16) -> Vec<Row> {
    let Some(waiting) = &look.state.callback.waiting else {
        return Vec::new();
    };
    let Some(says) = waiting.says(look.state.place.via_ssh) else {
        return Vec::new();
    };
    row::wrapped(&look.phrase(&says), width, look.style(Role::Text))
}

/// The box about the tunnel.
pub(super) fn sections(look: &Look, room: Room) -> Vec<Section> {
    let Some(waiting) = &look.state.callback.waiting else {
        return Vec::new();
    };
    let place = &look.state.place;
    let how = look.phrase(&waiting.how(place.via_ssh));
    let names = if place.door.is_known() {
        look.get("tunnel-names")
    } else {
        look.get("tunnel-placeholders")
    };
    let stands = look.phrase(&waiting.works());
    let mut all = vec![
        look.heading(&look.get("tunnel-title"), room),
        look.text(&how, Keep::Fields, room),
        Section::new(Keep::Always, command(look, waiting, room)),
        look.text(&names, Keep::Text, room),
    ];
    if waiting.at.tls {
        all.push(look.text(&look.get("tunnel-certificate"), Keep::Text, room));
    }
    all.push(look.text(&stands, Keep::Fields, room));
    all
}

/// The line whole where it fits; else in parts that a shell puts together again.
fn command(look: &Look, waiting: &Waiting, room: Room) -> Vec<Row> {
    let style = look.style(Role::Link);
    let line = look.state.place.door.line(&waiting.at);
    let columns = u16::try_from(line.len()).unwrap_or(u16::MAX);
    if columns <= room.width {
        return vec![Row::of(line, style)];
    }
    let parts = look.state.place.door.parts(&waiting.at);
    let last = parts.len().saturating_sub(1);
    let mut rows = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let end = if index == last { "" } else { " \\" };
        rows.push(Row::of(format!("{part}{end}"), style));
    }
    rows
}
