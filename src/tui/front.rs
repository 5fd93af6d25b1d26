//! The full screen as a front: shows the state, hears the person.
//!
//! Start with [`Tui::enter`]. What a key means is the keymap's; what a screen looks like is
//! [`view`]'s. Events come out one at a time, for each may change what the next key means.

mod bare;
mod clipboard;
mod ears;

use std::io::{self, Write};

use ratatui::layout::Size;

use super::canvas::Canvas;
use super::terminal::{self, Entry, Screen, Tty};
use super::theme::{Colour, Theme};
use super::view::view;
use crate::failpoint;
use crate::front::{Front, Heard};
use crate::text::{Lang, Texts};
use crate::wizard::{Event, State};
pub use clipboard::Multiplexer;
use ears::Ears;

/// Back to the screen of the wizard.
const TO_WIZARD: &str = "\x1b[?1049h";

/// What the front is told at its start; it reads no environment itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TuiOptions {
    pub lang: Lang,
    pub colour: Colour,
    /// The config file, as the person knows it.
    pub where_kept: String,
    /// What stands between here and the terminal.
    pub multiplexer: Multiplexer,
}

/// The wizard on a full screen; the terminal is given back on drop.
#[derive(Debug)]
pub struct Tui {
    // Before the screen, so that nothing is written after the terminal was given back.
    canvas: Canvas<Tty>,
    screen: Screen,
    ears: Ears,
    texts: Texts,
    theme: Theme,
    where_kept: String,
    multiplexer: Multiplexer,
    /// The link, or its code, stands bare on the main screen.
    bare: bool,
}

impl Tui {
    /// Takes over the terminal of the standard output; fails when it is none.
    pub fn enter(options: TuiOptions) -> io::Result<Self> {
        let screen = Screen::enter(io::stdout(), Entry::WithFrame)?;
        let mut canvas = Canvas::new(screen.writer()?, screen.size())?;
        canvas.lead(terminal::ENTER);
        Ok(Self {
            canvas,
            screen,
            ears: Ears::default(),
            texts: Texts::new(options.lang),
            theme: Theme::new(options.colour),
            where_kept: options.where_kept,
            multiplexer: options.multiplexer,
            bare: false,
        })
    }

    fn show_bare(&mut self, state: &State) -> io::Result<()> {
        if self.bare {
            return Ok(());
        }
        let width = self.screen.size().width;
        let page = bare::page(state, &self.texts, self.theme, width);
        self.canvas.writer_mut().write_all(page.as_bytes())?;
        self.bare = true;
        Ok(())
    }

    fn draw(&mut self, state: &State) -> io::Result<()> {
        if bare::is_bare(state) {
            return self.show_bare(state);
        }
        self.leave_bare();
        let size: Size = self.screen.size();
        if size != self.canvas.size() {
            self.canvas.resize(size);
        }
        let (texts, theme, where_kept) = (&self.texts, &self.theme, self.where_kept.as_str());
        self.canvas
            .draw(|frame| {
                let overlay = view(state, texts, theme, where_kept, frame);
                failpoint::pass("view.drawn");
                overlay
            })
            .map(drop)
    }

    fn leave_bare(&mut self) {
        if std::mem::take(&mut self.bare) {
            self.canvas.lead(TO_WIZARD);
            self.canvas.repaint();
        }
    }
}

impl Front for Tui {
    fn show(&mut self, state: &State) -> io::Result<()> {
        if self.ears.has_more() || !self.screen.is_held() {
            return Ok(());
        }
        self.draw(state)?;
        // Another thread may have panicked meanwhile, and given the terminal back.
        self.screen.stays_left()
    }

    fn hear(&mut self, state: &State, heard: Heard<'_>, now_ms: u64) -> Vec<Event> {
        match heard {
            Heard::Bytes(bytes) => self.ears.bytes(state, bytes, now_ms),
            Heard::Silence => self.ears.silence(state, now_ms),
            Heard::Resumed => {
                // When it cannot be taken over again there is nothing to draw on.
                if self.screen.resume().is_ok() {
                    self.bare = false;
                    self.canvas.repaint();
                }
            }
            Heard::Ended => return vec![Event::Interrupted],
            // The next frame asks for the size itself. It may be the old one again, and what the
            // terminal did with the cells in between is not known.
            Heard::Resized => self.canvas.repaint(),
            Heard::Idle => {}
        }
        self.ears.next(state).into_iter().collect()
    }

    fn deadline_ms(&self) -> Option<u64> {
        self.ears.deadline_ms()
    }

    fn listens(&self) -> bool {
        self.screen.is_held()
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        let bytes = clipboard::sequence(text, self.multiplexer)?;
        self.canvas.writer_mut().write_all(bytes.as_bytes())
    }

    fn wants_suspend(&mut self) -> bool {
        self.ears.wants_suspend()
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.screen.suspend()
    }
}

#[cfg(test)]
mod tests;
