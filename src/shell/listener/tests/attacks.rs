//! What an attacker may send who can reach the port: every trick of a hand-made request.

use super::*;

#[tokio::test]
async fn a_request_made_by_hand_is_held_against_every_rule() {
    let mut stand = Stand::new(false).await;
    let port = stand.at.port;
    let get = format!("GET {GOOD} HTTP/1.1");
    let raw = |line: &str, fields: &str| format!("{line}\r\n{fields}\r\n");
    let own = format!("Host: localhost:{port}\r\n");
    let mut rows = vec![
        (raw(&get, "Host:\r\n"), "421"),
        (raw(&format!("GET {GOOD} HTTP/1.0"), ""), "400"),
        (raw(&get, &format!("{own}{own}")), "400"),
        (raw(&get, &format!("{own}X-A: b\r\n{own}")), "400"),
        (
            raw(&format!("GET http://evil.example{GOOD} HTTP/1.1"), &own),
            "400",
        ),
        (raw(&get, &format!("{own} folded: line\r\n")), "400"),
        (raw(&get, &format!("{own}Bad Name: x\r\n")), "400"),
        (raw(&get, &format!("{own}X: a\u{0}b\r\n")), "400"),
        // The beginning of HTTP/2, and a line of HTTP/0.9.
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), "505"),
        ("GET /callback\r\n\r\n".to_owned(), "400"),
    ];
    // Names of an attacker's that lead here, and other ways to write this machine.
    for host in [
        format!("7f000001.rbndr.example:{port}"),
        format!("127.0.0.1.nip.example:{port}"),
        format!("localhost.:{port}"),
        format!("0.0.0.0:{port}"),
        format!("2130706433:{port}"),
        format!("user@localhost:{port}"),
        format!("localhost:0{port}"),
    ] {
        rows.push((raw(&get, &format!("Host: {host}\r\n")), "421"));
    }
    for (line, status) in [
        (format!("CONNECT localhost:{port}"), "405"),
        ("OPTIONS *".to_owned(), "405"),
        (format!("TRACE {GOOD}"), "405"),
        (format!("get {GOOD}"), "405"),
        ("GET /callback?code=a\u{7f}b".to_owned(), "400"),
        ("GET /callback?code=한".to_owned(), "400"),
        (format!("GET //evil.example{GOOD}"), "404"),
        ("GET /%63allback?code=x&state=y".to_owned(), "404"),
        ("GET /callback%2f?code=x&state=y".to_owned(), "404"),
        ("GET /callback;a=b?code=x&state=y".to_owned(), "404"),
        ("GET /callback%0d%0aSet-Cookie:a=b?code=x".to_owned(), "404"),
    ] {
        rows.push((raw(&format!("{line} HTTP/1.1"), &own), status));
    }
    // Bodies, in every form that one server or another overlooks.
    for fields in [
        "Transfer-Encoding: xchunked\r\n",
        "Content-Length: +0\r\n",
        "Content-Length: 0\r\nContent-Length: 7\r\n",
        "transfer-encoding: chunked\r\nContent-Length: 0\r\n",
    ] {
        rows.push((raw(&get, &format!("{own}{fields}")), "413"));
    }
    assert_eq!(rows.len(), 32);
    for (request, wanted) in rows {
        assert_eq!(stand.status(&request).await, wanted, "{request:?}");
    }
    stand.heard_no_answer();
    stand.still_works().await;
}

#[tokio::test]
async fn an_old_browser_gets_its_page_at_once() {
    let mut stand = Stand::new(false).await;
    let mut stream = stand.connects().await;
    let port = stand.at.port;
    let request = format!("GET {GOOD} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    stand.judges(Verdict::Received).await;
    assert!(rest(&mut stream).await.contains("<p>Received</p>"));
}

#[tokio::test]
async fn a_second_request_behind_the_first_brings_no_second_answer() {
    let mut stand = Stand::new(false).await;
    let mut stream = stand.connects().await;
    let planted = "GET /callback?code=AQBsecond&state=Zq8yB2mW5kT1vR7xN4cH";
    let both = stand.head(&format!("GET {GOOD}"), "") + &stand.head(planted, "");
    stream.write_all(both.as_bytes()).await.unwrap();
    assert!(stand.judges(Verdict::Received).await.ends_with(GOOD));
    let text = rest(&mut stream).await;
    assert!(!text.contains("AQBsecond"), "{text}");
    stand.heard_no_answer();
}

#[tokio::test]
async fn nothing_of_a_hostile_address_is_in_the_reply() {
    let mut stand = Stand::new(false).await;
    let mut stream = stand.connects().await;
    let target = "GET /callback?code=%0d%0aX-Planted:%20yes%0d%0a%3Cscript%3E&state=%1b]0;x%07";
    let request = stand.head(target, "");
    stream.write_all(request.as_bytes()).await.unwrap();
    stand.judges(Verdict::Foreign).await;
    let again = stand.head("GET /callback", "Connection: close\r\n");
    stream.write_all(again.as_bytes()).await.unwrap();
    let text = rest(&mut stream).await;
    assert!(text.contains("<p>Foreign</p>"), "{text}");
    let foul = |c: char| c.is_control() && !"\r\n".contains(c);
    assert!(!text.contains("lanted") && !text.contains("<script>"));
    assert!(!text.contains(foul), "{text:?}");
}

#[tokio::test]
async fn a_hello_of_tls_at_the_plain_port_is_no_answer() {
    let mut stand = Stand::with(false, short()).await;
    let url = format!("https://localhost:{}{GOOD}", stand.at.port);
    assert!(browser().get(url).send().await.is_err());
    stand.heard_no_answer();
    stand.still_works().await;
}
