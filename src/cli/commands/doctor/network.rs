//! The way to the provider: one call without a secret to each of its hosts, all side by side.

use std::path::Path;

use url::Url;

use super::{Check, Desk, Found, PROBE};
use crate::clean;
use crate::oauth::{Call, Method, Reason, Request, Unreachable};
use crate::shell::http::{Client, Settings, named_proxy};
use crate::text::{Phrase, Say};
use crate::time::Timestamp;
use crate::wizard::ErrorKind;
use crate::wizard::problem::unreachable;

/// With more than this the clock is wrong, in seconds.
const CLOCK_LIMIT: i64 = 300;

/// What a host answered.
struct Probe {
    host: String,
    secure: bool,
    failure: Option<Unreachable>,
    /// Seconds by which the provider's clock is ahead of ours.
    ahead: Option<i64>,
}

/// Clock, proxy, certificates, and each host.
pub(super) async fn look(desk: &Desk<'_>) -> Vec<Check> {
    let client = Client::new(Settings {
        ca_cert: desk.args.ca_cert.clone(),
        no_proxy: desk.args.sandbox,
        connect_timeout: PROBE,
        timeout: PROBE,
    });
    let calls: Vec<_> = origins(desk)
        .into_iter()
        .map(|url| {
            let (host, secure) = (authority(&url), url.scheme() == "https");
            let call = client.send(Request {
                method: Method::Get,
                url,
                query: Vec::new(),
                form: Vec::new(),
            });
            let clock = desk.clock.offset();
            let task = tokio::spawn(async move {
                let answer = call.await;
                let now = crate::shell::clock::Clock::new().now().plus(clock);
                (answer, now)
            });
            (host, secure, task)
        })
        .collect();
    let mut probes = Vec::new();
    for (host, secure, task) in calls {
        let (answer, now) = match task.await {
            Ok(answered) => answered,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => continue,
        };
        let date = answer
            .as_ref()
            .ok()
            .and_then(|answer| answer.date.as_deref());
        let ahead = date
            .and_then(|date| Timestamp::parse_http_date(date).ok())
            .map(|theirs| theirs.since(now));
        // Redirects and long pages are answers too.
        let failure = answer.err().filter(|failure| {
            !matches!(failure.reason, Reason::Redirected { .. } | Reason::TooLarge)
        });
        probes.push(Probe {
            host,
            secure,
            failure,
            ahead,
        });
    }
    let mut checks = vec![clock(&probes), proxy(desk), certificates(desk, &probes)];
    checks.extend(probes.iter().map(reach));
    checks
}

/// The root of each distinct host that the program calls or leads to.
fn origins(desk: &Desk<'_>) -> Vec<Url> {
    let practice = desk.host.as_ref().map(|host| &host.base);
    // Without the practice provider, or with an endpoint that is refused, nothing may be called.
    if desk.args.sandbox && practice.is_none() {
        return Vec::new();
    }
    let base = practice.or(desk.endpoint.as_ref());
    if base.is_none() && !desk.args.sandbox && desk.environment.endpoint.is_some() {
        return Vec::new();
    }
    let id = desk
        .profile
        .as_ref()
        .map(|profile| profile.provider.as_str())
        .unwrap_or_default();
    let Some(provider) = desk.provider(id).or_else(|| desk.provider("")) else {
        return Vec::new();
    };
    let api = match base {
        Some(base) => provider.api.rebased(base),
        None => provider.api,
    };
    let mut roots: Vec<Url> = Vec::new();
    for url in [
        api.authorize.url,
        api.exchange.url,
        api.long_lived.url,
        api.refresh.url,
        api.me.url,
    ] {
        let Ok(root) = Url::parse(&format!("{}/", url.origin().ascii_serialization())) else {
            continue;
        };
        if !roots.contains(&root) {
            roots.push(root);
        }
    }
    roots
}

/// Host and port, without credentials.
pub(super) fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let text = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    clean::short_line(&text, 255)
}

fn reach(probe: &Probe) -> Check {
    let id = format!("reach:{}", probe.host);
    let Some(failure) = &probe.failure else {
        let host = probe.host.as_str();
        return Check::well(id, Phrase::new("doctor-reach-well").with("host", host));
    };
    let problem = unreachable(Call::Me, failure);
    let phrase = |say| match say {
        Say::Phrase(phrase) => phrase,
        Say::Words(_) => Phrase::new("doctor-reach-failed"),
    };
    Check::new(id, Found::Wrong(ErrorKind::Network), phrase(problem.what))
        .fixed_by(phrase(problem.fix))
}

fn clock(probes: &[Probe]) -> Check {
    let nearest = probes
        .iter()
        .filter_map(|probe| probe.ahead)
        .min_by_key(|ahead| ahead.abs());
    let Some(ahead) = nearest else {
        return Check::open("clock", Phrase::new("doctor-clock-unknown"));
    };
    let detail = if ahead >= 0 {
        Phrase::new("doctor-clock-behind")
    } else {
        Phrase::new("doctor-clock-ahead")
    }
    .number("seconds", ahead.saturating_abs());
    if ahead.abs() > CLOCK_LIMIT {
        Check::wrong("clock", detail, Phrase::new("doctor-clock-fix"))
    } else {
        Check::well("clock", detail)
    }
}

fn proxy(desk: &Desk<'_>) -> Check {
    if desk.args.sandbox {
        return Check::open("proxy", Phrase::new("doctor-proxy-practice"));
    }
    let Some(named) = named_proxy() else {
        return Check::well("proxy", Phrase::new("doctor-proxy-none"));
    };
    let Some(proxy) = named.shown else {
        return Check::wrong(
            "proxy",
            Phrase::new("doctor-proxy-wrong").with("variable", named.variable),
            Phrase::new("doctor-proxy-fix").with("variable", named.variable),
        );
    };
    let id = if named.exceptions {
        "doctor-proxy-exceptions"
    } else {
        "doctor-proxy"
    };
    let detail = Phrase::new(id)
        .with("variable", named.variable)
        .with("proxy", proxy);
    Check::well("proxy", detail)
}

fn certificates(desk: &Desk<'_>, probes: &[Probe]) -> Check {
    let named = [
        ("--ca-cert", desk.args.ca_cert.as_deref()),
        ("SSL_CERT_FILE", desk.environment.ssl_cert_file.as_deref()),
    ];
    let named: Vec<_> = named
        .into_iter()
        .filter_map(|(name, path)| Some((name, path?)))
        .collect();
    for (name, path) in &named {
        if !holds_certificates(path) {
            return Check::wrong(
                "ca",
                Phrase::new("doctor-ca-file-wrong").with("name", *name),
                Phrase::new("doctor-ca-file-fix").with("name", *name),
            );
        }
    }
    let bare = |probe: &&Probe| {
        let failure = probe.failure.as_ref();
        failure.is_some_and(|failure| failure.reason == Reason::NoTrustStore)
    };
    if probes.iter().any(|probe| bare(&probe)) {
        return Check::wrong(
            "ca",
            Phrase::new("unreachable-no-certificates"),
            Phrase::new("unreachable-fix-certificates"),
        );
    }
    if let Some((name, _)) = named.first() {
        return Check::well("ca", Phrase::new("doctor-ca-file-well").with("name", *name));
    }
    if probes.iter().any(|probe| probe.secure) {
        Check::well("ca", Phrase::new("doctor-ca-system"))
    } else {
        Check::open("ca", Phrase::new("doctor-ca-unused"))
    }
}

fn holds_certificates(path: &Path) -> bool {
    std::fs::read(path)
        .is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains("-----BEGIN CERTIFICATE-----"))
}
