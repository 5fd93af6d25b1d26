//! A ratatui backend for slow lines: close to the fewest bytes, one write a frame, no write when
//! nothing changed.
//!
//! It keeps two pictures: what the frame wants (`want`, filled by [`Backend::draw`]) and what the
//! terminal shows (`have`). [`Backend::flush`] turns the difference into bytes: `paint` does the
//! cells, `reach` the moves, `pen` the attributes, `link` the one-piece link. Pen, cursor
//! place and visibility are remembered over frames. It makes no system call but the write, so its
//! size is told by [`Lean::resize`].

mod link;
mod paint;
mod pen;
mod reach;

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use unicode_width::UnicodeWidthStr;

use self::paint::Dot;
use self::pen::Pen;
use super::overlay::LinkBlock;

/// The backend; `W` gets one `write` a frame.
#[derive(Debug)]
pub struct Lean<W: Write> {
    writer: W,
    out: Vec<u8>,
    size: Size,
    want: Vec<Cell>,
    have: Vec<Dot>,
    touched: Vec<bool>,
    /// The attributes the terminal writes with, if known.
    pen: Option<Pen>,
    /// Where the terminal's cursor stands, if known; `x` equal to the width is a pending wrap.
    at: Option<Position>,
    /// Whether the terminal shows its cursor, if known.
    shown: Option<bool>,
    cursor_shown: bool,
    cursor: Position,
    link: Option<LinkBlock>,
    link_drawn: Option<LinkBlock>,
    stale: bool,
}

impl<W: Write> Lean<W> {
    /// A backend for a terminal of this size in cells; the first frame clears it.
    pub fn new(writer: W, size: Size) -> Self {
        let mut lean = Self {
            writer,
            out: Vec::with_capacity(4096),
            size,
            want: Vec::new(),
            have: Vec::new(),
            touched: Vec::new(),
            pen: None,
            at: None,
            shown: None,
            cursor_shown: false,
            cursor: Position::ORIGIN,
            link: None,
            link_drawn: None,
            stale: true,
        };
        lean.blank_want();
        lean
    }

    /// Tells the new size of the terminal; the next frame is drawn whole.
    pub fn resize(&mut self, size: Size) {
        if size != self.size {
            self.size = size;
            self.blank_want();
            self.stale = true;
        }
    }

    /// Makes the next flush clear the screen and send everything again.
    pub fn repaint(&mut self) {
        self.stale = true;
    }

    /// Bytes to be sent in front of the next frame, in the same write.
    pub fn lead(&mut self, bytes: &str) {
        self.out.extend_from_slice(bytes.as_bytes());
    }

    /// The link this frame shows; one that does not fit is left out, see [`LinkBlock::fits`].
    pub fn set_link(&mut self, link: Option<LinkBlock>) {
        self.link = link.filter(|link| link.fits(self.size));
    }

    /// What the frames are written to.
    pub fn writer(&self) -> &W {
        &self.writer
    }

    /// What the frames are written to.
    pub fn writer_mut(&mut self) -> &mut W {
        &mut self.writer
    }

    /// Takes the cells of a whole frame and gives back those of the last one.
    pub(super) fn exchange(&mut self, frame: &mut Vec<Cell>) {
        let width = usize::from(self.size.width);
        if frame.len() != self.want.len() || width == 0 {
            return;
        }
        std::mem::swap(&mut self.want, frame);
        let rows = self.want.chunks(width).zip(frame.chunks(width));
        for ((new, old), touched) in rows.zip(&mut self.touched) {
            *touched |= new != old;
        }
    }

    fn blank_want(&mut self) {
        let cells = usize::from(self.size.width) * usize::from(self.size.height);
        self.want.clear();
        self.want.resize(cells, Cell::EMPTY);
        self.touched.clear();
        self.touched.resize(usize::from(self.size.height), true);
    }

    fn index(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.size.width) + usize::from(x)
    }

    fn set_pen(&mut self, pen: Pen) {
        pen.select(self.pen, &mut self.out);
        self.pen = Some(pen);
    }

    /// A blank screen with known attributes and the cursor at home.
    fn start_over(&mut self) {
        self.stale = false;
        self.pen = None;
        self.shown = None;
        self.link_drawn = None;
        self.set_pen(Pen::PLAIN);
        self.out.extend_from_slice(b"\x1b[H\x1b[J");
        self.at = Some(Position::ORIGIN);
        self.have.clear();
        self.have.resize(self.want.len(), Dot::BLANK);
        self.touched.fill(true);
    }

    /// Selects the attributes that the next typed character will most likely have, so that it
    /// costs nothing but itself.
    fn expect_typing(&mut self) {
        let under = self.index(self.cursor.x, self.cursor.y);
        let left = under.checked_sub(1).filter(|_| self.cursor.x > 0);
        let typed = left
            .and_then(|left| self.want.get(left))
            .filter(|cell| cell.symbol() != " ");
        if let Some(cell) = typed.or_else(|| self.want.get(under)) {
            self.set_pen(Pen::of(cell));
        }
    }

    fn place_cursor(&mut self) {
        let inside = self.cursor.x < self.size.width && self.cursor.y < self.size.height;
        if self.cursor_shown && inside {
            if !self.out.is_empty() {
                self.expect_typing();
            }
            self.reach(self.cursor.x, self.cursor.y);
        }
        let show = self.cursor_shown && inside;
        if self.shown != Some(show) {
            self.out
                .extend_from_slice(if show { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.shown = Some(show);
        }
    }
}

impl<W: Write> Backend for Lean<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            if x >= self.size.width {
                continue;
            }
            let index = self.index(x, y);
            if let Some(slot) = self.want.get_mut(index) {
                *slot = cell.clone();
            }
            // What a wide character covers is not among the changes.
            if cell.symbol().width() == 2
                && x + 1 < self.size.width
                && let Some(covered) = self.want.get_mut(index + 1)
            {
                covered.reset();
            }
            if let Some(row) = self.touched.get_mut(usize::from(y)) {
                *row = true;
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor_shown = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor_shown = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.blank_want();
        self.stale = true;
        Ok(())
    }

    /// Clears everything: a part of the screen is cleared by drawing it blank.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.stale {
            self.start_over();
        }
        self.free_link_rows();
        self.paint();
        self.draw_link();
        self.place_cursor();
        if self.out.is_empty() {
            return Ok(());
        }
        let written = self
            .writer
            .write_all(&self.out)
            .and_then(|()| self.writer.flush());
        self.out.clear();
        if written.is_err() {
            self.stale = true;
        }
        written
    }
}

#[cfg(test)]
mod tests;
