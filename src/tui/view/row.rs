//! Lines of text with their styles, and what is left of them where there is not enough room.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr;

use crate::tui::widget;

/// Sentences are broken at this many columns also where there are more: long lines are hard to
/// follow.
const MEASURE: u16 = 78;

/// One line on the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    spans: Vec<Span<'static>>,
    /// The column of the cursor, from the start of the line.
    cursor: Option<u16>,
    /// Whether it takes the whole width, below the rail.
    below_rail: bool,
}

impl Row {
    /// A line of one style.
    pub(super) fn of(text: impl Into<String>, style: Style) -> Self {
        Self::default().and(text, style)
    }

    /// With more text behind it.
    #[must_use]
    pub(super) fn and(mut self, text: impl Into<String>, style: Style) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.spans.push(Span::styled(text, style));
        }
        self
    }

    /// With the cursor right behind what it holds so far.
    #[must_use]
    pub(super) fn cursor_here(mut self) -> Self {
        self.cursor = Some(self.width());
        self
    }

    /// With the cursor in a column.
    #[must_use]
    pub(super) fn cursor_at(mut self, column: u16) -> Self {
        self.cursor = Some(column);
        self
    }

    /// Over the whole width, which asks for a place below the rail.
    #[must_use]
    pub(super) fn below_rail(mut self) -> Self {
        self.below_rail = true;
        self
    }

    /// With spaces in front.
    #[must_use]
    pub(super) fn indented(mut self, columns: u16) -> Self {
        self.spans
            .insert(0, Span::raw(" ".repeat(usize::from(columns))));
        self.cursor = self.cursor.map(|cursor| cursor + columns);
        self
    }

    /// With text that ends in the last column, if it fits behind the rest.
    #[must_use]
    pub(super) fn right(self, text: &str, style: Style, width: u16) -> Self {
        let taken = usize::from(self.width()) + text.width();
        let width = usize::from(width);
        if taken + 2 > width {
            return self;
        }
        self.and(" ".repeat(width - taken), Style::new())
            .and(text, style)
    }

    /// The columns it takes.
    pub(super) fn width(&self) -> u16 {
        let columns: usize = self.spans.iter().map(|span| span.content.width()).sum();
        u16::try_from(columns).unwrap_or(u16::MAX)
    }

    fn cut(self, width: u16) -> Self {
        if self.width() <= width {
            return self;
        }
        let mut left = width;
        let mut spans = Vec::with_capacity(self.spans.len());
        for span in self.spans {
            let columns = u16::try_from(span.content.width()).unwrap_or(u16::MAX);
            if columns < left {
                left -= columns;
                spans.push(span);
            } else {
                let short = widget::truncate(&format!("{} ", span.content), left);
                spans.push(Span::styled(short, span.style));
                break;
            }
        }
        Self {
            spans,
            cursor: self
                .cursor
                .map(|cursor| cursor.min(width.saturating_sub(1))),
            ..Self::default()
        }
    }
}

/// Text broken into lines of one style.
pub(super) fn wrapped(text: &str, width: u16, style: Style) -> Vec<Row> {
    broken(text, width.min(MEASURE))
        .map(|line| Row::of(line, style))
        .collect()
}

/// The lines of a text. A space that must not be broken, as in a command, is a plain one on the
/// screen, so that the command can be copied.
fn broken(text: &str, width: u16) -> impl Iterator<Item = String> {
    widget::wrap(text, width.max(1))
        .into_iter()
        .map(|line| line.replace('\u{a0}', " "))
}

/// Text broken into lines behind a mark; the lines after the first are indented as far.
pub(super) fn hanging(mark: (&str, Style), text: &str, style: Style, width: u16) -> Vec<Row> {
    let columns = u16::try_from(mark.0.width()).unwrap_or(u16::MAX);
    let room = width.min(MEASURE).saturating_sub(columns).max(1);
    broken(text, room)
        .enumerate()
        .map(|(index, line)| {
            if index == 0 {
                Row::of(mark.0, mark.1).and(line, style)
            } else {
                Row::of(line, style).indented(columns)
            }
        })
        .collect()
}

/// An address broken behind its slashes where it is longer than a line.
pub(super) fn address(text: &str, width: u16, style: Style) -> Vec<Row> {
    let width = usize::from(width.max(1));
    let mut lines = vec![String::new()];
    for piece in text.split_inclusive(['/', '?', '&']) {
        let taken = lines.last().map_or(0, |line| line.width());
        if taken > 0 && taken + piece.width() > width {
            lines.push(String::new());
        }
        for part in widget::wrap(piece, u16::try_from(width).unwrap_or(u16::MAX)) {
            match lines.last_mut() {
                Some(line) if line.width() + part.width() <= width => line.push_str(&part),
                _ => lines.push(part),
            }
        }
    }
    lines.into_iter().map(|line| Row::of(line, style)).collect()
}

/// How long a part of a screen is kept when there is not enough room, the last one longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keep {
    /// Traps and side notes.
    Notes,
    Links,
    Text,
    Fields,
    /// The title and what must never be missing.
    Always,
}

/// Lines that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    pub rows: Vec<Row>,
    pub keep: Keep,
    /// The first and the last line that must stay visible.
    pub anchor: Option<(usize, usize)>,
}

impl Section {
    /// Whether a line of it takes the whole width.
    pub(super) fn is_below_rail(&self) -> bool {
        self.rows.iter().any(|row| row.below_rail)
    }

    /// Lines that are cut from their end.
    pub(super) const fn new(keep: Keep, rows: Vec<Row>) -> Self {
        Self {
            rows,
            keep,
            anchor: None,
        }
    }
}

/// The sections in so many lines, with empty lines between them as far as there is room. What is
/// left off is counted in one line that `more` makes.
pub(super) fn fit(sections: Vec<Section>, height: u16, more: impl Fn(usize) -> Row) -> Vec<Row> {
    let sections: Vec<Section> = sections
        .into_iter()
        .filter(|section| !section.rows.is_empty())
        .collect();
    let height = usize::from(height);
    let total: usize = sections.iter().map(|section| section.rows.len()).sum();
    let mut order: Vec<usize> = (0..sections.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(sections.get(index).map(|section| section.keep)));
    if total <= height {
        let spare = height - total;
        let gaps: Vec<usize> = order.into_iter().filter(|&i| i > 0).take(spare).collect();
        let mut out = Vec::with_capacity(height);
        for (index, section) in sections.into_iter().enumerate() {
            if gaps.contains(&index) {
                out.push(Row::default());
            }
            out.extend(section.rows);
        }
        return out;
    }
    let mut left = height.saturating_sub(1);
    let mut taken = vec![0; sections.len()];
    for index in order {
        if let (Some(section), Some(take)) = (sections.get(index), taken.get_mut(index)) {
            *take = section.rows.len().min(left);
            left -= *take;
        }
    }
    let hidden = total - taken.iter().sum::<usize>();
    let mut out = Vec::with_capacity(height);
    let mut said = false;
    for (section, take) in sections.into_iter().zip(taken) {
        let whole = take == section.rows.len();
        let start = section.anchor.map_or(0, |(first, last)| {
            (last + 1).saturating_sub(take).min(first)
        });
        out.extend(section.rows.into_iter().skip(start).take(take));
        if whole {
            continue;
        }
        if !said {
            said = true;
            out.push(more(hidden));
        } else if take > 0
            && let Some(last) = out.last_mut()
            // Behind a typed text the sign would look like a part of it.
            && last.cursor.is_none()
        {
            *last = std::mem::take(last).and(" …", Style::new());
        }
    }
    out.truncate(height);
    out
}

/// A later page of sections that do not fit: the lines in their order, the last page full.
pub(super) fn page(sections: Vec<Section>, height: u16, page: u16) -> Vec<Row> {
    let mut lines = Vec::new();
    for section in sections
        .into_iter()
        .filter(|section| !section.rows.is_empty())
    {
        if !lines.is_empty() {
            lines.push(Row::default());
        }
        lines.extend(section.rows);
    }
    let height = usize::from(height);
    // The last line of a page is the first one of the next, so that nobody loses the place.
    let first = usize::from(page) * height.saturating_sub(1).max(1);
    let first = first.min(lines.len().saturating_sub(height));
    lines.into_iter().skip(first).take(height).collect()
}

/// The sections in so many lines with every line that takes the whole width below the `rail` lines
/// beside it; nothing when there is no room for that.
pub(super) fn fit_below(sections: &[Section], height: u16, rail: usize) -> Option<Vec<Row>> {
    let lines: usize = sections.iter().map(|section| section.rows.len()).sum();
    let spare = usize::from(height).checked_sub(lines)?;
    (0..=spare).find_map(|padding| {
        let mut padded = sections.to_vec();
        let text = padded
            .iter_mut()
            .find(|section| section.keep == Keep::Text)?;
        text.rows
            .extend(std::iter::repeat_n(Row::default(), padding));
        let rows = fit(padded, height, |_| Row::default());
        let first = rows.iter().position(|row| row.below_rail)?;
        (first >= rail).then_some(rows)
    })
}

/// Lines of a list with the selected one in sight; what is left off shows as `…`.
pub(super) fn window(rows: Vec<Row>, selected: usize, height: u16, dim: Style) -> Vec<Row> {
    let height = usize::from(height);
    let count = rows.len();
    if count <= height {
        return rows;
    }
    let start = selected.saturating_sub(height / 2).min(count - height);
    rows.into_iter()
        .enumerate()
        .skip(start)
        .take(height)
        .map(|(index, row)| {
            let above = index == start && start > 0;
            let below = index + 1 == start + height && index + 1 < count;
            if (above || below) && index != selected {
                Row::of("  …", dim)
            } else {
                row
            }
        })
        .collect()
}

/// Draws lines from the top of an area; gives the place of the cursor.
pub(super) fn draw(frame: &mut Frame, area: Rect, rows: Vec<Row>) -> Option<Position> {
    let area = area.intersection(frame.area());
    let mut cursor = None;
    for (row, y) in rows.into_iter().zip(area.top()..area.bottom()) {
        let left = if row.below_rail {
            area.x.min(1)
        } else {
            area.x
        };
        let area = Rect {
            x: left,
            width: area.right().saturating_sub(left),
            ..area
        };
        let row = row.cut(area.width);
        if let Some(column) = row.cursor {
            let x = area.x + column.min(area.width.saturating_sub(1));
            cursor = Some(Position::new(x, y));
        }
        let (mut x, buffer) = (area.x, frame.buffer_mut());
        for span in &row.spans {
            x = put(buffer, Position::new(x, y), area.right(), span);
        }
    }
    cursor
}

/// Writes a text up to the column `end`, and says where the next one begins.
fn put(buffer: &mut Buffer, at: Position, end: u16, span: &Span<'_>) -> u16 {
    let text = span.content.as_ref();
    if !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return buffer
            .set_span(at.x, at.y, span, end.saturating_sub(at.x))
            .0;
    }
    // Most of what is written, on each key again: a column each, so nothing need be measured.
    let mut x = at.x;
    for (column, byte) in (at.x..end).zip(text.bytes()) {
        if let Some(cell) = buffer.cell_mut((column, at.y)) {
            cell.set_char(char::from(byte)).set_style(span.style);
        }
        x = column + 1;
    }
    x
}
