//! Answers in every shape that was ever seen, and in some that try to do harm.

use serde_json::json;

use super::server::{Act, Misbehaving};
use super::{APP_SECRET, EXCHANGE, ME, NEW, WHO};
use super::{assert_kept, assert_taken, home, igtoken, paste_token, sign_in};

#[test]
fn me_is_understood_in_every_shape() {
    for (name, act) in [
        ("flat", Act::json("200 OK", WHO)),
        (
            "numbers",
            Act::json(
                "200 OK",
                &WHO.replace("\"17841405793187218\"", "17841405793187218"),
            ),
        ),
        (
            "wrapped",
            Act::json("200 OK", &format!("{{\"data\":[{WHO}]}}")),
        ),
        (
            "wrong content type",
            Act::answer("200 OK", "Content-Type: text/javascript\r\n", WHO),
        ),
        ("no content type", Act::answer("200 OK", "", WHO)),
        (
            "a day off",
            Act::answer("200 OK", "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", WHO),
        ),
        (
            "a mark before it",
            Act::json("200 OK", &format!("\u{feff}{WHO}")),
        ),
    ] {
        let home = home();
        let server = Misbehaving::start(move |_, _| act.clone());
        let run = paste_token(&home, &server.url);
        eprintln!("{name}");
        let document = assert_taken(&home, &run);
        assert_eq!(
            document["profile"]["user_id"], "17841405793187218",
            "{name}"
        );
        assert_eq!(server.count(ME), 1, "{name}");
    }
}

#[test]
fn the_exchange_is_understood_in_every_shape() {
    let short = "IGAAshortshortshortshortshortshortshortshortshort";
    let lasting = |rest: &str| format!("{{\"access_token\":\"{NEW}\"{rest}}}");
    let flat = format!(
        "{{\"access_token\":\"{short}\",\"user_id\":25003455632621456,\
         \"permissions\":[\"instagram_business_basic\"]}}"
    );
    let wrapped = format!(
        "{{\"data\":[{{\"access_token\":\"{short}\",\"user_id\":\"25003455632621456\",\
         \"permissions\":\"instagram_business_basic\"}}]}}"
    );
    let bare = format!("{{\"access_token\":\"{short}\",\"user_id\":25003455632621456}}");
    for (name, first, second, guessed) in [
        (
            "flat",
            &flat,
            lasting(",\"token_type\":\"bearer\",\"expires_in\":5183944"),
            false,
        ),
        (
            "wrapped",
            &wrapped,
            lasting(",\"token_type\":\"bearer\",\"expires_in\":5183944"),
            false,
        ),
        ("bare", &bare, lasting(",\"expires_in\":5183944"), false),
        (
            "no expires_in",
            &flat,
            lasting(",\"token_type\":\"bearer\""),
            true,
        ),
        (
            "absurd expires_in",
            &flat,
            lasting(",\"expires_in\":99999999999999999"),
            true,
        ),
        (
            "negative expires_in",
            &flat,
            lasting(",\"expires_in\":-5"),
            true,
        ),
        (
            "expires_in as text",
            &flat,
            lasting(",\"expires_in\":\"5183944\""),
            false,
        ),
    ] {
        let (home, first) = (home(), first.clone());
        let server = Misbehaving::start(move |path, _| match path {
            EXCHANGE => Act::json("200 OK", &first),
            "/access_token" => Act::json("200 OK", &second),
            _ => Act::json("200 OK", WHO),
        });
        let run = sign_in(&home, &server.url);
        eprintln!("{name}");
        let document = assert_taken(&home, &run);
        let entry = &document["profile"];
        assert_eq!(
            (&entry["state"], &entry["kind"]),
            (&json!("valid"), &json!("long-lived"))
        );
        let left = entry["expires_in_seconds"].as_i64().unwrap();
        assert!((5_183_000..=5_184_000).contains(&left), "{name}: {run}");
        assert_eq!(entry["assumed"], guessed, "{name}: {run}");
    }
}

#[test]
fn a_refusal_that_repeats_what_was_sent_is_not_repeated() {
    let body = format!(
        "{{\"error\":{{\"message\":\"Bad token {NEW} of {APP_SECRET}\",\
         \"type\":\"OAuthException\",\"code\":190}}}}"
    );
    let home = home();
    let server = Misbehaving::start(move |_, _| Act::json("400 Bad Request", &body));
    let run = paste_token(&home, &server.url);
    let _ = assert_kept(&home, &run, 5, "token-invalid", "me");
}

#[test]
fn control_characters_of_the_provider_reach_no_terminal() {
    let body = r#"{"error":{"message":"\u001b]0;gotcha\u0007\u001b[2J\u202edlrow\u200b","type":"OAuthException","code":190}}"#;
    let home = home();
    let server = Misbehaving::start(move |_, _| Act::json("400 Bad Request", body));
    let run = igtoken(&home, &server.url, &["paste"])
        .stdin(NEW)
        .run()
        .exits(5)
        .prints_nothing();
    let foul = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{200b}".contains(c);
    assert!(!run.stderr.contains(foul), "{:?}", run.stderr);
    let run = paste_token(&home, &server.url);
    let text = run.exits(5).json()["error"].to_string();
    assert!(
        !text.contains("\\u001b") && !text.contains('\u{202e}'),
        "{text}"
    );
}
