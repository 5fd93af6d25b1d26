//! The link sent to the person's own clipboard by one key, through everything in between.

use super::selection::attached;
use super::{INSTAGRAM_LOGIN, Seat};
use crate::pty::Pty;

/// Presses the key, and gives what tmux then holds.
fn copied(seat: &Seat) -> String {
    seat.tmux.forget_buffers();
    seat.tmux
        .keys(&["c"])
        .see("The link was sent to your terminal");
    seat.tmux
        .wait("copied text", |tmux| tmux.buffer().is_some());
    seat.tmux.buffer().expect("a buffer")
}

/// What a clipboard sequence of the outer terminal would carry for this text.
fn wanted(text: &str) -> String {
    let mut child = std::process::Command::new("base64")
        .arg("-w0")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("base64 runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut pipe, text.as_bytes()).expect("a text");
    drop(pipe);
    let output = child.wait_with_output().expect("base64 ends");
    String::from_utf8(output.stdout).expect("base64")
}

/// Waits until the outer terminal was told to keep this text.
#[track_caller]
fn reaches(outer: &mut Pty, text: &str) {
    let wanted = wanted(text);
    outer.wait_raw("clipboard sequence with the link", |raw| {
        raw.split("\x1b]52;")
            .skip(1)
            .filter_map(|rest| rest.split(['\x07', '\x1b']).next())
            .filter_map(|told| told.split_once(';'))
            .any(|(_, data)| data == wanted)
    });
}

#[test]
#[ignore = "needs sshd and tmux"]
fn the_copy_key_fills_the_buffer_of_a_tmux_on_the_persons_side() {
    let seat = Seat::take(80, 24);
    seat.tmux.run(&["set", "-s", "set-clipboard", "on"]);
    let link = seat.up_to_the_link();
    assert_eq!(copied(&seat), link);
}

#[test]
#[ignore = "needs sshd and tmux"]
fn the_copy_key_reaches_the_terminal_around_tmux() {
    let seat = Seat::take(80, 24);
    seat.tmux.run(&["set", "-s", "set-clipboard", "on"]);
    let link = seat.up_to_the_link();
    let mut outer = Pty::spawn(attached(&seat), 80, 24);
    outer.see("Open this link in any browser");
    assert_eq!(copied(&seat), link);
    reaches(&mut outer, &link);
}

#[test]
#[ignore = "needs sshd and tmux"]
fn a_tmux_on_the_far_side_takes_the_link_or_passes_it_on() {
    let seat = Seat::take(80, 24);
    seat.tmux.run(&["set", "-s", "set-clipboard", "on"]);
    seat.wizard_here("");
    seat.through_the_checklist(&INSTAGRAM_LOGIN);
    seat.tmux.see("Open this link in any browser");
    let link = seat.link();
    assert_eq!(copied(&seat), link);
    // Without its own clipboard, but told to pass on what is not for it.
    seat.tmux.run(&["set", "-s", "set-clipboard", "external"]);
    seat.tmux.run(&["set", "-g", "allow-passthrough", "on"]);
    seat.tmux.forget_buffers();
    let mut outer = Pty::spawn(attached(&seat), 80, 24);
    outer.see("Open this link in any browser").press("c");
    reaches(&mut outer, &link);
    assert_eq!(seat.tmux.buffer(), None, "tmux itself kept nothing");
}
