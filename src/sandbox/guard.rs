//! Who may ask at all: only this machine, and no web page from elsewhere.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A host and its port, as in `Host` and behind an origin's scheme.
fn split(authority: &str) -> Option<(&str, Option<u16>)> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (host, rest) = rest.split_once(']')?;
        return match rest.strip_prefix(':') {
            Some(port) => Some((host, Some(port.parse().ok()?))),
            None => rest.is_empty().then_some((host, None)),
        };
    }
    match authority.split_once(':') {
        Some((host, port)) => Some((host, Some(port.parse().ok()?))),
        None => Some((authority, None)),
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
        || host.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether a `Host` header names this machine: a name that only resolves to it does not, since
/// that is how a foreign page reaches a loopback service (DNS rebinding).
pub(super) fn host_is_loopback(host: &str) -> bool {
    split(host).is_some_and(|(host, _)| is_loopback(host))
}

/// Whether a page of that origin may post to a provider reached by that `Host`.
///
/// The port is compared with the one the browser used, which differs from ours behind `ssh -L`.
pub(super) fn origin_may_post(origin: &str, host: &str) -> bool {
    let Some((origin_host, origin_port)) = origin.strip_prefix("http://").and_then(split) else {
        return false;
    };
    let Some((_, port)) = split(host) else {
        return false;
    };
    is_loopback(origin_host) && origin_port.unwrap_or(80) == port.unwrap_or(80)
}

#[cfg(test)]
mod tests;
