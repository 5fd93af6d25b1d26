//! What the shell sends and receives: requests, answers and failures to reach anyone, as values.

use serde::Serialize;
use url::Url;

use crate::secret::{Secret, SecretBytes};

/// Which call of the provider a request, an answer or a refusal belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    Authorize,
    Exchange,
    LongLived,
    Refresh,
    Me,
    /// The practice provider playing the person's part in the browser.
    Practice,
}

impl Call {
    /// The name in JSON documents and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authorize => "authorize",
            Self::Exchange => "exchange",
            Self::LongLived => "long-lived",
            Self::Refresh => "refresh",
            Self::Me => "me",
            Self::Practice => "practice",
        }
    }
}

/// The HTTP methods in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

/// A parameter's value; a secret one keeps its `Debug` redacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Plain(String),
    Secret(Secret),
}

impl Value {
    /// The text for the wire.
    pub fn expose(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Secret(secret) => secret.expose(),
        }
    }
}

/// A request to be sent. Secrets travel in `query` or `form`, never in `url`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: Method,
    /// Without query and fragment: it may be logged.
    pub url: Url,
    pub query: Vec<(String, Value)>,
    /// Sent as `application/x-www-form-urlencoded` when the method is `POST`.
    pub form: Vec<(String, Value)>,
}

/// What came back, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    pub status: u16,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The `Date` header as sent.
    pub date: Option<String>,
    /// The `Retry-After` header in seconds, when it is a number.
    pub retry_after: Option<u32>,
    /// The body, whole.
    pub body: SecretBytes,
}

/// No answer, or none that may be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreachable {
    /// Host and port that were asked, without path and query.
    pub host: String,
    /// The proxy that stood between, without credentials.
    pub proxy: Option<String>,
    pub reason: Reason,
    /// Whether the request may have reached the provider before it failed.
    pub sent: bool,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    NameNotFound,
    Refused,
    /// Connecting failed in another way.
    Connect,
    /// The certificate was not accepted.
    Tls,
    /// No TLS came about: the other end does not speak it, or hung up while it began.
    Handshake,
    /// This machine has no certificates to check the provider's against.
    NoTrustStore,
    /// The file of `--ca-cert` cannot be read or holds no certificate; its path, cleaned.
    BadCertificateFile {
        path: String,
    },
    Timeout,
    /// The connection broke before the answer was whole.
    Interrupted,
    /// The answer was longer than 1 MiB.
    TooLarge,
    /// A redirect, which is never followed; the host it points to.
    Redirected {
        to: String,
    },
    /// Without TLS nothing leaves this machine.
    NotEncrypted,
    /// The part of this program that calls has ended.
    NobodyCalls,
    /// Anything else; the text is cleaned and holds no URL.
    Other(String),
}
