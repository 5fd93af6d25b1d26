//! Certificates that are accepted and that are not, and redirects under TLS.

use std::path::Path;

use super::certificates::{Authority, text};
use super::stage::{Stage, told};
use super::{NEW, WHO, answer, assert_kept, assert_taken, home, paste};
use crate::home::Ended;
use crate::home::Home;

fn ask(home: &Home, port: u16, ca: &Path) -> Ended {
    paste(home, &["--ca-cert", text(ca)])
        .env("IGTOKEN_ENDPOINT", format!("https://localhost:{port}"))
        .run()
}

#[test]
fn an_endpoint_of_ones_own_works_over_tls() {
    let (home, stage, authority) = (home(), Stage::new(), Authority::new());
    let (port, requests) = stage.answering(authority.good(), answer("200 OK", "", WHO));
    assert_taken(&home, &ask(&home, port, &authority.lay(&home)));
    assert_eq!(told(&requests).len(), 1);
    let base = format!("https://localhost:{port}");
    let link = home
        .igtoken(["authorize-url"])
        .env("IGTOKEN_ENDPOINT", &base)
        .run()
        .exits(0)
        .stdout;
    assert!(
        link.starts_with(&format!("{base}/oauth/authorize?")),
        "{link}"
    );
}

#[test]
fn a_certificate_that_is_not_good_ends_the_call_before_anything_is_sent() {
    let (known, foreign) = (Authority::new(), Authority::new());
    let acts = [
        ("unknown authority", foreign.good()),
        ("expired", known.expired()),
        ("another host", known.misnamed()),
    ];
    for (name, tls) in acts {
        let (home, stage) = (home(), Stage::new());
        let (port, requests) = stage.answering(tls, answer("200 OK", "", WHO));
        let run = ask(&home, port, &known.lay(&home));
        eprintln!("{name}");
        let message = assert_kept(&home, &run, 6, "tls-failed");
        assert!(message.contains("--ca-cert"), "{name}: {message}");
        assert!(message.contains(&format!("localhost:{port}")), "{message}");
        assert!(told(&requests).is_empty(), "{name}");
    }
}

#[test]
fn an_unknown_authority_behind_a_proxy_names_the_proxy_and_the_option() {
    let (known, foreign) = (Authority::new(), Authority::new());
    let (home, stage) = (home(), Stage::new());
    let (port, requests) = stage.answering(foreign.good(), answer("200 OK", "", WHO));
    let (proxy, _) = stage.connect_proxy(port, None);
    let proxy = format!("http://127.0.0.1:{proxy}");
    let run = paste(&home, &["--ca-cert", text(&known.lay(&home))])
        .env("HTTPS_PROXY", &proxy)
        .run();
    let message = assert_kept(&home, &run, 6, "tls-failed");
    assert!(
        message.contains("--ca-cert") && message.contains(&proxy),
        "{message}"
    );
    assert!(told(&requests).is_empty());
}

#[test]
fn plain_http_where_tls_should_be_is_a_tls_failure() {
    let (home, stage, authority) = (home(), Stage::new(), Authority::new());
    let (port, seen) = stage.saying("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    let run = ask(&home, port, &authority.lay(&home));
    let _ = assert_kept(&home, &run, 6, "tls-failed");
    assert!(told(&seen).iter().all(|seen| !seen.contains("IGAA")));
}

#[test]
fn a_certificate_file_that_cannot_be_used_is_said_before_any_connection() {
    let (home, stage, authority) = (home(), Stage::new(), Authority::new());
    let (port, seen) = stage.saying("");
    let junk = home.path().join("ca/junk.pem");
    home.lay(&junk, "this is no certificate\n");
    let broken = home.path().join("ca/broken.pem");
    let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    home.lay(&broken, pem);
    let cut = home.path().join("ca/cut.pem");
    let whole = authority.pem();
    home.lay(&cut, whole.get(..whole.len() / 2).unwrap());
    let missing = home.path().join("ca/missing.pem");
    for path in [&junk, &broken, &cut, &missing, &home.path().to_owned()] {
        let run = ask(&home, port, path);
        let message = assert_kept(&home, &run, 3, "ca-cert-unusable");
        assert!(message.contains(text(path)), "{message}");
        assert!(message.contains("PEM"), "{message}");
    }
    assert!(told(&seen).is_empty());
    let run = home
        .igtoken(["--lang", "ko", "--ca-cert", text(&missing), "paste"])
        .env("IGTOKEN_ENDPOINT", format!("https://localhost:{port}"))
        .stdin(NEW)
        .run()
        .exits(3)
        .prints_nothing();
    assert!(run.stderr.contains("인증서 파일"), "{run}");
}

#[test]
fn a_machine_without_certificates_is_told_the_cure() {
    let (home, stage) = (home(), Stage::new());
    let (port, seen) = stage.saying("");
    let run = paste(&home, &[])
        .env("IGTOKEN_ENDPOINT", format!("https://localhost:{port}"))
        .env("SSL_CERT_FILE", home.path().join("missing.pem"))
        .run();
    let message = assert_kept(&home, &run, 6, "no-certificates");
    assert!(
        message.contains("ca-certificates") && message.contains("--ca-cert"),
        "{message}"
    );
    assert!(told(&seen).is_empty());
}

#[test]
fn a_redirect_is_not_followed_and_takes_nothing_along() {
    let (home, stage, authority) = (home(), Stage::new(), Authority::new());
    let (other, reached) = stage.answering(authority.good(), answer("200 OK", "", WHO));
    let to = format!("Location: https://127.0.0.1:{other}/v25.0/me\r\n");
    let (port, requests) = stage.answering(authority.good(), answer("302 Found", &to, ""));
    let run = ask(&home, port, &authority.lay(&home));
    let message = assert_kept(&home, &run, 6, "redirected");
    assert!(message.contains(&format!("127.0.0.1:{other}")), "{message}");
    assert_eq!(told(&requests).len(), 1);
    assert!(told(&reached).is_empty());
}
