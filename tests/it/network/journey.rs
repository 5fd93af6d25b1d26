//! The addresses of the shipped provider files, unchanged, through a proxy to the practice provider.

use super::certificates::{Authority, text};
use super::stage::{Stage, told};
use crate::home::{Home, Igtoken, Server};
use crate::http;

/// How the authority of the forwarder is made known.
#[derive(Clone, Copy)]
enum Trust {
    Option,
    Variable,
}

#[track_caller]
fn whole_journey(provider: &str, authorize: &str, trust: Trust) {
    let (home, stage, authority) = (Home::new(), Stage::new(), Authority::new());
    let server = home.serve(["--auto-approve"]);
    let port = url::Url::parse(&server.url).unwrap().port().unwrap();
    let tls = stage.forwarder(authority.good(), port);
    let (proxy, seen) = stage.connect_proxy(tls, None);
    let proxy = format!("http://127.0.0.1:{proxy}");
    let ca = authority.lay(&home);
    let igtoken = |args: &[&str]| -> Igtoken {
        let run = match trust {
            Trust::Option => home.igtoken(["--ca-cert", text(&ca)].iter().chain(args)),
            Trust::Variable => home.igtoken(args).env("SSL_CERT_FILE", &ca),
        };
        run.env("HTTPS_PROXY", &proxy)
    };
    configure(&home, provider, &server);
    let link = igtoken(&["authorize-url"]).run().exits(0).quietly().stdout;
    let query = link
        .trim_end()
        .strip_prefix(authorize)
        .unwrap_or_else(|| panic!("{link}"));
    let landing = http::get(&server.at(&format!("/oauth/authorize{query}"))).answers(302);
    let run = igtoken(&["paste", "--json"])
        .stdin(landing.location())
        .run()
        .exits(0)
        .quietly();
    let document = run.json();
    assert_eq!(document["saved"], true, "{run}");
    assert_eq!(document["profile"]["kind"], "long-lived", "{run}");
    assert_eq!(document["profile"]["username"], "practice.account", "{run}");
    // No other host was asked, the authorize host neither: that is the browser's part.
    let mut targets = told(&seen);
    targets.sort();
    targets.dedup();
    assert_eq!(
        targets,
        ["api.instagram.com:443", "graph.instagram.com:443"],
        "{run}"
    );
    for call in ["authorize", "exchange", "long-lived", "me"] {
        assert_eq!(server.calls(call), 1, "{call}");
    }
}

fn configure(home: &Home, provider: &str, server: &Server) {
    let Server {
        app_id,
        app_secret,
        redirect_uri,
        ..
    } = server;
    home.lay(
        &home.config_file(),
        &format!(
            "version = 1\n\n[profiles.default]\nprovider = \"{provider}\"\napp_id = \"{app_id}\"\n\
             app_secret = \"{app_secret}\"\nredirect_uri = \"{redirect_uri}\"\n"
        ),
    );
}

#[test]
fn instagram_login_is_reached_at_its_real_hosts() {
    for trust in [Trust::Option, Trust::Variable] {
        whole_journey(
            "instagram-login",
            "https://www.instagram.com/oauth/authorize",
            trust,
        );
    }
}

#[test]
fn basic_display_is_reached_at_its_real_hosts() {
    for trust in [Trust::Option, Trust::Variable] {
        whole_journey(
            "basic-display",
            "https://api.instagram.com/oauth/authorize",
            trust,
        );
    }
}
