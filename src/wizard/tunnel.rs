//! The line that lets a browser elsewhere reach a port of this machine.
//!
//! It is made for a shell from variables of the environment, which are hostile text: what is not
//! plainly a name, an address or a port is left out, and a placeholder stands in its place.

use url::Host;

use super::callback::{At, Loopback};

/// Stands for the user where none is known.
const ANY_USER: &str = "USER";
/// Stands for this machine where its address is not known.
const ANY_HOST: &str = "HOST";
/// The longest name that a user of a system has.
const LONGEST_USER: usize = 32;

/// This machine, as the person's own computer reaches it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Door {
    user: Option<String>,
    host: Option<String>,
    port: Option<u16>,
}

impl Door {
    /// From `SSH_CONNECTION` (client, its port, server, its port) and the user's name.
    pub fn read(connection: Option<&str>, user: Option<&str>) -> Self {
        let parts: Vec<&str> = connection.unwrap_or_default().split(' ').collect();
        let (host, port) = match parts.as_slice() {
            [_, _, server, port] => (address(server), port_number(port)),
            _ => (None, None),
        };
        // A port without its host would be a guess.
        let port = port.filter(|_| host.is_some());
        Self {
            user: user.filter(|user| is_user(user)).map(str::to_owned),
            host,
            port,
        }
    }

    /// Whether the line is whole.
    pub const fn is_known(&self) -> bool {
        self.user.is_some() && self.host.is_some()
    }

    /// The line, to be run on the computer with the browser.
    pub fn line(&self, at: &At) -> String {
        self.parts(at).join(" ")
    }

    /// The same in parts that a narrow window may put one under the other.
    pub fn parts(&self, at: &At) -> Vec<String> {
        let port = at.port;
        let forward = match at.host {
            Loopback::Name | Loopback::V4 => format!("-L 127.0.0.1:{port}:127.0.0.1:{port}"),
            // Some shells take brackets for a pattern.
            Loopback::V6 => format!("-L '[::1]:{port}:[::1]:{port}'"),
        };
        let mut parts = vec!["ssh -N".to_owned(), forward];
        if let Some(port) = self.port.filter(|port| *port != 22) {
            parts.push(format!("-p {port}"));
        }
        let user = self.user.as_deref().unwrap_or(ANY_USER);
        let host = self.host.as_deref().unwrap_or(ANY_HOST);
        parts.push(format!("{user}@{host}"));
        parts
    }
}

fn is_user(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    name.len() <= LONGEST_USER
        && name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().all(plain)
}

/// A numeric address, written anew from what it means.
fn address(text: &str) -> Option<String> {
    let bracketed = format!("[{text}]");
    if let Ok(Host::Ipv6(address)) = Host::parse(&bracketed) {
        return Some(match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => address.to_string(),
        });
    }
    // Four numbers and nothing else: a URL would also take `127.1` or `0x7f.1`.
    let dotted = text.split('.').count() == 4
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    match Host::parse(text) {
        Ok(Host::Ipv4(address)) if dotted => Some(address.to_string()),
        _ => None,
    }
}

fn port_number(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|port| digits && *port > 0)
}
