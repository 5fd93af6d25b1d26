//! Hostile text that arrives while a wizard waits: from another shell, at its port, and from whoever
//! sits in the wizard's place. On the screen and in lines.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::os::unix::fs::FileTypeExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;

use serde_json::json;

use super::hostile::{assert_plain, hostile};
use super::terminal::{assert_ours, assert_words};
use crate::home::{Home, Igtoken, read};
use crate::misbehaving::{Act, Misbehaving};
use crate::pty::Pty;
use crate::pty_callback::free_port;

pub(crate) const FRONTS: [(&str, &[&str]); 2] = [
    ("screen", &["--lang", "en", "step", "authorize"]),
    ("lines", &["--lang", "en", "--plain", "step", "authorize"]),
];

/// A wizard that waits for an answer, and what leads to it.
pub(crate) struct Waiting {
    pub(crate) home: Home,
    server: Misbehaving,
    port: u16,
    state: String,
    front: &'static str,
    pub(crate) pty: Pty,
}

impl Waiting {
    fn new(front: (&'static str, &[&str])) -> Self {
        Self::among(front, &[])
    }

    /// With more of an environment.
    pub(crate) fn among((front, args): (&'static str, &[&str]), more: &[(&str, &str)]) -> Self {
        let port = free_port();
        let home = Home::new();
        home.lay(
            &home.config_file(),
            &format!(
                "version = 1\n[profiles.default]\nprovider = \"instagram-login\"\n\
                 app_id = \"990602627938098\"\napp_secret = \"5ecre75ecre75ecre75ecre75ecre7ab\"\n\
                 redirect_uri = \"http://127.0.0.1:{port}/callback\"\n"
            ),
        );
        let refusal =
            json!({ "error": { "message": "no", "type": "OAuthException", "code": 190 } });
        let refusal = refusal.to_string();
        let server = Misbehaving::start(move |_, _| Act::json("400 Bad Request", &refusal));
        let mut around = vec![("IGTOKEN_ENDPOINT", server.url.as_str())];
        around.extend(more);
        let mut pty = Pty::open_with(home.path(), args, 80, 24, &around);
        let file = home.state_dir().join("state.toml");
        let dir = home.state_dir();
        // Connecting to see who listens could take the port away.
        pty.see(&format!("listening on port {port}"));
        pty.wait("open socket and link", |_| {
            let saved = std::fs::read_to_string(&file);
            saved.is_ok_and(|text| text.contains("sign_in")) && socket(&dir).is_some()
        });
        let table: toml::Table = read(&file).parse().unwrap();
        let state = table["profiles"]["default"]["sign_in"]["state"]
            .as_str()
            .unwrap();
        let state = state.to_owned();
        Self {
            home,
            server,
            port,
            state,
            front,
            pty,
        }
    }

    /// `paste` in another shell.
    pub(crate) fn paste(&self, args: &[&str]) -> Igtoken {
        let args = ["paste"].iter().chain(args);
        self.home
            .igtoken(args)
            .env("IGTOKEN_ENDPOINT", &self.server.url)
    }

    /// What a browser would ask the port for, with these parameters as they are.
    pub(crate) fn callback(&self, query: &str) -> String {
        let port = self.port;
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else {
            panic!("nobody listens after {query:?}: {}", self.pty.written());
        };
        let request = format!(
            "GET /callback?{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        // A refused head may be answered before it was read whole.
        drop(stream.read_to_end(&mut answer));
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[track_caller]
    fn assert_ours(&self, which: &str) {
        let which = format!("{which}, {}", self.front);
        if self.front == "lines" {
            assert_words(&self.pty.raw, &which);
        } else {
            assert_ours(&self.pty.raw, &which);
        }
    }

    /// Waits for a text, wherever the front writes it.
    fn see(&mut self, text: &str) {
        if self.front == "lines" {
            self.pty.hear(text);
        } else {
            self.pty.see(text);
        }
    }

    fn leave(&mut self) {
        self.pty.press("\x03").ends_with(130);
    }
}

/// The socket of a waiting wizard.
fn socket(dir: &std::path::Path) -> Option<PathBuf> {
    let mut entries = std::fs::read_dir(dir).ok()?.flatten();
    let found = entries.find(|entry| entry.file_type().is_ok_and(|kind| kind.is_socket()))?;
    let path = found.path();
    path.extension()
        .is_some_and(|end| end == "sock")
        .then_some(path)
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The hostile texts, cut to what fits into an address, and bytes that are no text at all.
fn in_addresses() -> Vec<String> {
    let cut = |text: String| encoded(&text.chars().take(120).collect::<String>());
    let bytes = "%9b31m%1b%5d0%3bgotcha%07%ff%fe%00%c2%9d52%3bc%3bZ290Y2hh%c2%9c".to_owned();
    hostile().into_iter().map(cut).chain([bytes]).collect()
}

/// The parameters of a refusal in which a text stands wherever a text can.
fn refusal(text: &str, state: &str) -> String {
    format!(
        "error=server{text}&error_reason=why{text}&error_description=kept+{text}&{text}=x\
         &error_code={text}&error_message=kept+{text}&state={state}"
    )
}

#[test]
fn hostile_parameters_at_the_port_are_shown_as_text() {
    for front in FRONTS {
        for (number, text) in in_addresses().into_iter().enumerate() {
            let mut waiting = Waiting::new(front);
            let which = format!("text {number}");
            for query in [
                refusal(&text, "foreign"),
                format!("code={text}&state=foreign{text}"),
                format!("code=AQBcode&state={text}"),
            ] {
                let page = waiting.callback(&query);
                assert!(
                    !page.contains("gotcha") && !page.contains('\u{1b}'),
                    "{page}"
                );
            }
            let state = waiting.state.clone();
            let page = waiting.callback(&refusal(&text, &state));
            assert!(!page.contains("gotcha") && !page.contains("kept"), "{page}");
            waiting.see("kept");
            waiting.assert_ours(&which);
            waiting.leave();
            waiting.assert_ours(&which);
            let log = read(&waiting.home.state_dir().join("state.toml"));
            assert!(!log.contains("kept"), "{log}");
        }
    }
}

#[test]
fn hostile_text_from_another_shell_is_shown_as_text_in_both() {
    for front in FRONTS {
        for (number, text) in hostile().into_iter().enumerate() {
            let mut waiting = Waiting::new(front);
            let which = format!("text {number}");
            let uri = format!("http://127.0.0.1:{}/callback", waiting.port);
            let short = text.chars().take(120).collect::<String>();
            for brought in [
                text.clone(),
                format!("{uri}?{}", refusal(&short, "foreign")),
                format!("{uri}?code={short}&state=foreign"),
                format!("IGQV{short}"),
            ] {
                for args in [&["--json"][..], &[]] {
                    let run = waiting.paste(args).stdin(&brought).run();
                    assert_ne!(run.code, Some(0), "{run}");
                    assert_plain(&run, &which);
                }
            }
            let embed = "https://www.instagram.com/oauth/authorize?response_type=code";
            let embed = format!("{embed}&client_id={short}&scope={short}&redirect_uri={short}");
            for args in [&["--what", "--json"][..], &["--what"]] {
                assert_plain(&waiting.paste(args).stdin(&embed).run(), &which);
            }
            // The socket itself, with a language that wants to be more than one.
            let place = socket(&waiting.home.state_dir()).unwrap();
            let mut stream = BufReader::new(UnixStream::connect(place).unwrap());
            let mut greeting = String::new();
            stream.read_line(&mut greeting).unwrap();
            let lang = short.chars().take(20).collect::<String>();
            let head = json!({ "version": 1, "lang": lang, "length": text.len() });
            write!(stream.get_mut(), "{head}\n{text}").unwrap();
            let mut said = String::new();
            stream.read_to_string(&mut said).unwrap();
            let foul = said.chars().find(|c| c.is_control() && *c != '\n');
            assert!(foul.is_none() && said.contains("ended"), "{said:?}");
            // And one that is taken: the provider's refusal, brought by a person.
            let whole = format!("{uri}?{}", refusal(&encoded(&short), &waiting.state));
            let run = waiting.paste(&["--json"]).stdin(whole).run().exits(5);
            assert_plain(&run, &which);
            waiting.see("kept");
            waiting.assert_ours(&which);
            waiting.leave();
            waiting.assert_ours(&which);
        }
    }
}

#[test]
fn a_stranger_in_the_wizards_place_is_heard_as_text() {
    let mut waiting = Waiting::new(FRONTS[0]);
    let place = socket(&waiting.home.state_dir()).unwrap();
    waiting.leave();
    for (number, text) in hostile().into_iter().enumerate() {
        let short = text.chars().take(400).collect::<String>();
        for args in [&["--json"][..], &[]] {
            let listener = UnixListener::bind(&place).unwrap();
            let said = [
                json!({ "version": 1 }),
                json!({ "recognised": short, "state": short, "missing": [short] }),
                json!({ "taken": true }),
                json!({ "ended": true, "saved": false, "token": false, "problem": {
                    "error": { "kind": "input", "id": short, "message": short, "step": short,
                        "call": null, "provider": { "type": short, short.clone(): short } },
                    "lines": [short, short] } }),
            ];
            let stranger = std::thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                for line in said {
                    // The other end may have had enough.
                    drop(writeln!(stream, "{line}"));
                }
                drop(stream.shutdown(Shutdown::Write));
                drop(stream.read_to_end(&mut Vec::new()));
            });
            let run = waiting.paste(args).stdin("hello").run().exits(8);
            stranger.join().unwrap();
            std::fs::remove_file(&place).unwrap();
            assert_plain(&run, &format!("text {number}, {args:?}"));
        }
    }
}
