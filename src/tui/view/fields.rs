//! What is typed: plain text with its cursor, secrets as dots, yes or no; and what a check found.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::clean;
use crate::provider::check::Level;
use crate::provider::{Field, FieldKind};
use crate::text::Phrase;
use crate::tui::theme::Role;
use crate::tui::widget;
use crate::wizard::field::{Editor, FormField};
use crate::wizard::may_be_secret;

use super::row::{self, Keep, Row, Section};
use super::{Look, Room};

/// More dots than this say nothing: the length stands beside them.
const DOTS: usize = 32;

/// The shortest stretch that is veiled among words, which are rarely longer and hold no digits.
const IN_WORDS: usize = 10;

/// The same in a field for names and addresses, which may hold some.
const IN_VALUES: usize = 24;

/// The fields of the open step.
pub(super) fn section(look: &Look, room: Room) -> Section {
    let form = &look.state.form;
    let Some(step) = look.state.step() else {
        return Section::new(Keep::Fields, Vec::new());
    };
    let keep = if form.focus.is_some() {
        Keep::Fields
    } else {
        // Nothing is typed now, so the instructions come first.
        Keep::Links
    };
    let mut section = Section::new(keep, Vec::new());
    for (index, entry) in form.fields.iter().enumerate() {
        let Some(field) = step.fields.iter().find(|field| field.id == entry.id) else {
            continue;
        };
        let focused = form.focus == Some(index);
        let start = section.rows.len();
        section.rows.extend(rows(look, field, entry, focused, room));
        if focused {
            section.anchor = Some((start, section.rows.len().saturating_sub(1)));
        }
    }
    section
}

fn rows(look: &Look, field: &Field, entry: &FormField, focused: bool, room: Room) -> Vec<Row> {
    let label = look.words(&field.label);
    let hint = field.hint.as_ref().map(|hint| look.words(hint));
    let role = if focused { Role::Current } else { Role::Text };
    let dim = look.style(Role::Dim);
    let mut rows = Vec::new();
    let mut name = if entry.kind == FieldKind::YesNo {
        yes_or_no(look, entry, &label, focused)
    } else {
        Row::of(label, look.style(role))
    };
    let mut below = None;
    let empty = entry.kind != FieldKind::YesNo && entry.editor.is_empty() && entry.kept.is_none();
    // Not once something may be typed: the first character would have to move it, which is felt on a
    // slow line, and what belongs there is wanted most while it is typed.
    let inside = hint
        .clone()
        .filter(|hint| empty && !focused && hint.width() + 2 <= usize::from(room.width));
    if let Some(hint) = hint.filter(|_| inside.is_none()) {
        if usize::from(name.width()) + 2 + hint.width() <= usize::from(room.width) {
            name = name.and("  ", dim).and(hint, dim);
        } else {
            below = Some(hint);
        }
    }
    rows.push(name);
    if entry.kind != FieldKind::YesNo {
        let shown = match inside {
            Some(hint) => lead(look, focused).and(hint, dim),
            None => input(look, field, entry, focused, room.width),
        };
        rows.push(shown);
    }
    if let Some(hint) = below {
        rows.extend(row::hanging(("  ", dim), &hint, dim, room.width));
    }
    if let Some(finding) = &entry.finding {
        let mut text = look.say(&finding.say);
        let mark = match finding.level {
            Level::Warn => {
                text = format!("{text} {}", look.get("screen-enter-keeps"));
                ("! ", look.style(Role::Warning))
            }
            Level::Refuse => ("✗ ", look.style(Role::Failed)),
        };
        rows.extend(row::hanging(
            mark,
            &text,
            look.style(Role::Text),
            room.width,
        ));
    }
    rows
}

fn yes_or_no(look: &Look, entry: &FormField, label: &str, focused: bool) -> Row {
    let text = look.style(Role::Text);
    let (sign, answer) = if entry.yes() {
        ("[x] ", look.get("screen-yes"))
    } else {
        ("[ ] ", look.get("screen-no"))
    };
    let role = if focused { Role::Current } else { Role::Text };
    let line = Row::of(if focused { "> " } else { "  " }, text)
        .and(sign, text)
        .and(label, look.style(role))
        .and("  ", text)
        .and(answer, text);
    if focused { line.cursor_at(3) } else { line }
}

fn input(look: &Look, field: &Field, entry: &FormField, focused: bool, width: u16) -> Row {
    let dim = look.style(Role::Dim);
    if let Editor::Text(input) = &entry.editor
        && !entry.editor.is_empty()
    {
        let shortest = if may_be_secret(look.state, field, input.value()) {
            IN_WORDS
        } else {
            IN_VALUES
        };
        let shown = clean::veiled(input.value(), shortest);
        return readable(look, &shown, focused.then(|| input.cursor()), width);
    }
    if !entry.editor.is_empty() {
        return typed(look, &entry.editor, focused, width);
    }
    let lead = lead(look, focused);
    match &entry.kept {
        Some(tail) if tail.is_empty() => lead.and(look.get("screen-kept-elsewhere"), dim),
        Some(tail) => {
            let tail = clean::line(tail);
            let kept = Phrase::new("screen-kept").with("tail", tail.as_ref());
            lead.and(look.phrase(&kept), dim)
        }
        None if focused => lead,
        None if field.required => lead.and(look.get("screen-empty"), dim),
        None => lead.and(look.get("screen-optional"), dim),
    }
}

/// The marker of the field with the focus, and the cursor behind it.
fn lead(look: &Look, focused: bool) -> Row {
    let text = look.style(Role::Text);
    if focused {
        Row::of("> ", text).cursor_here()
    } else {
        Row::of("  ", text)
    }
}

/// A line that is typed in, with the cursor where it is.
pub(super) fn typed(look: &Look, editor: &Editor, focused: bool, width: u16) -> Row {
    let text = look.style(Role::Text);
    let lead = prompt(look, focused);
    match editor {
        Editor::Text(input) => {
            let cursor = focused.then(|| input.cursor());
            readable(look, input.value(), cursor, width)
        }
        Editor::Secret(secret) => {
            let count = secret.chars().count();
            let length = look.phrase(
                &Phrase::new("screen-characters")
                    .number("count", i64::try_from(count).unwrap_or_default()),
            );
            let room = usize::from(width).saturating_sub(length.width() + 5);
            if room < 2 {
                let dots = widget::masked(count, width.saturating_sub(3));
                let line = lead.and(dots, look.style(Role::Field));
                return if focused { line.cursor_here() } else { line };
            }
            let dots = "•".repeat(count.min(DOTS).min(room));
            let line = lead.and(dots, look.style(Role::Field));
            let line = if focused { line.cursor_here() } else { line };
            if count == 0 {
                return line;
            }
            line.and("  ", text).and(length, look.style(Role::Dim))
        }
    }
}

/// The line of a search. It stands readable, but for what may be a secret that was meant for the box.
pub(super) fn searched(look: &Look, query: &Editor, width: u16) -> Row {
    match query {
        Editor::Text(input) => readable(
            look,
            &clean::veiled(input.value(), IN_WORDS),
            Some(input.cursor()),
            width,
        ),
        Editor::Secret(_) => typed(look, query, true, width),
    }
}

fn prompt(look: &Look, focused: bool) -> Row {
    Row::of(if focused { "> " } else { "  " }, look.style(Role::Text))
}

fn readable(look: &Look, value: &str, cursor: Option<usize>, width: u16) -> Row {
    let (shown, column) = window(value, cursor, width.saturating_sub(2));
    let line = prompt(look, cursor.is_some()).and(shown, look.style(Role::Field));
    match column {
        Some(column) => line.cursor_at(column + 2),
        None => line,
    }
}

/// The part of a text around its cursor, with `…` where something is left off, and the column of
/// the cursor. It moves in halves of the width, so that typing at its end does not redraw it.
fn window(value: &str, cursor: Option<usize>, width: u16) -> (String, Option<u16>) {
    let width = usize::from(width.max(4));
    let clean: String = value
        .chars()
        .map(|c| {
            if clean::has_control(c.encode_utf8(&mut [0; 4])) {
                '·'
            } else {
                c
            }
        })
        .collect();
    let before: String = clean.chars().take(cursor.unwrap_or_default()).collect();
    let before = before.width();
    let mut offset = 0;
    while before - offset >= width - 1 {
        offset += width / 2;
    }
    let mut out = String::new();
    let mut columns = 0;
    let mut column = None;
    let mut start = 0;
    let mut cut = false;
    if offset > 0 {
        out.push('…');
        columns = 1;
    }
    for grapheme in clean.graphemes(true) {
        let place = start;
        start += grapheme.width();
        if offset > 0 && place <= offset {
            continue;
        }
        if columns + grapheme.width() > width - 1 {
            cut = true;
            break;
        }
        if place >= before && column.is_none() {
            column = Some(columns);
        }
        out.push_str(grapheme);
        columns += grapheme.width();
    }
    if cut {
        out.push('…');
    }
    let column = column.unwrap_or(columns);
    let column = u16::try_from(column).unwrap_or_default();
    (out, cursor.map(|_| column))
}
