//! What is no browser with an answer: refused at once, and in nobody's way.

use std::time::Instant;

use super::*;

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
