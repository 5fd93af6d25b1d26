//! Any key, any text, any window, any signal: the terminal stays sane and is given back.

pub(crate) mod arriving;
mod children;
mod cross_site;
mod hostile;
mod provider_files;
mod spied;
mod terminal;

use std::time::{Duration, Instant};

use crate::pty::{Home, Pty};
use crate::pty_journeys::{INSTAGRAM_LOGIN, through_the_checklist};

/// Keys of one burst; a run is a burst with what follows it.
const BURST: usize = 24;

/// A small generator: a failed run is repeated by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below).unwrap()).unwrap()
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.roll(all.len())]
    }
}

/// Every key that a screen knows but those that leave, and some that no screen knows.
const KEYS: [&str; 48] = [
    "\r",
    "\r",
    "\r",
    "\x1b",
    "\t",
    "\x1b[Z",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[H",
    "\x1b[F",
    "\x7f",
    "\x08",
    "\x15",
    "\x17",
    "c",
    "e",
    "f",
    "g",
    "n",
    "o",
    "p",
    "r",
    "s",
    "t",
    "u",
    "y",
    "?",
    "1",
    "9",
    " ",
    "한",
    "é",
    "\u{1f600}",
    "\u{301}",
    "\x1bOP",
    "\x1b[99;99R",
    "\x1b[<0;10;10M",
    "\x1b]11;rgb:0000/0000/0000\x07",
    "\x1b[200~",
    "\x1b[201~",
    "\x1bP1$r0m\x1b\\",
    "\u{9b}31m",
    "\x1b[",
    "\x1b",
];
const PASTES: [&str; 7] = [
    "990602627938098",
    "https://localhost:8443/callback?code=AQBplantedcodeplantedcode0123456789&state=other#_",
    "IGAAplanted0123456789planted0123456789planted0123456789planted0123456789",
    "5ecre75ecre75ecre75ecre75ecre7ab",
    "\u{202e}\u{200b}\u{9d}52;c;aGk=\u{9c} some words\r\nand more",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "?error=access_denied&error_reason=user_denied&error_description=no",
];
const PLANTED: [&str; 3] = ["plantedcode", "planted0123456789", "5ecre75ecre7"];
const SIZES: [(u16, u16); 8] = [
    (80, 24),
    (40, 20),
    (1, 1),
    (200, 60),
    (20, 5),
    (80, 2),
    (3, 80),
    (132, 43),
];

/// One random thing that a person or a terminal may do; what was done.
fn act(pty: &mut Pty, dice: &mut Dice) {
    match dice.roll(40) {
        0 => {
            let (columns, rows) = SIZES[dice.roll(SIZES.len())];
            pty.resize(columns, rows);
        }
        1 | 2 => {
            let text = dice.of(&PASTES);
            pty.paste(text);
        }
        3 => {
            // Without the marks of a paste.
            let text = dice.of(&PASTES);
            pty.press(text);
        }
        4 => {
            pty.signal("-WINCH");
        }
        5 => {
            pty.signal("-CONT");
        }
        _ => {
            let key = dice.of(&KEYS);
            pty.press(key);
        }
    }
}

/// Back to a window and a screen that is known, whatever was pressed.
fn sane(pty: &mut Pty, seed: u64) {
    // Ends a paste that was begun, closes what is open, redraws.
    pty.press("\x1b[201~").resize(80, 24).signal("-WINCH");
    let seen = |screen: &str| screen.contains("igtoken") || screen.contains("http://127");
    pty.wait(&format!("sane screen (seed {seed})"), seen);
    assert!(!pty.vt().contents().contains('\u{fffd}'), "seed {seed}");
    crate::wild::terminal::assert_ours(&pty.raw, &format!("seed {seed}"));
}

/// Random runs on one terminal, begun by `ready`; each burst is a run. The wizard is opened again
/// where a run left it.
fn storm(mut seed: u64, runs: usize, ready: impl Fn(&Home) -> Pty) -> (usize, usize) {
    let home = Home::new();
    let mut pty = ready(&home);
    let (mut keys, mut starts) = (0, 1);
    for run in 0..runs {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let mut dice = Dice(seed | 1);
        for _ in 0..BURST {
            act(&mut pty, &mut dice);
            keys += 1;
        }
        // One in four runs looks at the screen; the others go on at once.
        if run % 4 == 0 {
            sane(&mut pty, seed);
        }
        // And some leave by every way there is.
        if run % 20 == 19 {
            sane(&mut pty, seed);
            match dice.roll(3) {
                0 => pty.signal("-TERM"),
                1 => pty.signal("-HUP"),
                _ => pty.press("\x1b\x03"),
            };
            assert_no_plants(&pty, &home, seed);
            pty.ends_with(130);
            pty = Pty::open(&home, &["--sandbox"]);
            pty.wait("the wizard again", |screen| screen.contains("igtoken"));
            starts += 1;
        }
    }
    sane(&mut pty, seed);
    assert_no_plants(&pty, &home, seed);
    pty.signal("-TERM").ends_with(130);
    (keys, starts)
}

fn assert_no_plants(pty: &Pty, home: &Home, seed: u64) {
    let written = pty.written();
    for plant in PLANTED {
        assert!(!written.contains(plant), "seed {seed}: {plant} was shown");
    }
    let panicked = written.contains("fault of its own");
    assert!(!panicked, "seed {seed}: {written}");
    let config = std::fs::read_to_string(home.config()).unwrap_or_default();
    assert!(
        config.parse::<toml::Table>().is_ok(),
        "seed {seed}: {config}"
    );
}

#[test]
fn random_keys_at_the_checklist_leave_a_sane_terminal() {
    let (keys, starts) = storm(0x1613_2025_0000_0001, 120, |home| {
        let mut pty = Pty::open(home, &["--sandbox"]);
        pty.see("step 1 of 10");
        pty
    });
    eprintln!("{keys} keys, pastes, sizes and signals; {starts} starts");
}

#[test]
fn random_keys_at_authorize_leave_a_sane_terminal() {
    let (keys, starts) = storm(0x1613_2025_0000_0002, 120, |home| {
        let mut pty = Pty::open(home, &["--sandbox", "--lang", "en"]);
        through_the_checklist(&mut pty, &INSTAGRAM_LOGIN);
        pty.see("Open this link in any browser");
        pty
    });
    eprintln!("{keys} keys, pastes, sizes and signals; {starts} starts");
}

#[test]
fn a_program_that_is_stopped_gives_the_terminal_back_and_takes_it_again() {
    let home = Home::new();
    let mut pty = Pty::open(&home, &["--sandbox"]);
    pty.see("step 1 of 10");
    for _ in 0..3 {
        pty.press("\x1a").given_back();
        stopped(pty.id());
        pty.wait("the main screen", |screen| !screen.contains("step 1 of"));
        pty.signal("-CONT").see("step 1 of 10");
        assert!(pty.vt().alternate_screen() && !pty.modes_are_as_before());
    }
    pty.press("q").ends_with(0);
}

/// Waits until the kernel says that a process is stopped.
fn stopped(id: u32) {
    let end = Instant::now() + Duration::from_secs(20);
    let path = format!("/proc/{id}/stat");
    if !std::path::Path::new(&path).exists() {
        return;
    }
    loop {
        let stat = std::fs::read_to_string(&path).unwrap();
        if stat
            .rsplit_once(") ")
            .is_some_and(|(_, rest)| rest.starts_with('T'))
        {
            return;
        }
        assert!(Instant::now() < end, "not stopped: {stat}");
        std::thread::yield_now();
    }
}
