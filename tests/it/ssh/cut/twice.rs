//! The line is cut in an exchange, and the person is back before the first wizard has its answer.

use super::{Cut, INSTAGRAM_LOGIN, finished};

#[test]
#[ignore = "needs sshd and tmux"]
fn a_second_wizard_beside_one_that_waits_for_its_exchange_loses_nothing() {
    let setup = finished("instagram-login", &INSTAGRAM_LOGIN);
    let tmux = &setup.seat.tmux;
    let before = (setup.seat.has_a_token(), setup.server.calls("exchange"));
    setup.sign_in_again();
    setup.server.pause();
    tmux.keys(&["Enter"])
        .see("Exchange the code for a token working");
    tmux.wait("note that the code was sent", |_| {
        setup.kept_state().contains("code_sent = true")
    });
    let first = setup.cut(Cut::Client);
    setup.open();
    tmux.see("The code may be used up");
    eprintln!("{}", tmux.picture());
    eprintln!("{}", setup.kept_state());
    setup.server.go_on();
    setup.seat.see_gone(first);
    eprintln!("{}", tmux.picture());
    eprintln!("{}", setup.kept_state());
    assert_eq!(setup.server.calls("exchange"), before.1 + 1);
    assert_ne!(setup.seat.has_a_token(), before.0, "the first one's token");
    tmux.keys(&["Enter"]).see("zzz");
}
