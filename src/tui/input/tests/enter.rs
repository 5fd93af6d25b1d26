use super::{Code, Decoder, Hold, Input, hear, key, mods, paste};

/// Pastes that follow each other are one text.
fn joined(heard: Vec<Input>) -> (String, Vec<Input>) {
    let mut text = String::new();
    let mut rest = Vec::new();
    for input in heard {
        match input {
            Input::Paste { text: part, .. } if rest.is_empty() => text.push_str(&part),
            other @ (Input::Paste { .. } | Input::Key(_) | Input::Unknown) => rest.push(other),
        }
    }
    (text, rest)
}

#[test]
fn one_return_at_the_end_of_a_burst_is_enter_wherever_it_is_split() {
    let url = "https://localhost:8443/callback?code=AQB_x-1&state=abc#_";
    for end in ["\r", "\n", "\r\n"] {
        let bytes = format!("{url}{end}").into_bytes();
        let want = (url.to_owned(), vec![key(Code::Enter)]);
        for at in 0..bytes.len() {
            let (one, two) = bytes.split_at(at);
            assert_eq!(
                joined(hear(Hold::Commands, &[one, two], 30)),
                want,
                "at {at}"
            );
            // In a field the first read alone must show that it is a paste.
            if at == 0 || at >= 8 {
                assert_eq!(joined(hear(Hold::None, &[one, two], 30)), want, "at {at}");
            }
        }
    }
}

#[test]
fn a_return_is_enter_only_when_nothing_printable_follows_in_time() {
    for hold in [Hold::None, Hold::Commands] {
        for gap in [0, 30, 49] {
            let heard = hear(hold, &[b"some code\r", b"and more"], gap);
            assert_eq!(
                joined(heard),
                ("some code\rand more".to_owned(), vec![]),
                "{gap}"
            );
        }
        let heard = hear(hold, &[b"some code\r", b"and more"], 50);
        let mut want = paste("some code");
        want.push(key(Code::Enter));
        want.extend(paste("and more"));
        assert_eq!(heard, want);
        for parts in [
            &[b"some code\r\r".as_slice()] as &[&[u8]],
            &[b"some code\r", b"\r"],
        ] {
            let heard = hear(hold, parts, 20);
            assert_eq!(
                joined(heard),
                ("some code\r\r".to_owned(), vec![]),
                "{parts:?}"
            );
        }
    }
}

#[test]
fn a_key_after_the_return_comes_after_enter() {
    let ctrl_c = mods(Code::Char('c'), true, false);
    for hold in [Hold::None, Hold::Commands] {
        for parts in [
            &[b"some code\r\x03".as_slice()] as &[&[u8]],
            &[b"some code\r", b"\x03"],
        ] {
            let (text, rest) = joined(hear(hold, parts, 10));
            assert_eq!(
                (text.as_str(), rest),
                ("some code", vec![key(Code::Enter), ctrl_c.clone()])
            );
        }
    }
}

#[test]
fn enter_after_a_burst_waits_no_longer_than_the_rule_says() {
    let mut decoder = Decoder::new();
    assert_eq!(decoder.hear(b"some code\r", 100), paste("some code"));
    assert_eq!(decoder.deadline(), Some(150));
    assert_eq!(decoder.silence(149), []);
    assert_eq!(decoder.silence(150), [key(Code::Enter)]);
    assert_eq!(decoder.deadline(), None);
    assert_eq!(
        decoder.hear(b"\r", 160),
        [key(Code::Enter)],
        "a second Enter is one more"
    );
}

#[test]
fn a_marked_paste_never_ends_in_enter() {
    for hold in [Hold::None, Hold::Commands] {
        let heard = hear(hold, &[b"\x1b[200~some code\r\x1b[201~"], 5);
        assert_eq!(heard, paste("some code\r"));
        let mut want = paste("some code");
        want.push(key(Code::Enter));
        assert_eq!(hear(hold, &[b"\x1b[200~some code\x1b[201~\r"], 5), want);
    }
}
