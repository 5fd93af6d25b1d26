use proptest::prelude::*;
use ratatui::layout::Rect;

use super::*;
use crate::tui::theme::{Colour, Theme};

/// Draws a code alone and reads it again.
fn drawn(text: &str, colour: Colour, ground: u8) -> Option<String> {
    let code = Code::of(text).unwrap();
    let mut buffer = Buffer::empty(Rect::new(0, 0, code.columns(), code.rows()));
    code.draw(&mut buffer, 0, 0, Theme::new(colour));
    scan::read_frame(&buffer, ground)
}

#[test]
fn a_code_takes_as_many_columns_and_rows_as_its_version_and_the_quiet_zone_ask_for() {
    for (bytes, columns, rows) in [
        (17, 29, 15),
        (18, 33, 17),
        (78, 41, 21),
        (106, 45, 23),
        (107, 49, 25),
        (134, 49, 25),
        (250, 65, 33),
        (300, 69, 35),
        (2953, 185, 93),
    ] {
        let code = Code::of(&"a".repeat(bytes)).unwrap();
        assert_eq!((code.columns(), code.rows()), (columns, rows), "{bytes}");
    }
    assert_eq!(Code::of(&"a".repeat(2954)), None);
}

#[test]
fn the_quiet_zone_is_part_of_the_code_and_two_modules_are_a_character() {
    let code = Code::of("https://example.c").unwrap();
    let picture = |(symbol, on_dark)| match (symbol, on_dark) {
        (" ", true) => '█',
        ("▄", true) => '▀',
        ("▄", false) => '▄',
        (_, _) => ' ',
    };
    let lines: Vec<String> = code
        .cells()
        .map(|row| row.into_iter().map(picture).collect())
        .collect();
    assert_eq!(lines.len(), 15);
    let blank = " ".repeat(29);
    for outside in [0, 1, 13, 14] {
        assert_eq!(lines[outside], blank);
    }
    for (line, begin, end) in [
        (2, "    █▀▀▀▀▀█ ", " █▀▀▀▀▀█    "),
        (3, "    █ ███ █ ", " █ ███ █    "),
        (4, "    █ ▀▀▀ █ ", " █ ▀▀▀ █    "),
        (5, "    ▀▀▀▀▀▀▀ ", " ▀▀▀▀▀▀▀    "),
    ] {
        assert!(lines[line].starts_with(begin), "{:?}", lines[line]);
        assert!(lines[line].ends_with(end), "{:?}", lines[line]);
    }
    for line in &lines {
        assert_eq!(line.chars().count(), 29);
    }
}

#[test]
fn without_colours_a_code_is_dark_on_light_where_letters_are_light() {
    let link = "https://www.instagram.com/accounts/manage_access/";
    assert_eq!(drawn(link, Colour::None, 0).as_deref(), Some(link));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_link_is_read_again_from_its_code(
        link in "[!-~]{20,900}",
        light in any::<bool>(),
    ) {
        let ground = if light { 255 } else { 0 };
        let read = drawn(&link, Colour::Full, ground);
        prop_assert_eq!(read.as_deref(), Some(link.as_str()));
    }
}
