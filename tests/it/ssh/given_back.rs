//! The terminal on the person's side is as it was, however the wizard over there ended.

use rustix::process::Signal;

use super::Seat;
use crate::home::kill;

/// A shell over there, in the same terminal before and after the wizard.
fn shell(seat: &Seat) {
    let remote = "exec env PS1='ready> ' sh -i";
    seat.tmux.respawn(&seat.sshd.line(remote)).see("ready>");
}

/// What `stty -g` says over there.
fn modes(seat: &Seat, name: &str) -> String {
    let file = seat.home.path().join(name);
    let shown = file.display();
    seat.tmux
        .literal(&format!("stty -g >{shown}; echo told-$?"))
        .keys(&["Enter"])
        .see("told-0");
    seat.tmux.literal("clear").keys(&["Enter"]);
    seat.tmux.see_no_more("told-0");
    crate::home::read(&file)
}

fn ends_well(end: impl Fn(&Seat, u32), code: i32) {
    let seat = Seat::take(80, 24);
    shell(&seat);
    let before = modes(&seat, "before");
    let remote = seat.remote("");
    let (first, second) = remote.split_once("exec ").expect("two commands");
    // The pid must be the program's own, so a shell in between becomes it.
    let line = format!(
        "sh -c {}; echo left-$?",
        crate::sshd::quoted(&format!("{first}exec {second}"))
    );
    seat.tmux.literal(&line).keys(&["Enter"]);
    seat.tmux.see("step 1 of 10").see("via SSH");
    let flags = "#{alternate_on} #{cursor_flag}";
    assert_eq!(seat.tmux.asked(flags), "1 0", "the wizard has the screen");
    end(&seat, seat.wizard_process());
    seat.tmux.see(&format!("left-{code}"));
    assert_eq!(seat.tmux.asked(flags), "0 1", "the screen is given back");
    // tmux adds its marks only for a program that asked for them and did not take it back.
    seat.tmux.literal("cat -v").keys(&["Enter"]);
    seat.tmux.paste("plain words").see("plain words");
    seat.tmux.keys(&["Enter", "C-d"]).see("ready>");
    let screen = seat.tmux.screen();
    assert!(!screen.contains("200~"), "{screen}");
    seat.tmux.literal("clear").keys(&["Enter"]);
    assert_eq!(modes(&seat, "after"), before, "the modes of the terminal");
}

#[test]
#[ignore = "needs sshd and tmux"]
fn after_q_the_terminal_over_ssh_is_as_before() {
    ends_well(
        |seat, _| {
            seat.tmux.keys(&["q"]);
        },
        0,
    );
}

#[test]
#[ignore = "needs sshd and tmux"]
fn after_ctrl_c_the_terminal_over_ssh_is_as_before() {
    ends_well(
        |seat, _| {
            seat.tmux.keys(&["C-c"]);
        },
        130,
    );
}

#[test]
#[ignore = "needs sshd and tmux"]
fn after_a_signal_the_terminal_over_ssh_is_as_before() {
    ends_well(|_, wizard| kill(wizard, Signal::TERM), 130);
}
