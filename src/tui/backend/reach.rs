//! The shortest way of the cursor to a place.

use std::io::Write;

use ratatui::layout::Position;

use super::Lean;

impl<W: Write> Lean<W> {
    /// Brings the cursor to column `x` of row `y`.
    pub(super) fn reach(&mut self, x: u16, y: u16) {
        let goal = Position { x, y };
        if self.at == Some(goal) {
            return;
        }
        let mut best = absolute(x, y);
        if let Some(at) = self.at {
            let mut offer = |way: String| {
                if way.len() < best.len() {
                    best = way;
                }
            };
            let mut go = |way: String, from: u16| {
                if let Some(gap) = self.gap(from, x, y) {
                    offer(format!("{way}{gap}"));
                }
                let sideways = if x >= from {
                    right(x - from)
                } else {
                    left(from - x)
                };
                offer(format!("{way}{sideways}"));
            };
            if at.x < self.size.width {
                go(vertical(at.y, y), at.x);
            }
            go(format!("\r{}", vertical(at.y, y)), 0);
        }
        self.out.extend_from_slice(best.as_bytes());
        self.at = Some(goal);
    }

    /// What stands from column `from` up to `x`, if writing it again changes nothing.
    fn gap(&self, from: u16, x: u16, y: u16) -> Option<String> {
        let pen = self.pen.filter(|_| from < x && x - from <= 8)?;
        let cells = self.have.get(self.index(from, y)..self.index(x, y))?;
        let whole = !matches!(cells.first(), Some(super::Dot::Tail))
            && !matches!(cells.last(), Some(super::Dot::Wide(_)));
        (whole && cells.iter().all(|dot| dot.allows(pen)))
            .then(|| cells.iter().map(super::Dot::text).collect())
    }
}

fn absolute(x: u16, y: u16) -> String {
    match (x, y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, _) => format!("\x1b[{}H", u32::from(y) + 1),
        (_, 0) => format!("\x1b[;{}H", u32::from(x) + 1),
        (_, _) => format!("\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1),
    }
}

fn steps(count: u16, end: char) -> String {
    match count {
        0 => String::new(),
        1 => format!("\x1b[{end}"),
        _ => format!("\x1b[{count}{end}"),
    }
}

fn vertical(from: u16, to: u16) -> String {
    if to < from {
        steps(from - to, 'A')
    } else if to - from <= 4 {
        "\n".repeat(usize::from(to - from))
    } else {
        steps(to - from, 'B')
    }
}

fn right(count: u16) -> String {
    steps(count, 'C')
}

fn left(count: u16) -> String {
    if count <= 4 {
        "\x08".repeat(usize::from(count))
    } else {
        steps(count, 'D')
    }
}
