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
    let mut rows = Vec::new();
    for (name, address) in links {
        if beside {
            let gap = " ".repeat(label - name.width() + 2);
            rows.push(Row::of(name, text).and(gap, text).and(address, style));
        } else if address.width() + 2 <= width {
            rows.extend(row::wrapped(&name, room.width, text));
            rows.push(Row::of(address, style).indented(2));
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
    let mut rows = Vec::new();
    for trap in &step.traps {
        let line = look.filled(trap);
        let mark = ("! ", look.style(Role::Warning));
        rows.extend(row::hanging(mark, &line, text, room.width));
    }
    if let Some(short) = &step.short_way {
        let line = look.filled(short);
        rows.extend(row::hanging(("» ", text), &line, text, room.width));
    }
    Section::new(Keep::Notes, rows)
}
