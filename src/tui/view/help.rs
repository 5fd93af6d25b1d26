//! All keys of the screen under the help, and what the marks mean.

use unicode_width::UnicodeWidthStr;

use crate::provider::StepKind;
use crate::text::Phrase;
use crate::tui::theme::Role;
use crate::wizard::keymap::{Binding, keymap};
use crate::wizard::{Action, State};

use super::footer::key_name;
use super::row::{self, Keep, Row, Section};
use super::{Look, Room, authorize};

/// The marks with their meaning, as on the rail.
const LEGEND: [(&str, Role, &str); 7] = [
    ("✓", Role::Done, "screen-legend-verified"),
    ("•", Role::Text, "screen-legend-claimed"),
    ("●", Role::Current, "screen-legend-current"),
    ("✗", Role::Failed, "screen-legend-failed"),
    ("–", Role::Text, "screen-legend-not-needed"),
    (" ", Role::Text, "screen-legend-todo"),
    ("›", Role::Text, "screen-legend-here"),
];

/// The keys of the screen that the help lies over.
pub(super) fn bindings(state: &State) -> Vec<Binding> {
    let mut under = state.clone();
    under.overlay = None;
    keymap(&under)
}

/// Keys, then marks.
pub(super) fn sections(look: &Look, room: Room) -> Vec<Section> {
    let mut keys: Vec<(String, &'static str)> = Vec::new();
    for binding in bindings(look.state) {
        let name = key_name(binding.key);
        match keys.iter_mut().find(|(_, hint)| *hint == binding.hint) {
            Some((names, _)) => *names = format!("{names} {name}"),
            None => keys.push((name, binding.hint)),
        }
    }
    let key = look.style(Role::Key);
    let keys: Vec<Cell> = keys
        .into_iter()
        .map(|(names, hint)| (names, key, look.get(hint)))
        .collect();
    let marks: Vec<Cell> = LEGEND
        .iter()
        .map(|&(mark, role, text)| (mark.to_owned(), look.style(role), look.get(text)))
        .collect();
    let mut sections = vec![
        look.heading(&look.get("screen-help-title"), room),
        Section::new(Keep::Fields, table(look, &keys, room)),
        no_browser(look, room),
    ];
    if look.state.progress.sign_in.is_some() && look.state.step_kind() == StepKind::Authorize {
        sections.push(authorize::elsewhere(look, room.width));
    }
    sections.extend([
        look.heading(&look.get("screen-legend-title"), room),
        Section::new(Keep::Text, table(look, &marks, room)),
    ]);
    sections
}

/// Why no key of the screen opens a browser, where one could be of use.
fn no_browser(look: &Look, room: Room) -> Section {
    let copies = bindings(look.state)
        .iter()
        .any(|binding| binding.action == Action::Copy);
    let obstacles = look.state.place.browser.obstacles();
    let mut rows = Vec::new();
    if copies && !obstacles.is_empty() {
        let reasons: Vec<String> = obstacles
            .iter()
            .map(|obstacle| look.phrase(&obstacle.say()))
            .collect();
        let say = Phrase::new("screen-no-browser").with("reasons", reasons.join(" "));
        rows = row::wrapped(&look.phrase(&say), room.width, look.style(Role::Text));
    }
    Section::new(Keep::Notes, rows)
}

type Cell = (String, ratatui::style::Style, String);

/// Names and words, in two columns when both fit.
fn table(look: &Look, cells: &[Cell], room: Room) -> Vec<Row> {
    let names = cells.iter().map(|(name, _, _)| name.width()).max();
    let words = cells.iter().map(|(_, _, word)| word.width()).max();
    let (names, words) = (names.unwrap_or_default(), words.unwrap_or_default());
    let column = names + 2 + words + 3;
    let text = look.style(Role::Text);
    let two = column + names + 2 + words <= usize::from(room.width);
    let half = if two {
        cells.len().div_ceil(2)
    } else {
        cells.len()
    };
    let cell = |row: Row, (name, style, word): &Cell| {
        let gap = " ".repeat(names - name.width() + 2);
        row.and(name.as_str(), *style)
            .and(gap, text)
            .and(word.as_str(), text)
    };
    (0..half)
        .filter_map(|index| {
            let left = cell(Row::default(), cells.get(index)?);
            Some(match cells.get(index + half) {
                Some(right) => {
                    let gap = column.saturating_sub(usize::from(left.width()));
                    cell(left.and(" ".repeat(gap), text), right)
                }
                None => left,
            })
        })
        .collect()
}
