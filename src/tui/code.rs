//! A link as a QR code of half blocks: one row of the terminal is two rows of modules.
//!
//! The quiet zone of four modules belongs to the code, in its own light colour, so that what stands
//! around it does not matter.

use qrcode::{Color, EcLevel, QrCode};
use ratatui::buffer::Buffer;

use super::theme::Theme;

/// Light modules on each side, as the standard asks for.
const QUIET: usize = 4;
/// From the strongest error correction to the weakest but one.
const STRONGER: [EcLevel; 3] = [EcLevel::H, EcLevel::Q, EcLevel::M];

/// A code, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Modules on a side, without the quiet zone.
    side: usize,
    dark: Vec<bool>,
}

impl Code {
    /// The smallest code that holds a text; nothing when no code does.
    ///
    /// Room decides before error correction: a screen is never smudged. What a size leaves free
    /// still goes to error correction.
    pub fn of(text: &str) -> Option<Self> {
        let smallest = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
        let stronger = STRONGER
            .into_iter()
            .find_map(|level| QrCode::with_version(text, smallest.version(), level).ok());
        let code = stronger.unwrap_or(smallest);
        Some(Self {
            side: code.width(),
            dark: code
                .into_colors()
                .into_iter()
                .map(|module| module == Color::Dark)
                .collect(),
        })
    }

    fn across(&self) -> usize {
        self.side + 2 * QUIET
    }

    /// The columns it takes.
    pub fn columns(&self) -> u16 {
        u16::try_from(self.across()).unwrap_or(u16::MAX)
    }

    /// The rows it takes.
    pub fn rows(&self) -> u16 {
        u16::try_from(self.across().div_ceil(2)).unwrap_or(u16::MAX)
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < self.side);
        let (Some(x), Some(y)) = (inside(x), inside(y)) else {
            return false;
        };
        self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }

    /// The rows: a character each for two modules, and whether dark is behind it instead of light.
    ///
    /// In most fonts a full block leaves a seam at the edge of its cell, a background does not. So
    /// what is of one colour is a background, and only the lower half block is ever a letter.
    pub fn cells(&self) -> impl Iterator<Item = Vec<(&'static str, bool)>> + '_ {
        (0..self.across()).step_by(2).map(|y| {
            (0..self.across())
                .map(|x| {
                    let (upper, lower) = (self.is_dark(x, y), self.is_dark(x, y + 1));
                    (if upper == lower { " " } else { "▄" }, upper)
                })
                .collect()
        })
    }

    /// Draws it with its upper left corner at a place.
    pub fn draw(&self, buffer: &mut Buffer, x: u16, y: u16, theme: Theme) {
        for (row, y) in self.cells().zip(y..) {
            for ((symbol, dark), x) in row.into_iter().zip(x..) {
                if let Some(cell) = buffer.cell_mut((x, y)) {
                    cell.set_symbol(symbol).set_style(theme.code(dark));
                }
            }
        }
    }
}

#[cfg(test)]
pub(in crate::tui) mod scan;
#[cfg(test)]
mod tests;
