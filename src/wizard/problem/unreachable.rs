//! A call that nobody answered: why, and whether it may be sent again.

use super::{Again, ErrorKind, Problem};
use crate::oauth::{Call, Reason, Unreachable};
use crate::text::Phrase;

/// Nobody answered.
pub fn unreachable(call: Call, failure: &Unreachable) -> Problem {
    let (id, what) = what(failure);
    let once = call == Call::Exchange && failure.sent;
    let hopeless = matches!(
        failure.reason,
        Reason::Tls
            | Reason::NoTrustStore
            | Reason::BadCertificateFile { .. }
            | Reason::Redirected { .. }
            | Reason::TooLarge
            | Reason::NotEncrypted
            | Reason::NobodyCalls
    );
    Problem {
        kind: if matches!(failure.reason, Reason::BadCertificateFile { .. }) {
            ErrorKind::Config
        } else {
            ErrorKind::Network
        },
        id: id.to_owned(),
        what: what.into(),
        why: once.then(|| Phrase::new("unreachable-code-lost").into()),
        fix: if once {
            Phrase::new("unreachable-code-lost-fix").into()
        } else {
            fix(failure).into()
        },
        step: None,
        call: Some(call),
        provider: None,
        again: match (once, hopeless) {
            (true, _) => Again::Never,
            (false, true) => Again::OnRequest,
            (false, false) => Again::Soon,
        },
    }
}

/// The id and what happened.
fn what(failure: &Unreachable) -> (&'static str, Phrase) {
    let host = failure.host.as_str();
    let no_connection = || Phrase::new("unreachable-connect").with("host", host);
    match &failure.reason {
        Reason::BadCertificateFile { path } => (
            "ca-cert-unusable",
            Phrase::new("unreachable-ca-cert").with("path", path.as_str()),
        ),
        // It may be the proxy that has no such name, or does not listen.
        Reason::NameNotFound if failure.proxy.is_some() => ("name-not-found", no_connection()),
        Reason::Refused if failure.proxy.is_some() => ("connection-refused", no_connection()),
        Reason::NameNotFound => (
            "name-not-found",
            Phrase::new("unreachable-name").with("host", host),
        ),
        Reason::Refused => (
            "connection-refused",
            Phrase::new("unreachable-refused").with("host", host),
        ),
        Reason::Connect => ("connection-failed", no_connection()),
        Reason::Tls => (
            "tls-failed",
            Phrase::new("unreachable-tls").with("host", host),
        ),
        Reason::Handshake => (
            "tls-failed",
            Phrase::new("unreachable-handshake").with("host", host),
        ),
        Reason::NoTrustStore => (
            "no-certificates",
            Phrase::new("unreachable-no-certificates"),
        ),
        Reason::Timeout => (
            "timed-out",
            Phrase::new("unreachable-timeout").with("host", host),
        ),
        Reason::Interrupted => (
            "interrupted",
            Phrase::new("unreachable-interrupted").with("host", host),
        ),
        Reason::TooLarge => (
            "answer-too-large",
            Phrase::new("unreachable-too-large").with("host", host),
        ),
        Reason::Redirected { to } => (
            "redirected",
            Phrase::new("unreachable-redirected")
                .with("host", host)
                .with("to", to.as_str()),
        ),
        Reason::NotEncrypted => (
            "unreachable",
            Phrase::new("unreachable-not-encrypted").with("host", host),
        ),
        Reason::NobodyCalls => (
            "unreachable",
            Phrase::new("unreachable-nobody-calls").with("host", host),
        ),
        Reason::Other(text) if text.is_empty() => (
            "unreachable",
            Phrase::new("unreachable-unknown").with("host", host),
        ),
        Reason::Other(text) => (
            "unreachable",
            Phrase::new("unreachable-other")
                .with("host", host)
                .with("text", text.as_str()),
        ),
    }
}

/// What to do about it.
fn fix(failure: &Unreachable) -> Phrase {
    match (&failure.proxy, &failure.reason) {
        (_, Reason::BadCertificateFile { .. }) => Phrase::new("unreachable-fix-ca-cert"),
        (_, Reason::NoTrustStore) | (None, Reason::Tls) => {
            Phrase::new("unreachable-fix-certificates")
        }
        (_, Reason::NotEncrypted) => Phrase::new("unreachable-fix-not-encrypted"),
        (_, Reason::NobodyCalls) => Phrase::new("unreachable-fix-nobody-calls"),
        (Some(proxy), Reason::Tls) => {
            Phrase::new("unreachable-fix-proxy-certificates").with("proxy", proxy.as_str())
        }
        (Some(proxy), _) => Phrase::new("unreachable-fix-proxy").with("proxy", proxy.as_str()),
        (None, Reason::Handshake) => Phrase::new("unreachable-fix-handshake"),
        (None, Reason::Redirected { .. }) => Phrase::new("unreachable-fix-redirected"),
        (
            None,
            Reason::NameNotFound
            | Reason::Refused
            | Reason::Connect
            | Reason::Timeout
            | Reason::Interrupted
            | Reason::TooLarge
            | Reason::Other(_),
        ) => Phrase::new("unreachable-fix"),
    }
}
