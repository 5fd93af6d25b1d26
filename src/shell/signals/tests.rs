use rustix::process::{Signal, getpid, kill_process};

use super::*;

#[tokio::test]
async fn signals_become_values() {
    let mut signals = Signals::listen().unwrap();
    for (sent, expected) in [
        (Signal::WINCH, Notice::Resize),
        (Signal::CONT, Notice::Continue),
        (Signal::TSTP, Notice::Suspend),
        (Signal::HUP, Notice::HangUp),
        (Signal::TERM, Notice::Terminate),
        (Signal::INT, Notice::Interrupt),
    ] {
        kill_process(getpid(), sent).unwrap();
        assert_eq!(signals.next().await, expected);
    }
}
