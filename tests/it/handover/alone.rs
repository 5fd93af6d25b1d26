//! `paste` that no wizard hears finishes alone, and the wizard that comes back sends nothing again.

use rustix::process::Signal;

use super::{Waiting, sockets};
use crate::home::{kill, read};
use crate::pty::Pty;

#[test]
fn after_the_wizard_was_killed_paste_finishes_alone_and_the_next_wizard_is_heard() {
    let mut waiting = Waiting::new();
    let landing = waiting.landing();
    kill(waiting.pty.id(), Signal::KILL);
    waiting.pty.kill();
    assert_eq!(sockets(waiting.home.path()).len(), 1, "it stays behind");
    let args = ["--sandbox", "step", "authorize"];
    let mut next = Pty::open_at(waiting.home.path(), &args, 80, 24);
    next.see("Open this link in any browser");
    kill(next.id(), Signal::KILL);
    next.kill();
    let run = waiting.paste(&["--json"], &landing).exits(0).quietly();
    assert_eq!(run.json()["saved"], true);
    assert_eq!(waiting.server.calls("exchange"), 1);
    waiting.pty = Pty::open_at(waiting.home.path(), &args, 80, 24);
    waiting.waits();
    let landing = waiting.landing();
    let run = waiting.paste(&[], &landing).exits(0);
    assert!(run.stdout.starts_with("The wizard that waits"), "{run}");
    waiting.pty.ends_with(0);
    assert!(sockets(waiting.home.path()).is_empty());
}

#[test]
fn a_stopped_wizard_is_passed_by_and_sends_nothing_when_it_goes_on() {
    let mut waiting = Waiting::new();
    let landing = waiting.landing();
    let id = waiting.pty.id();
    kill(id, Signal::STOP);
    let run = waiting.paste(&["--json"], &landing);
    kill(id, Signal::CONT);
    assert_eq!(run.exits(0).json()["saved"], true);
    let (token, calls) = (
        waiting.home.token(),
        waiting.server.state()["calls"].clone(),
    );
    let config = read(&waiting.home.practice_config());
    // The person does not know, and pastes the same answer here too.
    waiting.pty.paste(&landing).see("it belongs to this link");
    waiting.pty.press("\r").see("Another igtoken");
    assert_eq!(waiting.server.state()["calls"], calls);
    assert_eq!(waiting.home.token(), token);
    waiting.pty.press("\x03").ends_with(130);
    assert_eq!(read(&waiting.home.practice_config()), config);
    let state = read(&waiting.home.practice_state());
    assert!(!state.contains("sign_in"), "it is not open again: {state}");
}

#[test]
fn a_wizard_that_is_left_does_not_bring_a_finished_sign_in_back() {
    let mut waiting = Waiting::new();
    let landing = waiting.landing();
    for socket in sockets(waiting.home.path()) {
        std::fs::remove_file(socket).unwrap();
    }
    let _ = waiting.paste(&["--json"], &landing).exits(0).json();
    let state = read(&waiting.home.practice_state());
    waiting.pty.press("\x03").ends_with(130);
    assert_eq!(read(&waiting.home.practice_state()), state);
}

#[test]
fn the_later_of_two_wizards_works_without() {
    let mut waiting = Waiting::new();
    let args = ["--sandbox", "step", "authorize"];
    let mut later = Pty::open_at(waiting.home.path(), &args, 80, 24);
    later.see("Open this link in any browser");
    assert_eq!(sockets(waiting.home.path()).len(), 1);
    later.press("\x03").ends_with(130);
    assert_eq!(sockets(waiting.home.path()).len(), 1, "it is the first's");
    let landing = waiting.landing();
    let run = waiting.paste(&[], &landing).exits(0);
    assert!(run.stdout.starts_with("The wizard that waits"), "{run}");
    waiting.pty.ends_with(0);
}
