use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::{masked, pad, truncate, wrap};

#[test]
fn words_move_whole_and_long_ones_are_cut() {
    assert_eq!(wrap("one two three", 8), ["one two", "three"]);
    assert_eq!(wrap("링크를 엽니다 지금", 8), ["링크를", "엽니다", "지금"]);
    assert_eq!(wrap("아주긴한글낱말", 6), ["아주긴", "한글낱", "말"]);
    assert_eq!(
        wrap("see https://a.example/b", 10),
        ["see", "https://a.", "example/b"]
    );
    assert_eq!(wrap("a\n\n b", 10), ["a", "", " b"]);
}

#[test]
fn tiny_widths_do_no_harm() {
    assert!(wrap("text", 0).is_empty());
    assert_eq!(wrap("ab", 1), ["a", "b"]);
    assert_eq!(wrap("한a", 1), ["…", "a"]);
    assert_eq!(truncate("한국", 0), "");
    assert_eq!(truncate("한국", 1), "…");
    assert_eq!(truncate("한국어", 4), "한…");
    assert_eq!(pad("한국어", 4), "한… ");
    assert_eq!(pad("ab", 4), "ab  ");
}

#[test]
fn a_secret_shows_its_length_only() {
    assert_eq!(masked(4, 10), "••••");
    assert_eq!(masked(32, 10), "••••••… 32");
    assert_eq!(masked(32, 2), "••");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wrapping_loses_nothing_and_never_gets_too_wide(
        text in "[a-z한국어글é·/&?=\n ]{0,200}",
        width in 2_u16..50,
    ) {
        let lines = wrap(&text, width);
        for line in &lines {
            prop_assert!(line.width() <= usize::from(width), "{line:?}");
        }
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(solid(&lines.concat()), solid(&text));
    }

    #[test]
    fn cut_text_fits(text in "\\PC{0,40}", width in 0_u16..30) {
        prop_assert!(truncate(&text, width).width() <= usize::from(width));
        prop_assert_eq!(pad(&text, width).width(), usize::from(width));
        wrap(&text, width);
    }
}
