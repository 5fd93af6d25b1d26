//! The page that can be the redirect URI on one's own site.

mod browser;

use crate::home::Home;

/// What `callback-page` prints.
fn page(options: &[&str]) -> String {
    let args = [options, &["callback-page"]].concat();
    Home::new().igtoken(args).run().exits(0).quietly().stdout
}

/// What stands between the first of two marks and the next of the other.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text
        .split_once(start)
        .unwrap_or_else(|| panic!("no {start}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end}")).0
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |number: u32| char::from(LETTERS[number as usize & 63]);
    bytes
        .chunks(3)
        .flat_map(|three| {
            let at = |index: usize| u32::from(three.get(index).copied().unwrap_or_default());
            let bits = at(0) << 16 | at(1) << 8 | at(2);
            [
                letter(bits >> 18),
                letter(bits >> 12),
                if three.len() > 1 {
                    letter(bits >> 6)
                } else {
                    '='
                },
                if three.len() > 2 { letter(bits) } else { '=' },
            ]
        })
        .collect()
}

/// The hash as a policy names it.
fn hash(text: &str) -> String {
    let suites = rustls::crypto::aws_lc_rs::default_provider().cipher_suites;
    let sha256 = suites
        .iter()
        .filter_map(rustls::SupportedCipherSuite::tls13)
        .map(|suite| suite.common.hash_provider)
        .find(|hash| hash.output_len() == 32)
        .expect("SHA-256");
    format!("'sha256-{}'", base64(sha256.hash(text.as_bytes()).as_ref()))
}

#[test]
fn the_hash_is_the_one_that_everybody_computes() {
    // Of the empty text, as printed by `openssl dgst -sha256 -binary | base64`.
    let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
    assert_eq!(hash(""), empty);
    assert_eq!(base64(b"M"), "TQ==");
    assert_eq!(base64(b"Ma"), "TWE=");
    assert_eq!(base64(b"Man"), "TWFu");
}

#[test]
fn the_policy_lets_nothing_in_but_the_pages_own_style_and_script() {
    for page in [page(&[]), page(&["--lang", "en"]), page(&["--lang", "ko"])] {
        let policy = between(
            &page,
            "http-equiv=\"Content-Security-Policy\" content=\"",
            "\"",
        );
        let style = hash(between(&page, "<style>", "</style>"));
        let script = hash(between(&page, "<script>", "</script>"));
        assert_eq!(
            policy,
            format!(
                "default-src 'none'; style-src {style}; script-src {script}; img-src data:; \
                 base-uri 'none'; form-action 'none'"
            ),
            "renew the hashes in callback_page.html"
        );
        assert_eq!(page.matches("<script").count(), 1, "one script");
        assert_eq!(page.matches("<style").count(), 1, "one style");
        let before = page.split("<script>").next().unwrap();
        assert!(
            before.contains("Content-Security-Policy"),
            "the policy comes first"
        );
    }
}

#[test]
fn the_page_is_one_small_file_that_names_nothing_outside() {
    let page = page(&[]);
    assert!(page.len() <= 20 * 1024, "{} bytes", page.len());
    assert!(page.starts_with("<!doctype html>\n"), "{page}");
    assert!(page.ends_with("</html>\n"), "{page}");
    assert!(page.contains("<meta name=\"referrer\" content=\"no-referrer\">"));
    assert!(page.contains("<meta name=\"robots\" content=\"noindex, nofollow, noarchive\">"));
    let lower = page.to_lowercase();
    for outside in [
        "http:",
        "https:",
        "//www",
        "src=",
        "srcset",
        "url(",
        "@import",
        "<form",
        "<iframe",
        "<img",
        "<a ",
        "fetch(",
        "xmlhttp",
        "sendbeacon",
        "websocket",
        "import(",
        "innerhtml",
        "eval(",
        "document.write",
        "localstorage",
        "sessionstorage",
        "cookie",
        " style=",
        " onclick=",
        " onload=",
        "navigator.share",
    ] {
        assert!(!lower.contains(outside), "{outside}");
    }
    assert_eq!(page.matches("href=").count(), 1, "only the empty icon");
    assert!(page.contains("<link rel=\"icon\" href=\"data:,\">"));
}

#[test]
fn every_sentence_is_there_in_both_languages() {
    let page = page(&[]);
    let body = between(&page, "<body>", "</body>");
    let parts = |lang: &str| body.matches(&format!("lang=\"{lang}\"")).count();
    assert!(parts("en") > 15, "{}", parts("en"));
    assert_eq!(parts("en"), parts("ko"));
    let opened = |name: &str| body.matches(&format!("<{name}")).count();
    for name in [
        "section", "span", "ol", "li", "h1", "template", "noscript", "main",
    ] {
        let closed = body.matches(&format!("</{name}>")).count();
        assert_eq!(opened(name), closed, "<{name}>");
    }
}

#[test]
fn a_language_is_fixed_only_when_it_was_asked_for() {
    let any = page(&[]);
    assert!(any.contains("\n<html lang=\"en\">\n"), "{any}");
    for lang in ["en", "ko"] {
        let fixed = page(&["--lang", lang]);
        let root = format!("<html lang=\"{lang}\" data-lang=\"{lang}\">");
        assert_eq!(fixed.replace(&root, "<html lang=\"en\">"), any);
        assert_eq!(fixed.matches(&root).count(), 1);
    }
    // The language of whoever prints the page is not that of whoever opens it.
    let home = Home::new();
    let korean = home.igtoken(["callback-page"]).env("LANG", "ko_KR.UTF-8");
    assert_eq!(korean.run().exits(0).quietly().stdout, any);
    assert!(!home.config_dir().exists(), "it writes nothing");
}

#[test]
fn the_command_takes_no_arguments() {
    let home = Home::new();
    for more in [["callback-page", "extra"], ["callback-page", "--json"]] {
        let _ = home.igtoken(more).run().exits(2);
    }
}

#[test]
fn on_a_terminal_it_says_how_to_keep_the_page() {
    let home = crate::pty::Home::new();
    let mut pty = crate::pty::Pty::open(&home, &["callback-page"]);
    pty.see("igtoken callback-page > callback.html");
}
