use super::*;

/// What a sequence of bytes gives: lines, and the echo.
fn typed(bytes: &[u8], manner: Manner) -> (Vec<String>, String) {
    let mut editor = Editor::default();
    let mut echo = Vec::new();
    let mut lines = Vec::new();
    assert_eq!(editor.hear(bytes, 0), None);
    while let Some(read) = editor.line(manner, 0, &mut echo) {
        match read {
            Read::Line(line) => lines.push(line.to_string()),
            Read::End => lines.push("<end>".to_owned()),
        }
    }
    (lines, String::from_utf8(echo).unwrap())
}

#[test]
fn a_line_is_shown_as_it_is_typed() {
    assert_eq!(
        typed(b"12\n", Manner::Open),
        (vec!["12".to_owned()], "12\n".to_owned())
    );
}

#[test]
fn a_silent_line_shows_its_end_alone() {
    assert_eq!(
        typed("비밀 secret\x7f\r".as_bytes(), Manner::Silent),
        (vec!["비밀 secre".to_owned()], "\n".to_owned())
    );
}

#[test]
fn keys_that_edit_rub_out_what_they_showed() {
    let rub = "\x08 \x08";
    for (bytes, line, echo) in [
        ("ab\x7fc\n", "ac", format!("ab{rub}c\n")),
        ("ab\x08\x08\x08c\n", "c", format!("ab{rub}{rub}c\n")),
        ("가나\x7f다\n", "가다", format!("가나{rub}{rub}다\n")),
        ("ab\x15c\n", "c", format!("ab{rub}{rub}c\n")),
        ("ab cd \x17e\n", "ab e", format!("ab cd {rub}{rub}{rub}e\n")),
        ("a\tb\n", "a b", "a b\n".to_owned()),
    ] {
        assert_eq!(
            typed(bytes.as_bytes(), Manner::Open),
            (vec![line.to_owned()], echo),
            "{bytes:?}"
        );
    }
}

#[test]
fn keys_without_a_meaning_are_swallowed_whole() {
    for bytes in [
        "a\x1b[Ab\n",
        "a\x1b[1;5Cb\n",
        "a\x1bOPb\n",
        "\x1b[200~ab\x1b[201~\n",
        "a\x01\x05\x1c\x00b\n",
    ] {
        assert_eq!(
            typed(bytes.as_bytes(), Manner::Open),
            (vec!["ab".to_owned()], "ab\n".to_owned()),
            "{bytes:?}"
        );
    }
}

#[test]
fn invisible_characters_are_not_shown() {
    let (_, echo) = typed("a\u{202e}\u{9b}b\n".as_bytes(), Manner::Open);
    assert_eq!(echo, "ab\n");
}

#[test]
fn what_is_typed_ahead_waits_for_its_question() {
    let mut editor = Editor::default();
    let mut echo = Vec::new();
    assert_eq!(editor.hear(b"1\nsecret\n", 0), None);
    assert!(matches!(editor.line(Manner::Open, 0, &mut echo), Some(Read::Line(l)) if *l == "1"));
    assert_eq!(echo, b"1\n");
    let silent = editor.line(Manner::Silent, 0, &mut echo);
    assert!(matches!(silent, Some(Read::Line(l)) if *l == "secret"));
    assert_eq!(echo, b"1\n\n");
}

#[test]
fn line_breaks_inside_one_burst_belong_to_the_paste() {
    let mut editor = Editor::default();
    let mut echo = Vec::new();
    editor.hear(b"https://localhost:8443/\r\ncall", 100);
    assert!(editor.line(Manner::Burst, 100, &mut echo).is_none());
    editor.hear(b"back?code=1\n", 140);
    assert!(editor.line(Manner::Burst, 140, &mut echo).is_none());
    assert_eq!(editor.deadline_ms(), Some(190));
    assert!(editor.line(Manner::Burst, 189, &mut echo).is_none());
    let whole = editor.line(Manner::Burst, 190, &mut echo);
    let Some(Read::Line(line)) = whole else {
        panic!("no line")
    };
    assert_eq!(*line, "https://localhost:8443/\n\ncallback?code=1");
    assert_eq!(echo, b"\n");
    assert_eq!(editor.deadline_ms(), None);
}

#[test]
fn ctrl_c_and_ctrl_z_count_at_once() {
    let mut editor = Editor::default();
    assert_eq!(editor.hear(b"abc\x03", 0), Some(Signal::Cancel));
    assert!(editor.line(Manner::Open, 0, &mut Vec::new()).is_none());
    assert_eq!(editor.hear(b"\x1a", 0), Some(Signal::Suspend));
}

#[test]
fn ctrl_d_ends_an_empty_line_only() {
    assert_eq!(typed(b"\x04", Manner::Open).0, ["<end>"]);
    assert_eq!(typed(b"a\x04b\n", Manner::Open).0, ["ab"]);
}

#[test]
fn nothing_is_printed_of_what_was_typed() {
    let mut editor = Editor::default();
    editor.hear(b"hunter2", 0);
    assert_eq!(format!("{editor:?}"), "Editor { .. }");
}
