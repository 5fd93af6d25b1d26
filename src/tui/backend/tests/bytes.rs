//! What frames cost on the line.

use std::io::{self, Write};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier, Style};

use super::{Line, Rig, address, cells};
use crate::tui::canvas::Canvas;
use crate::tui::overlay::{LinkBlock, Overlay};

fn cursor(x: u16, y: u16) -> Overlay {
    Overlay {
        cursor: Some(Position { x, y }),
        ..Overlay::default()
    }
}

fn form(buffer: &mut Buffer, typed: &str) {
    buffer.set_string(1, 0, "igtoken", Style::new().add_modifier(Modifier::BOLD));
    buffer.set_string(
        1,
        5,
        "a label beside the field",
        Style::new().fg(Color::Green),
    );
    buffer.set_string(20, 7, "> ", Style::new());
    buffer.set_string(22, 7, typed, Style::new());
    buffer.set_string(
        1,
        23,
        "Enter next",
        Style::new().add_modifier(Modifier::DIM),
    );
}

#[test]
fn a_typed_character_costs_one_byte() {
    let mut rig = Rig::new(80, 24);
    rig.frame(cursor(22, 7), |buffer| form(buffer, ""));
    for (typed, x) in [("a", 23), ("ab", 24), ("abc", 25)] {
        let (bytes, writes) = rig.frame(cursor(x, 7), |buffer| form(buffer, typed));
        assert_eq!((bytes.len(), writes), (1, 1));
    }
    let (bytes, _) = rig.frame(cursor(27, 7), |buffer| form(buffer, "abc한"));
    assert_eq!(bytes, "한".as_bytes());
    let (bytes, _) = rig.frame(cursor(25, 7), |buffer| form(buffer, "abc"));
    assert_eq!(bytes, b"\x08\x08\x1b[K");
    let (bytes, _) = rig.frame(cursor(24, 7), |buffer| form(buffer, "ab"));
    assert_eq!(bytes, b"\x08 \x08");
}

#[test]
fn an_unchanged_frame_costs_nothing() {
    let mut rig = Rig::new(80, 24);
    rig.frame(cursor(22, 7), |buffer| form(buffer, "x"));
    assert_eq!(
        rig.frame(cursor(22, 7), |buffer| form(buffer, "x")),
        (Vec::new(), 0)
    );
}

#[test]
fn sixty_pasted_characters_cost_sixty_bytes() {
    let mut rig = Rig::new(100, 24);
    rig.frame(cursor(22, 7), |buffer| form(buffer, ""));
    let (bytes, writes) = rig.frame(cursor(82, 7), |buffer| form(buffer, &"k".repeat(60)));
    assert_eq!((bytes.len(), writes), (60, 1));
}

#[test]
fn a_marker_moves_in_few_bytes() {
    let mut rig = Rig::new(80, 24);
    let mark = |y| {
        move |buffer: &mut Buffer| {
            for row in 2..10 {
                buffer.set_string(1, row, if row == y { "●" } else { " " }, Style::new());
                buffer.set_string(3, row, "a step", Style::new());
            }
        }
    };
    rig.frame(Overlay::default(), mark(4));
    rig.frame(Overlay::default(), mark(5));
    let (bytes, _) = rig.frame(Overlay::default(), mark(6));
    // One marker is 3 bytes of UTF-8.
    assert!(bytes.len() <= 10, "{bytes:?}");
}

#[test]
fn the_first_frame_is_one_write_with_the_leading_bytes() {
    let mut rig = Rig::new(80, 24);
    rig.canvas.lead(crate::tui::terminal::ENTER);
    let (bytes, writes) = rig.frame(cursor(22, 7), |buffer| form(buffer, ""));
    assert_eq!(writes, 1);
    assert!(bytes.starts_with(crate::tui::terminal::ENTER.as_bytes()));
    assert!(bytes.len() < 150, "{}", bytes.len());
    assert!(rig.terminal.screen().alternate_screen());
    assert!(rig.terminal.screen().bracketed_paste());
}

#[test]
fn named_colours_are_short() {
    let mut rig = Rig::new(20, 2);
    rig.frame(Overlay::default(), |_| {});
    let (bytes, _) = rig.frame(Overlay::default(), |buffer| {
        buffer.set_string(0, 0, "a", Style::new().fg(Color::Red));
        buffer.set_string(1, 0, "b", Style::new().fg(Color::LightCyan));
    });
    assert_eq!(bytes, b"\x1b[31ma\x1b[96mb");
}

#[test]
fn the_link_is_one_run_in_one_osc_8_pair_and_sent_once() {
    let mut rig = Rig::new(80, 24);
    let url = address(200);
    let overlay = || Overlay {
        link: Some(LinkBlock::new(10, 80, url.clone(), Style::new())),
        ..Overlay::default()
    };
    let (bytes, writes) = rig.frame(overlay(), |buffer| form(buffer, ""));
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains(&format!("\x1b]8;;{url}\x1b\\{url}\x1b]8;;\x1b\\\x1b[K")),
        "{text:?}"
    );
    assert_eq!((text.matches("\x1b]8;;").count(), writes), (2, 1));
    assert_eq!(
        rig.terminal
            .screen()
            .contents_between(10, 0, 12, 80)
            .trim_end(),
        url
    );
    assert!(rig.terminal.screen().row_wrapped(10) && rig.terminal.screen().row_wrapped(11));
    assert!(!rig.terminal.screen().row_wrapped(12));
    assert_eq!(rig.frame(overlay(), |buffer| form(buffer, "")).1, 0);
    let again = Overlay {
        full_redraw: true,
        ..overlay()
    };
    let (bytes, _) = rig.frame(again, |buffer| form(buffer, ""));
    assert!(String::from_utf8(bytes).unwrap().contains(&url));
}

#[test]
fn a_link_of_exactly_full_rows_keeps_its_last_character() {
    let mut rig = Rig::new(20, 6);
    let link = LinkBlock::new(1, 20, address(40), Style::new());
    rig.frame(
        Overlay {
            link: Some(link),
            ..Overlay::default()
        },
        |buffer| {
            buffer.set_string(0, 3, "below", Style::new());
        },
    );
    assert_eq!(
        rig.terminal.screen().contents_between(1, 0, 2, 20),
        address(40)
    );
    assert_eq!(rig.row(3), "below");
}

#[test]
fn a_link_that_would_scroll_is_not_drawn() {
    let mut canvas = Canvas::new(
        Line::default(),
        Size {
            width: 20,
            height: 4,
        },
    )
    .unwrap();
    for (row, length, fits) in [
        (2, 39, true),
        (2, 40, false),
        (3, 21, false),
        (3, 19, true),
        (9, 3, false),
        (0, 0, false),
    ] {
        let link = LinkBlock::new(row, 20, address(length), Style::new());
        let overlay = Overlay {
            link: Some(link),
            ..Overlay::default()
        };
        assert_eq!(
            canvas.draw(|_| overlay).unwrap().fits,
            fits,
            "{row} {length}"
        );
    }
    let unclean = LinkBlock::new(0, 20, "https://x/\x1b[2J", Style::new());
    let overlay = Overlay {
        link: Some(unclean),
        ..Overlay::default()
    };
    assert!(!canvas.draw(|_| overlay).unwrap().fits);
}

/// The busiest screen: eleven steps, text, a link of three rows, a field.
fn authorize(buffer: &mut Buffer) {
    let steps = [
        "account",
        "create-app",
        "add-product",
        "app-credentials",
        "add-tester",
    ];
    buffer.set_string(1, 0, "igtoken", Style::new().add_modifier(Modifier::BOLD));
    buffer.set_string(45, 0, "default · instagram-login · via SSH", Style::new());
    for (y, step) in (1..).zip(steps) {
        buffer.set_string(1, y, "✓", Style::new().fg(Color::Green));
        buffer.set_string(3, y, step, Style::new());
    }
    buffer.set_string(1, 8, "●", Style::new());
    buffer.set_string(3, 8, "authorize", Style::new().add_modifier(Modifier::BOLD));
    buffer.set_string(20, 1, "Sign in with Instagram", Style::new());
    buffer.set_string(
        20,
        3,
        "Open this link in any browser, on any device:",
        Style::new(),
    );
    let hint = "After Allow, paste the address you land on, even if that page does not load.";
    buffer.set_string(1, 16, hint, Style::new());
    buffer.set_string(1, 18, "> ", Style::new());
    for (x, key, what) in [
        (1, "c", "copy"),
        (9, "r", "QR"),
        (15, "t", "tunnel"),
        (25, "?", "help"),
    ] {
        buffer.set_string(x, 23, key, Style::new().fg(Color::Cyan));
        buffer.set_string(x + 2, 23, what, Style::new());
    }
}

#[test]
fn the_busiest_screen_fits_one_packet() {
    let mut rig = Rig::new(80, 24);
    let link = LinkBlock::new(11, 80, address(270), Style::new());
    let overlay = Overlay {
        link: Some(link),
        ..cursor(3, 18)
    };
    let (bytes, writes) = rig.frame(overlay, authorize);
    let text = 270 * 2 + 420;
    assert_eq!(writes, 1);
    assert!(bytes.len() <= text + 140, "{}", bytes.len());
}

/// A line that fails once.
#[derive(Default)]
struct Failing {
    failed: bool,
    bytes: Vec<u8>,
}

impl Write for Failing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !std::mem::replace(&mut self.failed, true) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn after_a_failed_write_everything_is_sent_again() {
    let mut canvas = Canvas::new(Failing::default(), Size::new(80, 24)).unwrap();
    let view = |frame: &mut ratatui::Frame| {
        form(frame.buffer_mut(), "x");
        Overlay::default()
    };
    assert!(canvas.draw(view).is_err());
    canvas.draw(view).unwrap();
    assert!(canvas.writer().bytes.starts_with(b"\x1b[m\x1b[H\x1b[J"));
    assert!(canvas.writer().bytes.ends_with(b"Enter next\x1b[?25l"));
}

#[test]
fn it_serves_a_plain_ratatui_terminal_too() {
    let lean = super::super::Lean::new(Line::default(), Size::new(20, 3));
    let mut terminal = ratatui::Terminal::new(lean).unwrap();
    let mut seen = vt100::Parser::new(cells(3), cells(20), 0);
    for text in ["•••••", " 한국어", "", "abc"] {
        terminal
            .draw(|frame| frame.render_widget(text, frame.area()))
            .unwrap();
        let Line { bytes, writes } = std::mem::take(terminal.backend_mut().writer_mut());
        assert_eq!(writes, 1);
        seen.process(&bytes);
        assert_eq!(seen.screen().contents().trim_end(), text);
    }
}
