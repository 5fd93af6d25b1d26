//! Over real sockets: what a browser gets, and what everybody else gets.

use std::net::TcpListener as Plain;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::time::timeout;

use super::*;

mod attacks;
mod port;
mod refused;

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
async fn a_browser_that_comes_for_its_page_by_another_connection_gets_it() {
    for waits in [true, false] {
        let mut stand = Stand::new(false).await;
        // As a browser opens one in advance.
        let early = stand.connects().await;
        let mut stream = stand.connects().await;
        let request = stand.head(&format!("GET {GOOD}"), "");
        stream.write_all(request.as_bytes()).await.unwrap();
        stand.judges(Verdict::Received).await;
        stand.listener.stop(TaskId(1));
        let replayed = stand.status(&request).await;
        assert_eq!(replayed, "", "the answer itself is taken no more");
        let mut other = if waits { early } else { stand.connects().await };
        let clean = stand.head("GET /callback", "Connection: close\r\n");
        other.write_all(clean.as_bytes()).await.unwrap();
        assert!(rest(&mut other).await.contains("<p>Received</p>"));
        drop(stream);
        stand.listener.settle().await;
        let again = TcpStream::connect(("127.0.0.1", stand.at.port)).await;
        assert!(again.is_err(), "the port is closed after the page");
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
