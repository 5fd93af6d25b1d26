//! Text cut to columns: wrapped, shortened, padded, hidden.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Breaks the text into lines of at most `width` columns.
///
/// Lines break at spaces, which the break takes away; a word breaks only when it is wider than a
/// whole line, then between any two characters, so Hangul words stay whole where they can. A
/// character wider than the line becomes `…`; with no width there are no lines.
pub fn wrap(text: &str, width: u16) -> Vec<String> {
    let width = usize::from(width);
    if width == 0 {
        return Vec::new();
    }
    text.split('\n')
        .flat_map(|paragraph| wrap_paragraph(paragraph, width))
        .collect()
}

fn wrap_paragraph(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    for piece in text.split_word_groups() {
        match piece {
            Piece::Spaces(count) => line.spaces += count,
            Piece::Word(word) => line.add(word, width, &mut lines),
        }
    }
    lines.push(line.text);
    lines
}

#[derive(Default)]
struct Line {
    text: String,
    columns: usize,
    /// Spaces that are written only if a word follows on the same line.
    spaces: usize,
}

impl Line {
    fn add(&mut self, word: &str, width: usize, lines: &mut Vec<String>) {
        let spaces = std::mem::take(&mut self.spaces);
        if self.columns + spaces + word.width() <= width {
            self.text.extend(std::iter::repeat_n(' ', spaces));
            self.text.push_str(word);
            self.columns += spaces + word.width();
            return;
        }
        if self.columns > 0 {
            self.end(lines);
        }
        for grapheme in word.graphemes(true) {
            let (grapheme, columns) = match grapheme.width() {
                columns if columns > width => ("…", 1),
                columns => (grapheme, columns),
            };
            if self.columns + columns > width {
                self.end(lines);
            }
            self.text.push_str(grapheme);
            self.columns += columns;
        }
    }

    fn end(&mut self, lines: &mut Vec<String>) {
        lines.push(std::mem::take(&mut self.text));
        self.columns = 0;
    }
}

enum Piece<'a> {
    Spaces(usize),
    Word(&'a str),
}

trait WordGroups {
    fn split_word_groups(&self) -> Vec<Piece<'_>>;
}

impl WordGroups for str {
    fn split_word_groups(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        for (index, word) in self.split(' ').enumerate() {
            if index > 0 {
                pieces.push(Piece::Spaces(1));
            }
            if !word.is_empty() {
                pieces.push(Piece::Word(word));
            }
        }
        pieces
    }
}

/// The text in at most `width` columns, with an ellipsis where something was left off.
pub fn truncate(text: &str, width: u16) -> String {
    let width = usize::from(width);
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut columns = 0;
    for grapheme in text.graphemes(true) {
        columns += grapheme.width();
        if columns + 1 > width {
            break;
        }
        out.push_str(grapheme);
    }
    if width > 0 {
        out.push('…');
    }
    out
}

/// The text in exactly `width` columns: shortened, or filled up with spaces.
pub fn pad(text: &str, width: u16) -> String {
    let mut out = truncate(text, width);
    let missing = usize::from(width).saturating_sub(out.width());
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// A secret of so many characters as dots, in at most `width` columns, with its length behind
/// them when it does not fit.
pub fn masked(characters: usize, width: u16) -> String {
    let width = usize::from(width);
    if characters <= width {
        return "•".repeat(characters);
    }
    let length = format!("… {characters}");
    match width.checked_sub(length.width()) {
        Some(dots) => "•".repeat(dots) + &length,
        None => "•".repeat(width),
    }
}

#[cfg(test)]
mod tests;
