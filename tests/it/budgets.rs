//! What the program may cost, in numbers that do not depend on the machine: bytes, writes, wake-ups,
//! threads, packages. Times are measured by the benchmark, see `docs/performance.md`.
//!
//! Each budget is a constant with its reason. When one is too small, first find out what became
//! dearer; a larger budget is a decision.

use std::time::Duration;

use crate::pty::{Home, Pty};

mod counted;
mod packages;

pub(crate) use counted::Counted;

/// The first screen fits into one TCP segment, so it is there after one trip.
const FIRST_FRAME_BYTES: usize = 1_400;
/// The frame in one write, and the place in the checklist kept in one file.
const FIRST_FRAME_WRITES: u64 = 2;
/// A typed character is that character: whatever else is sent is felt on a slow line.
const TYPED_BYTES: usize = 1;
/// The echo in one write, and the text kept in one file: a cut line must lose nothing.
const TYPED_WRITES: u64 = 2;
/// A whole step takes the place of another: again one TCP segment.
const STEP_BYTES: usize = 1_400;
/// The frame in one write. Two things are kept, that the step is done and where the person is now; the
/// thread that writes joins them in one file unless it is faster than the one that draws.
const STEP_WRITES: u64 = 3;
/// Sixty pasted characters, and as much again for the edge of the box that they reach.
const PASTE_BYTES: usize = 75;
/// A paste is one frame, however long it is; and it is kept in one file.
const PASTE_WRITES: u64 = 2;
/// The one that draws and the one that writes files. What calls the provider starts with a call.
const THREADS: u64 = 2;

/// At authorize in practice: besides those two the practice provider, the network, and what accepts
/// connections at the port.
const THREADS_IN_PRACTICE: u64 = 5;

/// How long the program is watched while nobody does anything.
const WATCHED: Duration = Duration::from_secs(1);

/// A language and a word of its first screen, of its second, and of what is shown beside an open field.
const LANGUAGES: [(&str, &str, &str, &str); 2] = [
    ("en", "● account", "● create-app", "leave the field"),
    ("ko", "● account", "● create-app", "칸에서 나가기"),
];

/// The wizard of a language in an empty home, with its first frame complete.
fn opened(home: &Home, lang: &str, seen: &str) -> Pty {
    let mut pty = Pty::open_among(home, &[], 80, 24, &[("IGTOKEN_LANG", lang)]);
    let state = home.path().join(".local/state/igtoken/state.toml");
    pty.see(seen)
        .wait("first place kept in the state file", |_| state.exists());
    at_rest(home, &mut pty);
    pty
}

/// Waits until also the file is written that the last key caused: nothing of it counts for the next.
fn at_rest(home: &Home, pty: &mut Pty) {
    let dir = home.path().join(".local/state/igtoken");
    pty.wait("end of writing", |_| {
        let mut files = std::fs::read_dir(&dir).expect("the directory of the state");
        !files.any(|file| file.is_ok_and(|file| file.path().extension() == Some("tmp".as_ref())))
    });
    pty.settle();
}

/// What a key or a paste costs, with all that it causes.
fn cost(home: &Home, pty: &mut Pty, keys: &str) -> (usize, u64) {
    let (bytes, before) = (pty.raw.len(), Counted::of(pty.id()));
    pty.press(keys);
    pty.more_than(bytes).settle();
    at_rest(home, pty);
    let after = Counted::of(pty.id());
    (pty.raw.len() - bytes, after.writes - before.writes)
}

#[test]
fn the_first_frame_is_one_segment_and_one_write() {
    for (lang, first, ..) in LANGUAGES {
        let home = Home::new();
        let pty = opened(&home, lang, first);
        let (bytes, writes) = (pty.raw.len(), Counted::of(pty.id()).writes);
        assert!(bytes <= FIRST_FRAME_BYTES, "{lang}: {bytes} bytes");
        assert!(writes <= FIRST_FRAME_WRITES, "{lang}: {writes} writes");
    }
}

#[test]
fn a_step_change_is_one_segment_and_one_write() {
    for (lang, first, second, _) in LANGUAGES {
        let home = Home::new();
        let mut pty = opened(&home, lang, first);
        let (bytes, writes) = cost(&home, &mut pty, "\r");
        pty.see(second);
        assert!(bytes <= STEP_BYTES, "{lang}: {bytes} bytes");
        assert!(writes <= STEP_WRITES, "{lang}: {writes} writes");
    }
}

#[test]
fn a_typed_character_is_one_byte_and_a_paste_is_one_frame() {
    for (lang, first, second, open) in LANGUAGES {
        let home = Home::new();
        let mut pty = opened(&home, lang, first);
        pty.press("\r").see(second);
        pty.press("\t").see(open);
        at_rest(&home, &mut pty);
        for letter in ["m", "y", "-", "a", "p", "p"] {
            let (bytes, writes) = cost(&home, &mut pty, letter);
            assert!(bytes <= TYPED_BYTES, "{lang}: {bytes} bytes for {letter:?}");
            assert!(
                writes <= TYPED_WRITES,
                "{lang}: {writes} writes for {letter:?}"
            );
        }
        let name = "-that-somebody-thought-about-for-more-than-a-minute-or-so-ok";
        assert_eq!(name.len(), 60);
        let (bytes, writes) = cost(&home, &mut pty, &format!("\x1b[200~{name}\x1b[201~"));
        assert!(bytes <= PASTE_BYTES, "{lang}: {bytes} bytes for a paste");
        assert!(writes <= PASTE_WRITES, "{lang}: {writes} writes of a paste");
    }
}

/// Nothing is written, no thread wakes up, no time is spent.
#[track_caller]
fn costs_nothing_alone(pty: &mut Pty, threads: u64) {
    pty.settle();
    let (bytes, before) = (pty.raw.len(), Counted::of(pty.id()));
    pty.watch(WATCHED);
    let after = Counted::of(pty.id());
    assert_eq!(pty.raw.len(), bytes, "bytes in {WATCHED:?}");
    assert_eq!(after.wakes, before.wakes, "wake-ups in {WATCHED:?}");
    assert!(after.threads <= threads, "{} threads", after.threads);
}

#[test]
fn an_idle_wizard_neither_writes_nor_wakes_up() {
    for (lang, first, second, open) in LANGUAGES {
        let home = Home::new();
        let mut pty = opened(&home, lang, first);
        costs_nothing_alone(&mut pty, THREADS);
        pty.press("\r").see(second);
        pty.press("\t").see(open);
        pty.press("m");
        costs_nothing_alone(&mut pty, THREADS);
    }
}

#[test]
fn waiting_for_the_answer_at_a_port_neither_writes_nor_wakes_up() {
    let (_home, mut pty) = crate::pty_callback::waiting_at_a_port();
    costs_nothing_alone(&mut pty, THREADS_IN_PRACTICE);
}
