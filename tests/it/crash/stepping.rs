//! A provider that answers in steps and holds one call at any of them; the program is killed there.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::process::Signal;

use super::{Kept, leftovers};
use crate::home::{Home, Igtoken, kill};
use crate::pty::Pty;

const OLD: &str = "IGAAo1dTokenThatServes7QmZx3o1dTokenThatServes7QmZx3o1dTokenThatServes7";
const SHORT: &str = "IGAAsh0rtTokenThatWaits4WbNc8sh0rtTokenThatWaits4WbNc8sh0rtTokenThat4";
const NEW: &str = "IGAAn3wTokenThatWaits9RkVy4n3wTokenThatWaits9RkVy4n3wTokenThatWaits9Rk";
const CODE: &str = "AQBx-c0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0de";
const PATIENCE: Duration = Duration::from_mins(1);

/// Where a call is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    BeforeReading,
    AfterReading,
    AfterHead,
    InBody,
    BeforeClosing,
}

const STAGES: [Stage; 5] = [
    Stage::BeforeReading,
    Stage::AfterReading,
    Stage::AfterHead,
    Stage::InBody,
    Stage::BeforeClosing,
];

/// The n-th connection, from 0, is held at a stage.
type Hold = (usize, Stage);

/// A running provider; it ends when dropped.
struct Stepping {
    url: String,
    port: u16,
    bodies: Arc<Mutex<Vec<String>>>,
    held: Receiver<()>,
    over: Arc<AtomicBool>,
    release: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Stepping {
    fn start(hold: Hold) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let bodies: Arc<Mutex<Vec<String>>> = Arc::default();
        let (here, held) = mpsc::channel();
        let (release, released) = mpsc::channel::<()>();
        let seen = Arc::clone(&bodies);
        let over = Arc::new(AtomicBool::new(false));
        let ending = Arc::clone(&over);
        let thread = std::thread::spawn(move || {
            for (nth, stream) in listener.incoming().enumerate() {
                let Ok(stream) = stream else { return };
                let stop = |stage: Stage| {
                    if hold == (nth, stage) {
                        let _ = here.send(());
                        // Ends with an error as soon as the other end is dropped.
                        let _ = released.recv();
                    }
                };
                serve(stream, &seen, stop);
                if ending.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        Self {
            url: format!("http://127.0.0.1:{port}"),
            port,
            bodies,
            held,
            over,
            release: Some(release),
            thread: Some(thread),
        }
    }

    /// How many requests held a text.
    fn count(&self, text: &str) -> usize {
        let bodies = self.bodies.lock().unwrap();
        bodies.iter().filter(|body| body.contains(text)).count()
    }

    /// Runs the program until the call is held, and kills it there.
    fn kill_there(&mut self, mut command: Command, stdin: &str) {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        drop(child.stdin.take().unwrap().write_all(stdin.as_bytes()));
        let held = self.held.recv_timeout(PATIENCE);
        kill(child.id(), Signal::KILL);
        let status = child.wait().unwrap();
        assert!(held.is_ok(), "nothing was held: {status}");
        assert_eq!(status.code(), None);
        drop(self.release.take());
    }
}

impl Drop for Stepping {
    fn drop(&mut self) {
        drop(self.release.take());
        self.over.store(true, Ordering::SeqCst);
        // A last connection, which says nothing, wakes the listener.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        drop(self.thread.take().map(JoinHandle::join));
    }
}

/// One request, when one comes, and its answer, step by step.
///
/// The answer has no length: the client reads until the line is closed.
fn serve(mut stream: TcpStream, seen: &Mutex<Vec<String>>, stop: impl Fn(Stage)) {
    stop(Stage::BeforeReading);
    let Some(request) = request(&mut stream) else {
        return;
    };
    let target = request.split(' ').nth(1).unwrap_or_default().to_owned();
    seen.lock().unwrap().push(request);
    let path = target.split('?').next().unwrap_or_default();
    let lasting =
        format!("{{\"access_token\":\"{NEW}\",\"token_type\":\"bearer\",\"expires_in\":5183944}}");
    let body = match path {
        "/oauth/access_token" => format!(
            "{{\"access_token\":\"{SHORT}\",\"user_id\":25003455632621456,\
             \"permissions\":[\"instagram_business_basic\"]}}"
        ),
        path if path.ends_with("/me") => "{\"user_id\":\"17841405793187218\",\
             \"username\":\"shop\",\"account_type\":\"BUSINESS\",\"id\":\"25003455632621456\"}"
            .to_owned(),
        _ => lasting,
    };
    stop(Stage::AfterReading);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
    // A client that was killed hears nothing any more.
    drop(stream.write_all(head.as_bytes()));
    stop(Stage::AfterHead);
    let (first, second) = body.split_at(body.len() / 2);
    drop(stream.write_all(first.as_bytes()));
    stop(Stage::InBody);
    drop(stream.write_all(second.as_bytes()));
    stop(Stage::BeforeClosing);
}

fn request(stream: &mut TcpStream) -> Option<String> {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .and_then(|(_, value)| value.trim().parse().ok())
                .unwrap_or(0_usize);
            if body.len() >= length {
                return Some(text);
            }
        }
        let count = stream.read(&mut chunk).ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(chunk.get(..count)?);
    }
}

/// A home with an app and a token that serves.
fn home() -> Home {
    let home = Home::new();
    home.lay(
        &home.config_file(),
        &format!(
            "version = 1\n[profiles.default]\nprovider = \"instagram-login\"\n\
             app_id = \"990602627938098\"\napp_secret = \"5ecre75ecre75ecre75ecre75ecre7ab\"\n\
             redirect_uri = \"https://localhost:8443/callback\"\n\n\
             [profiles.default.token]\naccess_token = \"{OLD}\"\nkind = \"long-lived\"\n\
             issued_at = 2026-01-01T00:00:00Z\nexpires_at = 2100-01-01T00:00:00Z\n"
        ),
    );
    home
}

fn kept(home: &Home) -> Kept {
    Kept::of(&home.config_file(), &home.state_dir().join("state.toml"))
}

fn igtoken(home: &Home, server: &Stepping, args: &[&str]) -> Igtoken {
    home.igtoken(args).env("IGTOKEN_ENDPOINT", &server.url)
}

/// The address that a person would paste after pressing Allow.
fn landing(home: &Home, server: &Stepping) -> String {
    let link = igtoken(home, server, &["authorize-url"])
        .run()
        .exits(0)
        .stdout;
    let (_, rest) = link.split_once("&state=").expect("a state in the link");
    let state = rest.split('&').next().unwrap_or_default().trim_end();
    format!("https://localhost:8443/callback?code={CODE}&state={state}#_")
}

fn wizard(home: &Home, server: &Stepping) -> Pty {
    let environment = [("IGTOKEN_ENDPOINT", server.url.as_str())];
    Pty::open_with(home.path(), &[], 100, 30, &environment)
}

/// What is true after every kill: the token that served serves, and it is what is printed.
#[track_caller]
fn still_serves(home: &Home, hold: Hold) -> Kept {
    let kept = kept(home);
    assert_eq!(kept.token.as_deref(), Some(OLD), "{hold:?}");
    let printed = home.igtoken(["token"]).run().exits(0).stdout;
    assert_eq!(printed.trim_end(), OLD, "{hold:?}");
    kept
}

#[track_caller]
fn ends_with_the_new_one(home: &Home, mut pty: Pty, hold: Hold) {
    pty.wait("the new token on disk", |_| {
        kept(home).token.as_deref() == Some(NEW)
    });
    pty.see("days left").press("q");
    pty.ends_with(0);
    let kept = kept(home);
    assert_eq!((kept.pending, kept.sign_in), (None, None), "{hold:?}");
    assert_eq!(leftovers(home.path()).len(), 0, "{hold:?}");
}

#[test]
fn killed_at_any_step_of_the_exchange_the_next_start_says_so_and_opens_authorize() {
    for stage in STAGES {
        let hold = (0, stage);
        let (home, mut server) = (home(), Stepping::start(hold));
        let address = landing(&home, &server);
        let paste = igtoken(&home, &server, &["paste", "--json"]).command();
        server.kill_there(paste, &address);
        let kept = still_serves(&home, hold);
        assert!(
            kept.was_sent() && kept.pending.is_none(),
            "{hold:?}: {kept:?}"
        );
        let mut pty = wizard(&home, &server);
        pty.see("the program ended before the answer was read");
        pty.press("\r").see("Open this link in any browser");
        pty.kill();
        assert!(server.count(CODE) <= 1, "{hold:?}: the code is sent once");
        // The same answer again is not sent either.
        let again = igtoken(&home, &server, &["paste", "--json"])
            .stdin(&address)
            .run();
        assert!(again.code.is_some_and(|code| code != 0), "{again}");
        assert!(server.count(CODE) <= 1, "{hold:?}: {again}");
    }
}

#[test]
fn killed_at_any_step_after_the_exchange_the_next_start_goes_on_from_the_token() {
    for nth in [1, 2] {
        for stage in STAGES {
            let hold = (nth, stage);
            let (home, mut server) = (home(), Stepping::start(hold));
            let address = landing(&home, &server);
            let paste = igtoken(&home, &server, &["paste", "--json"]).command();
            server.kill_there(paste, &address);
            let kept = still_serves(&home, hold);
            let expected = if nth == 1 {
                ("short-lived", SHORT)
            } else {
                ("long-lived", NEW)
            };
            let pending = kept
                .pending
                .as_ref()
                .map(|(kind, token)| (kind.as_str(), token.as_str()));
            assert_eq!(pending, Some(expected), "{hold:?}");
            ends_with_the_new_one(&home, wizard(&home, &server), hold);
            assert_eq!(server.count(CODE), 1, "{hold:?}: the code is sent once");
        }
    }
}

#[test]
fn killed_at_any_step_of_a_verification_a_pasted_token_waits_for_the_next_start() {
    for stage in STAGES {
        let hold = (0, stage);
        let (home, mut server) = (home(), Stepping::start(hold));
        let paste = igtoken(&home, &server, &["paste", "--json"]).command();
        server.kill_there(paste, NEW);
        let kept = still_serves(&home, hold);
        let expected = Some(("long-lived".to_owned(), NEW.to_owned()));
        assert_eq!(kept.pending, expected, "{hold:?}");
        ends_with_the_new_one(&home, wizard(&home, &server), hold);
    }
}

#[test]
fn killed_at_any_step_of_a_refresh_the_old_token_serves_and_the_next_one_succeeds() {
    for nth in [0, 1] {
        for stage in STAGES {
            let hold = (nth, stage);
            let (home, mut server) = (home(), Stepping::start(hold));
            let refresh = || igtoken(&home, &server, &["refresh", "--json"]);
            let command = refresh().command();
            server.kill_there(command, "");
            let found = still_serves(&home, hold);
            let pending = (nth == 1).then(|| ("long-lived".to_owned(), NEW.to_owned()));
            assert_eq!(found.pending, pending, "{hold:?}");
            let again = igtoken(&home, &server, &["refresh", "--json"]).run();
            let _ = again.exits(0);
            let found = kept(&home);
            assert_eq!(found.token.as_deref(), Some(NEW), "{hold:?}");
            assert_eq!(found.pending, None, "{hold:?}");
            assert_eq!(leftovers(home.path()).len(), 0, "{hold:?}");
        }
    }
}
