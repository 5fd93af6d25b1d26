//! Who reads it: in which language, light or dark, on a narrow screen, by keyboard, without scripts.

use serde_json::json;

use super::{ANSWER, heading, headings, offered};
use crate::callback_page::page;
use crate::chromium::{Chromium, Options, Site};

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn it_speaks_the_language_of_the_browser_or_the_one_that_was_asked_for() {
    let any = Site::http(&page(&[]));
    let korean = Site::http(&page(&["--lang", "ko"]));
    for (languages, site, wanted, lang) in [
        ("ko-KR,en", &any, "거의 다 됐어요", "ko"),
        ("fr,ko", &any, "거의 다 됐어요", "ko"),
        ("fr,de", &any, "Almost done", "en"),
        ("en-GB,ko", &any, "Almost done", "en"),
        ("en", &korean, "거의 다 됐어요", "ko"),
    ] {
        let browser = Options::new().languages(languages).start();
        browser.open(&site.at(ANSWER));
        heading(&browser, wanted);
        assert_eq!(
            browser.execute("return document.documentElement.lang", &[]),
            lang
        );
        let title = browser.execute("return document.title", &[]);
        assert_eq!(title, format!("{wanted} · igtoken"));
        let whole = browser.text("main");
        let has_korean = whole.contains("터미널");
        assert_eq!(has_korean, lang == "ko", "{whole}");
        assert_eq!(whole.contains("terminal"), lang == "en", "{whole}");
        browser.allow_the_clipboard();
        browser.click("#copy");
        browser.sees(
            "#said",
            if lang == "ko" {
                "복사했어요"
            } else {
                "Copied"
            },
        );
    }
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn without_scripts_it_says_how_to_copy_by_hand() {
    let both = ["Copy the address by hand", "주소를 직접 복사하세요"];
    for (options, wanted) in [(&[][..], &both[..]), (&["--lang", "ko"], &both[1..])] {
        let site = Site::http(&page(options));
        let browser = Options::new().without_scripts().start();
        browser.open(&site.at(ANSWER));
        browser.until("the way by hand", |browser| {
            (headings(browser) == wanted).then_some(())
        });
        assert_eq!(
            browser.url(),
            site.at(ANSWER),
            "it is still there to be copied"
        );
        assert_eq!(site.asked().len(), 1, "{:?}", site.asked());
    }
}

/// The contrast of a text with what is behind it, as WCAG counts it.
const CONTRAST: &str = "
const light = (color) => {
  const parts = color.match(/[0-9.]+/g).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
};
const behind = (element) => {
  const color = getComputedStyle(element).backgroundColor;
  return color === 'rgba(0, 0, 0, 0)' ? behind(element.parentElement) : color;
};
return arguments[0].map((css) => {
  const element = document.querySelector(css);
  const pair = [light(getComputedStyle(element).color), light(behind(element))];
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
});";

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn it_can_be_read_in_light_and_dark_and_on_a_narrow_screen() {
    let site = Site::http(&page(&[]));
    let browser = Chromium::start();
    let parts = [
        ".from", "h1", "ol li", "label", "#address", "#copy", "#said", "#care p",
    ];
    let mut papers = Vec::new();
    for scheme in ["light", "dark"] {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        browser.tool(
            "Emulation.setEmulatedMedia",
            &json!({ "features": features }),
        );
        browser.open(&site.at(ANSWER));
        heading(&browser, "Almost done");
        let found = browser.execute(CONTRAST, &[json!(parts)]);
        for (part, contrast) in parts.iter().zip(found.as_array().unwrap()) {
            assert!(
                contrast.as_f64().unwrap() >= 4.5,
                "{scheme} {part}: {found}"
            );
        }
        papers.push(browser.execute(
            "return getComputedStyle(document.body).backgroundColor",
            &[],
        ));
    }
    assert_ne!(papers[0], papers[1]);
    let narrow = json!({ "width": 280, "height": 600, "deviceScaleFactor": 1, "mobile": true });
    browser.tool("Emulation.setDeviceMetricsOverride", &narrow);
    for rest in [
        ANSWER,
        "?error=a&error_description=an_endless_word_without_any_space_in_it_at_all",
    ] {
        browser.open(&site.at(rest));
        let _ = offered(&browser);
        let fits = "return [innerWidth, document.documentElement.scrollWidth <= 280]";
        assert_eq!(browser.execute(fits, &[]), json!([280, true]), "{rest}");
    }
    // Found by its label, announced by name, reached by the keyboard.
    let named = "return [document.querySelector('#address').labels[0].innerText.trim(), \
                 document.querySelector('#copy').innerText.trim(), document.title]";
    browser.open(&site.at(ANSWER));
    heading(&browser, "Almost done");
    let wanted = [
        "Address to paste",
        "Copy the address",
        "Almost done · igtoken",
    ];
    assert_eq!(browser.execute(named, &[]), json!(wanted));
    browser.type_into("#copy", "\u{e007}");
    browser.sees("#said", "Copied");
}
