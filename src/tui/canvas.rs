//! Frames: a view fills the cells and names the rest, all of it leaves in one write.

use std::io::{self, Write};

use ratatui::backend::Backend;
use ratatui::buffer::CellDiffOption;
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};

use super::backend::Lean;
use super::overlay::Overlay;

/// The screen to draw on.
#[derive(Debug)]
pub struct Canvas<W: Write> {
    terminal: Terminal<Lean<W>>,
}

/// What became of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// Whether the link was drawn; true without a link.
    pub fits: bool,
}

impl<W: Write> Canvas<W> {
    /// A canvas for a terminal of this size in cells.
    pub fn new(writer: W, size: Size) -> io::Result<Self> {
        Ok(Self {
            terminal: Terminal::new(Lean::new(writer, size))?,
        })
    }

    /// Tells the new size of the terminal; the next frame is drawn whole.
    pub fn resize(&mut self, size: Size) {
        self.terminal.backend_mut().resize(size);
    }

    /// The size in cells as last told.
    pub fn size(&self) -> Size {
        self.terminal.size().unwrap_or_default()
    }

    /// Makes the next frame clear the screen and send everything, as after a suspension.
    pub fn repaint(&mut self) {
        self.terminal.backend_mut().repaint();
    }

    /// Bytes to be sent in front of the next frame, in the same write.
    pub fn lead(&mut self, bytes: &str) {
        self.terminal.backend_mut().lead(bytes);
    }

    /// Draws a frame; nothing is written when nothing changed.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame) -> Overlay) -> io::Result<Drawn> {
        self.terminal.autoresize()?;
        let size = self.size();
        let mut frame = self.terminal.get_frame();
        let overlay = view(&mut frame);
        let fits = overlay.link.as_ref().is_none_or(|link| link.fits(size));
        let link = overlay.link.filter(|_| fits);
        if let Some(link) = &link {
            let buffer = frame.buffer_mut();
            for y in link.row..link.row + link.needed(size.width) {
                for x in 0..size.width {
                    if let Some(cell) = buffer.cell_mut((x, y)) {
                        cell.reset();
                        cell.set_diff_option(CellDiffOption::Skip);
                    }
                }
            }
        }
        // The backend compares frames itself: ratatui's own comparison leaves out what stands
        // under wide characters.
        let mut cells = std::mem::take(&mut frame.buffer_mut().content);
        self.terminal.backend_mut().exchange(&mut cells);
        let buffer = self.terminal.current_buffer_mut();
        buffer.content = cells;
        buffer.reset();
        let backend = self.terminal.backend_mut();
        if overlay.full_redraw {
            backend.repaint();
        }
        backend.set_link(link);
        match overlay.cursor {
            Some(position) => {
                backend.show_cursor()?;
                backend.set_cursor_position(position)?;
            }
            None => backend.hide_cursor()?,
        }
        backend.flush()?;
        Ok(Drawn { fits })
    }

    /// What the frames are written to.
    pub fn writer(&self) -> &W {
        self.terminal.backend().writer()
    }

    /// What the frames are written to.
    pub fn writer_mut(&mut self) -> &mut W {
        self.terminal.backend_mut().writer_mut()
    }
}

#[cfg(test)]
mod tests;
