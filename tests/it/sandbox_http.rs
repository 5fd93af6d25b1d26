//! The practice provider over its socket, as `curl` and other people's clients see it.

mod serve;

use serde_json::{Value, json};

use crate::home::{Home, NO_OPTIONS, Server};
use crate::http::{self, Reply};

const HOUR: i64 = 3_600;
/// 2^53: from here on a JSON number loses digits in many programs.
const LARGEST_EXACT: u64 = 9_007_199_254_740_992;

fn link(server: &Server) -> String {
    let url = url::Url::parse_with_params(
        &server.at("/oauth/authorize"),
        [
            ("client_id", server.app_id.as_str()),
            ("redirect_uri", &server.redirect_uri),
            ("response_type", "code"),
            ("scope", "instagram_business_basic"),
            ("state", "s123"),
            ("force_reauth", "true"),
        ],
    );
    url.unwrap().into()
}

/// A code, from a server that approves by itself.
fn code(server: &Server) -> String {
    let reply = http::get(&link(server)).answers(302);
    let url = url::Url::parse(reply.location()).unwrap();
    url.query_pairs()
        .find(|(name, _)| name == "code")
        .unwrap()
        .1
        .into_owned()
}

fn form<'a>(server: &'a Server, code: &'a str) -> [(&'static str, &'a str); 5] {
    [
        ("client_id", server.app_id.as_str()),
        ("client_secret", &server.app_secret),
        ("grant_type", "authorization_code"),
        ("redirect_uri", &server.redirect_uri),
        ("code", code),
    ]
}

fn exchange(server: &Server, code: &str) -> Reply {
    http::post_multipart(&server.at("/oauth/access_token"), &form(server, code))
}

fn short_lived(server: &Server) -> String {
    let value = exchange(server, &code(server)).answers(200).json();
    value["access_token"].as_str().unwrap().to_owned()
}

fn graph(server: &Server, path: &str, pairs: &[(&str, &str)]) -> Reply {
    http::get(
        url::Url::parse_with_params(&server.at(path), pairs)
            .unwrap()
            .as_str(),
    )
}

fn long_lived(server: &Server, token: &str) -> Reply {
    let pairs = [
        ("grant_type", "ig_exchange_token"),
        ("client_secret", server.app_secret.as_str()),
        ("access_token", token),
    ];
    graph(server, "/access_token", &pairs)
}

fn refresh(server: &Server, token: &str) -> Reply {
    let pairs = [("grant_type", "ig_refresh_token"), ("access_token", token)];
    graph(server, "/refresh_access_token", &pairs)
}

fn me(server: &Server, token: &str) -> Reply {
    let pairs = [
        ("fields", "user_id,username,account_type,id"),
        ("access_token", token),
    ];
    graph(server, "/v25.0/me", &pairs)
}

#[test]
fn the_first_line_tells_all_that_a_client_needs() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let facts: Value = serde_json::from_str(&server.line).unwrap();
    let keys: Vec<_> = facts
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "schema",
            "url",
            "app_id",
            "app_secret",
            "redirect_uri",
            "username"
        ]
    );
    assert!(
        server.url.starts_with("http://127.0.0.1:"),
        "{}",
        server.url
    );
    assert_eq!(server.username, "practice.account");
    assert_eq!(server.app_secret.len(), 32);
}

#[test]
fn a_whole_sign_in_by_hand_goes_as_in_life() {
    let home = Home::new();
    let server = home.serve(["--auto-approve"]);
    let landing = http::get(&link(&server)).answers(302);
    let landing = landing.location();
    assert!(
        landing.starts_with("https://localhost:8443/callback?code="),
        "{landing}"
    );
    assert!(
        landing.ends_with("#_") && landing.contains("&state=s123"),
        "{landing}"
    );
    let first = code(&server);
    let reply = exchange(&server, &first).answers(200);
    let value = reply.json();
    let keys: Vec<_> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(keys, ["access_token", "user_id", "permissions"]);
    assert!(
        value["user_id"].as_u64().unwrap() > LARGEST_EXACT,
        "{reply:?}"
    );
    assert_eq!(value["permissions"], json!(["instagram_business_basic"]));
    let short = value["access_token"].as_str().unwrap();
    let lasting = long_lived(&server, short).answers(200).json();
    assert_eq!(lasting["token_type"], "bearer");
    assert_eq!(lasting["expires_in"], 60 * 24 * HOUR);
    let long = lasting["access_token"].as_str().unwrap();
    assert_ne!(long, short);
    let who = me(&server, long).answers(200).json();
    assert_eq!(who["username"], "practice.account");
    assert_eq!(who["account_type"], "BUSINESS");
    assert!(who["user_id"].is_string() && who["id"].is_string(), "{who}");
    assert_eq!(who["id"].as_str().unwrap(), value["user_id"].to_string());
}

#[test]
fn a_second_use_of_a_code_is_refused_in_the_token_hosts_shape() {
    let home = Home::new();
    let server = home.serve(["--auto-approve"]);
    let code = code(&server);
    let _ = exchange(&server, &code).answers(200);
    for (code, text) in [
        (code.as_str(), "This authorization code has been used"),
        (
            "AQinvented",
            "Matching code was not found or was already used",
        ),
    ] {
        let value = exchange(&server, code).answers(400).json();
        let expected = json!({
            "error_type": "OAuthException", "code": 400, "error_message": text,
        });
        assert_eq!(value, expected);
    }
}

#[test]
fn an_urlencoded_exchange_is_as_good_as_a_multipart_one() {
    let home = Home::new();
    let server = home.serve(["--auto-approve"]);
    let code = code(&server);
    let reply = http::post_form(&server.at("/oauth/access_token"), &form(&server, &code));
    assert!(reply.answers(200).json()["access_token"].is_string());
}

#[test]
fn the_wrapped_shape_is_the_one_of_the_guide() {
    let home = Home::new();
    let server = home.serve(["--auto-approve", "--shape", "wrapped"]);
    let value = exchange(&server, &code(&server)).answers(200).json();
    assert!(value["data"][0]["access_token"].is_string(), "{value}");
    assert!(value["data"][0]["user_id"].is_string(), "{value}");
}

#[test]
fn get_on_the_token_endpoint_is_refused() {
    let home = Home::new();
    let server = home.serve(["--auto-approve"]);
    let code = code(&server);
    let reply = graph(&server, "/oauth/access_token", &form(&server, &code));
    let value = reply.answers(400).json();
    assert_eq!(
        value["error_message"],
        "Unsupported request - method type: get"
    );
    let _ = exchange(&server, &code).answers(200);
}

#[test]
fn a_pending_invite_shows_the_missing_role() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let invited = [("step", "add-tester"), ("tester", "second.account")];
    let _ = server.play(&invited).answers(200);
    let sought = [
        ("step", "authorize"),
        ("url", &link(&server)),
        ("tester", "second.account"),
    ];
    let played = server.play(&sought).answers(200).json();
    assert_eq!(played["page"], "Insufficient developer role", "{played}");
    let accepted = [("step", "accept-invite"), ("tester", "second.account")];
    let _ = server.play(&accepted).answers(200);
    let played = server.play(&sought).answers(200).json();
    assert!(
        played["redirect"].as_str().unwrap().contains("code="),
        "{played}"
    );
}

#[test]
fn without_auto_approve_a_page_asks() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let page = http::get(&link(&server)).answers(200);
    assert!(
        page.header("content-type")
            .unwrap()
            .starts_with("text/html")
    );
    assert!(
        page.body.contains("Allow") && page.body.contains("Cancel"),
        "{}",
        page.body
    );
    let token = page.body.split("name=\"consent\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let decided = [
        ("consent", token),
        ("decision", "cancel"),
        ("username", "practice.account"),
    ];
    let reply = http::post_form(&server.at("/oauth/authorize"), &decided).answers(302);
    let landing = reply.location();
    assert!(
        landing.contains("error=access_denied&error_reason=user_denied"),
        "{landing}"
    );
}

#[test]
fn a_link_that_cannot_work_is_a_page_that_never_comes_back() {
    let home = Home::new();
    let server = home.serve(["--auto-approve"]);
    let good = link(&server);
    let broken = "Invalid Request: Request parameters are invalid: ";
    for (bad, text) in [
        (
            good.replace(&server.app_id, "1234567890"),
            format!("{broken}Invalid platform app"),
        ),
        (
            good.replace("%2Fcallback", "%2Fother"),
            format!("{broken}Invalid redirect_uri"),
        ),
        (
            good.replace(&server.app_id, "undefined"),
            "Sorry, this page isn".to_owned(),
        ),
        (
            good.replace("=instagram_business_basic", "=basic"),
            "Invalid scope".to_owned(),
        ),
        (
            good.replace("=code", "=token"),
            "Invalid response type: token".to_owned(),
        ),
    ] {
        let reply = http::get(&bad).answers(400);
        assert!(reply.body.contains(&text), "{bad}: {}", reply.body);
        assert!(reply.header("location").is_none());
    }
}

#[test]
fn a_refresh_needs_a_day() {
    let home = Home::new();
    let server = home.serve(["--auto-approve"]);
    let long = long_lived(&server, &short_lived(&server))
        .answers(200)
        .json();
    let long = long["access_token"].as_str().unwrap();
    server.advance(23 * HOUR);
    let early = refresh(&server, long).answers(400).json();
    assert_eq!(early["error"]["type"], "OAuthException");
    assert_eq!(early["error"]["message"], "token too new");
    server.advance(2 * HOUR);
    let renewed = refresh(&server, long).answers(200).json();
    assert_eq!(renewed["expires_in"], 60 * 24 * HOUR);
    assert_ne!(renewed["access_token"], long);
    server.advance(61 * 24 * HOUR);
    let late = refresh(&server, renewed["access_token"].as_str().unwrap())
        .answers(400)
        .json();
    assert_eq!(late["error"]["error_subcode"], 463);
    let text = late["error"]["message"].as_str().unwrap();
    assert!(
        text.starts_with("Error validating access token: Session has expired on"),
        "{text}"
    );
}

#[test]
fn a_token_that_is_long_lived_already_is_told_so() {
    let home = Home::new();
    let server = home.serve(["--auto-approve"]);
    let long = long_lived(&server, &short_lived(&server))
        .answers(200)
        .json();
    let again = long_lived(&server, long["access_token"].as_str().unwrap())
        .answers(400)
        .json();
    assert_eq!(again["error"]["message"], "Session key invalid");
    let garbage = me(&server, "IGAAnothing").answers(400).json();
    assert_eq!(
        garbage["error"]["message"],
        "Invalid OAuth access token - Cannot parse access token"
    );
    assert_eq!(garbage["error"]["code"], 190);
}

#[test]
fn the_control_interface_shows_no_secret() {
    let home = Home::new();
    let server = home.serve(["--auto-approve"]);
    let code = code(&server);
    let token = exchange(&server, &code).answers(200).json();
    let state = server.state().to_string();
    for hidden in [
        &server.app_secret,
        &code,
        token["access_token"].as_str().unwrap(),
    ] {
        assert!(!state.contains(hidden), "{state}");
    }
}

#[test]
fn a_fault_from_the_start_strikes_as_often_as_it_was_told() {
    let home = Home::new();
    let server = home.serve(["--auto-approve", "--fault", "exchange:code-used:1"]);
    let first = code(&server);
    let _ = exchange(&server, &first).answers(400);
    let _ = exchange(&server, &first).answers(200);
}
