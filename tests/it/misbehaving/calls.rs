//! How often each call is made: the exchange once, every other four times at most.

use super::*;

const SHORT: &str = r#"{"access_token":"IGAAshortTokenOfOneHour0123456789abcdefghijklmnop","user_id":17841405793187218,"permissions":["instagram_business_basic"]}"#;
const LONG: &str = "/access_token";
const REFRESH: &str = "/refresh_access_token";

#[test]
fn a_passing_trouble_of_the_long_lived_call_is_tried_four_times_and_the_code_sent_once() {
    for (name, act, code, id) in passing() {
        let home = home();
        let server = Misbehaving::start(move |path, _| match path {
            EXCHANGE => Act::json("200 OK", SHORT),
            _ => act.clone(),
        });
        let run = sign_in(&home, &server.url);
        eprintln!("{name}");
        let _ = assert_kept(&home, &run, code, id, "long-lived");
        let counts = (server.count(EXCHANGE), server.count(LONG));
        assert_eq!(counts, (1, 4), "{name}");
        let waits = read(&home.config_file()).contains("IGAAshortTokenOfOneHour");
        assert!(waits, "{name}: the short-lived token is on disk");
    }
}

#[test]
fn a_passing_trouble_of_a_refresh_is_tried_four_times() {
    for (name, act, code, id) in passing() {
        let home = home();
        let server = Misbehaving::start(move |_, _| act.clone());
        let run = igtoken(&home, &server.url, &["refresh", "--json"]).run();
        eprintln!("{name}");
        let kind = if code == 6 {
            "network"
        } else {
            "provider-refused"
        };
        let _ = run.fails(code, kind, id);
        assert_eq!(server.count(REFRESH), 4, "{name}");
        assert!(read(&home.config_file()).contains(OLD), "{name}");
    }
}

#[test]
fn a_refusal_that_does_not_pass_is_asked_for_once() {
    let refusal =
        r#"{"error":{"message":"Invalid OAuth access token.","type":"OAuthException","code":190}}"#;
    let home = home();
    let server = Misbehaving::start(move |_, _| Act::json("400 Bad Request", refusal));
    let run = igtoken(&home, &server.url, &["refresh", "--json"]).run();
    assert!(run.code == Some(5) || run.code == Some(7), "{run}");
    assert_eq!(server.count(REFRESH), 1);
}

/// The provider's clock is a day off in either direction: real times are this machine's.
#[test]
fn a_clock_that_is_a_day_off_changes_nothing() {
    for date in [
        "Sat, 01 Jan 2000 00:00:00 GMT",
        "Fri, 01 Jan 2100 00:00:00 GMT",
        "yesterday",
    ] {
        let home = home();
        let fields = format!("Content-Type: application/json\r\nDate: {date}\r\n");
        let act = Act::answer("200 OK", &fields, WHO);
        let server = Misbehaving::start(move |_, _| act.clone());
        let document = assert_taken(&home, &paste_token(&home, &server.url));
        let left = document["profile"]["expires_in_seconds"].as_i64().unwrap();
        assert!(
            (5_183_000..=5_184_000).contains(&left),
            "{date}: {document}"
        );
    }
}

#[test]
fn every_message_of_a_bad_answer_is_there_in_korean() {
    for (name, act, code, _) in unusable().into_iter().chain(passing()) {
        let home = home();
        let server = Misbehaving::start(move |_, _| act.clone());
        let run = igtoken(&home, &server.url, &["--lang", "ko", "paste"])
            .stdin(NEW)
            .run()
            .exits(code)
            .prints_nothing();
        let hangul = run.stderr.chars().any(|c| ('가'..='힣').contains(&c));
        assert!(hangul && !run.stderr.contains(NEW), "{name}: {run}");
    }
}
