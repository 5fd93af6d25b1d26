//! The whole set-up over a line without a paste: the browser is led through the tunnel that the
//! wizard showed, and the answer comes to the port over there.

use std::net::{TcpListener, TcpStream};

use super::{INSTAGRAM_LOGIN, Seat};
use crate::chromium::{Chromium, Options};

/// This side of the tunnel: the port itself is the far side's.
const HERE: &str = "127.0.0.2";

/// A port that nobody has now.
fn free_port() -> u16 {
    let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
    socket.local_addr().expect("its address").port()
}

impl Seat {
    /// Goes as far as the link, with a redirect URI of the person's own.
    fn up_to_the_link_of(&self, redirect: &str) -> String {
        let (last, before) = INSTAGRAM_LOGIN.split_last().expect("steps");
        self.wizard("").through_the_checklist(before);
        let tmux = &self.tmux;
        tmux.see(&format!("● {last}"));
        tmux.keys(&["Tab"]).see("leave the field");
        tmux.keys(&["C-u"]).literal(redirect).see(redirect);
        tmux.keys(&["Escape"]).see_no_more("leave the field");
        tmux.keys(&["s"]).see("the browser's part is done");
        tmux.keys(&["Enter"]);
        tmux.wait("the next step or a doubt", |tmux| {
            tmux.shows("keep it anyway") || tmux.shows("● authorize")
        });
        if tmux.shows("keep it anyway") {
            tmux.keys(&["Enter"]);
        }
        tmux.see("Open this link in any browser");
        self.link()
    }

    /// The line of the tunnel as it stands in its box.
    fn tunnel_line(&self) -> String {
        self.tmux.keys(&["t"]).see("Let a browser elsewhere reach");
        self.tmux.see("ssh -N -L ");
        let screen = self.tmux.screen();
        let found = screen.lines().map(str::trim);
        let mut found = found.filter(|row| row.starts_with("ssh -N -L "));
        found.next().expect("the line").to_owned()
    }
}

/// Opens the link and presses Allow.
fn allow(browser: &Chromium, link: &str) {
    browser.open(link);
    browser.click("select[name=username] option:nth-of-type(1)");
    browser.click("button[value=allow]");
}

/// Whether the browser stops before a certificate that nobody signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Browser {
    Warns,
    Trusts,
}

/// From nothing to a token with nothing pasted.
fn without_a_paste(scheme: &str, kind: Browser) {
    let port = free_port();
    let redirect = format!("{scheme}://localhost:{port}/callback");
    let seat = Seat::take(80, 24);
    let tmux = &seat.tmux;
    let link = seat.up_to_the_link_of(&redirect);
    tmux.see(&format!("on port {port}: with a tunnel"));
    let line = seat.tunnel_line();
    tmux.see(&format!("Nothing has come to port {port} yet"));
    let speaks_of_it = tmux.shows("The browser will warn");
    assert_eq!(speaks_of_it, scheme == "https", "{}", tmux.picture());
    let _tunnel = seat.sshd.tunnel(&line, HERE);
    let mut options = Options::new();
    if kind == Browser::Trusts {
        options = options.accept_insecure_certificates();
    }
    let browser = options
        .host(&format!("localhost:{port}"), &format!("{HERE}:{port}"))
        .start();
    // The box stays open, as it may for a person who works in the browser.
    let reached = format!("Port {port} has been reached");
    match kind {
        Browser::Trusts => {
            // A person who tries the tunnel out first.
            browser.open(&redirect);
            browser.sees("h1", "not the answer that is waited for");
            tmux.see(&reached);
            allow(&browser, &link);
        }
        Browser::Warns => {
            allow(&browser, &link);
            browser.sees("#details-button", "Advanced");
            tmux.see(&reached);
            browser.proceed();
        }
    }
    browser.sees("h1", "Received");
    browser.sees("p", "Go back to the terminal");
    // What Instagram appends is for the browser alone, which keeps it.
    let shown = browser.url();
    let shown = shown.trim_end_matches("#_");
    assert_eq!(shown, redirect, "no code in the address bar");
    tmux.see("Token saved and verified");
    tmux.see("✓ authorize").see("✓ verify");
    let again = TcpStream::connect(("127.0.0.1", port));
    assert!(again.is_err(), "nobody listens any more");
    // The page of a port that is closed by now is still there, and so is its history.
    browser.sees("h1", "Received");
    let history = browser.tool("Page.getNavigationHistory", &serde_json::json!({}));
    assert!(!history.to_string().contains("code="), "{history}");
    tmux.keys(&["q"]);
    assert_eq!(seat.ended(), 0);
    let output = seat.sshd.command(&seat.remote("token")).output();
    let output = output.expect("ssh runs");
    assert!(output.status.success(), "{output:?}");
    let token = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(token.trim_end(), seat.has_a_token());
}

#[test]
#[ignore = "needs sshd, tmux, chromium and chromedriver"]
fn the_answer_comes_through_a_tunnel_to_a_browser_that_trusts_the_certificate() {
    without_a_paste("https", Browser::Trusts);
}

#[test]
#[ignore = "needs sshd, tmux, chromium and chromedriver"]
fn the_answer_comes_through_a_tunnel_after_the_warning_about_the_certificate() {
    without_a_paste("https", Browser::Warns);
}

#[test]
#[ignore = "needs sshd, tmux, chromium and chromedriver"]
fn the_answer_comes_through_a_tunnel_without_tls() {
    without_a_paste("http", Browser::Trusts);
}
