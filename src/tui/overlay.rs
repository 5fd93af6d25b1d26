//! What belongs to a frame and is not cells: the cursor and the one-piece link.

use ratatui::layout::{Position, Size};
use ratatui::style::Style;

/// What a view gives back beside the cells it drew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overlay {
    /// Where the cursor stands; hidden if nowhere.
    pub cursor: Option<Position>,
    /// The link shown in one piece.
    pub link: Option<LinkBlock>,
    /// Whether the screen is cleared and everything is sent again.
    pub full_redraw: bool,
}

/// A link over the full width that a mouse selection copies whole.
///
/// It starts in column 0 and the terminal wraps it, so no line break gets into the copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkBlock {
    /// The first row.
    pub row: u16,
    /// How many rows are kept free for it.
    pub rows: u16,
    /// The address: printable ASCII only, else it is not drawn.
    pub text: String,
    /// How it is written.
    pub style: Style,
}

impl LinkBlock {
    /// A link from `row` on with as many rows as it needs on a terminal of this width.
    pub fn new(row: u16, width: u16, text: impl Into<String>, style: Style) -> Self {
        let text = text.into();
        Self {
            row,
            rows: rows_needed(text.len(), width),
            text,
            style,
        }
    }

    /// The rows it takes on a terminal of this width.
    pub fn needed(&self, width: u16) -> u16 {
        rows_needed(self.text.len(), width)
    }

    /// Whether `row` is one of its own.
    pub fn covers(&self, row: u16, width: u16) -> bool {
        row >= self.row && row - self.row < self.needed(width)
    }

    /// Whether it can be drawn without the terminal scrolling.
    ///
    /// The last cell of the screen stays free: not every terminal waits there for the next
    /// character before it wraps.
    pub fn fits(&self, screen: Size) -> bool {
        let needed = usize::from(self.needed(screen.width));
        let width = usize::from(screen.width);
        let below = usize::from(screen.height).saturating_sub(usize::from(self.row));
        needed > 0
            && width > 0
            && needed <= usize::from(self.rows)
            && needed <= below
            && self.text.len() < below * width
            && self.text.bytes().all(|byte| byte.is_ascii_graphic())
    }
}

/// The rows that a text of `text_width` columns takes when wrapped from column 0.
pub fn rows_needed(text_width: usize, width: u16) -> u16 {
    if width == 0 {
        return 0;
    }
    u16::try_from(text_width.div_ceil(usize::from(width))).unwrap_or(u16::MAX)
}
