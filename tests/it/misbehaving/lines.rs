//! A line that breaks, one that leads nowhere, one on which nothing comes.

use super::*;

#[test]
fn a_broken_line_is_a_network_failure() {
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"user".to_vec();
    let acts = [
        ("closed at once", Act::Bytes(Vec::new())),
        ("half a head", Act::Bytes(b"HTTP/1.1 20".to_vec())),
        ("half a body", Act::Bytes(half)),
        ("no http", Act::Bytes(b"SSH-2.0-OpenSSH_9.9\r\n".to_vec())),
    ];
    std::thread::scope(|scope| {
        for (name, act) in acts {
            let again = act.clone();
            scope.spawn(move || {
                let home = home();
                let server = Misbehaving::start(move |_, _| act.clone());
                let run = sign_in(&home, &server.url);
                let document = run.clone().exits(6).json();
                let id = document["error"]["id"].as_str().unwrap().to_owned();
                let _ = assert_kept(&home, &run, 6, &id, "exchange");
                assert_eq!(server.count(EXCHANGE), 1, "{name}: a code is sent once");
                let text = document["error"]["message"].as_str().unwrap();
                assert!(text.contains("code"), "{name}: {text}");
            });
            scope.spawn(move || {
                let home = home();
                let server = Misbehaving::start(move |_, _| again.clone());
                let run = paste_token(&home, &server.url);
                let document = run.clone().exits(6).json();
                let id = document["error"]["id"].as_str().unwrap().to_owned();
                let _ = assert_kept(&home, &run, 6, &id, "me");
                assert_eq!(server.count(ME), 4, "{name}");
            });
        }
    });
}

#[test]
fn where_nobody_listens_the_code_was_not_sent_and_stays_good() {
    let home = home();
    let server = Misbehaving::start(|_, _| Act::json("200 OK", WHO));
    let url = server.url.clone();
    drop(server);
    let run = sign_in(&home, &url);
    let _ = assert_kept(&home, &run, 6, "connection-refused", "exchange");
    let state = read(&home.state_dir().join("state.toml"));
    assert!(state.contains(CODE), "the unsent code is kept: {state}");
    // The words of the same failure: what, and what to do.
    let words = igtoken(&home, &url, &["paste"])
        .stdin(NEW)
        .run()
        .exits(6)
        .prints_nothing();
    assert!(
        words.stderr.starts_with("igtoken: ") && words.stderr.lines().count() <= 5,
        "{words}"
    );
    assert!(!words.stderr.contains(NEW), "{words}");
}

#[test]
fn a_server_that_never_answers_is_given_up_after_half_a_minute() {
    let begun = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"access".to_vec();
    std::thread::scope(|scope| {
        for act in [Act::Stall(Vec::new()), Act::Stall(begun)] {
            scope.spawn(move || {
                let home = home();
                let server = Misbehaving::start(move |_, _| act.clone());
                let run = sign_in(&home, &server.url);
                let _ = assert_kept(&home, &run, 6, "timed-out", "exchange");
                assert_eq!(server.count(EXCHANGE), 1);
            });
        }
    });
}
