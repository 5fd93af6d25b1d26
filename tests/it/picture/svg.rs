//! A screen as SVG: grounds as paths, each run of one style as a text of exact width.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Cell size in pixels; the height is even, for half blocks.
const CELL: (usize, usize) = (9, 20);
/// Around the screen, in pixels.
const MARGIN: usize = 16;

/// A terminal's sixteen colours on a dark ground.
const COLOURS: [&str; 16] = [
    "#15181e", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d7dae0",
    "#7f848e", "#ff7b85", "#a9d88a", "#f0cd88", "#7bc0ff", "#d68bea", "#67c9d6", "#ffffff",
];
const GROUND: &str = "#15181e";
const TEXT: &str = "#d7dae0";
const FRAME: &str = "#343a46";

fn colour(colour: vt100::Color) -> Option<&'static str> {
    match colour {
        vt100::Color::Idx(16) => Some("#000000"),
        vt100::Color::Idx(231) => Some("#ffffff"),
        vt100::Color::Idx(index) => COLOURS.get(usize::from(index)).copied(),
        vt100::Color::Default | vt100::Color::Rgb(..) => None,
    }
}

#[derive(Clone, Copy, PartialEq)]
struct Style {
    ink: &'static str,
    ground: Option<&'static str>,
    bold: bool,
    dim: bool,
    underline: bool,
}

#[derive(Clone)]
struct Glyph {
    /// Empty behind a wide letter.
    text: String,
    style: Style,
    columns: usize,
}

/// The cells of a screen.
pub(super) struct Grid {
    cells: Vec<Vec<Glyph>>,
    cursor: Option<(u16, u16)>,
}

impl Grid {
    pub(super) fn of(screen: &vt100::Screen) -> Self {
        let (rows, columns) = screen.size();
        let cells = (0..rows.get())
            .map(|row| {
                (0..columns.get())
                    .filter_map(|column| screen.cell(row, column))
                    .map(glyph)
                    .collect()
            })
            .collect();
        let cursor = (!screen.hide_cursor()).then(|| screen.cursor_position());
        Self { cells, cursor }
    }

    pub(super) fn rows(&self) -> usize {
        self.cells.len()
    }

    /// One sign for each column of a row.
    pub(super) fn line(&self, row: usize) -> Vec<char> {
        self.cells[row]
            .iter()
            .map(|glyph| glyph.text.chars().next().unwrap_or('\0'))
            .collect()
    }

    /// Takes over what was changed in such a line.
    pub(super) fn set_line(&mut self, row: usize, line: &[char]) {
        for (glyph, &sign) in self.cells[row].iter_mut().zip(line) {
            if glyph.text.chars().next().is_some_and(|was| was != sign) {
                glyph.text = sign.to_string();
            }
        }
    }

    pub(super) fn svg(&self) -> String {
        let columns = self.cells.first().map_or(0, Vec::len);
        let width = columns * CELL.0 + 2 * MARGIN;
        let height = self.cells.len() * CELL.1 + 2 * MARGIN;
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, \
             'Noto Sans Mono CJK KR', D2Coding, monospace\" font-size=\"15\" fill=\"{TEXT}\">\n\
             <style>.w{{font-size:17px}}</style>\n\
             <rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"{GROUND}\" \
             stroke=\"{FRAME}\"/>\n",
            width - 1,
            height - 1
        );
        self.grounds(&mut out);
        if let Some((row, column)) = self.cursor {
            let x = MARGIN + usize::from(column) * CELL.0;
            let y = MARGIN + usize::from(row) * CELL.1 + 2;
            line(
                &mut out,
                &format!("<rect x=\"{x}\" y=\"{y}\" width=\"9\" height=\"16\" opacity=\".75\"/>"),
            );
        }
        for (row, cells) in self.cells.iter().enumerate() {
            texts(&mut out, row, cells);
        }
        out.push_str("</svg>\n");
        out
    }

    /// One path for each colour, made of half cells.
    fn grounds(&self, out: &mut String) {
        let mut paths: BTreeMap<&str, String> = BTreeMap::new();
        let half = CELL.1 / 2;
        for (row, cells) in self.cells.iter().enumerate() {
            for (part, y) in [0, half].into_iter().enumerate() {
                let y = MARGIN + row * CELL.1 + y;
                let mut column = 0;
                while column < cells.len() {
                    let start = column;
                    let colour = halves(&cells[start])[part];
                    while cells
                        .get(column)
                        .is_some_and(|at| halves(at)[part] == colour)
                    {
                        column += 1;
                    }
                    if let Some(colour) = colour {
                        let x = MARGIN + start * CELL.0;
                        let w = (column - start) * CELL.0;
                        write!(
                            paths.entry(colour).or_default(),
                            "M{x} {y}h{w}v{half}h-{w}z"
                        )
                        .expect("writing to a string");
                    }
                }
            }
        }
        for (colour, path) in paths {
            line(
                out,
                &format!("<path shape-rendering=\"crispEdges\" fill=\"{colour}\" d=\"{path}\"/>"),
            );
        }
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn glyph(cell: &vt100::Cell) -> Glyph {
    let (mut ink, mut ground) = (colour(cell.fgcolor()), colour(cell.bgcolor()));
    if cell.inverse() {
        (ink, ground) = (Some(ground.unwrap_or(GROUND)), Some(ink.unwrap_or(TEXT)));
    }
    let text = if cell.is_wide_continuation() {
        String::new()
    } else if cell.has_contents() {
        cell.contents().to_owned()
    } else {
        " ".to_owned()
    };
    Glyph {
        text,
        style: Style {
            ink: ink.unwrap_or(TEXT),
            ground,
            bold: cell.bold(),
            dim: cell.dim(),
            underline: cell.underline(),
        },
        columns: if cell.is_wide() { 2 } else { 1 },
    }
}

/// The colours of the upper and the lower half; nothing where the ground is the terminal's own.
fn halves(glyph: &Glyph) -> [Option<&'static str>; 2] {
    let (ink, ground) = (Some(glyph.style.ink), glyph.style.ground);
    match glyph.text.as_str() {
        "▄" => [ground, ink],
        "▀" => [ink, ground],
        "█" => [ink, ink],
        _ => [ground, ground],
    }
}

fn is_drawn(glyph: &Glyph) -> bool {
    !matches!(glyph.text.as_str(), "" | " " | "▄" | "▀" | "█")
}

/// A text for each run of one style and one width of letter, so that every run stands exactly.
fn texts(out: &mut String, row: usize, cells: &[Glyph]) {
    let mut column = 0;
    while column < cells.len() {
        let first = &cells[column];
        if !is_drawn(first) {
            column += 1;
            continue;
        }
        let start = column;
        let mut text = String::new();
        let joins = |at: usize| {
            cells.get(at).is_some_and(|glyph| {
                is_drawn(glyph) && glyph.style == first.style && glyph.columns == first.columns
            })
        };
        loop {
            text.push_str(&cells[column].text);
            column += first.columns;
            if joins(column) {
                continue;
            }
            let gap = cells.get(column).is_some_and(|glyph| glyph.text == " ");
            if first.columns == 1 && gap && joins(column + 1) {
                text.push(' ');
                column += 1;
                continue;
            }
            break;
        }
        run(out, (row, start, column - start), &text, first);
    }
}

fn run(out: &mut String, place: (usize, usize, usize), text: &str, first: &Glyph) {
    let ((row, start, columns), style) = (place, first.style);
    let x = MARGIN + start * CELL.0;
    let y = MARGIN + row * CELL.1 + 15;
    let mut attributes = format!("x=\"{x}\" y=\"{y}\"");
    if columns > 1 {
        write!(attributes, " textLength=\"{}\"", columns * CELL.0).expect("writing to a string");
    }
    if style.ink != TEXT {
        write!(attributes, " fill=\"{}\"", style.ink).expect("writing to a string");
    }
    for (is, attribute) in [
        (style.bold, " font-weight=\"bold\""),
        (style.dim, " opacity=\".65\""),
        (style.underline, " text-decoration=\"underline\""),
    ] {
        if is {
            attributes.push_str(attribute);
        }
    }
    if first.columns == 2 {
        // A wide letter is a square in most fonts, and two cells are a little more.
        attributes.push_str(" class=\"w\"");
    }
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    line(out, &format!("<text {attributes}>{text}</text>"));
}
