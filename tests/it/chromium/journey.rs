//! The practice provider's pages in the real browser, and the browser's own tests.

use serde_json::json;

use super::{Chromium, Options, Site};
use crate::home::{Home, NO_OPTIONS};

const PAGE: &str = "<!doctype html><title>Mine</title><p id=p>Landed</p><input id=i>";

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn a_person_walks_from_the_dashboard_over_allow_to_the_address_to_copy() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let browser = Chromium::start();
    browser.open(&server.url);
    browser.sees("body", "practice.account");
    browser.open(&server.at("/accounts/manage_access/"));
    browser.sees("strong", "Practice dashboard");
    let link = home.practice(["authorize-url"]).run().exits(0).stdout;
    browser.open(link.trim_end());
    browser.sees("body", "to let it");
    let _ = browser.requests();
    browser.click("select[name=username] option[value='practice.account']");
    browser.click("button[value=allow]");
    // Nobody listens there; the address bar holds all that is needed.
    let landed = browser.lands_on("?code=");
    assert!(landed.starts_with(&server.redirect_uri), "{landed}");
    let sent = browser.requests();
    assert_eq!(sent.first().map(|one| one.method.as_str()), Some("POST"));
    assert!(
        sent.iter()
            .any(|one| one.url.starts_with(&server.redirect_uri)),
        "{sent:?}"
    );
    let _ = home.practice(["paste"]).stdin(landed).run().exits(0);
    assert!(home.token().starts_with("IG"));
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn the_browser_warns_of_a_certificate_that_nobody_signed_and_can_go_on() {
    let site = Site::https(PAGE, "my.site.test");
    let browser = Options::new()
        .host("my.site.test:443", &site.address())
        .start();
    browser.open("https://my.site.test/callback?a=b");
    browser.proceed();
    browser.sees("#p", "Landed");
    assert_eq!(browser.url(), "https://my.site.test/callback?a=b");
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn the_browser_takes_any_certificate_when_told_so_and_reaches_loopback_alone() {
    let site = Site::https(PAGE, "127.0.0.1");
    let browser = Options::new()
        .accept_insecure_certificates()
        .languages("ko,en")
        .start();
    browser.open(&site.at("?a=b"));
    browser.sees("#p", "Landed");
    browser.type_into("#i", "typed");
    let typed = browser.execute(
        "return arguments[0] + i.value + navigator.language",
        &[json!(1)],
    );
    assert_eq!(typed, "1typedko");
    assert!(site.asked().contains(&"GET /callback?a=b".to_owned()));
    for elsewhere in ["http://example.com/", "http://93.184.215.14/"] {
        browser.open(elsewhere);
        browser.sees("body", "ERR_NAME_NOT_RESOLVED");
    }
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn the_browser_has_a_clipboard_a_way_back_and_tools() {
    let site = Site::http(PAGE);
    let browser = Chromium::start();
    browser.open(&site.at("?first"));
    browser.allow_the_clipboard();
    browser.execute("return navigator.clipboard.writeText('kept')", &[]);
    let kept = browser.execute("return navigator.clipboard.readText()", &[]);
    assert_eq!(kept, "kept");
    browser.open(&site.at("?second"));
    browser.back();
    browser.lands_on("?first");
    let history = browser.tool("Page.getNavigationHistory", &json!({}));
    assert_eq!(
        history["entries"].as_array().map(Vec::len),
        Some(3),
        "{history}"
    );
    let offspring = browser.driver.offspring();
    assert!(offspring.len() > 2, "{offspring:?}");
    drop(browser);
    for id in offspring {
        let left = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        assert!(left.is_empty(), "{id}: {}", String::from_utf8_lossy(&left));
    }
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn the_browser_runs_no_scripts_when_told_so() {
    let page = "<title>Mine</title><body><script>document.title = 'Theirs'</script>\
                <noscript><p>By hand</p></noscript>";
    let site = Site::http(page);
    let browser = Options::new().without_scripts().start();
    browser.open(&site.at(""));
    browser.sees("noscript p", "By hand");
    assert!(browser.source().contains("<title>Mine</title>"));
}
