mod enter;

use super::{Code, Decoder, Hold, Input, Key};

fn key(code: Code) -> Input {
    Input::Key(Key::plain(code))
}

fn chars(text: &str) -> Vec<Input> {
    text.chars().map(|c| key(Code::Char(c))).collect()
}

fn paste(text: &str) -> Vec<Input> {
    vec![Input::Paste {
        text: text.to_owned().into(),
        cut: false,
    }]
}

fn mods(code: Code, ctrl: bool, alt: bool) -> Input {
    Input::Key(Key { code, ctrl, alt })
}

/// Hears each part, with so many milliseconds in between, then nothing for long.
fn hear(hold: Hold, parts: &[&[u8]], gap: u64) -> Vec<Input> {
    let mut decoder = Decoder::new();
    decoder.set_hold(hold);
    let mut out = Vec::new();
    let mut now = 1000;
    for part in parts {
        out.extend(decoder.hear(part, now));
        now += gap;
    }
    while let Some(deadline) = decoder.deadline() {
        out.extend(decoder.silence(deadline));
    }
    out
}

const SEQUENCES: &[(&[u8], Code, bool, bool)] = &[
    (b"\x1b[A", Code::Up, false, false),
    (b"\x1bOB", Code::Down, false, false),
    (b"\x1b[1;5C", Code::Right, true, false),
    (b"\x1b[1;3D", Code::Left, false, true),
    (b"\x1b[1;1:1A", Code::Up, false, false),
    (b"\x1b\x1b[A", Code::Up, false, true),
    (b"\x1b[Z", Code::BackTab, false, false),
    (b"\x1b[H", Code::Home, false, false),
    (b"\x1b[4~", Code::End, false, false),
    (b"\x1b[3;5~", Code::Delete, true, false),
    (b"\x1b[2~", Code::Insert, false, false),
    (b"\x1b[5~", Code::PageUp, false, false),
    (b"\x1b[6~", Code::PageDown, false, false),
    (b"\x1bOP", Code::F(1), false, false),
    (b"\x1b[[B", Code::F(2), false, false),
    (b"\x1b[15~", Code::F(5), false, false),
    (b"\x1b[24~", Code::F(12), false, false),
    (b"\x1b[99;5u", Code::Char('c'), true, false),
    (b"\x1b[27u", Code::Esc, false, false),
    (b"\x1b[27;5;13~", Code::Enter, true, false),
    (b"\x1bx", Code::Char('x'), false, true),
    ("\x1b한".as_bytes(), Code::Char('한'), false, true),
    (b"\x03", Code::Char('c'), true, false),
    (b"\x1b\x03", Code::Char('c'), true, false),
    (b"\x1a", Code::Char('z'), true, false),
    (b"\x7f", Code::Backspace, false, false),
    (b"\r", Code::Enter, false, false),
    (b"\t", Code::Tab, false, false),
    ("글".as_bytes(), Code::Char('글'), false, false),
];

const SWALLOWED: &[&[u8]] = &[
    b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    b"\x1b]52;c;aGVsbG8=\x07",
    b"\x1bP>|xterm(390)\x1b\\",
    b"\x1b_Gi=1;OK\x1b\\",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[?62;22c",
    b"\x1b[24;80R",
    b"\x1b[<0;10;10M",
    b"\x1b[<0;10;10m",
    b"\x1b[M !!",
    b"\x1b[97;5:3u",
    b"\x1b[57441u",
    b"\xff",
    b"\xc2\x85",
    b"\x1b\xc2\x85",
];

#[test]
fn every_sequence_is_the_same_however_it_is_split() {
    for hold in [Hold::None, Hold::Commands] {
        for &(bytes, code, ctrl, alt) in SEQUENCES {
            for at in 0..bytes.len() {
                let (one, two) = bytes.split_at(at);
                let want = [mods(code, ctrl, alt)];
                assert_eq!(hear(hold, &[one, two], 5), want, "{bytes:?} split at {at}");
            }
        }
    }
}

#[test]
fn answers_reports_and_broken_bytes_leave_no_garbage() {
    for bytes in SWALLOWED {
        for at in 0..bytes.len() {
            let (one, two) = bytes.split_at(at);
            let heard = hear(Hold::None, &[one, two, b"q"], 5);
            assert_eq!(
                heard,
                [Input::Unknown, key(Code::Char('q'))],
                "{bytes:?} at {at}"
            );
        }
    }
}

#[test]
fn a_long_answer_is_swallowed_whole() {
    let answer = [b"\x1b]52;c;".as_slice(), &[b'A'; 5000], b"\x1b\\"].concat();
    assert_eq!(
        hear(Hold::None, &[&answer, b"x"], 5),
        [Input::Unknown, key(Code::Char('x'))]
    );
}

#[test]
fn a_lone_escape_waits_for_its_time() {
    let mut decoder = Decoder::new();
    assert_eq!(decoder.hear(b"\x1b", 100), []);
    assert_eq!(decoder.deadline(), Some(140));
    assert_eq!(decoder.silence(139), []);
    assert_eq!(decoder.silence(140), [key(Code::Esc)]);
    assert_eq!(decoder.deadline(), None);
    assert_eq!(
        hear(Hold::None, &[b"\x1b", b"q"], 45),
        [key(Code::Esc), key(Code::Char('q'))]
    );
    assert_eq!(
        hear(Hold::None, &[b"\x1b["], 45),
        [mods(Code::Char('['), false, true)]
    );
    assert_eq!(
        hear(Hold::None, &[b"\x1b\x1b"], 45),
        [key(Code::Esc), key(Code::Esc)]
    );
    assert_eq!(hear(Hold::None, &[b"\x1b[1;"], 45), [Input::Unknown]);
}

#[test]
fn a_marked_paste_is_one_wherever_it_is_split() {
    let text = format!(
        "{}\r\n한글 \x1b[A\x03{}",
        "https://localhost/?code=AQ".repeat(6),
        "x".repeat(130)
    );
    assert!(text.len() >= 290);
    let bytes = format!("\x1b[200~{text}\x1b[201~").into_bytes();
    for hold in [Hold::None, Hold::Commands] {
        for at in 0..bytes.len() {
            let (one, two) = bytes.split_at(at);
            // Longer than a burst's pause, but within the patience for Esc.
            assert_eq!(hear(hold, &[one, two], 30), paste(&text), "split at {at}");
        }
    }
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(hear(Hold::None, &single, 1), paste(&text));
}

#[test]
fn nested_and_stray_marks_do_no_harm() {
    let nested = b"\x1b[200~a\x1b[200~b\x1b[201~\x1b[201~c";
    let mut want = paste("ab");
    want.push(key(Code::Char('c')));
    assert_eq!(hear(Hold::None, &[nested], 5), want);
    assert_eq!(hear(Hold::None, &[b"\x1b[200~\x1b[201~"], 5), paste(""));
}

#[test]
fn a_lost_end_mark_ends_after_half_a_second() {
    let mut decoder = Decoder::new();
    assert_eq!(decoder.hear(b"\x1b[200~abc", 0), []);
    assert_eq!(decoder.hear(b"def", 400), []);
    assert_eq!(decoder.deadline(), Some(900));
    assert_eq!(decoder.silence(899), []);
    assert_eq!(decoder.silence(900), paste("abcdef"));
    assert_eq!(
        decoder.hear(b"\x03", 1000),
        [mods(Code::Char('c'), true, false)]
    );
}

#[test]
fn large_pastes_arrive_whole_and_huge_ones_are_cut() {
    let text = "0123456789abcdef".repeat(4096);
    let marked = format!("\x1b[200~{text}\x1b[201~").into_bytes();
    let parts: Vec<&[u8]> = marked.chunks(1000).collect();
    assert_eq!(hear(Hold::None, &parts, 10), paste(&text));
    let parts: Vec<&[u8]> = text.as_bytes().chunks(1000).collect();
    assert_eq!(hear(Hold::Commands, &parts, 10), paste(&text));

    for (length, is_cut) in [
        ((1 << 20), false),
        ((1 << 20) + 1, true),
        ((1 << 20) + 99, true),
    ] {
        let huge = format!("\x1b[200~{}\x1b[201~q", "z".repeat(length));
        let heard = hear(Hold::None, &[huge.as_bytes()], 1);
        let [Input::Paste { text, cut }, last] = heard.as_slice() else {
            panic!("{heard:?}")
        };
        assert_eq!((text.len(), *cut), (1 << 20, is_cut));
        assert_eq!(*last, key(Code::Char('q')));
    }
}

#[test]
fn an_unmarked_paste_fires_no_command() {
    let url = "https://localhost:8443/callback?code=AQB_x-1&state=abc#_";
    for at in 0..url.len() {
        let (one, two) = url.as_bytes().split_at(at);
        assert_eq!(
            hear(Hold::Commands, &[one, two], 30),
            paste(url),
            "split at {at}"
        );
    }
    let single: Vec<&[u8]> = url.as_bytes().chunks(1).collect();
    assert_eq!(hear(Hold::Commands, &single, 20), paste(url));
    assert_eq!(hear(Hold::Commands, &[b"http"], 5), paste("http"));
    assert_eq!(hear(Hold::None, &[url.as_bytes()], 5), paste(url));
}

#[test]
fn the_late_rest_of_an_unmarked_paste_fires_no_command_either() {
    let heard = hear(Hold::Commands, &[b"https://loc", b"ht", b"\r"], 120);
    let mut want: Vec<_> = ["https://loc", "ht"].into_iter().flat_map(paste).collect();
    want.push(key(Code::Enter));
    assert_eq!(heard, want);
}

#[test]
fn what_was_typed_behind_a_tab_on_a_slow_line_is_for_the_next_field() {
    let mut decoder = Decoder::new();
    let heard = decoder.hear(b"12345\tnot for the first field", 0);
    let tab = Input::Key(Key::plain(Code::Tab));
    assert_eq!(heard.iter().position(|input| *input == tab), Some(5));
    assert!(
        heard.iter().all(|input| matches!(input, Input::Key(_))),
        "{heard:?}"
    );
    // A table with several lines is nothing that a person types.
    let table = decoder.hear(b"ID\t12345\rsecret\tabcdef", 1_000);
    assert!(
        matches!(table.as_slice(), [Input::Paste { .. }]),
        "{table:?}"
    );
}

#[test]
fn a_line_break_inside_a_burst_is_no_enter() {
    for hold in [Hold::None, Hold::Commands] {
        assert_eq!(hear(hold, &[b"ab\rcd"], 5), paste("ab\rcd"));
        assert_eq!(
            hear(hold, &[b"some code\r\n\r\n"], 5),
            paste("some code\r\n\r\n")
        );
        let mut want = chars("yes");
        want.push(key(Code::Enter));
        assert_eq!(hear(hold, &[b"yes\r\n"], 5), want);
    }
}

#[test]
fn typing_in_a_field_is_never_delayed() {
    let mut decoder = Decoder::new();
    for (now, text) in [
        (0, "a"),
        (10, "bc"),
        (20, "한"),
        (30, "defghij"),
        (31, "kkkkkkkkkkkk"),
    ] {
        assert_eq!(decoder.hear(text.as_bytes(), now), chars(text));
        assert_eq!(decoder.deadline(), None);
    }
}

#[test]
fn a_command_waits_for_silence_and_others_do_not() {
    let mut decoder = Decoder::new();
    decoder.set_hold(Hold::Commands);
    assert_eq!(decoder.hear(b"q", 100), []);
    assert_eq!(decoder.deadline(), Some(150));
    assert_eq!(decoder.silence(149), []);
    assert_eq!(decoder.silence(150), chars("q"));
    for (bytes, code) in [(b"\r".as_slice(), Code::Enter), (b"\x1b[A", Code::Up)] {
        assert_eq!(decoder.hear(bytes, 1000), [key(code)]);
        assert_eq!(decoder.deadline(), None);
    }
    assert_eq!(decoder.hear(b"r", 2000), []);
    let ctrl_c = mods(Code::Char('c'), true, false);
    assert_eq!(decoder.hear(b"\x03", 2001), [key(Code::Char('r')), ctrl_c]);
    assert_eq!(decoder.hear(b"j", 3000), []);
    // A missed deadline is made up for.
    assert_eq!(decoder.hear(b"k", 3200), chars("j"));
}

#[test]
fn a_held_key_repeats_and_fast_keys_stay_keys() {
    let mut decoder = Decoder::new();
    decoder.set_hold(Hold::Commands);
    assert_eq!(decoder.hear(b"j", 0), []);
    for now in 1..30 {
        assert_eq!(decoder.hear(b"j", now * 30), chars("j"));
    }
    assert_eq!(hear(Hold::Commands, &[b"j", b"k"], 10), chars("jk"));
    assert_eq!(
        hear(Hold::Commands, &[b"jjjjjjjjjjjj"], 10),
        chars("jjjjjjjjjjjj")
    );
}

#[test]
fn debug_shows_no_text() {
    let secret = Input::Paste {
        text: "IGAAsecret".to_owned().into(),
        cut: false,
    };
    let shown = format!("{secret:?} {:?} {:?}", key(Code::Char('Q')), key(Code::Up));
    assert!(!shown.contains("IGAA") && !shown.contains('Q'), "{shown}");
    let mut decoder = Decoder::new();
    decoder.hear(b"\x1b[200~IGAA", 0);
    assert!(!format!("{decoder:?}").contains("IGAA"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        failure_persistence: None,
        ..proptest::prelude::ProptestConfig::default()
    })]

    #[test]
    fn any_bytes_end_in_quiet_and_keys_still_work(
        reads in proptest::collection::vec(
            proptest::collection::vec(proptest::prop_oneof![
                proptest::prelude::any::<u8>(),
                proptest::sample::select(b"\x1b\x1b\x1b[[O]20~1;5M<\r\x07\\".to_vec()),
            ], 0..12),
            0..12,
        ),
        commands in proptest::prelude::any::<bool>(),
    ) {
        let mut decoder = Decoder::new();
        decoder.set_hold(if commands { Hold::Commands } else { Hold::None });
        for (now, read) in (0..).zip(&reads) {
            decoder.hear(read, now * 20);
        }
        let mut rounds = 0;
        let mut end = 0;
        while let Some(deadline) = decoder.deadline() {
            decoder.silence(deadline);
            rounds += 1;
            end = deadline;
            proptest::prop_assert!(rounds < 5);
        }
        let heard = decoder.hear(b"\x1b[A", end + 1000);
        proptest::prop_assert_eq!(heard, [key(Code::Up)]);
    }
}
