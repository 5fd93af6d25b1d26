//! Over real sockets: what a browser gets, and what everybody else gets.

use std::net::TcpListener as Plain;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::time::timeout;

use super::*;

const PATIENCE: Duration = Duration::from_secs(20);
const PAGES: Pages = |verdict| format!("<p>{verdict:?}</p>");
const GOOD: &str = "/callback?code=AQBplantedcode&state=Zq8yB2mW5kT1vR7xN4cH";

struct Stand {
    listener: Listener,
    events: UnboundedReceiver<Event>,
    at: At,
}

fn free_port() -> u16 {
    let socket = Plain::bind("127.0.0.1:0").unwrap();
    socket.local_addr().unwrap().port()
}

fn short() -> Limits {
    Limits {
        head: Duration::from_millis(300),
        ..Limits::default()
    }
}

impl Stand {
    async fn new(tls: bool) -> Self {
        Self::with(tls, Limits::default()).await
    }

    async fn with(tls: bool, limits: Limits) -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        let at = At {
            tls,
            host: Loopback::Name,
            port: free_port(),
            path: "/callback".to_owned(),
        };
        let mut stand = Self {
            listener: Listener::new(PAGES, limits, sender),
            events,
            at,
        };
        stand.listens(TaskId(1)).await;
        stand
    }

    async fn listens(&mut self, task: TaskId) {
        let said = match self.listener.listen(task, self.at.clone()) {
            Some(event) => event,
            None => self.event().await,
        };
        let result = Ok(());
        assert_eq!(said, Event::Listening { task, result });
    }

    async fn event(&mut self) -> Event {
        let event = timeout(PATIENCE, self.events.recv()).await;
        event.expect("an event in time").expect("an event")
    }

    /// The next answer that came.
    async fn visit(&mut self) -> (CallbackId, String) {
        loop {
            let event = self.event().await;
            if let Event::Visited { visit, address, .. } = event {
                return (visit, address.expose().to_owned());
            }
            assert!(matches!(event, Event::Reached { .. }), "{event:?}");
        }
    }

    /// Judges the next answer.
    async fn judges(&mut self, verdict: Verdict) -> String {
        let (visit, address) = self.visit().await;
        self.listener.answer(visit, verdict);
        address
    }

    fn heard_no_answer(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            assert!(matches!(event, Event::Reached { .. }), "{event:?}");
        }
    }

    async fn connects(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.at.port))
            .await
            .unwrap()
    }

    fn head(&self, line: &str, fields: &str) -> String {
        format!(
            "{line} HTTP/1.1\r\nHost: localhost:{}\r\n{fields}\r\n",
            self.at.port
        )
    }

    /// The status of a request that nobody but the listener looks at.
    async fn status(&self, request: &str) -> String {
        let mut stream = self.connects().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        let text = rest(&mut stream).await;
        text.split(' ').nth(1).unwrap_or_default().to_owned()
    }

    /// A good answer arrives as ever.
    async fn still_works(&mut self) {
        let mut stream = self.connects().await;
        let request = self.head(&format!("GET {GOOD}"), "Connection: close\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        assert!(self.judges(Verdict::Received).await.ends_with(GOOD));
        assert!(rest(&mut stream).await.contains("<p>Received</p>"));
    }
}

/// All that comes until the other side closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    // A reset after the reply is an end as well.
    let read = timeout(PATIENCE, stream.read_to_end(&mut text)).await;
    drop(read.expect("an end in time"));
    String::from_utf8_lossy(&text).into_owned()
}

fn browser() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .tls_danger_accept_invalid_certs(true)
        .timeout(PATIENCE)
        .build()
        .unwrap()
}

/// A browser goes to the callback, and the core has its verdict.
async fn landed(tls: bool, name: &str, verdict: Verdict) -> reqwest::Response {
    let mut stand = Stand::new(tls).await;
    let scheme = if tls { "https" } else { "http" };
    let url = format!("{scheme}://{name}:{}{GOOD}", stand.at.port);
    let get = browser().get(url).send();
    let (answer, address) = tokio::join!(get, stand.judges(verdict));
    assert_eq!(
        address,
        format!("{scheme}://localhost:{}{GOOD}", stand.at.port)
    );
    answer.unwrap()
}

#[tokio::test]
async fn an_answer_arrives_and_the_browser_gets_its_page() {
    for (tls, name) in [
        (false, "localhost"),
        (false, "127.0.0.1"),
        (true, "localhost"),
        (true, "127.0.0.1"),
    ] {
        for verdict in [Verdict::Received, Verdict::Refused, Verdict::Foreign] {
            let answer = landed(tls, name, verdict).await;
            assert_eq!(answer.status(), 200);
            let url = answer.url().clone();
            assert_eq!(
                (url.path(), url.query()),
                ("/callback", None),
                "no code on show"
            );
            for (name, value) in [
                ("referrer-policy", "no-referrer"),
                ("cache-control", "no-store"),
                ("x-content-type-options", "nosniff"),
                ("content-type", "text/html; charset=utf-8"),
                ("connection", "close"),
            ] {
                assert_eq!(answer.headers()[name], value);
            }
            let policy = answer.headers()["content-security-policy"]
                .to_str()
                .unwrap();
            assert!(policy.starts_with("default-src 'none';"), "{policy}");
            assert_eq!(answer.text().await.unwrap(), PAGES(verdict));
        }
    }
}

#[tokio::test]
async fn a_browser_that_closes_gets_the_page_at_once() {
    let mut stand = Stand::new(false).await;
    stand.still_works().await;
}

#[tokio::test]
async fn nothing_of_the_answer_comes_back() {
    let mut stand = Stand::new(false).await;
    let mut stream = stand.connects().await;
    let request = stand.head(&format!("GET {GOOD}"), "");
    stream.write_all(request.as_bytes()).await.unwrap();
    stand.judges(Verdict::Foreign).await;
    stream
        .write_all(stand.head("GET /callback", "").as_bytes())
        .await
        .unwrap();
    let text = rest(&mut stream).await;
    assert!(
        text.contains("303 See Other") && text.contains("<p>Foreign</p>"),
        "{text}"
    );
    assert!(
        !text.contains("planted") && !text.contains("Zq8y"),
        "{text}"
    );
}

#[tokio::test]
async fn whatever_is_no_browser_at_the_callback_is_refused() {
    let mut stand = Stand::new(false).await;
    let port = stand.at.port;
    let get = format!("GET {GOOD}");
    let host = |host: &str| format!("{get} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let rows = [
        (stand.head("GET /", ""), "404"),
        (stand.head("GET /favicon.ico", ""), "404"),
        (stand.head("GET /callback/", ""), "404"),
        (stand.head("GET /callback/../callback?code=x", ""), "404"),
        (stand.head("GET /Callback?code=x&state=y", ""), "404"),
        (stand.head(&format!("HEAD {GOOD}"), ""), "405"),
        (
            stand.head(&format!("POST {GOOD}"), "Content-Length: 3\r\n") + "a=b",
            "405",
        ),
        (stand.head(&format!("OPTIONS {GOOD}"), ""), "405"),
        (stand.head(&get, "Content-Length: 3\r\n") + "a=b", "413"),
        (
            stand.head(&get, "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n",
            "413",
        ),
        (
            stand.head(&format!("GET http://localhost:{port}{GOOD}"), ""),
            "400",
        ),
        (host(&format!("evil.example:{port}")), "421"),
        (host(&format!("localhost.evil.example:{port}")), "421"),
        (host("localhost"), "421"),
        (host("localhost:1"), "421"),
        (host(&format!("127.0.0.2:{port}")), "421"),
        (format!("{get} HTTP/1.1\r\n\r\n"), "400"),
        (stand.head(&get, "Host: evil.example\r\n"), "400"),
        (stand.head(&get, "Sec-Fetch-Mode: no-cors\r\n"), "403"),
        (stand.head(&get, "Sec-Fetch-Mode: cors\r\n"), "403"),
        (
            stand.head(
                &get,
                "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
            ),
            "403",
        ),
        (
            stand.head(
                &get,
                "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: image\r\n",
            ),
            "403",
        ),
        (
            stand.head(&get, "Sec-Purpose: prefetch;prerender\r\n"),
            "403",
        ),
        (
            format!("{get} HTTP/3.0\r\nHost: localhost:{port}\r\n\r\n"),
            "505",
        ),
        ("\x16\x03\x01 garbage\r\n\r\n".to_owned(), "400"),
        ("SSH-2.0-OpenSSH_9.9\r\n\r\n".to_owned(), "400"),
    ];
    for (request, wanted) in rows {
        assert_eq!(stand.status(&request).await, wanted, "{request}");
    }
    stand.heard_no_answer();
    stand.still_works().await;
}

#[tokio::test]
async fn what_a_browser_says_of_a_redirect_is_taken() {
    let mut stand = Stand::new(false).await;
    let fields = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n\
                  Sec-Fetch-User: ?1\r\nUpgrade-Insecure-Requests: 1\r\nConnection: close\r\n";
    let mut stream = stand.connects().await;
    let request = stand.head(&format!("GET {GOOD}"), fields);
    stream.write_all(request.as_bytes()).await.unwrap();
    stand.judges(Verdict::Received).await;
    assert!(rest(&mut stream).await.contains("<p>Received</p>"));
}

#[tokio::test]
async fn a_head_without_end_is_cut_off() {
    let mut stand = Stand::new(false).await;
    let long = "x".repeat(1024 * 1024);
    let request = stand.head(&format!("GET {GOOD}"), &format!("X-Long: {long}\r\n"));
    let mut stream = stand.connects().await;
    // The other side may stop listening before all of it is written.
    drop(stream.write_all(request.as_bytes()).await);
    let text = rest(&mut stream).await;
    assert!(text.is_empty() || text.contains(" 431 "), "{text}");
    let just_too_long = format!("X-Long: {}\r\n", "x".repeat(head::LONGEST));
    let request = stand.head(&format!("GET {GOOD}"), &just_too_long);
    assert_eq!(stand.status(&request).await, "431");
    let fields = "A: b\r\n".repeat(200);
    let request = stand.head(&format!("GET {GOOD}"), &fields);
    assert_eq!(stand.status(&request).await, "431");
    stand.heard_no_answer();
    stand.still_works().await;
}

#[tokio::test]
async fn a_head_that_takes_too_long_ends_the_connection() {
    for tls in [false, true] {
        let stand = Stand::with(tls, short()).await;
        for begin in ["", "GET /callback?code=", "\x16\x03\x01"] {
            let mut stream = stand.connects().await;
            stream.write_all(begin.as_bytes()).await.unwrap();
            let started = Instant::now();
            let _ = rest(&mut stream).await;
            assert!(
                started.elapsed() < Duration::from_secs(10),
                "{tls} {begin:?}"
            );
        }
    }
}

#[tokio::test]
async fn many_idle_connections_do_not_keep_the_browser_out() {
    let mut stand = Stand::with(false, short()).await;
    let mut idle = Vec::new();
    for _ in 0..40 {
        idle.push(stand.connects().await);
    }
    stand.still_works().await;
    drop(idle);
}

#[tokio::test]
async fn garbage_at_the_secure_port_is_refused_and_harms_nobody() {
    let mut stand = Stand::with(true, short()).await;
    let request = stand.head(&format!("GET {GOOD}"), "");
    assert_eq!(stand.status(&request).await, "400", "plain text");
    for garbage in [
        &b"\x16\x03\x01\x00\x05hello"[..],
        b"\x16\xff\xff\xff\xff",
        b"\x16",
    ] {
        let mut stream = stand.connects().await;
        stream.write_all(garbage).await.unwrap();
        let text = rest(&mut stream).await;
        assert!(!text.contains("HTTP"), "{text}");
    }
    stand.heard_no_answer();
    let url = format!("https://localhost:{}{GOOD}", stand.at.port);
    let get = browser().get(url).send();
    let (answer, _) = tokio::join!(get, stand.judges(Verdict::Received));
    assert_eq!(answer.unwrap().status(), 200);
}

#[tokio::test]
async fn after_the_good_answer_the_port_is_closed_and_the_page_still_comes() {
    for tls in [false, true] {
        let mut stand = Stand::new(tls).await;
        let scheme = if tls { "https" } else { "http" };
        let url = format!("{scheme}://127.0.0.1:{}{GOOD}", stand.at.port);
        let get = tokio::spawn(browser().get(url.clone()).send());
        let (visit, _) = stand.visit().await;
        stand.listener.answer(visit, Verdict::Received);
        stand.listener.stop(TaskId(1));
        stand.listener.settle().await;
        let answer = get.await.unwrap().unwrap();
        assert_eq!(answer.text().await.unwrap(), PAGES(Verdict::Received));
        let again = browser().get(url).send().await;
        assert!(
            again.is_err_and(|error| error.is_connect()),
            "a replayed answer"
        );
        stand.heard_no_answer();
    }
}

#[tokio::test]
async fn two_answers_at_once_each_have_their_own_verdict() {
    let mut stand = Stand::new(false).await;
    let port = stand.at.port;
    let url = |n: u8| format!("http://127.0.0.1:{port}/callback?n={n}");
    let first = tokio::spawn(browser().get(url(1)).send());
    let (one, _) = stand.visit().await;
    let second = tokio::spawn(browser().get(url(2)).send());
    let (two, _) = stand.visit().await;
    stand.listener.answer(two, Verdict::Received);
    stand.listener.answer(one, Verdict::Foreign);
    let first = first.await.unwrap().unwrap().text().await.unwrap();
    let second = second.await.unwrap().unwrap().text().await.unwrap();
    assert_eq!(first, PAGES(Verdict::Foreign));
    assert_eq!(second, PAGES(Verdict::Received));
}

#[tokio::test]
async fn an_answer_whose_listener_is_dropped_is_told_so() {
    let mut stand = Stand::new(false).await;
    let url = format!("http://127.0.0.1:{}{GOOD}", stand.at.port);
    let get = tokio::spawn(browser().get(url).send());
    stand.visit().await;
    stand.listener.stop(TaskId(1));
    let answer = get.await.unwrap().unwrap();
    assert_eq!(answer.text().await.unwrap(), PAGES(Verdict::Foreign));
}

#[tokio::test]
async fn a_busy_port_is_said_and_no_other_is_taken() {
    let (sender, _events) = mpsc::unbounded_channel();
    for taken in ["127.0.0.1:0", "[::1]:0"] {
        let Ok(other) = Plain::bind(taken) else {
            continue;
        };
        let at = At {
            tls: false,
            host: Loopback::Name,
            port: other.local_addr().unwrap().port(),
            path: "/".to_owned(),
        };
        let mut listener = Listener::new(PAGES, Limits::default(), sender.clone());
        let said = listener.listen(TaskId(1), at);
        let result = Err(ListenTrouble::Busy);
        assert_eq!(
            said,
            Some(Event::Listening {
                task: TaskId(1),
                result
            })
        );
    }
}

#[tokio::test]
async fn the_same_port_is_listened_on_again_at_once() {
    let mut stand = Stand::new(false).await;
    for task in 2..6 {
        stand.listener.stop(TaskId(task - 1));
        stand.listens(TaskId(task)).await;
    }
    stand.still_works().await;
}

#[tokio::test]
async fn it_is_said_once_that_something_came_through() {
    let mut stand = Stand::with(true, short()).await;
    for _ in 0..3 {
        let mut stream = stand.connects().await;
        stream.write_all(b"\x16\x03\x01").await.unwrap();
        let _ = rest(&mut stream).await;
    }
    assert_eq!(stand.event().await, Event::Reached { task: TaskId(1) });
    assert!(stand.events.try_recv().is_err());
}

#[tokio::test]
async fn only_loopback_is_listened_on() {
    for host in [Loopback::Name, Loopback::V4, Loopback::V6] {
        let at = At {
            tls: false,
            host,
            port: free_port(),
            path: "/".to_owned(),
        };
        // A machine without the other family has nothing to bind there.
        for socket in bind(&at).unwrap_or_default() {
            assert!(socket.local_addr().unwrap().ip().is_loopback());
        }
    }
}

#[tokio::test]
async fn settling_ends_in_time_although_a_browser_stays() {
    let limits = Limits {
        end: Duration::from_millis(100),
        ..Limits::default()
    };
    let mut stand = Stand::with(false, limits).await;
    let mut stream = stand.connects().await;
    let request = stand.head(&format!("GET {GOOD}"), "");
    stream.write_all(request.as_bytes()).await.unwrap();
    stand.judges(Verdict::Received).await;
    let started = Instant::now();
    stand.listener.settle().await;
    assert!(started.elapsed() < Duration::from_secs(2));
}
