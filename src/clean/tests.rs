use super::*;
use proptest::prelude::*;

#[test]
fn harmless_text_is_borrowed_as_it_is() {
    assert!(matches!(line("한글 and English, é"), Cow::Borrowed(_)));
}

#[test]
fn escape_sequences_lose_their_escape() {
    assert_eq!(line("\u{1b}]52;c;aGk=\u{7}ok"), "]52;c;aGk=ok");
    assert_eq!(line("\u{9b}31mred"), "31mred");
}

#[test]
fn bidi_and_zero_width_characters_are_dropped() {
    assert_eq!(line("a\u{202e}b\u{200b}c\u{feff}d\u{2066}e"), "abcde");
}

#[test]
fn breaks_become_one_space_in_a_line_and_stay_in_lines() {
    assert_eq!(line("a\r\nb\n\nc\td"), "a b c d");
    assert_eq!(lines("a\r\nb\rc\u{1b}"), "a\nb\nc");
}

#[test]
fn a_short_line_says_that_it_was_cut() {
    assert_eq!(short_line("abcdef", 3), "abc…");
    assert_eq!(short_line("abc", 3), "abc");
}

#[test]
fn what_looks_like_a_secret_is_veiled_letter_for_letter_and_words_are_not() {
    for secret in [
        "0123456789abcdef0123456789abcdef",
        "5ecre75ecre7",
        "IGAAplanted",
        "noeccAQBplantedcodeplantedcode0123456789",
        "9planted012",
    ] {
        let text = format!("is 한 {secret}é?");
        let dots = "•".repeat(secret.len());
        assert_eq!(veiled(&text, 10), format!("is 한 {dots}é?"));
    }
    for words in [
        "Invalid scope field(s): basic, instagram_business_basic",
        "OAuthException (#10) code 190, subcode 463",
        "990602627938098 is no such app",
        "https://localhost:8443/callback 한글 ÄÖÜ",
        "",
    ] {
        assert_eq!(veiled(words, 10), words);
    }
    let address = "https://a1b2c3d4-12-34-56.tunnel.example/550e8400-e29b-41d4-a716-446655440000";
    assert_eq!(veiled(address, 24), address);
}

proptest! {
    #[test]
    fn no_control_survives(text in "\\PC*|[\\x00-\\u{9f}\\u{200b}-\\u{206f}a-z]{0,60}") {
        prop_assert!(!has_control(&line(&text)));
        prop_assert!(!lines(&text).chars().any(|c| c != '\n' && has_control(&c.to_string())));
    }
}
