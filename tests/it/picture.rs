//! The picture of the README: a real screen of a real run, drawn as SVG.
//!
//! `IGTOKEN_PICTURE=docs/wizard.svg cargo test --test it picture` makes it anew.

use std::fmt::Write as _;

use crate::pty::{Home, Pty};
use crate::pty_journeys::{INSTAGRAM_LOGIN, through_the_checklist};

/// Cell size of the picture in pixels.
const CELL: (usize, usize) = (9, 19);
/// Around the screen, in pixels.
const MARGIN: usize = 16;

/// A terminal's sixteen colours on a dark ground.
const COLOURS: [&str; 16] = [
    "#15181e", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d7dae0",
    "#7f848e", "#ff7b85", "#a9d88a", "#f0cd88", "#7bc0ff", "#d68bea", "#67c9d6", "#ffffff",
];
const GROUND: &str = "#15181e";
const TEXT: &str = "#d7dae0";

fn colour(colour: vt100::Color, otherwise: &'static str) -> &'static str {
    match colour {
        vt100::Color::Idx(index) => COLOURS
            .get(usize::from(index))
            .copied()
            .unwrap_or(otherwise),
        vt100::Color::Default | vt100::Color::Rgb(..) => otherwise,
    }
}

/// The screen as SVG: a rectangle for each coloured ground, a text for each run of one style.
pub(crate) fn svg(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let width = usize::from(columns) * CELL.0 + 2 * MARGIN;
    let height = usize::from(rows) * CELL.1 + 2 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" \
         font-size=\"15\">\n<rect width=\"{width}\" height=\"{height}\" rx=\"10\" \
         fill=\"{GROUND}\"/>\n"
    );
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let start = column;
            let Some(first) = screen.cell(row, column) else {
                break;
            };
            let style = |cell: &vt100::Cell| {
                (
                    cell.fgcolor(),
                    cell.bold(),
                    cell.dim(),
                    cell.inverse(),
                    cell.underline(),
                )
            };
            let wanted = style(first);
            let mut text = String::new();
            while let Some(cell) = screen
                .cell(row, column)
                .filter(|cell| style(cell) == wanted)
            {
                text.push_str(if cell.has_contents() {
                    cell.contents()
                } else {
                    " "
                });
                column += 1;
            }
            if text.trim().is_empty() {
                continue;
            }
            let (fg, bold, dim, inverse, underline) = wanted;
            let x = MARGIN + usize::from(start) * CELL.0;
            let y = MARGIN + usize::from(row) * CELL.1;
            let length = usize::from(column - start) * CELL.0;
            let (ink, ground) = if inverse {
                (GROUND, TEXT)
            } else {
                (colour(fg, TEXT), GROUND)
            };
            if inverse {
                let high = CELL.1;
                writeln!(
                    out,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{length}\" height=\"{high}\" \
                     fill=\"{ground}\"/>"
                )
                .expect("writing to a string");
            }
            let weight = if bold { " font-weight=\"bold\"" } else { "" };
            let faint = if dim { " opacity=\"0.65\"" } else { "" };
            let line = if underline {
                " text-decoration=\"underline\""
            } else {
                ""
            };
            let base = y + 14;
            let text = text
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            writeln!(
                out,
                "<text x=\"{x}\" y=\"{base}\" textLength=\"{length}\" fill=\"{ink}\" \
                 xml:space=\"preserve\"{weight}{faint}{line}>{text}</text>"
            )
            .expect("writing to a string");
        }
    }
    out.push_str("</svg>\n");
    out
}

#[test]
fn the_picture_of_the_readme_is_drawn_from_a_real_run() {
    let home = Home::new();
    let mut pty = Pty::open(&home, &["--sandbox"]);
    through_the_checklist(&mut pty, &INSTAGRAM_LOGIN);
    pty.see("Open this link in any browser")
        .see("&force_reauth=true")
        .see("? help");
    let picture = svg(pty.vt());
    for text in [
        "app-credentials",
        "Sign in with Instagram",
        "/oauth/authorize?client_id=",
    ] {
        assert!(picture.contains(text), "{text} is not in the picture");
    }
    if let Some(path) = std::env::var_os("IGTOKEN_PICTURE") {
        let place = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(place)
            .expect("the picture's file");
        std::io::Write::write_all(&mut file, picture.as_bytes()).expect("the picture");
    }
    pty.press("q").ends_with(0);
}
