//! From the errors of the HTTP library to the reasons that the core knows.

use std::error::Error;
use std::io;

use crate::clean;
use crate::oauth::Reason;

/// Why a client could not be built.
pub(super) fn building(error: &reqwest::Error) -> Reason {
    let text = innermost(error);
    if text.to_ascii_lowercase().contains("certificate") {
        Reason::NoTrustStore
    } else {
        Reason::Other(fit(&text))
    }
}

/// Why a call failed, and whether the request may have left. The error holds no URL any more.
pub(super) fn reason(error: &reqwest::Error) -> (Reason, bool) {
    let before_sending = error.is_builder() || error.is_dns() || error.is_connect();
    let reason = if error.is_dns() {
        Reason::NameNotFound
    } else if error.is_timeout() {
        Reason::Timeout
    } else if error.is_connect() {
        connecting(error)
    } else if error.is_body() || error.is_decode() || broken(error) {
        Reason::Interrupted
    } else {
        Reason::Other(fit(&innermost(error)))
    };
    (reason, !before_sending)
}

fn connecting(error: &reqwest::Error) -> Reason {
    let kinds: Vec<io::ErrorKind> = io_kinds(error);
    if kinds.contains(&io::ErrorKind::ConnectionRefused) {
        Reason::Refused
    } else if kinds.contains(&io::ErrorKind::TimedOut) {
        Reason::Timeout
    } else if speaks_of(error, &["certificate"]) {
        Reason::Tls
    } else if kinds.contains(&io::ErrorKind::InvalidData) || speaks_of(error, &["tls", "handshake"])
    {
        Reason::Handshake
    } else {
        Reason::Connect
    }
}

fn speaks_of(error: &reqwest::Error, words: &[&str]) -> bool {
    chain(error).any(|source| {
        let text = source.to_string().to_ascii_lowercase();
        words.iter().any(|word| text.contains(word))
    })
}

/// Whether the connection ended where an answer should have come.
fn broken(error: &reqwest::Error) -> bool {
    !io_kinds(error).is_empty()
        || chain(error).any(|source| {
            let text = source.to_string();
            ["before message completed", "connection closed", "canceled"]
                .iter()
                .any(|words| text.contains(words))
        })
}

/// The kinds of all errors of the system in the chain. One inside another is not its source, so it
/// is looked for by itself: that is where a failed handshake hides.
fn io_kinds(error: &reqwest::Error) -> Vec<io::ErrorKind> {
    let mut kinds = Vec::new();
    for source in chain(error) {
        let mut next = source.downcast_ref::<io::Error>();
        while let Some(error) = next {
            kinds.push(error.kind());
            next = error.get_ref().and_then(|inner| inner.downcast_ref());
        }
    }
    kinds
}

fn chain(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let mut next = error.source();
    std::iter::from_fn(move || {
        let source = next?;
        next = source.source();
        Some(source)
    })
}

fn innermost(error: &reqwest::Error) -> String {
    chain(error)
        .last()
        .map(std::string::ToString::to_string)
        .unwrap_or_default()
}

/// A text that may be shown and logged.
fn fit(text: &str) -> String {
    if text.contains("://") {
        return String::new();
    }
    clean::short_line(text, 160)
}
