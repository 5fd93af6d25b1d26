//! Where the parts of the screen stand, from its size alone.

use ratatui::layout::Rect;

/// From this width on the steps stand in a rail on the left.
pub const RAIL_FROM: u16 = 60;
/// Below this size only the essential line is shown.
pub const SMALLEST: (u16, u16) = (30, 8);

/// From this height on an empty line stands below the header.
pub const AIR_FROM: u16 = 30;

/// The parts of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// One line.
    pub header: Rect,
    /// The steps; empty where the window is too narrow.
    pub rail: Rect,
    /// What the screen is about.
    pub body: Rect,
    /// Right above the footer.
    pub notice: Rect,
    /// One line.
    pub footer: Rect,
}

/// Whether so little room is left that only the essential line is shown.
pub const fn is_tiny(screen: Rect) -> bool {
    screen.width < SMALLEST.0 || screen.height < SMALLEST.1
}

/// The empty lines below the header.
pub const fn air(height: u16) -> u16 {
    if height >= AIR_FROM { 1 } else { 0 }
}

/// Divides the screen. `rail` is the width that the steps want, `notice` the rows of the notice.
pub fn areas(screen: Rect, rail: u16, notice: u16) -> Areas {
    let Rect {
        x,
        y,
        width,
        height,
    } = screen;
    let notice_rows = notice.max(1).min(height.saturating_sub(3));
    let top = 1 + air(height);
    let body_rows = height.saturating_sub(1 + top + notice_rows);
    let rail = if width >= RAIL_FROM { rail } else { 0 };
    // Without a rail the text keeps one column on each side, as it does beside the rail.
    let left = rail.max(1).min(width);
    Areas {
        header: Rect::new(x, y, width, height.min(1)),
        rail: Rect::new(x, y.saturating_add(top), rail, body_rows),
        body: Rect::new(
            x.saturating_add(left),
            y.saturating_add(top),
            width.saturating_sub(left + 1),
            body_rows,
        ),
        notice: Rect::new(x, y.saturating_add(top + body_rows), width, notice_rows),
        footer: Rect::new(
            x,
            y.saturating_add(height.saturating_sub(1)),
            width,
            height.min(1),
        ),
    }
}
