//! The page in the real browser: what it shows, copies, forgets, and never sends.

mod journey;
mod readers;

use serde_json::{Value, json};

use super::page;
use crate::chromium::{Chromium, Site};
use crate::home::Home;

const ANSWER: &str = "?code=AQBx-c0dec0dec0de_c0de&state=5tate5tate5tate5tate#_";
/// Ctrl-V, as the protocol spells it.
const PASTE: &str = "\u{e009}v";

/// Goes there as a redirect does: nobody typed the address.
fn arrive(browser: &Chromium, url: &str) {
    browser.execute("location.href = arguments[0]", &[json!(url)]);
}

/// The address that the page offers.
fn offered(browser: &Chromium) -> String {
    let value = browser.until("there is an address", |browser| {
        let value = browser.execute("return document.getElementById('address')?.value", &[]);
        value
            .as_str()
            .map(str::to_owned)
            .filter(|text| !text.is_empty())
    });
    assert!(!browser.text("#take").is_empty(), "it is shown");
    value
}

fn clipboard(browser: &Chromium) -> Value {
    browser.execute("return navigator.clipboard.readText()", &[])
}

/// The headings that a person sees.
fn headings(browser: &Chromium) -> Vec<String> {
    let script = "return [...document.querySelectorAll('h1')].map(h => h.innerText.trim())\
                  .filter((text, at) => text && document.querySelectorAll('h1')[at].checkVisibility())";
    let found = browser.execute(script, &[]);
    serde_json::from_value(found).unwrap()
}

/// Waits for the one heading.
fn heading(browser: &Chromium, wanted: &str) {
    browser.until(&format!("the heading {wanted:?}"), |browser| {
        (headings(browser) == [wanted]).then_some(())
    });
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn the_address_is_shown_and_copied_exactly() {
    let site = Site::http(&page(&[]));
    let browser = Chromium::start();
    let address = site.at(ANSWER);
    browser.open(&address);
    heading(&browser, "Almost done");
    assert_eq!(offered(&browser), address);
    assert!(
        browser
            .text("#care")
            .contains("like a password for one hour")
    );
    browser.allow_the_clipboard();
    browser.click("#copy");
    browser.sees("#said", "Copied. Now paste it in the terminal.");
    assert_eq!(clipboard(&browser), address);
    let role = browser.execute("return document.getElementById('said').role", &[]);
    assert_eq!(role, "status", "it is read aloud");
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn neither_address_bar_nor_history_keep_the_answer() {
    let site = Site::http(&page(&[]));
    let browser = Chromium::start();
    browser.open(&site.at("/before"));
    heading(&browser, "There is no answer here");
    arrive(&browser, &site.at(ANSWER));
    assert_eq!(offered(&browser), site.at(ANSWER));
    assert_eq!(browser.url(), site.at(""));
    assert_eq!(
        browser.execute("return location.href + history.state", &[]),
        format!("{}null", site.at(""))
    );
    let history = browser.tool("Page.getNavigationHistory", &json!({}));
    let kept: Vec<_> = history["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["url"].as_str().unwrap().to_owned())
        .filter(|url| url.starts_with("http"))
        .collect();
    assert_eq!(kept, [site.at("/before"), site.at("")]);
    let entries = browser.execute("return history.length", &[]);
    browser.back();
    browser.lands_on("/before");
    heading(&browser, "There is no answer here");
    browser.execute("history.forward()", &[]);
    browser.until("the page again", |browser| {
        (browser.url() == site.at("")).then_some(())
    });
    assert_eq!(
        browser.execute("return history.length", &[]),
        entries,
        "no entry was added"
    );
    browser.execute("location.reload()", &[]);
    heading(&browser, "There is no answer here");
    let left = browser.execute("return document.getElementById('address').value", &[]);
    assert_eq!(left, "", "a reload brings nothing back");
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn nothing_leaves_the_page_and_nothing_is_loaded() {
    let site = Site::http(&page(&[]));
    let browser = Chromium::start();
    browser.open(&site.at("/before"));
    let _ = browser.requests();
    arrive(&browser, &site.at(ANSWER));
    let _ = offered(&browser);
    browser.allow_the_clipboard();
    browser.click("#copy");
    browser.sees("#said", "Copied");
    let sent = browser.requests();
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!(sent[0].method, "GET");
    assert_eq!(format!("{}#_", sent[0].url), site.at(ANSWER));
    // What the script could not do even if somebody changed it.
    let script = "const tried = [fetch('/callback?a=fetch').then(() => 'sent', () => 'refused')];\
                  const image = new Image(); image.src = '/callback?a=image';\
                  return Promise.all(tried)";
    assert_eq!(browser.execute(script, &[]), json!(["refused"]));
    // The server too: no icon, no second call.
    let target = ANSWER.trim_end_matches("#_");
    assert_eq!(
        site.asked(),
        [
            "GET /callback/before".to_owned(),
            format!("GET /callback{target}")
        ]
    );
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn a_cancelled_sign_in_is_told_kindly_and_another_refusal_in_its_own_words() {
    let site = Site::http(&page(&[]));
    let browser = Chromium::start();
    let cancelled = site.at("?error=access_denied&error_reason=user_denied\
         &error_description=The+user+denied+your+request&state=5tate#_");
    browser.open(&cancelled);
    heading(&browser, "Cancelled, nothing was shared");
    assert_eq!(offered(&browser), cancelled);
    assert_eq!(browser.url(), site.at(""));
    let whole = browser.text("main");
    assert!(
        whole.contains("press Allow") && !whole.contains("password"),
        "{whole}"
    );

    let refused = site.at("?error=invalid_request&error_description=Invalid+Scopes%3A+a_b&state=5");
    browser.open(&refused);
    heading(&browser, "Instagram did not go on");
    assert_eq!(browser.text("#why"), "Invalid Scopes: a_b");
    assert_eq!(browser.text("#which"), "invalid_request");
    assert_eq!(offered(&browser), refused);

    browser.open(&site.at("?error_code=1349187&error_message=Insufficient%20developer%20role"));
    browser.sees("#why", "Insufficient developer role");
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn without_an_answer_it_says_where_one_comes_from() {
    let site = Site::http(&page(&[]));
    let browser = Chromium::start();
    for rest in ["", "?", "#_", "?code=", "?state=5tate", "?utm_source=mail"] {
        // A new page each time: a change behind `#` alone would load nothing.
        browser.open("about:blank");
        browser.open(&site.at(rest));
        heading(&browser, "There is no answer here");
        assert_eq!(browser.text("#take"), "", "{rest}: nothing to copy");
        assert_eq!(browser.url(), site.at(""), "{rest}");
    }
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn whatever_stands_in_the_address_is_text_and_nothing_else() {
    let site = Site::http(&page(&[]));
    let browser = Chromium::start();
    let image = "<img src=x onerror=document.title='pwned'>";
    let encoded: String = url::form_urlencoded::byte_serialize(image.as_bytes()).collect();
    let long = "A".repeat(60_000);
    for rest in [
        format!("?code={image}&state=5"),
        format!("?code={encoded}&state=5#_"),
        format!("?code={long}&state=5#_"),
        "?code=%00%1b%5B2J%E2%80%AE&state=%ff%fe%".to_owned(),
        "?code=javascript:alert(1)&state=\"'</textarea><script>alert(1)</script>".to_owned(),
        "?state=5&code=5#</textarea><svg onload=alert(1)>".to_owned(),
    ] {
        browser.open(&site.at(&rest));
        heading(&browser, "Almost done");
        let shown = offered(&browser);
        assert_eq!(shown, url::Url::parse(&site.at(&rest)).unwrap().as_str());
        assert_eq!(browser.url(), site.at(""));
        harmless(&browser);
    }
    let bidi = "%E2%80%AEevil%00%0A%E2%80%8Bx";
    for (text, wanted) in [
        (encoded.clone(), image.to_owned()),
        (bidi.to_owned(), "evil x".to_owned()),
        (long, format!("{}…", "A".repeat(300))),
    ] {
        browser.open(&site.at(&format!("?error={text}&error_description={text}")));
        heading(&browser, "Instagram did not go on");
        assert_eq!(browser.text("#why"), wanted);
        harmless(&browser);
    }
    assert!(
        site.asked()
            .iter()
            .all(|asked| asked.starts_with("GET /callback?"))
    );
}

/// Nothing of the address became part of the page.
fn harmless(browser: &Chromium) {
    let script = "return [document.querySelectorAll('img, svg, iframe').length, \
                  document.scripts.length, document.title.includes('pwned')]";
    assert_eq!(browser.execute(script, &[]), json!([0, 1, false]));
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn it_works_from_a_file_without_any_server() {
    let home = Home::new();
    let file = home.path().join("callback.html");
    home.lay(&file, &page(&[]));
    let bare = format!("file://{}", file.display());
    let browser = Chromium::start();
    browser.open(&format!("{bare}{ANSWER}"));
    heading(&browser, "Almost done");
    assert_eq!(offered(&browser), format!("{bare}{ANSWER}"));
    assert_eq!(browser.url(), bare);
    assert_eq!(browser.text("#stays"), "", "the address bar is clean");
    browser.click("#copy");
    browser.sees("#said", "Copied");
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn a_browser_that_refuses_its_clipboard_copies_the_old_way_or_says_that_it_did_not() {
    let site = Site::http(&page(&[]));
    let elsewhere = Site::http("<textarea id=t></textarea>");
    let browser = Chromium::start();
    let address = site.at(ANSWER);
    browser.open(&address);
    let _ = offered(&browser);
    let refuse = "Object.defineProperty(navigator, 'clipboard', { value: arguments[0] ? \
                  { writeText: () => Promise.reject(new Error('no')) } : undefined, \
                  configurable: true })";
    for clipboard in [true, false] {
        browser.execute(refuse, &[json!(clipboard)]);
        browser.click("#copy");
        browser.sees("#said", "Copied");
    }
    browser.execute("document.execCommand = () => false", &[]);
    browser.click("#copy");
    browser.sees("#said", "did not copy it. It is selected now");
    let script = "const field = document.activeElement; \
                  return field.value.slice(field.selectionStart, field.selectionEnd)";
    assert_eq!(browser.execute(script, &[]), address);
    browser.open(&elsewhere.at(""));
    browser.type_into("#t", PASTE);
    assert_eq!(browser.execute("return t.value", &[]), address);
}
