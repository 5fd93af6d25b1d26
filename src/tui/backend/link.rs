//! The one-piece link: written as one run that the terminal itself wraps.

use std::io::Write;

use super::Lean;
use super::paint::Dot;
use super::pen::Pen;

impl<W: Write> Lean<W> {
    /// Clears the rows of a link that moved, changed or went, also of their wrap marks.
    pub(super) fn free_link_rows(&mut self) {
        if self.link_drawn == self.link {
            return;
        }
        let Some(old) = self.link_drawn.take() else {
            return;
        };
        for y in old.row..old.row.saturating_add(old.needed(self.size.width)) {
            if y >= self.size.height {
                break;
            }
            self.reach(0, y);
            self.set_pen(Pen::PLAIN);
            self.out.extend_from_slice(b"\x1b[K");
            let row = self.index(0, y)..self.index(self.size.width, y);
            if let Some(row) = self.have.get_mut(row) {
                row.fill(Dot::BLANK);
            }
            if let Some(touched) = self.touched.get_mut(usize::from(y)) {
                *touched = true;
            }
        }
    }

    /// Draws the link if it is not there already.
    pub(super) fn draw_link(&mut self) {
        if self.link == self.link_drawn {
            return;
        }
        let Some(link) = self.link.clone() else {
            return;
        };
        self.reach(0, link.row);
        let style = link.style;
        self.set_pen(Pen {
            fg: style.fg.unwrap_or_default(),
            bg: style.bg.unwrap_or_default(),
            modifier: style.add_modifier,
        });
        self.out.extend_from_slice(b"\x1b]8;;");
        self.out.extend_from_slice(link.text.as_bytes());
        self.out.extend_from_slice(b"\x1b\\");
        self.out.extend_from_slice(link.text.as_bytes());
        self.out.extend_from_slice(b"\x1b]8;;\x1b\\");
        let width = usize::from(self.size.width);
        let rest = u16::try_from(link.text.len() % width).unwrap_or(0);
        let last = link.row + link.needed(self.size.width) - 1;
        if rest == 0 {
            // The wrap is pending: erasing now would take the last character away.
            self.at = Some((self.size.width, last).into());
        } else {
            self.at = Some((rest, last).into());
            if !self.pen.is_some_and(Pen::blanks_plainly) {
                self.set_pen(Pen::PLAIN);
            }
            self.out.extend_from_slice(b"\x1b[K");
        }
        let cells = self.index(0, link.row)..self.index(self.size.width, last);
        if let Some(cells) = self.have.get_mut(cells) {
            cells.fill(Dot::Unknown);
        }
        self.link_drawn = Some(link);
    }
}
