use std::io::{self, Write};
use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier, Style};

use crate::tui::canvas::Canvas;
use crate::tui::overlay::{LinkBlock, Overlay};

mod bytes;

#[derive(Default)]
struct Line {
    bytes: Vec<u8>,
    writes: usize,
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        self.writes += 1;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Rig {
    canvas: Canvas<Line>,
    terminal: vt100::Parser,
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Rig {
    fn new(width: u16, height: u16) -> Self {
        Self {
            canvas: Canvas::new(Line::default(), Size { width, height }).unwrap(),
            terminal: vt100::Parser::new(cells(height), cells(width), 0),
        }
    }

    fn resize(&mut self, width: u16, height: u16) {
        self.canvas.resize(Size { width, height });
        self.terminal
            .screen_mut()
            .set_size(cells(height), cells(width));
    }

    /// Draws a frame; gives its bytes and the number of writes.
    fn frame(&mut self, overlay: Overlay, draw: impl FnOnce(&mut Buffer)) -> (Vec<u8>, usize) {
        self.canvas
            .draw(|frame| {
                draw(frame.buffer_mut());
                overlay
            })
            .unwrap();
        let Line { bytes, writes } = std::mem::take(self.canvas.writer_mut());
        self.terminal.process(&bytes);
        (bytes, writes)
    }

    fn row(&self, y: u16) -> String {
        let screen = self.terminal.screen();
        (0..screen.size().1.get())
            .filter_map(|x| screen.cell(y, x))
            .filter(|cell| !cell.is_wide_continuation())
            .map(|cell| {
                if cell.has_contents() {
                    cell.contents()
                } else {
                    " "
                }
            })
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    fn check(&self, buffer: &Buffer) {
        let screen = self.terminal.screen();
        for y in 0..buffer.area.height {
            let mut x = 0;
            while x < buffer.area.width {
                let (cell, seen) = (&buffer[(x, y)], screen.cell(y, x).unwrap());
                let text = if seen.has_contents() {
                    seen.contents()
                } else {
                    " "
                };
                assert_eq!(text, cell.symbol(), "text at {x},{y}");
                let has = |modifier| cell.modifier.contains(modifier);
                assert_eq!(
                    seen.inverse(),
                    has(Modifier::REVERSED),
                    "reverse at {x},{y}"
                );
                assert_eq!(
                    seen.underline(),
                    has(Modifier::UNDERLINED),
                    "underline at {x},{y}"
                );
                assert_eq!(seen.bgcolor(), colour(cell.bg), "background at {x},{y}");
                if text != " " {
                    // vt100 keeps only the last of bold and dim.
                    let both = Modifier::BOLD | Modifier::DIM;
                    if !cell.modifier.contains(both) {
                        assert_eq!(seen.bold(), has(Modifier::BOLD), "bold at {x},{y}");
                        assert_eq!(seen.dim(), has(Modifier::DIM), "dim at {x},{y}");
                    }
                    assert_eq!(seen.italic(), has(Modifier::ITALIC), "italic at {x},{y}");
                    assert_eq!(seen.fgcolor(), colour(cell.fg), "foreground at {x},{y}");
                }
                x += if seen.is_wide() { 2 } else { 1 };
            }
            assert!(!screen.row_wrapped(y), "row {y} must not be wrapped");
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the others are not drawn here"
)]
fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::Green => vt100::Color::Idx(2),
        Color::LightCyan => vt100::Color::Idx(14),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    }
}

type Spot = (u16, u16, String, Style);

fn style() -> impl Strategy<Value = Style> {
    let colours = || {
        prop::sample::select(vec![
            Color::Reset,
            Color::Reset,
            Color::Red,
            Color::Green,
            Color::LightCyan,
            Color::Indexed(200),
            Color::Rgb(1, 2, 3),
        ])
    };
    let modifiers = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::ITALIC,
        Modifier::BOLD | Modifier::UNDERLINED,
        Modifier::REVERSED,
        Modifier::UNDERLINED,
    ]);
    (colours(), prop::option::weighted(0.2, colours()), modifiers).prop_map(|(fg, bg, modifier)| {
        Style::new()
            .fg(fg)
            .bg(bg.unwrap_or_default())
            .add_modifier(modifier)
    })
}

fn spots() -> impl Strategy<Value = Vec<Spot>> {
    let text = prop::sample::select(vec![
        "a",
        "word",
        "two words",
        "한",
        "한국어 글",
        "x한y",
        " ",
        "          ",
        "é",
        "·",
        "a      b",
        "•••",
    ]);
    let spot = (0_u16..24, 0_u16..8, text.prop_map(str::to_owned), style());
    prop::collection::vec(spot, 0..14)
}

fn paint(buffer: &mut Buffer, spots: &[Spot]) {
    for (x, y, text, style) in spots {
        if *x < buffer.area.width && *y < buffer.area.height {
            buffer.set_string(*x, *y, text, *style);
        }
    }
    // A wide character whose right half was overwritten does not exist.
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            let wide = unicode_width::UnicodeWidthStr::width(buffer[(x, y)].symbol()) == 2;
            if wide && (x + 1 == buffer.area.width || buffer[(x + 1, y)].symbol() != " ") {
                buffer[(x, y)].set_symbol("?");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_terminal_shows_every_frame(
        (width, height) in (1_u16..24, 1_u16..8),
        second in (1_u16..24, 1_u16..8),
        frames in prop::collection::vec((spots(), (0_u16..24, 0_u16..8), 0_u8..12), 1..8),
    ) {
        let mut rig = Rig::new(width, height);
        let (mut width, mut height) = (width, height);
        for (spots, cursor, event) in frames {
            if event == 0 {
                (width, height) = second;
                rig.resize(width, height);
            }
            let place = (cursor.0.min(width - 1), cursor.1.min(height - 1));
            let overlay = Overlay {
                cursor: (event > 2).then_some(place.into()),
                full_redraw: event == 1,
                ..Overlay::default()
            };
            let mut wanted = Buffer::empty(ratatui::layout::Rect::new(0, 0, width, height));
            paint(&mut wanted, &spots);
            let (bytes, writes) = rig.frame(overlay.clone(), |buffer| buffer.merge(&wanted));
            prop_assert_eq!(writes, usize::from(!bytes.is_empty()));
            rig.check(&wanted);
            let screen = rig.terminal.screen();
            prop_assert_eq!(screen.hide_cursor(), event <= 2);
            if event > 2 {
                prop_assert_eq!(screen.cursor_position(), (place.1, place.0));
            }
            let again = Overlay { full_redraw: false, ..overlay };
            let (bytes, writes) = rig.frame(again, |buffer| buffer.merge(&wanted));
            prop_assert_eq!((bytes.len(), writes), (0, 0));
        }
    }

    #[test]
    fn a_link_comes_moves_and_goes_in_one_piece(
        (width, height) in (1_u16..24, 1_u16..8),
        frames in prop::collection::vec((spots(), prop::option::of((0_u16..8, 1_usize..60))), 1..6),
    ) {
        let mut rig = Rig::new(width, height);
        for (spots, link) in frames {
            let link = link.map(|(row, length)| {
                LinkBlock::new(row, width, address(length), Style::new())
            });
            let fits = link.as_ref().filter(|link| link.fits(Size { width, height })).cloned();
            let overlay = Overlay { link, ..Overlay::default() };
            let mut wanted = Buffer::empty(ratatui::layout::Rect::new(0, 0, width, height));
            paint(&mut wanted, &spots);
            let (_, writes) = rig.frame(overlay, |buffer| buffer.merge(&wanted));
            prop_assert!(writes <= 1);
            let Some(link) = fits else { rig.check(&wanted); continue };
            let screen = rig.terminal.screen();
            let last = link.row + link.needed(width) - 1;
            for y in (0..height).filter(|y| !link.covers(*y, width)) {
                let row: String = (0..width)
                    .filter(|x| screen.cell(y, *x).is_some_and(|c| !c.is_wide_continuation()))
                    .map(|x| wanted[(x, y)].symbol())
                    .collect();
                prop_assert_eq!(rig.row(y), row.trim_end());
                prop_assert!(!screen.row_wrapped(y));
            }
            let copied = screen.contents_between(link.row, 0, last, width);
            prop_assert_eq!(copied.trim_end(), link.text);
            for y in link.row..last {
                prop_assert!(screen.row_wrapped(y));
            }
        }
    }
}

fn address(length: usize) -> String {
    "https://www.instagram.com/oauth/authorize?client_id=1&state=2"
        .chars()
        .cycle()
        .take(length)
        .collect()
}
