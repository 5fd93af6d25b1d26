//! A line dies in an exchange without a word, and the person is back over another one before the
//! first wizard has read its answer.

use rustix::process::Signal;

use super::{INSTAGRAM_LOGIN, finished};
use crate::home::{Server, kill, read};
use crate::ssh::link_rows;
use crate::tmux::Tmux;

/// Whether the provider was sent something that it has not read yet.
fn is_asked(server: &Server) -> bool {
    let url = url::Url::parse(&server.url).expect("an address");
    let here = format!(":{:04X}", url.port().expect("a port"));
    let table = std::fs::read_to_string("/proc/net/tcp").expect("the sockets of this machine");
    table.lines().skip(1).any(|row| {
        let words: Vec<&str> = row.split_whitespace().collect();
        let waits = words.get(4).and_then(|queues| queues.split_once(':'));
        words.get(1).is_some_and(|local| local.ends_with(&here))
            // Established, with bytes to read.
            && words.get(3) == Some(&"01")
            && waits.is_some_and(|(_, read)| !read.trim_matches('0').is_empty())
    })
}

fn link_on(tmux: &Tmux) -> String {
    let whole = |tmux: &Tmux| link_rows(&tmux.screen()).map(|(_, rows)| rows.concat());
    tmux.wait("link", |tmux| whole(tmux).is_some());
    whole(tmux).expect("a link")
}

#[test]
#[ignore = "needs sshd, tmux and Linux"]
fn a_second_wizard_beside_one_that_waits_for_its_exchange_loses_nothing() {
    let setup = finished("instagram-login", &INSTAGRAM_LOGIN);
    let tmux = &setup.seat.tmux;
    let before = (setup.seat.has_a_token(), setup.server.calls("exchange"));
    setup.sign_in_again();
    setup.server.pause();
    tmux.keys(&["Enter"])
        .see("Exchange the code for a token working");
    tmux.wait("code on its way", |_| {
        setup.kept_state().contains("code_sent = true") && is_asked(&setup.server)
    });
    // The first reads its answer only after the second has begun.
    let first = setup.seat.wizard_process();
    kill(first, Signal::STOP);
    setup.server.go_on();
    tmux.wait("answer to the exchange", |_| {
        setup.server.calls("exchange") == before.1 + 1
    });
    let again = Tmux::start(80, 24);
    let remote = setup.seat.beside(&setup.args);
    again.respawn(&setup.seat.sshd.line(&remote));
    again.see("Another igtoken is running here");
    again.see(&format!("kill {first}"));
    assert_eq!(setup.seat.has_a_token(), before.0, "the old one serves");
    let first_line = setup.seat.tmux.pane_process();
    kill(first_line, Signal::KILL);
    kill(first, Signal::CONT);
    setup.seat.see_gone(first);
    assert_eq!(setup.server.calls("exchange"), before.1 + 1, "sent once");
    let config = read(&setup.seat.home.practice_config());
    let kept = config.contains("pending_token") || setup.seat.has_a_token() != before.0;
    assert!(kept, "the first one's token is on disk");
    // What the second says is not the end: one key leads on, and the new answer is taken.
    again.keys(&["Enter"]).see("Open this link in any browser");
    again.wait("fresh link on disk", |_| {
        setup.kept_state().contains("sign_in")
    });
    let landing = setup.server.allow(&link_on(&again));
    again.paste(&landing).see("it belongs to this link");
    again.keys(&["Enter"]).see("days left");
    assert_ne!(setup.seat.has_a_token(), before.0);
    assert_eq!(setup.server.calls("exchange"), before.1 + 2, "a code each");
    let config = read(&setup.seat.home.practice_config());
    assert!(!config.contains("pending_token"), "nothing is left over");
}
