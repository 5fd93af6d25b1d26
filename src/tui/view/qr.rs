//! A link as a code to scan, with its name beside or below; or how much room it needs.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::text::Phrase;
use crate::tui::code::Code;
use crate::tui::overlay::Overlay;
use crate::tui::theme::Role;
use crate::wizard::keymap::keymap;
use crate::wizard::state::Scannable;

use super::row::{self, Keep, Row, Section};
use super::{Look, Room, footer, header};

/// Columns from which on words stand beside the code.
const BESIDE: u16 = 22;

/// The link that is selected.
fn link(look: &Look, selected: usize) -> Option<Scannable> {
    look.state.scannable().into_iter().nth(selected)
}

/// Columns and rows of the smallest window for a code: itself and the line of the keys.
fn needs(code: &Code) -> (u16, u16) {
    (code.columns(), code.rows().saturating_add(1))
}

/// The code with all around it; nothing when it does not fit.
///
/// The code comes first: the header gives way, and the words take what is left.
pub(super) fn draw(look: &Look, selected: usize, frame: &mut Frame) -> Option<Overlay> {
    let screen = frame.area();
    let link = link(look, selected)?;
    let code = Code::of(link.address.expose())?;
    let (columns, rows) = needs(&code);
    if screen.width < columns || screen.height < rows {
        return None;
    }
    let top = u16::from(screen.height > rows);
    let line = |y, x| Rect::new(x, y, screen.width.saturating_sub(x), 1);
    let mut keys_from = 0;
    if top > 0 {
        row::draw(frame, line(0, 0), vec![header::row(look, screen.width)]);
    } else if look.state.place.practice.is_some() {
        let practice = format!(" {} ", look.get("screen-practice"));
        let practice = Row::of(practice, look.style(Role::Dim));
        keys_from = practice.width();
        row::draw(frame, line(screen.height - 1, 0), vec![practice]);
    }
    let keys = line(screen.height - 1, keys_from);
    let hints = footer::row(look, &keymap(look.state), keys.width);
    row::draw(frame, keys, vec![hints]);
    code.draw(frame.buffer_mut(), 0, top, look.theme);

    let beside = screen.width.saturating_sub(columns + 3);
    let room = if beside >= BESIDE {
        Rect::new(columns + 2, top, beside, screen.height - 1 - top)
    } else {
        let below = top + code.rows();
        let left = screen.height - 1 - below;
        Rect::new(1, below, screen.width.saturating_sub(2), left)
    };
    let mut words: Vec<Row> = Vec::new();
    for section in words_of(look, &link, selected, room.width) {
        let gap = usize::from(!words.is_empty() && beside >= BESIDE);
        if words.len() + gap + section.len() > usize::from(room.height) {
            break;
        }
        words.extend(std::iter::repeat_n(Row::default(), gap));
        words.extend(section);
    }
    row::draw(frame, room, words);
    Some(Overlay::default())
}

/// What the code is and what to do with it, the most important first.
fn words_of(look: &Look, link: &Scannable, selected: usize, width: u16) -> Vec<Vec<Row>> {
    let text = look.style(Role::Text);
    let bold = look.style(Role::Title);
    let scan = row::wrapped(&look.get("screen-qr-scan"), width, text);
    let Some(name) = &link.name else {
        let title = look.state.step().map(|step| look.words(&step.title));
        return vec![
            row::wrapped(&title.unwrap_or_default(), width, bold),
            scan,
            row::wrapped(&look.get("screen-after-allow"), width, text),
        ];
    };
    let mut rows = row::wrapped(&look.words(name), width, bold);
    rows.extend(row::address(
        link.address.expose(),
        width,
        look.style(Role::Link),
    ));
    let mut out = vec![rows];
    let count = look.state.scannable().len();
    if count > 1 {
        let number = |n: usize| i64::try_from(n).unwrap_or_default();
        let place = Phrase::new("screen-qr-of")
            .number("number", number(selected + 1))
            .number("count", number(count));
        out.push(row::wrapped(
            &look.phrase(&place),
            width,
            look.style(Role::Dim),
        ));
    }
    out.push(scan);
    out
}

/// Why there is no code in this window.
pub(super) fn reason(look: &Look, selected: usize) -> String {
    let link = link(look, selected);
    let code = link.and_then(|link| Code::of(link.address.expose()));
    reason_of(look, code.as_ref())
}

fn reason_of(look: &Look, code: Option<&Code>) -> String {
    let Some(code) = code else {
        return look.get("screen-qr-too-long");
    };
    let (columns, rows) = needs(code);
    look.phrase(
        &Phrase::new("screen-qr-needs")
            .number("columns", i64::from(columns))
            .number("rows", i64::from(rows))
            .number("width", i64::from(look.screen.width))
            .number("height", i64::from(look.screen.height)),
    )
}

/// What stands here when the code does not fit.
pub(super) fn too_small(look: &Look, selected: usize, room: Room) -> Vec<Section> {
    let Some(link) = link(look, selected) else {
        return Vec::new();
    };
    let code = Code::of(link.address.expose());
    let mut sections = vec![look.heading(&look.get("screen-qr-title"), room)];
    if let Some(name) = &link.name {
        sections.push(look.text(&look.words(name), Keep::Text, room));
    }
    let reason = reason_of(look, code.as_ref());
    sections.push(look.text(&reason, Keep::Always, room));
    if let Some(code) = code {
        sections.push(look.text(&look.get("screen-qr-larger"), Keep::Fields, room));
        if code.columns() <= look.screen.width {
            sections.push(look.text(&look.get("screen-qr-scrolls"), Keep::Fields, room));
        }
    }
    sections
}

/// What stands here while the code is on the other screen.
pub(super) fn bare(look: &Look, room: Room) -> Vec<Section> {
    vec![
        look.heading(&look.get("screen-qr-title"), room),
        look.text(&look.get("screen-qr-bare-text"), Keep::Fields, room),
    ]
}
