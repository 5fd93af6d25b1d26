//! What a run over all profiles keeps to: the limits of an app, connections and time.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use super::*;

#[test]
fn a_limit_of_the_app_stops_further_calls_of_that_app() {
    let (home, server) = fleet(40);
    server.advance(25 * HOUR);
    server.fault("refresh", "rate-limited", 1_000);
    let before = server.calls("refresh");
    let token = token_of(&home, "p039");
    let run = home.practice(["refresh", "--all", "--json"]).run().exits(5);
    let document = run.json();
    assert_eq!(count(&document, "failed"), 40);
    for result in document["results"].as_array().unwrap() {
        assert_eq!(result["error"]["id"], "rate-limited");
    }
    let made = server.calls("refresh") - before;
    println!("calls of 40 profiles over the limit: {made}");
    // Those that were under way, with their repetitions; none of the other 32.
    assert!(made <= 8 * 4, "{made}");
    assert_eq!(token_of(&home, "p039"), token);
    let run = home.practice(["--profile", "p039", "token"]).run().exits(0);
    assert_eq!(run.stdout.trim_end(), token);
}

#[test]
fn a_limit_of_one_app_leaves_other_apps_alone() {
    let server = Slow::start(|path, query| {
        if query.contains("limited") {
            return ("400 Bad Request", LIMIT.to_owned());
        }
        ("200 OK", answer(path))
    });
    let home = Home::new();
    let mut config = "version = 1\n".to_owned();
    for index in 0..20 {
        let (app, token) = if index % 2 == 0 {
            ("111", format!("IGAAlimited{index}"))
        } else {
            ("222", format!("IGAAother{index}"))
        };
        config += &profile(
            &name(index),
            app,
            &token,
            "2026-01-01T00:00:00Z",
            "2099-01-01T00:00:00Z",
        );
    }
    home.lay(&home.config_file(), &config);
    let run = home
        .igtoken(["refresh", "--all", "--json"])
        .env("IGTOKEN_ENDPOINT", &server.url)
        .run()
        .exits(5);
    let document = run.json();
    assert_eq!(
        (count(&document, "refreshed"), count(&document, "failed")),
        (10, 10)
    );
}

#[test]
fn two_hundred_profiles_keep_to_eight_connections_and_to_the_time() {
    let server = Slow::start(|path, _| ("200 OK", answer(path)));
    let home = Home::new();
    let mut config = "version = 1\n".to_owned();
    for index in 0..200 {
        let token = format!("IGAAold{index}");
        config += &profile(
            &name(index),
            "111",
            &token,
            "2026-01-01T00:00:00Z",
            "2099-01-01T00:00:00Z",
        );
    }
    home.lay(&home.config_file(), &config);
    let started = Instant::now();
    let run = home
        .igtoken(["refresh", "--all", "--json"])
        .env("IGTOKEN_ENDPOINT", &server.url)
        .run()
        .exits(0)
        .quietly();
    let took = started.elapsed();
    assert_eq!(count(&run.json(), "refreshed"), 200);
    let most = server.most.load(Ordering::SeqCst);
    println!(
        "200 profiles, 400 calls of 100 ms: {took:?}, at most {most} connections, {} in all",
        server.connections.load(Ordering::SeqCst)
    );
    assert!(most <= 8, "{most} connections at once");
    // 2.5 s for one call each and 5 s for both; this is a build for tests on a busy machine.
    assert!(took < Duration::from_mins(1), "{took:?}");
}

const LIMIT: &str = "{\"error\":{\"message\":\"Application request limit reached\",\
                     \"type\":\"OAuthException\",\"code\":4,\"fbtrace_id\":\"x\"}}";

fn answer(path: &str) -> String {
    if path.ends_with("/me") {
        "{\"user_id\":\"17841405793187218\",\"id\":\"1\",\"username\":\"shop\",\
         \"account_type\":\"BUSINESS\"}"
            .to_owned()
    } else {
        "{\"access_token\":\"IGAAnew\",\"token_type\":\"bearer\",\"expires_in\":5184000}".to_owned()
    }
}

/// A server that answers each request after 100 ms and counts its open connections.
struct Slow {
    url: String,
    most: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
    stop: Arc<AtomicUsize>,
    port: u16,
}

impl Slow {
    fn start(
        answer: impl Fn(&str, &str) -> (&'static str, String) + Clone + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let [open, most, connections, stop] = [(); 4].map(|()| Arc::new(AtomicUsize::new(0)));
        std::thread::spawn({
            let (most, connections, stop) = (
                Arc::clone(&most),
                Arc::clone(&connections),
                Arc::clone(&stop),
            );
            move || {
                for stream in listener.incoming() {
                    if stop.load(Ordering::SeqCst) > 0 {
                        return;
                    }
                    connections.fetch_add(1, Ordering::SeqCst);
                    let now = open.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(now, Ordering::SeqCst);
                    let (open, answer) = (Arc::clone(&open), answer.clone());
                    std::thread::spawn(move || {
                        converse(stream.unwrap(), &answer);
                        open.fetch_sub(1, Ordering::SeqCst);
                    });
                }
            }
        });
        Self {
            url: format!("http://127.0.0.1:{port}"),
            most,
            connections,
            stop,
            port,
        }
    }
}

impl Drop for Slow {
    fn drop(&mut self) {
        self.stop.store(1, Ordering::SeqCst);
        // A last connection wakes the listener.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
    }
}

/// Answers the requests of one connection until the other side closes it.
fn converse(mut stream: TcpStream, answer: &impl Fn(&str, &str) -> (&'static str, String)) {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    // Nobody sends on it: what is waited for is the time.
    let (_keep, pause) = mpsc::channel::<()>();
    loop {
        while let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
            bytes.drain(..end + 4);
            let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
            let (path, query) = target.split_once('?').unwrap_or((&target, ""));
            let (status, body) = answer(path, query);
            let _ = pause.recv_timeout(Duration::from_millis(100));
            let mut text = String::new();
            write!(
                text,
                "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            )
            .unwrap();
            if stream.write_all(text.as_bytes()).is_err() {
                return;
            }
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return,
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
        }
    }
}
