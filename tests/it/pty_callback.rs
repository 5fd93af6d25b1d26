//! The callback is caught on a port of this machine, seen from a terminal and a browser.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use crate::pty::{Home, Pty};
use crate::pty_journeys::{INSTAGRAM_LOGIN, through_the_checklist};

/// A port that nobody has now, on either family.
pub(crate) fn free_port() -> u16 {
    let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
    socket.local_addr().expect("its address").port()
}

/// The wizard at authorize, with a redirect URI of its own.
pub(crate) fn at_authorize(redirect: &str) -> (Home, Pty) {
    let home = Home::new();
    let mut pty = Pty::open(&home, &["--sandbox"]);
    let (last, before) = INSTAGRAM_LOGIN.split_last().expect("steps");
    through_the_checklist(&mut pty, before);
    pty.see(&format!("● {last}"));
    registered(&home, redirect);
    pty.press("\t").see("leave the field");
    pty.press("\x15").paste(redirect).see(redirect);
    pty.press("\r");
    pty.wait("the next step or a doubt", |screen| {
        screen.contains("keep it anyway") || screen.contains("● authorize")
    });
    if pty.screen().contains("keep it anyway") {
        pty.press("\r");
    }
    pty.see("Open this link in any browser").see("state=");
    (home, pty)
}

/// The wizard at authorize, while the answer is waited for at a port too.
pub(crate) fn waiting_at_a_port() -> (Home, Pty) {
    let port = free_port();
    let (home, mut pty) = at_authorize(&format!("http://127.0.0.1:{port}/callback"));
    pty.see(&format!("Also listening on port {port}"));
    (home, pty)
}

fn practice(home: &Home, form: &str) -> serde_json::Value {
    let port = home
        .path()
        .join(".local/state/igtoken/practice/practice.port");
    let port = std::fs::read_to_string(port).expect("the port of the practice provider");
    let authority = format!("127.0.0.1:{}", port.trim());
    let fields = format!(
        "Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n",
        form.len()
    );
    let answer = asked(&authority, "POST", "/sandbox/play", &fields, form);
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    serde_json::from_str(body).expect("JSON of the practice provider")
}

/// One request over a plain socket, and all that comes back.
fn asked(authority: &str, method: &str, target: &str, fields: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(authority).expect("somebody listens");
    let head = format!("{method} {target} HTTP/1.1\r\nHost: {authority}\r\n{fields}\r\n{body}");
    stream.write_all(head.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        write!(out, "%{byte:02X}").expect("writing to a string");
        out
    })
}

fn registered(home: &Home, redirect: &str) {
    let redirect = encoded(redirect);
    let form = format!("provider=instagram-login&step=redirect-uri&redirect_uri={redirect}");
    let played = practice(home, &form);
    assert!(played.get("error").is_none(), "{played}");
}

/// The link on the screen, as the terminal was told to open it.
fn link(pty: &Pty) -> String {
    let raw = String::from_utf8_lossy(&pty.raw);
    let mark = "\u{1b}]8;;http";
    let (_, rest) = raw.rsplit_once(mark).expect("a link");
    let (link, _) = rest.split_once('\u{1b}').expect("its end");
    format!("http{link}")
}

/// The person presses Allow: the address that the browser is sent to.
fn landing(home: &Home, pty: &Pty) -> String {
    let url = encoded(&link(pty));
    let form = format!("provider=instagram-login&step=authorize&url={url}");
    let played = practice(home, &form);
    played["redirect"].as_str().expect("a redirect").to_owned()
}

/// What a browser asks for, and where.
fn target(landing: &str) -> String {
    let (_, rest) = landing.split_once("://").expect("an address");
    let (_, target) = rest.split_once('/').expect("a path");
    let target = target.split('#').next().unwrap_or_default();
    format!("/{target}")
}

#[test]
fn an_answer_at_the_port_finishes_the_set_up_without_a_key() {
    let port = free_port();
    let (home, mut pty) = at_authorize(&format!("http://127.0.0.1:{port}/callback"));
    pty.see(&format!("Also listening on port {port}"));
    let authority = format!("127.0.0.1:{port}");
    let foreign = "/callback?code=AQBplanted&state=other";
    let answer = asked(&authority, "GET", foreign, "Connection: close\r\n", "");
    assert!(
        answer.contains("not the answer that is waited for"),
        "{answer}"
    );
    pty.see("not for this link");
    let landing = target(&landing(&home, &pty));
    let answer = asked(&authority, "GET", &landing, "Connection: close\r\n", "");
    assert!(answer.contains("<h1>Received</h1>"), "{answer}");
    assert!(!answer.contains("code="), "{answer}");
    pty.see("Token saved and verified");
    let again = TcpStream::connect(&authority);
    assert!(again.is_err(), "the port is closed after the answer");
    pty.press("q").ends_with(0);
    assert_eq!(
        home.config_value("profiles.default.token", "kind")
            .as_deref(),
        Some("long-lived")
    );
    let shown = String::from_utf8_lossy(&pty.raw).into_owned();
    let code = landing.split_once("code=").expect("a code").1;
    let code = code.split('&').next().unwrap_or_default();
    assert!(!shown.contains(code), "the code is on no screen");
}

#[test]
fn the_same_works_over_tls_with_a_certificate_of_the_run() {
    let port = free_port();
    let (home, mut pty) = at_authorize(&format!("https://localhost:{port}/callback"));
    pty.see(&format!("Also listening on port {port}"));
    let landing = landing(&home, &pty);
    let landing = landing.split('#').next().unwrap_or_default().to_owned();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let page = runtime.block_on(async {
        let browser = reqwest::Client::builder()
            .no_proxy()
            .tls_danger_accept_invalid_certs(true)
            .build()
            .expect("a client");
        let answer = browser.get(landing).send().await.expect("an answer");
        assert_eq!(answer.url().query(), None, "no code in the address bar");
        answer.text().await.expect("a page")
    });
    assert!(page.contains("<h1>Received</h1>"), "{page}");
    pty.see("Token saved and verified");
    pty.press("q").ends_with(0);
}

#[test]
fn a_busy_port_is_said_and_tried_again_with_a_fresh_link() {
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = other.local_addr().expect("its address").port();
    let (_home, mut pty) = at_authorize(&format!("http://127.0.0.1:{port}/callback"));
    pty.see(&format!("Port {port} is another program's"));
    drop(other);
    // A program that another test starts may hold it until it is under way.
    pty.wait("free port", |_| {
        TcpListener::bind(("127.0.0.1", port)).is_ok()
    });
    pty.press("f")
        .see(&format!("Also listening on port {port}"));
    pty.press("t")
        .see("Let a browser elsewhere reach this machine");
    pty.see(&format!("ssh -N -L 127.0.0.1:{port}:127.0.0.1:{port}"));
    let probe = asked(
        &format!("127.0.0.1:{port}"),
        "GET",
        "/callback",
        "Connection: close\r\n",
        "",
    );
    assert!(probe.starts_with("HTTP/1.1 200"), "{probe}");
    pty.see("has been reached");
    pty.press("\x1b").see("Open this link in any browser");
    pty.press("q").ends_with(0);
}

#[test]
fn a_step_alone_ends_only_after_the_browser_has_its_page() {
    let port = free_port();
    let (home, mut pty) = at_authorize(&format!("http://127.0.0.1:{port}/callback"));
    pty.press("q").ends_with(0);
    let mut pty = Pty::open(&home, &["--sandbox", "step", "authorize"]);
    pty.see(&format!("Also listening on port {port}"));
    let landing = target(&landing(&home, &pty));
    let answer = asked(
        &format!("127.0.0.1:{port}"),
        "GET",
        &landing,
        "Connection: close\r\n",
        "",
    );
    assert!(answer.contains("<h1>Received</h1>"), "{answer}");
    pty.see("saved and verified").ends_with(0);
}
