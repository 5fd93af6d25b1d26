use super::*;
use crate::oauth::tests::{api, url};

fn shown(pairs: &[(String, Value)]) -> Vec<(&str, &str)> {
    pairs
        .iter()
        .map(|(key, value)| (key.as_str(), value.expose()))
        .collect()
}

#[test]
fn the_exchange_is_a_form() {
    let request = exchange(
        &api(),
        "99",
        &"s3cret".into(),
        "https://a/b?c=1",
        &"AQcode".into(),
    );
    assert_eq!(request.method, Method::Post);
    assert_eq!(
        request.url.as_str(),
        "https://api.instagram.com/oauth/access_token"
    );
    assert!(request.query.is_empty());
    assert_eq!(
        shown(&request.form),
        [
            ("client_id", "99"),
            ("client_secret", "s3cret"),
            ("grant_type", "authorization_code"),
            ("redirect_uri", "https://a/b?c=1"),
            ("code", "AQcode"),
        ]
    );
}

#[test]
fn the_long_lived_exchange_sends_the_secret_only_when_told_to() {
    let mut api = api();
    let request = long_lived(&api, &"s3cret".into(), &"IGAAx".into());
    assert_eq!(request.method, Method::Get);
    assert_eq!(
        request.url.as_str(),
        "https://graph.instagram.com/access_token"
    );
    assert_eq!(
        shown(&request.query),
        [
            ("grant_type", "ig_exchange_token"),
            ("client_secret", "s3cret"),
            ("access_token", "IGAAx"),
        ]
    );
    api.long_lived.send_secret = false;
    let request = long_lived(&api, &"s3cret".into(), &"IGAAx".into());
    assert!(request.query.iter().all(|(key, _)| key != "client_secret"));
}

#[test]
fn the_refresh_needs_the_token_alone() {
    let request = refresh(&api(), &"IGAAx".into());
    assert_eq!(
        shown(&request.query),
        [
            ("grant_type", "ig_refresh_token"),
            ("access_token", "IGAAx")
        ]
    );
}

#[test]
fn me_joins_its_fields_with_a_comma() {
    let mut api = api();
    api.me.url = url("https://graph.instagram.com/v25.0/me?locale=en_US#x");
    let request = me(&api, &"IGAAx".into());
    assert_eq!(request.url.as_str(), "https://graph.instagram.com/v25.0/me");
    assert_eq!(
        shown(&request.query),
        [
            ("locale", "en_US"),
            ("fields", "user_id,username"),
            ("access_token", "IGAAx")
        ]
    );
}

#[test]
fn practice_posts_to_a_path_of_the_base() {
    let form = vec![("code".to_owned(), Value::Secret("x".into()))];
    let request = practice(
        &url("http://127.0.0.1:4711/?a=b"),
        "/sandbox/act",
        form.clone(),
    );
    assert_eq!(request.url.as_str(), "http://127.0.0.1:4711/sandbox/act");
    assert_eq!(request.form, form);
    assert!(request.query.is_empty());
}

#[test]
fn no_secret_is_seen_in_debug() {
    let (key, code, token) = (
        "planted-key".into(),
        "planted-code".into(),
        "planted-token".into(),
    );
    let api = api();
    for request in [
        exchange(&api, "99", &key, "https://a/b", &code),
        long_lived(&api, &key, &token),
        refresh(&api, &token),
        me(&api, &token),
    ] {
        assert!(!format!("{request:?}").contains("planted"));
        assert!(!request.url.as_str().contains("planted"));
    }
}
