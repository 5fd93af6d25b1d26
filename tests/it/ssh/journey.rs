//! The whole set-up over a line, with the link opened in a real browser and the address pasted.

use super::Seat;
use crate::chromium::Chromium;

/// Opens the link, presses Allow, and gives the address that the browser ends at.
fn allowed_in(browser: &Chromium, link: &str) -> String {
    browser.open(link);
    browser.click("select[name=username] option:nth-of-type(1)");
    browser.click("button[value=allow]");
    // Nobody listens there, and nobody needs to.
    browser.lands_on("/callback?code=")
}

/// From nothing to a token, the address pasted by `paste`.
fn from_nothing_to_a_token(paste: impl Fn(&Seat, &str)) {
    let seat = Seat::take(80, 24);
    let link = seat.up_to_the_link();
    seat.tmux.see("via SSH");
    let browser = Chromium::start();
    let address = allowed_in(&browser, &link);
    paste(&seat, &address);
    seat.tmux.see("it belongs to this link");
    assert!(!seat.tmux.shows("code="), "{}", seat.tmux.picture());
    seat.tmux.keys(&["Enter"]).see("Token saved and verified");
    seat.tmux.see("via SSH").see("practice.account");
    seat.tmux.see("✓ authorize").see("✓ verify");
    seat.tmux.keys(&["q"]);
    assert_eq!(seat.ended(), 0);
    // By the command that a script over there runs.
    let remote = seat.remote("token");
    let output = seat.sshd.command(&remote).output().expect("ssh runs");
    assert!(output.status.success(), "{output:?}");
    let token = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(token.trim_end(), seat.has_a_token());
}

#[test]
#[ignore = "needs sshd, tmux, chromium and chromedriver"]
fn a_person_on_a_server_without_a_browser_gets_a_token_by_a_paste() {
    from_nothing_to_a_token(|seat, address| {
        seat.tmux.paste(address);
    });
}

#[test]
#[ignore = "needs sshd, tmux, chromium and chromedriver"]
fn a_paste_without_marks_does_as_well() {
    from_nothing_to_a_token(|seat, address| {
        seat.tmux.paste_unmarked(address);
    });
}
