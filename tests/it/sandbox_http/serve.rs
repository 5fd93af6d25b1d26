//! One provider for each home, on loopback, with a world that outlives it.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};

use serde_json::{Value, json};

use super::{HOUR, long_lived, me, refresh, short_lived};
use crate::home::{Home, NO_OPTIONS, Server};
use crate::http;

#[test]
fn the_world_outlives_the_server_and_the_port_stays() {
    let home = Home::new();
    let server = home.serve(["--auto-approve"]);
    let long = long_lived(&server, &short_lived(&server))
        .answers(200)
        .json();
    let long = long["access_token"].as_str().unwrap().to_owned();
    server.advance(25 * HOUR);
    let (line, state) = (server.line.clone(), server.state());
    server.stop();
    // Without a port it takes the last one.
    let mut again = home.igtoken(["sandbox", "--json"]).command();
    again.arg("--auto-approve");
    let server = Server::start(again);
    assert_eq!(server.line, line);
    let now = server.state();
    assert_eq!(
        (&now["home"], &now["calls"]),
        (&state["home"], &state["calls"])
    );
    assert_eq!(now["clock_offset_seconds"], 25 * HOUR);
    let _ = refresh(&server, &long).answers(200);
}

#[test]
fn a_fresh_world_is_empty_and_forgets_the_old_one() {
    let home = Home::new();
    let server = home.serve(["--auto-approve"]);
    let short = short_lived(&server);
    server.stop();
    let server = home.serve(["--fresh"]);
    let facts: Value = serde_json::from_str(&server.line).unwrap();
    assert_eq!(facts["app_id"], Value::Null);
    assert_eq!(server.state()["apps"], json!([]));
    let _ = me(&server, &short).answers(400);
}

#[test]
fn one_home_has_one_practice_provider() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let run = home.igtoken(["sandbox", "--port", "0", "--json"]).run();
    let document = run.fails(4, "not-ready", "practice-runs");
    assert!(
        document["error"]["message"]
            .as_str()
            .unwrap()
            .contains(&server.url),
        "{document}"
    );
    let run = home.igtoken(["sandbox"]).run().exits(4).prints_nothing();
    let _ = run.says(&server.url);
    // Another home has its own.
    let other = Home::new();
    assert_ne!(other.serve(NO_OPTIONS).url, server.url);
}

#[test]
fn a_port_that_is_taken_is_said_and_not_swapped() {
    let (home, other) = (Home::new(), Home::new());
    let server = home.serve(NO_OPTIONS);
    let port = server.url.rsplit(':').next().unwrap();
    let run = other.igtoken(["sandbox", "--port", port, "--json"]).run();
    let document = run.fails(2, "usage", "port-in-use");
    assert!(
        document["error"]["message"]
            .as_str()
            .unwrap()
            .contains(port),
        "{document}"
    );
}

#[test]
fn it_listens_on_loopback_only() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let port: u16 = server.url.rsplit(':').next().unwrap().parse().unwrap();
    assert!(TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).is_ok());
    // Another address of this machine's loopback network is not the one it is bound to.
    let beside = SocketAddr::from((Ipv4Addr::new(127, 0, 0, 2), port));
    assert!(TcpStream::connect(beside).is_err());
}

#[test]
fn a_foreign_host_or_origin_is_refused() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let authority = server.url.strip_prefix("http://").unwrap();
    let port = authority.rsplit(':').next().unwrap();
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "127.0.0.1.evil.example",
        "",
    ] {
        let head = format!("GET /sandbox/state HTTP/1.1\r\nHost: {host}\r\n");
        let _ = http::send(authority, &head, b"").answers(403);
    }
    let head = format!(
        "POST /sandbox/reset HTTP/1.1\r\nHost: {authority}\r\nOrigin: https://evil.example\r\n\
         Content-Length: 0\r\n"
    );
    let _ = http::send(authority, &head, b"").answers(403);
    let head = format!("GET /sandbox/state HTTP/1.1\r\nHost: localhost:{port}\r\n");
    let _ = http::send(authority, &head, b"").answers(200);
}

#[test]
fn an_unknown_fault_is_wrong_use_and_names_the_known_ones() {
    let home = Home::new();
    for fault in [
        "no-such-fault",
        "exchange:no-such-fault",
        "nowhere:timeout",
        "a:b:c:d",
    ] {
        let run = home
            .igtoken(["sandbox", "--port", "0", "--json", "--fault", fault])
            .run();
        let _ = run.fails(2, "usage", "usage");
    }
    let run = home
        .igtoken(["sandbox", "--fault", "no-such-fault"])
        .run()
        .exits(2);
    let _ = run.prints_nothing().says("insufficient-developer-role");
}
