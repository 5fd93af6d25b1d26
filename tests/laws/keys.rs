//! Whatever a terminal sends, the decoder comes back: after silence a typed key is that key.
//!
//! The first byte says whether letters are commands. Behind it, 0xff ends one read and is followed
//! by the pause before the next.

use igtoken::clean;
use igtoken::tui::input::{Code, Decoder, Hold, Input, Key};

/// Gives out what waits until nothing does; how late it is then.
fn quiet(decoder: &mut Decoder, mut now: u64, heard: &mut Vec<Input>) -> u64 {
    for _ in 0..8 {
        let Some(deadline) = decoder.deadline() else {
            return now;
        };
        now = now.max(deadline);
        heard.extend(decoder.silence(now));
    }
    panic!("it never comes to rest");
}

pub(super) fn hold(data: &[u8]) {
    let Some((first, mut rest)) = data.split_first() else {
        return;
    };
    let hold = if first % 2 == 0 {
        Hold::None
    } else {
        Hold::Commands
    };
    let mut decoder = Decoder::new();
    decoder.set_hold(hold);
    let (mut now, mut heard) = (1000, Vec::new());
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == 0xff);
        let (read, after) = rest.split_at(end.unwrap_or(rest.len()));
        heard.extend(decoder.hear(read, now));
        assert!(
            decoder
                .deadline()
                .is_none_or(|deadline| deadline + 1000 > now)
        );
        now += after.get(1).map_or(0, |pause| u64::from(*pause) * 4);
        rest = after.get(2..).unwrap_or_default();
    }
    now = quiet(&mut decoder, now, &mut heard);
    let mut pasted = 0;
    for input in &heard {
        match input {
            Input::Key(Key {
                code: Code::Char(c),
                ..
            }) => {
                assert!(!c.is_control(), "{c:?} is no key of its own");
            }
            Input::Paste { text, cut } => {
                assert!(!text.is_empty() || !*cut);
                pasted += text.len();
            }
            Input::Key(_) | Input::Unknown => {}
        }
    }
    // A byte that is no text becomes a replacement character of three.
    assert!(pasted <= data.len() * 3, "more was pasted than sent");

    now += 10_000;
    let mut after = decoder.silence(now);
    assert!(after.is_empty(), "{after:?} after rest");
    after.extend(decoder.hear(b"q", now));
    quiet(&mut decoder, now, &mut after);
    assert!(
        matches!(after.as_slice(), [Input::Key(key)] if *key == Key::plain(Code::Char('q'))),
        "a typed key came as {after:?}"
    );
    assert!(!clean::has_control(&format!("{heard:?}")));
}
