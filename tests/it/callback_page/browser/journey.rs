//! From the link over Allow and the page on one's own site to a token.

use serde_json::json;

use super::{clipboard, heading, offered};
use crate::callback_page::page;
use crate::chromium::{Chromium, Site};
use crate::home::{Home, NO_OPTIONS, Server, read};

/// A practice profile whose redirect URI is the page.
fn registered(site: &Site) -> (Home, Server) {
    let (home, server) = Home::ready(NO_OPTIONS);
    let uri = site.at("");
    let played = server.play(&[("step", "redirect-uri"), ("redirect_uri", &uri)]);
    let _ = played.answers(200);
    let config = read(&home.practice_config()).replace(&server.redirect_uri, &uri);
    assert!(config.contains(&uri), "{config}");
    home.lay(&home.practice_config(), &config);
    (home, server)
}

fn press(browser: &Chromium, home: &Home, decision: &str) {
    let link = home.practice(["authorize-url"]).run().exits(0).stdout;
    browser.open(link.trim_end());
    browser.click(&format!("button[value={decision}]"));
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn what_was_copied_from_the_page_finishes_the_sign_in() {
    let site = Site::http(&page(&[]));
    let (home, _server) = registered(&site);
    let browser = Chromium::start();
    press(&browser, &home, "allow");
    heading(&browser, "Almost done");
    assert!(offered(&browser).contains("&state="));
    browser.allow_the_clipboard();
    browser.click("#copy");
    browser.sees("#said", "Copied");
    let copied = clipboard(&browser);
    let run = home
        .practice(["paste", "--json"])
        .stdin(copied.as_str().unwrap())
        .run()
        .exits(0);
    let told = run.json();
    let found = (&told["recognised"], &told["state"], &told["saved"]);
    assert_eq!(
        found,
        (&json!("redirect-url"), &json!("match"), &json!(true))
    );
    assert!(home.token().starts_with("IG"));
    assert!(!browser.url().contains("code="));
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn a_cancel_pasted_from_the_page_is_understood_in_the_terminal() {
    let site = Site::http(&page(&[]));
    let (home, _server) = registered(&site);
    let browser = Chromium::start();
    press(&browser, &home, "cancel");
    heading(&browser, "Cancelled, nothing was shared");
    let run = home
        .practice(["paste", "--what", "--json"])
        .stdin(offered(&browser))
        .run()
        .exits(0);
    assert_eq!(run.json()["recognised"], "cancelled");
}
