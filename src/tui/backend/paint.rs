//! The cells of a frame: which ones differ, and whether to write, erase or skip them.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::Lean;
use super::pen::Pen;

/// What one column of the terminal shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Dot {
    /// A character of one column.
    Narrow(Cell),
    /// The left half of a character of two columns.
    Wide(Cell),
    /// The right half.
    Tail,
    /// Nobody knows: it must be written.
    Unknown,
}

impl Dot {
    pub(super) const BLANK: Self = Self::Narrow(Cell::EMPTY);

    fn narrow(cell: &Cell, symbol: Option<&str>) -> Self {
        let mut plain = Cell::EMPTY;
        plain.fg = cell.fg;
        plain.bg = cell.bg;
        plain.modifier = cell.modifier;
        match symbol {
            Some(symbol) if symbol != " " => {
                plain.set_symbol(symbol);
            }
            Some(_) | None if Pen::of(cell).is_inkless() => {
                plain.fg = Color::Reset;
                plain.modifier = Modifier::empty();
            }
            Some(_) | None => {}
        }
        Self::Narrow(plain)
    }

    /// Whether it is a blank without any attribute that can be seen.
    pub(super) fn is_plain_blank(&self) -> bool {
        *self == Self::BLANK
    }

    fn pen(&self) -> Option<Pen> {
        match self {
            Self::Narrow(cell) | Self::Wide(cell) => Some(Pen::of(cell)),
            Self::Tail | Self::Unknown => None,
        }
    }

    /// Whether the dot looks the same when written with `pen`.
    pub(super) fn allows(&self, pen: Pen) -> bool {
        match self {
            Self::Narrow(cell) if cell.symbol() == " " && Pen::of(cell).is_inkless() => {
                pen.bg == cell.bg && pen.is_inkless()
            }
            Self::Narrow(_) | Self::Wide(_) => self.pen() == Some(pen),
            Self::Tail => true,
            Self::Unknown => false,
        }
    }

    /// The text to be written for it.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Narrow(cell) | Self::Wide(cell) => cell.symbol(),
            Self::Tail | Self::Unknown => "",
        }
    }
}

/// How the cells of a row look on a terminal.
///
/// A wide character that does not fit and a symbol a terminal would not print in one or two
/// columns become a blank.
fn dots(row: &[Cell]) -> Vec<Dot> {
    let mut out = Vec::with_capacity(row.len());
    for (x, cell) in row.iter().enumerate() {
        if out.len() > x {
            continue;
        }
        let symbol = cell.symbol();
        let printable = !symbol.chars().any(char::is_control);
        match symbol.width() {
            1 if printable => out.push(Dot::narrow(cell, Some(symbol))),
            2 if printable && x + 1 < row.len() => {
                let mut plain = cell.clone();
                plain.set_diff_option(ratatui::buffer::CellDiffOption::None);
                out.push(Dot::Wide(plain));
                out.push(Dot::Tail);
            }
            _ => out.push(Dot::narrow(cell, None)),
        }
    }
    out
}

impl<W: Write> Lean<W> {
    /// Brings all touched rows up to date, but those of the link.
    pub(super) fn paint(&mut self) {
        for y in 0..self.size.height {
            let touched = self
                .touched
                .get_mut(usize::from(y))
                .is_some_and(std::mem::take);
            if touched
                && !self
                    .link
                    .as_ref()
                    .is_some_and(|link| link.covers(y, self.size.width))
            {
                self.paint_row(y);
            }
        }
    }

    fn paint_row(&mut self, y: u16) {
        let (start, end) = (self.index(0, y), self.index(self.size.width, y));
        let target = dots(self.want.get(start..end).unwrap_or_default());
        let mut x = 0;
        while let Some(dot) = target.get(x) {
            if self.have.get(start + x) == Some(dot) {
                x += 1;
            } else if dot.is_plain_blank() {
                x = self.paint_blanks(y, x, &target);
            } else {
                self.write_dot(y, x, dot);
                x += if matches!(dot, Dot::Wide(_)) { 2 } else { 1 };
            }
        }
    }

    /// Writes or erases the run of blanks at `x`; gives back the column to go on with.
    fn paint_blanks(&mut self, y: u16, x: usize, target: &[Dot]) -> usize {
        let start = self.index(0, y);
        let run = target
            .iter()
            .skip(x)
            .take_while(|dot| dot.is_plain_blank())
            .count();
        let differs = |column: &usize| self.have.get(start + column) != target.get(*column);
        let Some(last) = (x..x + run).rev().find(differs) else {
            return x + run;
        };
        let count = last - x + 1;
        let ends_row = x + run == target.len();
        let more = (x + run..target.len()).any(|column| differs(&column));
        let erase = if ends_row {
            "\x1b[K".to_owned()
        } else {
            format!("\x1b[{count}X")
        };
        let price = erase.len() + if more { 4 } else { 0 };
        // After erasing, the cursor is still where it is wanted next.
        let back = if self.cursor_shown && (self.cursor.x, self.cursor.y) == (column(x), y) {
            count.min(4)
        } else {
            0
        };
        if price >= count + back {
            let mut next = x;
            while next <= last && self.have.get(start + next) != target.get(next) {
                self.write_dot(y, next, &Dot::BLANK);
                next += 1;
            }
            return next;
        }
        self.reach(column(x), y);
        if !self.pen.is_some_and(Pen::blanks_plainly) {
            self.set_pen(Pen::PLAIN);
        }
        self.out.extend_from_slice(erase.as_bytes());
        let reached = if ends_row { target.len() } else { last + 1 };
        for column in x..reached {
            self.put(start + column, Dot::BLANK);
        }
        if let Some(next) = self
            .have
            .get_mut(start + reached)
            .filter(|_| reached < target.len())
            && *next == Dot::Tail
        {
            *next = Dot::Unknown;
        }
        reached
    }

    fn write_dot(&mut self, y: u16, x: usize, dot: &Dot) {
        self.reach(column(x), y);
        if !self.pen.is_some_and(|pen| dot.allows(pen)) {
            self.set_pen(dot.pen().unwrap_or(Pen::PLAIN));
        }
        self.out.extend_from_slice(dot.text().as_bytes());
        let index = self.index(0, y) + x;
        let mut after = x + 1;
        self.put(index, dot.clone());
        if matches!(dot, Dot::Wide(_)) {
            self.put(index + 1, Dot::Tail);
            after += 1;
        }
        // A half that was cut off is not left to the terminal.
        if after < usize::from(self.size.width)
            && let Some(next) = self.have.get_mut(index + after - x)
            && *next == Dot::Tail
        {
            *next = Dot::Unknown;
        }
        self.at = Some((column(after), y).into());
    }

    fn put(&mut self, index: usize, dot: Dot) {
        if let Some(slot) = self.have.get_mut(index) {
            *slot = dot;
        }
    }
}

fn column(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}
