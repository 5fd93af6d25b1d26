//! Proxies: used, left aside, refusing, silent and gone.

use super::certificates::{Authority, text};
use super::stage::{Stage, closed_port, told};
use super::{WHO, answer, assert_kept, assert_taken, home, paste};

const ME: &str = "graph.instagram.com:443";

#[test]
fn no_proxy_leaves_the_proxy_aside() {
    for exception in ["localhost", "*", "example.org, localhost"] {
        let (home, stage, authority) = (home(), Stage::new(), Authority::new());
        let (port, requests) = stage.answering(authority.good(), answer("200 OK", "", WHO));
        let (proxy, seen) = stage.connect_proxy(port, None);
        let ca = authority.lay(&home);
        let run = paste(&home, &["--ca-cert", text(&ca)])
            .env("IGTOKEN_ENDPOINT", format!("https://localhost:{port}"))
            .env("HTTPS_PROXY", format!("http://127.0.0.1:{proxy}"))
            .env("NO_PROXY", exception)
            .run();
        assert_taken(&home, &run);
        assert!(told(&seen).is_empty(), "{exception}");
        assert_eq!(told(&requests).len(), 1, "{exception}");
    }
}

#[test]
fn a_socks_proxy_gets_the_names() {
    let (home, stage, authority) = (home(), Stage::new(), Authority::new());
    let (port, _) = stage.answering(authority.good(), answer("200 OK", "", WHO));
    let (proxy, seen) = stage.socks_proxy(port);
    let ca = authority.lay(&home);
    let run = paste(&home, &["--ca-cert", text(&ca)])
        .env("ALL_PROXY", format!("socks5h://127.0.0.1:{proxy}"))
        .run();
    assert_taken(&home, &run);
    assert_eq!(told(&seen), [ME]);
}

#[test]
fn the_credentials_of_a_proxy_reach_the_proxy_alone() {
    // user:planted
    let wanted = "Basic dXNlcjpwbGFudGVk";
    let (home, stage, authority) = (home(), Stage::new(), Authority::new());
    let (port, requests) = stage.answering(authority.good(), answer("200 OK", "", WHO));
    let (proxy, seen) = stage.connect_proxy(port, Some(wanted));
    let ca = authority.lay(&home);
    let log = home.path().join("igtoken.log");
    let options = ["--ca-cert", text(&ca), "--log", text(&log), "-v"];
    let wrong = paste(&home, &options)
        .env(
            "HTTPS_PROXY",
            format!("http://user:planted2@127.0.0.1:{proxy}"),
        )
        .run();
    let message = assert_kept(&home, &wrong, 6, "connection-failed");
    assert!(
        message.contains(&format!("http://127.0.0.1:{proxy}")),
        "{message}"
    );
    let run = paste(&home, &options)
        .env(
            "HTTPS_PROXY",
            format!("http://user:planted@127.0.0.1:{proxy}"),
        )
        .run();
    assert_taken(&home, &run);
    assert!(told(&seen).iter().all(|target| target == ME));
    let requests = told(&requests).join("\n").to_lowercase();
    assert!(requests.contains("/me?"), "{requests}");
    assert!(!requests.contains("proxy-authorization"), "{requests}");
    let logged = crate::home::read(&log);
    assert!(logged.contains("graph.instagram.com"), "{logged}");
    for hidden in ["planted", "dXNlcj", super::NEW] {
        assert!(!logged.contains(hidden), "{logged}");
        assert!(!run.stdout.contains(hidden), "{run}");
    }
}

#[test]
fn a_proxy_that_refuses_or_hangs_up_is_named() {
    let acts = [
        ("403", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
        (
            "407",
            "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
        ),
        ("502", "HTTP/1.1 502 Bad Gateway\r\n\r\n<html>no</html>"),
        ("hangs up", ""),
    ];
    std::thread::scope(|scope| {
        for (name, act) in acts {
            scope.spawn(move || {
                let (home, stage, authority) = (home(), Stage::new(), Authority::new());
                let (proxy, seen) = stage.saying(act);
                let ca = authority.lay(&home);
                let run = paste(&home, &["--ca-cert", text(&ca)])
                    .env("HTTPS_PROXY", format!("http://u:planted@127.0.0.1:{proxy}"))
                    .run();
                let message = assert_kept(&home, &run, 6, "connection-failed");
                let named = format!("http://127.0.0.1:{proxy}");
                assert!(message.contains(&named), "{name}: {message}");
                let asked = format!("CONNECT {ME} ");
                let asked = told(&seen).iter().all(|seen| seen.starts_with(&asked));
                assert!(asked, "{name}");
            });
        }
    });
}

#[test]
fn a_proxy_that_is_not_there_is_named() {
    let (home, authority) = (home(), Authority::new());
    let ca = authority.lay(&home);
    for (variable, scheme, id) in [
        ("HTTPS_PROXY", "http", "connection-refused"),
        ("ALL_PROXY", "socks5h", "connection-failed"),
    ] {
        let port = closed_port();
        let run = paste(&home, &["--ca-cert", text(&ca)])
            .env(variable, format!("{scheme}://u:planted@127.0.0.1:{port}"))
            .run();
        let message = assert_kept(&home, &run, 6, id);
        let named = format!("{scheme}://127.0.0.1:{port}");
        assert!(message.contains(&named), "{message}");
    }
}
