//! Which proxy of the environment stands between, to be named when a call fails.
//!
//! The HTTP library reads the same variables and does the work; this only tells what it did.

use std::net::IpAddr;

use url::Url;

use crate::clean;

/// A proxy that a variable of the environment names for `https`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedProxy {
    pub variable: &'static str,
    /// Scheme, host and port; nothing when the value is no address.
    pub shown: Option<String>,
    /// Whether `NO_PROXY` makes exceptions.
    pub exceptions: bool,
}

/// The proxy that the environment names, without its credentials.
pub fn named_proxy() -> Option<NamedProxy> {
    let read = |variable: &'static str| {
        let value = std::env::var_os(variable)?.into_string().ok()?;
        (!value.is_empty()).then_some((variable, value))
    };
    let (variable, value) = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
        .into_iter()
        .find_map(read)?;
    Some(NamedProxy {
        variable,
        shown: shown(&value),
        exceptions: ["NO_PROXY", "no_proxy"]
            .into_iter()
            .any(|name| read(name).is_some()),
    })
}

/// The proxy settings that apply to `https`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Proxies {
    /// The proxy as it may be shown: scheme, host and port.
    https: Option<String>,
    no_proxy: Vec<String>,
}

impl Proxies {
    pub(super) fn from_environment() -> Self {
        let first = |names: [&str; 2]| {
            names.into_iter().find_map(|name| {
                let value = std::env::var_os(name)?.into_string().ok()?;
                (!value.is_empty()).then_some(value)
            })
        };
        Self::new(
            first(["HTTPS_PROXY", "https_proxy"])
                .or_else(|| first(["ALL_PROXY", "all_proxy"]))
                .as_deref(),
            first(["NO_PROXY", "no_proxy"]).as_deref(),
        )
    }

    fn new(https: Option<&str>, no_proxy: Option<&str>) -> Self {
        let entries = no_proxy.unwrap_or_default().split(',');
        Self {
            https: https.and_then(shown),
            no_proxy: entries
                .map(|entry| entry.trim().to_ascii_lowercase())
                .filter(|entry| !entry.is_empty())
                .collect(),
        }
    }

    /// The proxy that a call to this address goes through.
    pub(super) fn covering(&self, url: &Url) -> Option<String> {
        let host = url.host_str()?.trim_matches(['[', ']']);
        if self.no_proxy.iter().any(|entry| excepts(entry, host)) {
            return None;
        }
        self.https.clone()
    }
}

/// Scheme, host and port; never the credentials.
fn shown(proxy: &str) -> Option<String> {
    let url = if proxy.contains("://") {
        Url::parse(proxy)
    } else {
        Url::parse(&format!("http://{proxy}"))
    }
    .ok()?;
    let host = url.host_str()?;
    let port = url.port().map(|port| format!(":{port}"));
    let text = format!("{}://{host}{}", url.scheme(), port.unwrap_or_default());
    Some(clean::short_line(&text, 255))
}

fn excepts(entry: &str, host: &str) -> bool {
    if let Ok(host) = host.parse::<IpAddr>() {
        return match entry.split_once('/') {
            Some((net, bits)) => within(host, net, bits),
            None => entry.parse() == Ok(host),
        };
    }
    let entry = entry.strip_prefix('.').unwrap_or(entry);
    entry == "*"
        || host == entry
        || host
            .strip_suffix(entry)
            .is_some_and(|rest| rest.ends_with('.'))
}

fn within(host: IpAddr, net: &str, bits: &str) -> bool {
    let (Ok(net), Ok(bits)) = (net.parse::<IpAddr>(), bits.parse::<u32>()) else {
        return false;
    };
    match (host, net) {
        (IpAddr::V4(host), IpAddr::V4(net)) => {
            let shift = 32_u32.saturating_sub(bits);
            (host.to_bits() ^ net.to_bits())
                .checked_shr(shift)
                .unwrap_or(0)
                == 0
        }
        (IpAddr::V6(host), IpAddr::V6(net)) => {
            let shift = 128_u32.saturating_sub(bits);
            (host.to_bits() ^ net.to_bits())
                .checked_shr(shift)
                .unwrap_or(0)
                == 0
        }
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
    }
}

#[cfg(test)]
mod tests;
