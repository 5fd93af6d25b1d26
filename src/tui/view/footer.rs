//! The last lines: a notice, and the keys that work here.

use unicode_width::UnicodeWidthStr;

use crate::tui::theme::Role;
use crate::wizard::keymap::{Binding, Key, Shown};
use crate::wizard::state::Tone;

use super::Look;
use super::row::{self, Row};

/// The keys; cut at whole hints, the help kept longest.
pub(super) fn row(look: &Look, keys: &[Binding], width: u16) -> Row {
    let hints: Vec<(String, String)> = keys
        .iter()
        .filter(|binding| binding.shown == Shown::Footer)
        .map(|binding| (key_name(binding.key), look.get(binding.hint)))
        .collect();
    let room = usize::from(width).saturating_sub(2);
    let length = |hint: &(String, String)| hint.0.width() + 1 + hint.1.width();
    let whole: usize = hints.iter().map(length).sum();
    let gaps = hints.len().saturating_sub(1);
    let gap = if whole + 3 * gaps <= room { 3 } else { 2 };
    let help = hints.iter().position(|(key, _)| key == "?");
    let mut taken = help
        .and_then(|index| hints.get(index))
        .map_or(0, |hint| length(hint) + gap);
    let mut chosen: Vec<usize> = Vec::new();
    for (index, hint) in hints.iter().enumerate() {
        if Some(index) == help {
            continue;
        }
        let more = length(hint) + gap;
        if taken + more <= room + gap {
            taken += more;
            chosen.push(index);
        }
    }
    chosen.extend(help);
    chosen.sort_unstable();
    let mut line = Row::of(" ", look.style(Role::Text));
    for (place, index) in chosen.into_iter().enumerate() {
        let Some((key, hint)) = hints.get(index) else {
            continue;
        };
        if place > 0 {
            line = line.and(" ".repeat(gap), look.style(Role::Text));
        }
        line = line
            .and(key.as_str(), look.style(Role::Key))
            .and(format!(" {hint}"), look.style(Role::Text));
    }
    line
}

/// What is printed on the key, or the usual sign for it.
pub(super) fn key_name(key: Key) -> String {
    match key {
        Key::Enter => "Enter".to_owned(),
        Key::Esc => "Esc".to_owned(),
        Key::Tab => "Tab".to_owned(),
        Key::BackTab => "Shift-Tab".to_owned(),
        Key::Up => "↑".to_owned(),
        Key::Down => "↓".to_owned(),
        Key::Left => "←".to_owned(),
        Key::Right => "→".to_owned(),
        Key::Home => "Home".to_owned(),
        Key::End => "End".to_owned(),
        Key::PageUp => "PgUp".to_owned(),
        Key::PageDown => "PgDn".to_owned(),
        Key::Backspace => "Backspace".to_owned(),
        Key::Delete => "Delete".to_owned(),
        Key::Char(' ') => "Space".to_owned(),
        Key::Char(c) => c.to_string(),
        Key::Ctrl(c) => format!("Ctrl-{}", c.to_uppercase()),
    }
}

/// The line for the person, if there is one.
pub(super) fn notice(look: &Look, width: u16) -> Vec<Row> {
    let Some(notice) = &look.state.notice else {
        return Vec::new();
    };
    let (mark, role) = match notice.good {
        Tone::Good => (" ✓ ", Role::Done),
        Tone::Plain => (" · ", Role::Text),
        Tone::Bad => (" ! ", Role::Warning),
    };
    let text = look.say(&notice.say);
    row::hanging(
        (mark, look.style(role)),
        &text,
        look.style(Role::Text),
        width.saturating_sub(1),
    )
}
