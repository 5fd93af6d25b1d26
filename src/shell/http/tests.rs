use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::oauth::{Method, Value};

const PLANTED: &str = "IGAAplantedSecret0123456789";

/// What the server of a test does once the request's head and form have arrived.
enum Act {
    Say(&'static [u8]),
    /// Says it and keeps the connection open.
    Stall(&'static [u8]),
    /// Says it, then that many bytes.
    Pour(&'static str, usize),
    /// Ends the connection with a reset.
    Reset,
}

fn client() -> Client {
    Client::new(Settings {
        no_proxy: true,
        connect_timeout: Duration::from_secs(2),
        ..Settings::default()
    })
}

fn hasty() -> Client {
    Client::new(Settings {
        no_proxy: true,
        connect_timeout: Duration::from_millis(300),
        timeout: Duration::from_millis(300),
        ..Settings::default()
    })
}

fn get(url: &str) -> Request {
    Request {
        method: Method::Get,
        url: Url::parse(url).unwrap(),
        query: vec![
            ("grant_type".into(), Value::Plain("a b&c".into())),
            ("access_token".into(), Value::Secret(PLANTED.into())),
        ],
        form: Vec::new(),
    }
}

fn post(url: &str) -> Request {
    Request {
        method: Method::Post,
        query: Vec::new(),
        form: vec![("client_secret".into(), Value::Secret(PLANTED.into()))],
        ..get(url)
    }
}

/// Starts a server for one connection; gives its address and the request that it gets.
async fn server(act: Act) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/path", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let request = read_request(&mut stream).await;
        match act {
            Act::Say(bytes) => stream.write_all(bytes).await.unwrap(),
            Act::Stall(bytes) => {
                stream.write_all(bytes).await.unwrap();
                // Until the other side gives up.
                let _ = stream.read(&mut [0; 16]).await;
            }
            Act::Pour(head, count) => {
                stream.write_all(head.as_bytes()).await.unwrap();
                // The reader may hang up at any time: it should.
                let _ = stream.write_all(&vec![b'x'; count]).await;
            }
            Act::Reset => stream.set_zero_linger().unwrap(),
        }
        request
    });
    (url, task)
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let count = stream.read(&mut chunk).await.unwrap();
        bytes.extend(&chunk[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = text.split_once("\r\n\r\n").map(|(head, body)| {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse().unwrap());
            (body.len(), length)
        });
        if count == 0 || body.is_some_and(|(have, want)| have >= want) {
            return text;
        }
    }
}

async fn outcome(client: &Client, act: Act) -> Result<Answer, Unreachable> {
    let (url, _task) = server(act).await;
    client.send(post(&url)).await
}

async fn reason(client: &Client, act: Act) -> (Reason, bool) {
    let failed = outcome(client, act).await.unwrap_err();
    assert!(!format!("{failed:?}").contains("planted"), "{failed:?}");
    assert!(failed.host.starts_with("127.0.0.1:"), "{}", failed.host);
    assert_eq!(failed.proxy, None);
    (failed.reason, failed.sent)
}

#[tokio::test]
async fn an_answer_comes_back_whole() {
    let (url, task) = server(Act::Say(
        b"HTTP/1.1 429 Slow\r\nContent-Type: application/json\r\nDate: Sun, 22 Nov 2026 16:03:00 GMT\r\n\
          Retry-After: 7\r\nSet-Cookie: a=b\r\nContent-Length: 4\r\n\r\n{\xff\xfe}",
    ))
    .await;
    let answer = client().send(get(&url)).await.unwrap();
    assert_eq!(answer.status, 429);
    assert_eq!(answer.content_type.as_deref(), Some("application/json"));
    assert_eq!(
        answer.date.as_deref(),
        Some("Sun, 22 Nov 2026 16:03:00 GMT")
    );
    assert_eq!(answer.retry_after, Some(7));
    assert_eq!(answer.body.expose(), b"{\xff\xfe}");
    let request = task.await.unwrap().to_ascii_lowercase();
    let first = format!("get /path?grant_type=a+b%26c&access_token={PLANTED} http/1.1\r\n");
    assert!(
        request.starts_with(&first.to_ascii_lowercase()),
        "{request}"
    );
    assert!(request.contains("user-agent: igtoken/"), "{request}");
    assert!(request.contains("accept-encoding: identity\r\n"));
    for header in ["authorization:", "cookie:", "referer:"] {
        assert!(!request.contains(header), "{request}");
    }
}

#[tokio::test]
async fn a_post_sends_its_form() {
    let (url, task) = server(Act::Say(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).await;
    let url = url.replace("127.0.0.1", "localhost");
    let answer = client().send(post(&url)).await.unwrap();
    assert_eq!(answer.body.expose(), b"");
    let request = task.await.unwrap();
    assert!(request.starts_with("POST /path HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("content-type: application/x-www-form-urlencoded\r\n"));
    assert!(request.ends_with(&format!("\r\n\r\nclient_secret={PLANTED}")));
}

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    for scheme in ["http", "https"] {
        let failed = client().send(get(&format!("{scheme}://{address}/"))).await;
        let failed = failed.unwrap_err();
        assert_eq!(failed.host, address.to_string());
        assert!(!failed.sent);
        // A machine without certificates finds that out first.
        if failed.reason != Reason::NoTrustStore {
            assert_eq!(failed.reason, Reason::Refused);
        }
    }
}

#[tokio::test]
async fn an_unknown_name_sent_nothing() {
    let failed = client().send(get("https://igtoken.invalid/")).await;
    let failed = failed.unwrap_err();
    assert!(!failed.sent);
    if failed.reason != Reason::NoTrustStore {
        assert_eq!(failed.reason, Reason::NameNotFound);
    }
}

#[tokio::test]
async fn what_is_not_tls_is_said_to_be_that() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await;
        let _ = stream.write_all(b"HTTP/1.1 400 Bad\r\n\r\n").await;
    });
    let failed = client().send(get(&url)).await.unwrap_err();
    task.abort();
    assert!(!failed.sent);
    if failed.reason != Reason::NoTrustStore {
        assert_eq!(failed.reason, Reason::Handshake);
    }
}

#[tokio::test]
async fn a_stall_before_the_answer_is_a_timeout_of_something_sent() {
    let outcome = reason(&hasty(), Act::Stall(b"")).await;
    assert_eq!(outcome, (Reason::Timeout, true));
}

#[tokio::test]
async fn a_stall_inside_the_body_is_a_timeout_too() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";
    let outcome = reason(&hasty(), Act::Stall(head)).await;
    assert_eq!(outcome, (Reason::Timeout, true));
}

#[tokio::test]
async fn an_answer_cut_short_is_interrupted() {
    for bytes in [
        &b""[..],
        b"HTTP/1.1 200",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha",
    ] {
        let outcome = reason(&client(), Act::Say(bytes)).await;
        assert_eq!(outcome, (Reason::Interrupted, true), "{bytes:?}");
    }
}

#[tokio::test]
async fn a_reset_is_interrupted() {
    let outcome = reason(&client(), Act::Reset).await;
    assert_eq!(outcome, (Reason::Interrupted, true));
}

#[tokio::test]
async fn what_is_not_http_is_told_without_repeating_it() {
    let outcome = reason(&client(), Act::Say(b"SSH-2.0-planted\r\n\r\n")).await;
    assert!(matches!(outcome, (Reason::Other(_), true)), "{outcome:?}");
}

#[tokio::test]
async fn more_than_the_limit_is_too_large_whether_declared_or_not() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 10485760\r\n\r\n";
    let declared = reason(&client(), Act::Pour(head, 10 * LIMIT)).await;
    assert_eq!(declared, (Reason::TooLarge, true));
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    let endless = reason(&client(), Act::Pour(head, 10 * LIMIT)).await;
    assert_eq!(endless, (Reason::TooLarge, true));
    let just = outcome(&client(), Act::Pour(head, LIMIT)).await.unwrap();
    assert_eq!(just.body.expose().len(), LIMIT);
}

#[tokio::test]
async fn a_redirect_is_named_and_not_followed() {
    for (bytes, to) in [
        (
            &b"HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/x?access_token=planted\r\n\
               Content-Length: 0\r\n\r\n"[..],
            "elsewhere.example",
        ),
        (
            b"HTTP/1.1 308 x\r\nLocation: //other.example:8080/\r\nContent-Length: 0\r\n\r\n",
            "other.example:8080",
        ),
        (
            b"HTTP/1.1 301 x\r\nLocation: http://[bad\r\nContent-Length: 0\r\n\r\n",
            "",
        ),
    ] {
        let outcome = reason(&client(), Act::Say(bytes)).await;
        let expected = Reason::Redirected { to: to.into() };
        assert_eq!(outcome, (expected, true));
    }
}

#[tokio::test]
async fn plain_http_goes_to_this_machine_only() {
    for url in [
        "http://graph.instagram.com/me",
        "http://localhost.example/",
        "http://127.0.0.1.example/",
        "http://192.0.2.1/",
        "ftp://localhost/",
    ] {
        let failed = client().send(get(url)).await.unwrap_err();
        assert_eq!(failed.reason, Reason::NotEncrypted);
        assert!(!failed.sent);
        assert!(!format!("{failed:?}").contains("planted"));
    }
}

#[tokio::test]
async fn this_machine_is_reached_without_any_usable_certificates() {
    let bare = Client::new(Settings {
        ca_cert: Some("/dev/null".into()),
        ..Settings::default()
    });
    let said = Act::Say(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(outcome(&bare, said).await.unwrap().status, 200);
    let failed = bare.send(get("https://127.0.0.1:1/")).await.unwrap_err();
    assert!(
        matches!(failed.reason, Reason::BadCertificateFile { .. }),
        "{failed:?}"
    );
    assert!(!failed.sent);
}

#[tokio::test]
async fn dropping_the_future_ends_the_call() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let client = client();
    let call = client.send(get(&url));
    let (mut stream, _) = listener.accept().await.unwrap();
    let request = read_request(&mut stream).await;
    assert!(request.starts_with("GET"), "{request}");
    drop(call);
    // The other side sees the connection end.
    let ended = tokio::time::timeout(Duration::from_secs(10), stream.read(&mut [0; 8])).await;
    assert!(matches!(ended, Ok(Ok(0) | Err(_))), "{ended:?}");
}

#[tokio::test]
async fn calls_run_side_by_side_and_outlive_their_client() {
    let client = hasty();
    let (slow, _slow) = server(Act::Stall(b"")).await;
    let (quick, _quick) = server(Act::Say(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).await;
    let slow = client.send(get(&slow));
    let quick = client.send(get(&quick));
    drop(client);
    assert_eq!(quick.await.unwrap().status, 200);
    assert_eq!(slow.await.unwrap_err().reason, Reason::Timeout);
}

/// Collects what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_holds_no_query_no_form_and_no_body() {
    let log = Log::default();
    let writer = log.clone();
    // The network thread logs where the thread that started it does.
    let _log = tracing::subscriber::set_default(
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish(),
    );
    let client = client();
    let said = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nIGAAplanted";
    let (url, _task) = server(Act::Say(said)).await;
    client.send(post(&url)).await.unwrap();
    let (url, _task) = server(Act::Reset).await;
    client.send(get(&url)).await.unwrap_err();
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("path=/path"), "{text}");
    assert!(text.contains("status=200"), "{text}");
    assert!(!text.contains("planted"), "{text}");
}
