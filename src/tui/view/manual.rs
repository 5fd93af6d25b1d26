//! A step that the person does: what to do, where, and what to type.

use unicode_width::UnicodeWidthStr;

use crate::clean;
use crate::provider::Step;
use crate::tui::theme::Role;

use super::row::{self, Keep, Row, Section};
use super::{Look, Room, fields};

/// The open step.
pub(super) fn sections(look: &Look, room: Room) -> Vec<Section> {
    let Some(step) = look.state.step() else {
        return Vec::new();
    };
    vec![
        look.step_heading(room),
        instructions(look, step, room),
        links(look, step, room),
        notes(look, step, room),
        fields::section(look, room),
    ]
}

/// What is to be done, numbered when there is more than one line.
pub(super) fn instructions(look: &Look, step: &Step, room: Room) -> Section {
    let text = look.style(Role::Text);
    let several = step.instructions.len() > 1;
    let mut rows = Vec::new();
    for (index, words) in step.instructions.iter().enumerate() {
        let line = look.filled(words);
        if several {
            let number = format!("{}. ", index + 1);
            rows.extend(row::hanging((&number, text), &line, text, room.width));
        } else {
            rows.extend(row::wrapped(&line, room.width, text));
        }
    }
    Section::new(Keep::Text, rows)
}

/// Labels and addresses: side by side when all of them fit, else one under the other.
fn links(look: &Look, step: &Step, room: Room) -> Section {
    let width = usize::from(room.width);
    let links: Vec<(String, String)> = step
        .links
        .iter()
        .map(|link| {
            let address = look.state.filled_link(link);
            (look.words(&link.label), clean::line(&address).into_owned())
        })
        .collect();
    let label = links.iter().map(|(label, _)| label.width()).max();
    let label = label.unwrap_or_default();
    let beside = links
        .iter()
        .all(|(_, address)| label + 2 + address.width() <= width);
    let text = look.style(Role::Text);
    let style = look.style(Role::Link);
    let full = usize::from(room.full);
    let needs_more = |address: &str| (width + 1..=full).contains(&address.width());
    let below = links.iter().any(|(_, address)| needs_more(address));
    let mut rows = Vec::new();
    for (name, address) in links {
        if below {
            let indent = u16::from(address.width() + 2 <= full) * 2;
            let parts = row::address(&address, room.full, style);
            rows.push(Row::of(name, text).below_rail());
            rows.extend(
                parts
                    .into_iter()
                    .map(|line| line.indented(indent).below_rail()),
            );
            continue;
        }
        if beside {
            let gap = " ".repeat(label - name.width() + 2);
            rows.push(Row::of(name, text).and(gap, text).and(address, style));
        } else if name.width() + 2 + address.width() <= width {
            rows.push(Row::of(name, text).and("  ", text).and(address, style));
        } else if address.width() <= width {
            let indent = (width - address.width()).min(2);
            let indent = u16::try_from(indent).unwrap_or_default();
            rows.extend(row::wrapped(&name, room.width, text));
            rows.push(Row::of(address, style).indented(indent));
        } else {
            rows.extend(row::wrapped(&name, room.width, text));
            rows.extend(row::address(&address, room.width, style));
        }
    }
    Section::new(Keep::Links, rows)
}

/// The traps, and the short way where the step has one.
pub(super) fn notes(look: &Look, step: &Step, room: Room) -> Section {
    let text = look.style(Role::Text);
    let mut section = traps(look, step, room);
    if let Some(short) = &step.short_way {
        let line = look.filled(short);
        let short = row::hanging(("» ", text), &line, text, room.width);
        section.rows.extend(short);
    }
    section
}

/// What is worth knowing before leaving for the browser.
pub(super) fn traps(look: &Look, step: &Step, room: Room) -> Section {
    let text = look.style(Role::Text);
    let mark = ("! ", look.style(Role::Warning));
    let rows = step
        .traps
        .iter()
        .flat_map(|trap| row::hanging(mark, &look.filled(trap), text, room.width))
        .collect();
    Section::new(Keep::Notes, rows)
}
