//! What only a socket can show: encodings, guards, saving, and answers that break.

mod broken;

use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::*;
use crate::sandbox::{Save, serve};

/// Nothing here takes this long unless it hangs.
const DEADLINE: Duration = Duration::from_secs(20);

struct Running {
    address: SocketAddr,
    saved: Arc<Mutex<Vec<Vec<u8>>>>,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<std::io::Result<()>>,
}

impl Running {
    async fn start(world: World, options: Options) -> Self {
        let saved = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&saved);
        let save: Save = Arc::new(move |bytes| {
            kept.lock().unwrap().push(bytes);
            Ok(())
        });
        Self::start_with(world, options, save, saved).await
    }

    async fn start_with(
        world: World,
        options: Options,
        save: Save,
        saved: Arc<Mutex<Vec<Vec<u8>>>>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopping = async move {
            let _ = stopped.await;
        };
        let task = tokio::spawn(serve(listener, world, options, save, stopping));
        Self {
            address,
            saved,
            stop: Some(stop),
            task,
        }
    }

    async fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        // A cut connection may end in an error; what came before it counts.
        let read = stream.read_to_end(&mut answer);
        let _ = tokio::time::timeout(DEADLINE, read)
            .await
            .expect("no answer in time");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn head(&self, first: &str) -> String {
        format!(
            "{first} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n",
            self.address
        )
    }

    async fn get(&self, target: &str) -> String {
        self.send(&format!("{}\r\n", self.head(&format!("GET {target}"))))
            .await
    }

    async fn post(&self, target: &str, kind: &str, body: &str) -> String {
        let head = self.head(&format!("POST {target}"));
        let length = body.len();
        self.send(&format!(
            "{head}Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
        .await
    }

    async fn stop(mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        let ended = tokio::time::timeout(DEADLINE, self.task)
            .await
            .expect("it stops");
        ended.unwrap().unwrap();
    }
}

fn body(answer: &str) -> Value {
    let (_, body) = answer
        .split_once("\r\n\r\n")
        .unwrap_or_else(|| panic!("{answer}"));
    serde_json::from_str(body).unwrap_or_else(|e| panic!("{e}: {answer}"))
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("no status")
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

fn auto() -> Options {
    Options {
        auto_approve: true,
        ..Options::default()
    }
}

/// The fields of an exchange, with a fresh code got by auto-approval.
async fn exchange_fields(running: &Running, facts: &ReadyFacts) -> Vec<(&'static str, String)> {
    let query = encoded(&[
        ("client_id", &facts.app_id),
        ("redirect_uri", &facts.redirect_uri),
        ("response_type", "code"),
        ("scope", LOGIN),
    ]);
    let answer = running.get(&format!("/oauth/authorize?{query}")).await;
    assert_eq!(status(&answer), "302", "{answer}");
    let location = answer
        .lines()
        .find_map(|line| line.strip_prefix("location: "))
        .unwrap();
    vec![
        ("client_id", facts.app_id.clone()),
        ("client_secret", facts.app_secret.clone()),
        ("grant_type", "authorization_code".to_owned()),
        ("redirect_uri", facts.redirect_uri.clone()),
        ("code", code_of(location)),
    ]
}

fn urlencoded_body(fields: &[(&'static str, String)]) -> String {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    encoded(&pairs)
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn the_exchange_takes_urlencoded_and_multipart_bodies() {
    let world = World::ready().unwrap();
    let facts = world.ready_facts().unwrap();
    let running = Running::start(world, auto()).await;
    let fields = exchange_fields(&running, &facts).await;
    let answer = running
        .post("/oauth/access_token", FORM, &urlencoded_body(&fields))
        .await;
    assert_eq!(status(&answer), "200", "{answer}");
    let fields = exchange_fields(&running, &facts).await;
    let parts = fields.iter().map(|(name, value)| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    });
    let multipart = parts.collect::<Vec<_>>().concat() + "--edge--\r\n";
    let kind = "multipart/form-data; boundary=edge";
    let answer = running.post("/oauth/access_token", kind, &multipart).await;
    assert_eq!(status(&answer), "200", "{answer}");
    assert!(body(&answer)["access_token"].is_string());
    let answer = running
        .post("/oauth/access_token", "application/json", "{}")
        .await;
    assert_eq!(
        body(&answer)["error_message"],
        "You must provide a client_id"
    );
    running.stop().await;
}

#[tokio::test]
async fn every_change_is_saved_before_its_answer_and_can_be_read_back() {
    let world = World::empty().unwrap();
    let home = world.home.clone();
    let running = Running::start(world, Options::default()).await;
    let answer = running
        .post(
            "/sandbox/play",
            FORM,
            "provider=instagram-login&step=app-credentials",
        )
        .await;
    let app_id = body(&answer)["values"]["app_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let last = running.saved.lock().unwrap().last().unwrap().clone();
    let restored = World::from_bytes(&last).unwrap();
    assert_eq!(restored.apps[0].app_id(), Some(app_id.as_str()));
    assert_eq!(restored.home, home);
    let before = running.saved.lock().unwrap().len();
    running.get("/sandbox/state").await;
    assert_eq!(
        running.saved.lock().unwrap().len(),
        before,
        "looking changes nothing"
    );
    running.stop().await;
}

#[tokio::test]
async fn a_change_that_cannot_be_saved_is_dropped_and_said() {
    let world = World::ready().unwrap();
    let save: Save = Arc::new(|_| Err(Error::new(ErrorKind::StorageFull, "the disk is full")));
    let running = Running::start_with(world, Options::default(), save, Arc::default()).await;
    let answer = running.post(
        "/sandbox/clock",
        "application/json",
        r#"{"advance_seconds":5}"#,
    );
    let answer = answer.await;
    assert_eq!(status(&answer), "500", "{answer}");
    assert!(
        body(&answer)["error"]
            .as_str()
            .unwrap()
            .contains("the disk is full")
    );
    let state = body(&running.get("/sandbox/state").await);
    assert_eq!(state["clock_offset_seconds"], 0);
    running.stop().await;
}

#[tokio::test]
async fn foreign_hosts_and_foreign_pages_are_turned_away() {
    let running = Running::start(World::ready().unwrap(), Options::default()).await;
    let port = running.address.port();
    for host in ["example.com", "127.0.0.1.example.com", "10.1.2.3"] {
        let ask = format!(
            "GET /sandbox/state HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
        );
        assert_eq!(status(&running.send(&ask).await), "403", "{host}");
    }
    let absolute = format!(
        "GET http://example.com/sandbox/state HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(status(&running.send(&absolute).await), "403");
    for hosts in ["Host: localhost\r\nHost: example.com\r\n", ""] {
        let ask = format!("GET /sandbox/state HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n");
        assert_eq!(status(&running.send(&ask).await), "403", "{hosts:?}");
    }
    for (line, expected) in [
        ("Origin: https://example.com", "403"),
        ("Origin: null", "403"),
        ("Sec-Fetch-Site: cross-site", "403"),
        (&format!("Origin: http://localhost:{port}"), "303"),
    ] {
        let head = running.head("POST /accounts/convert_to_professional_account/");
        let answer = running
            .send(&format!(
                "{head}{line}\r\nContent-Type: {FORM}\r\nContent-Length: 10\r\n\r\ndo=private"
            ))
            .await;
        assert_eq!(status(&answer), expected, "{line}");
    }
    running.stop().await;
}

#[tokio::test]
async fn a_listener_off_loopback_is_refused() {
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let save: Save = Arc::new(|_| Ok(()));
    let world = World::ready().unwrap();
    let served = serve(
        listener,
        world,
        Options::default(),
        save,
        std::future::pending(),
    );
    let error = tokio::time::timeout(DEADLINE, served)
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn the_date_header_follows_the_practice_clock() {
    let mut world = World::ready().unwrap();
    // Far enough that the machine's own year cannot be mistaken for it.
    world.clock_offset = 90 * 365 * 86_400;
    let running = Running::start(world, Options::default()).await;
    for answer in [
        running.get("/sandbox/state").await,
        running.get("/nowhere").await,
        running
            .send("GET / HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n")
            .await,
    ] {
        let dates: Vec<_> = answer
            .lines()
            .filter_map(|line| line.strip_prefix("date: "))
            .collect();
        assert_eq!(dates.len(), 1, "{answer}");
        let year: i32 = dates[0].split(' ').nth(3).unwrap().parse().unwrap();
        assert!(year > 2110 && dates[0].ends_with(" GMT"), "{}", dates[0]);
        assert!(!answer.to_lowercase().contains("access-control"), "no CORS");
    }
    running.stop().await;
}

#[tokio::test]
async fn a_client_that_hangs_up_does_not_lose_the_change_it_asked_for() {
    let running = Running::start(World::ready().unwrap(), Options::default()).await;
    let head = running.head("POST /sandbox/clock");
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let request = format!("{head}Content-Length: 22\r\n\r\n{{\"advance_seconds\":77}}");
    stream.write_all(request.as_bytes()).await.unwrap();
    drop(stream);
    let seen = async {
        while running.saved.lock().unwrap().is_empty() {
            running.get("/sandbox/state").await;
        }
    };
    tokio::time::timeout(DEADLINE, seen)
        .await
        .expect("the change is saved");
    assert_eq!(
        body(&running.get("/sandbox/state").await)["clock_offset_seconds"],
        77
    );
    running.stop().await;
}

#[tokio::test]
async fn a_body_beyond_a_mebibyte_is_refused() {
    let running = Running::start(World::ready().unwrap(), Options::default()).await;
    let big = "a".repeat(1024 * 1024 + 1);
    assert_eq!(
        status(
            &running
                .post("/sandbox/clock", "application/json", &big)
                .await
        ),
        "400"
    );
    running.stop().await;
}

#[tokio::test]
async fn of_two_exchanges_at_once_one_gets_the_token() {
    let world = World::ready().unwrap();
    let facts = world.ready_facts().unwrap();
    let running = Running::start(world, auto()).await;
    let form = urlencoded_body(&exchange_fields(&running, &facts).await);
    let (one, other) = tokio::join!(
        running.post("/oauth/access_token", FORM, &form),
        running.post("/oauth/access_token", FORM, &form),
    );
    let mut statuses = [status(&one), status(&other)];
    statuses.sort_unstable();
    assert_eq!(statuses, ["200", "400"]);
    running.stop().await;
}

#[tokio::test]
async fn no_answer_may_be_framed_or_kept() {
    let running = Running::start(World::ready().unwrap(), Options::default()).await;
    for target in ["/", "/sandbox/state", "/apps/creation/"] {
        let answer = running.get(target).await;
        for line in [
            "x-frame-options: DENY",
            "cache-control: private, no-store",
            "x-content-type-options: nosniff",
            "content-security-policy: default-src 'none'",
        ] {
            assert!(answer.contains(line), "{line} for {target}");
        }
    }
    running.stop().await;
}
