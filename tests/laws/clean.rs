//! Cleaned text holds nothing that moves a cursor, hides, or turns the reading direction.

use igtoken::clean;

/// Written anew, so that a gap in the cleaner's own table shows.
fn is_harmful(c: char) -> bool {
    let code = u32::from(c);
    c.is_control()
        || matches!(code, 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2064 | 0x2066..=0x206f)
        || matches!(
            code,
            0xad | 0x34f | 0x61c | 0x180e | 0x2028 | 0x2029 | 0xfeff | 0x3164 | 0xffa0
        )
        || matches!(code, 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0xfe00..=0xfe0f | 0xfff9..=0xfffb)
        || matches!(code, 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
}

/// Whether the characters of `part` stand in `whole`, in their order.
fn is_within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|other| other == c))
}

pub(super) fn hold(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let line = clean::line(&text);
    assert!(!line.contains(is_harmful), "{line:?}");
    assert!(!clean::has_control(&line), "{line:?}");
    assert_eq!(clean::line(&line), line, "cleaned twice");
    assert_eq!(clean::has_control(&text), *line != *text, "{text:?}");
    assert!(is_within(&line.replace(' ', ""), &text), "{line:?}");

    let lines = clean::lines(&text);
    assert!(!lines.contains(|c| c != '\n' && is_harmful(c)), "{lines:?}");
    assert_eq!(clean::lines(&lines), lines, "cleaned twice");

    for limit in [0, 1, 20] {
        let short = clean::short_line(&text, limit);
        assert!(!short.contains(is_harmful), "{short:?}");
        assert!(short.chars().count() <= limit + 1, "{short:?}");
        assert!(line.starts_with(short.trim_end_matches('…')), "{short:?}");
    }
}
