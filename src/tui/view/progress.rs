//! The calls: how far they are, in words as well as in marks.

use unicode_width::UnicodeWidthStr;

use crate::tui::theme::Role;
use crate::wizard::state::{LineStatus, Run, RunLine, Stage};

use super::row::{self, Keep, Row, Section};
use super::{Look, Room, manual};

/// The exchange or the verification.
pub(super) fn sections(look: &Look, room: Room) -> Vec<Section> {
    let heading = look.step_heading(room);
    let Some(step) = look.state.step() else {
        return vec![heading];
    };
    let Some(run) = &look.state.run else {
        return vec![
            heading,
            manual::instructions(look, step, room),
            manual::notes(look, step, room),
            look.text(&look.get("screen-run-idle"), Keep::Fields, room),
        ];
    };
    let say = match run.stage {
        Stage::Done | Stage::Failed => "screen-run-idle",
        Stage::Secret
        | Stage::Prove
        | Stage::Note
        | Stage::Exchange
        | Stage::SaveShort
        | Stage::LongLived
        | Stage::Refresh
        | Stage::SaveLong
        | Stage::Verify
        | Stage::Owe
        | Stage::Save
        | Stage::Deliver
        | Stage::Close => "screen-run-quiet",
    };
    vec![
        heading,
        Section::new(Keep::Fields, lines(look, run, room)),
        look.text(&look.get(say), Keep::Notes, room),
    ]
}

fn lines(look: &Look, run: &Run, room: Room) -> Vec<Row> {
    let named: Vec<(String, &RunLine)> = run
        .lines
        .iter()
        .map(|line| (look.get(line.what.sentence()), line))
        .collect();
    let widest = named.iter().map(|(name, _)| name.width()).max();
    let widest = widest.unwrap_or_default();
    let mut rows = Vec::new();
    for (name, line) in named {
        let (mark, role) = mark(line.status);
        let word = look.phrase(&run.word(line.status));
        let style = look.style(role);
        let text = look.style(Role::Text);
        let gap = " ".repeat(widest - name.width() + 3);
        let beside = Row::of(mark, style)
            .and(name.as_str(), text)
            .and(gap, text)
            .and(word.as_str(), style);
        if beside.width() <= room.width {
            rows.push(beside);
        } else {
            let both = format!("{name}: {word}");
            rows.extend(row::hanging((mark, style), &both, text, room.width));
        }
    }
    rows
}

const fn mark(status: LineStatus) -> (&'static str, Role) {
    match status {
        LineStatus::Waiting => ("  ", Role::Dim),
        LineStatus::Working => ("● ", Role::Current),
        LineStatus::Retrying => ("~ ", Role::Warning),
        LineStatus::Done => ("✓ ", Role::Done),
        LineStatus::Failed => ("✗ ", Role::Failed),
    }
}
