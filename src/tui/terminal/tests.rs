use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::fd::AsFd;

use portable_pty::{PtySize, native_pty_system};
use rustix::termios::{LocalModes, OutputModes, tcgetattr};

use super::{ENTER, Entry, LEAVE, Screen, Tty, install_panic_hook, restore};

fn modes(terminal: &File) -> (LocalModes, OutputModes) {
    let modes = tcgetattr(terminal).unwrap();
    (modes.local_modes, modes.output_modes)
}

/// One test: the held terminal is one for the whole process.
#[test]
fn the_terminal_is_always_given_back() {
    let size = PtySize {
        rows: 30,
        cols: 90,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pty = native_pty_system().openpty(size).unwrap();
    let name = pty.master.tty_name().unwrap();
    let tty = OpenOptions::new()
        .read(true)
        .write(true)
        .open(name)
        .unwrap();
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut heard = |expected: &str| {
        let mut bytes = vec![0; expected.len()];
        reader.read_exact(&mut bytes).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    };
    let before = modes(&tty);

    let mut screen = Screen::enter(&tty, Entry::Now).unwrap();
    heard(ENTER);
    assert_eq!((screen.size().width, screen.size().height), (90, 30));
    assert!(!modes(&tty).0.contains(LocalModes::ECHO) && screen.is_held());
    assert!(Screen::enter(&tty, Entry::Now).is_err());
    // The second one that failed must not have taken the first one's terminal away.
    assert!(screen.is_held());
    screen.leave().unwrap();
    screen.leave().unwrap();
    heard(LEAVE);
    assert_eq!(modes(&tty), before);

    screen.resume().unwrap();
    heard(ENTER);
    screen.suspend().unwrap();
    heard(LEAVE);
    screen.resume().unwrap();
    heard(ENTER);
    restore().unwrap();
    heard(LEAVE);
    assert!(!screen.is_held());
    drop(screen);

    let screen = Screen::enter(&tty, Entry::WithFrame).unwrap();
    screen.writer().unwrap().write_all(b"frame").unwrap();
    heard("frame");
    drop(screen);
    heard(LEAVE);
    assert_eq!(modes(&tty), before);

    let previous = std::panic::take_hook();
    install_panic_hook(|| true, |_| String::new());
    let _screen = Screen::enter(&tty, Entry::Now).unwrap();
    heard(ENTER);
    let outcome = std::panic::catch_unwind(|| panic!("a secret"));
    std::panic::set_hook(previous);
    assert!(outcome.is_err());
    heard(LEAVE);
    assert_eq!(modes(&tty), before);
}

#[test]
fn what_is_no_terminal_is_refused() {
    let file = tempfile::tempfile().unwrap();
    assert!(Screen::enter(file.as_fd(), Entry::Now).is_err());
    assert_eq!(Tty::new(&file).unwrap().size().width, 80);
}

#[test]
fn leaving_undoes_what_entering_did() {
    for mode in ["1049", "2004"] {
        assert!(ENTER.contains(&format!("\x1b[?{mode}h")));
        assert!(LEAVE.contains(&format!("\x1b[?{mode}l")));
    }
    assert!(LEAVE.contains("\x1b[?25h") && LEAVE.contains("\x1b[m"));
    assert!(
        !ENTER.contains("\x1b[?100"),
        "the mouse belongs to the terminal"
    );
}
