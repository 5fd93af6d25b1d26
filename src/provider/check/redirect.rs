//! What a redirect URI may be.

use url::{Host, Url};

use super::Finding;
use crate::text::Phrase;

/// Ports that Chromium refuses to open: `net/base/port_util.cc`.
const UNSAFE_PORTS: &[u16] = &[
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
    103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
    512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
    995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
    6669, 6679, 6697, 10080,
];

/// The first reason why it cannot work, else every doubt about it.
pub(super) fn check(value: &str) -> Vec<Finding> {
    if value.contains(char::is_whitespace) {
        return vec![Finding::refuse("check-redirect-space")];
    }
    let Ok(url) = Url::parse(value) else {
        return vec![Finding::refuse("check-redirect-not-absolute")];
    };
    match refusal(&url) {
        Some(id) => vec![Finding::refuse(id)],
        None => doubts(value, &url),
    }
}

fn refusal(url: &Url) -> Option<&'static str> {
    if !url.has_host() {
        Some("check-redirect-not-absolute")
    } else if url.scheme() == "http" && !is_loopback(url) {
        Some("check-redirect-http")
    } else if url.fragment().is_some() {
        Some("check-redirect-fragment")
    } else if !url.username().is_empty() || url.password().is_some() {
        Some("check-redirect-user")
    } else {
        None
    }
}

fn doubts(value: &str, url: &Url) -> Vec<Finding> {
    let mut found = Vec::new();
    match url.scheme() {
        "https" => {}
        "http" => found.push(Finding::warn("check-redirect-http-loopback")),
        _ => found.push(Finding::warn("check-redirect-scheme")),
    }
    if url.query().is_some() {
        found.push(Finding::warn("check-redirect-query"));
    } else if url.path().len() <= 1 && !value.ends_with('/') {
        found.push(Finding::warn("check-redirect-no-path"));
    }
    if let Some(port) = url.port()
        && UNSAFE_PORTS.contains(&port)
    {
        found.push(Finding {
            level: super::Level::Warn,
            say: Phrase::new("check-redirect-port")
                .with("port", port.to_string())
                .into(),
        });
    }
    found
}

/// Whether the address leads to the very machine that the browser runs on.
pub(in crate::provider) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
