//! A second line beside the first: `paste` run over it, and a second wizard on it.

use std::io::Write as _;
use std::process::Stdio;

use super::Seat;
use crate::chromium::Chromium;

#[test]
#[ignore = "needs sshd, tmux, chromium and chromedriver"]
fn paste_over_a_second_line_finishes_the_set_up_of_the_first() {
    let seat = Seat::take(80, 24);
    let link = seat.up_to_the_link();
    let browser = Chromium::start();
    browser.open(&link);
    browser.click("select[name=username] option:nth-of-type(1)");
    browser.click("button[value=allow]");
    let address = browser.lands_on("/callback?code=");
    let mut paste = seat.sshd.command(&seat.beside("paste"));
    let mut paste = paste
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("ssh runs");
    let mut pipe = paste.stdin.take().expect("a pipe");
    pipe.write_all(address.as_bytes()).expect("an address");
    drop(pipe);
    let output = paste.wait_with_output().expect("ssh ends");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    assert!(
        said.starts_with("The wizard that waits in another shell took it."),
        "{said}"
    );
    assert!(said.contains("@practice.account"), "{said}");
    let tmux = &seat.tmux;
    tmux.see("igtoken paste in another shell")
        .see("Token saved and verified");
    assert!(!tmux.shows("code="), "{}", tmux.picture());
    tmux.keys(&["q"]);
    assert_eq!(seat.ended(), 0);
    let _ = seat.has_a_token();
}
