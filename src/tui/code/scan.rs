//! A reader of codes for tests: from what cells show to pixels, from pixels to the text.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// What the upper and the lower half of a cell shows, from black to white.
pub(in crate::tui) type Halves = (u8, u8);

/// Pixels along each side of half a cell.
const SCALE: usize = 4;

/// The halves of a cell with these colours; letters count as nothing.
pub(in crate::tui) fn halves(symbol: &str, ink: u8, paper: u8) -> Halves {
    match symbol {
        "▄" => (paper, ink),
        _ => (paper, paper),
    }
}

/// The text of the only code in a picture of cells; nothing when there is none to read.
pub(in crate::tui) fn read(
    width: u16,
    height: u16,
    cell: impl Fn(u16, u16) -> Halves,
) -> Option<String> {
    let pixels = |cells: u16, each: usize| usize::from(cells) * each;
    let cell_at = |pixel: usize, each: usize| u16::try_from(pixel / each).unwrap();
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(
        pixels(width, SCALE),
        pixels(height, 2 * SCALE),
        |x, y| {
            let (upper, lower) = cell(cell_at(x, SCALE), cell_at(y, 2 * SCALE));
            if y % (2 * SCALE) < SCALE {
                upper
            } else {
                lower
            }
        },
    );
    let grids = image.detect_grids();
    assert!(grids.len() <= 1, "{} codes", grids.len());
    grids.first()?.decode().ok().map(|(_, text)| text)
}

/// The same of a frame, on a terminal whose own background is `ground`.
pub(in crate::tui) fn read_frame(buffer: &Buffer, ground: u8) -> Option<String> {
    let area = buffer.area;
    read(area.width, area.height, |x, y| {
        shown(&buffer[(x, y)], ground)
    })
}

/// The same of what a terminal shows that has colours of its own, letters in white on black.
pub(in crate::tui) fn read_terminal(screen: &vt100::Screen) -> Option<String> {
    let (height, width) = screen.size();
    read(width.into(), height.into(), |x, y| {
        let cell = screen.cell(y, x).unwrap();
        let luma = |colour, own| {
            if colour == vt100::Color::Idx(16) {
                0
            } else if colour == vt100::Color::Idx(231) {
                255
            } else {
                own
            }
        };
        let (ink, paper) = (luma(cell.fgcolor(), 255), luma(cell.bgcolor(), 0));
        if cell.inverse() {
            halves(cell.contents(), paper, ink)
        } else {
            halves(cell.contents(), ink, paper)
        }
    })
}

fn shown(cell: &Cell, ground: u8) -> Halves {
    let luma = |colour: Color, own: u8| {
        if colour == Color::Indexed(16) {
            0
        } else if colour == Color::Indexed(231) {
            255
        } else {
            own
        }
    };
    let (ink, paper) = (luma(cell.fg, 255 - ground), luma(cell.bg, ground));
    if cell.modifier.contains(Modifier::REVERSED) {
        halves(cell.symbol(), paper, ink)
    } else {
        halves(cell.symbol(), ink, paper)
    }
}
