//! Questions and answers as plain values, so that all of the provider can be tried without a socket.

use serde_json::Value;

/// The content type of pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// The content type of JSON answers.
pub(super) const JSON: &str = "application/json; charset=UTF-8";

/// How a request asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Method {
    #[default]
    Get,
    Post,
    Other,
}

/// One request, decoded.
#[derive(Clone, Debug, Default)]
pub(super) struct Ask {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Fields,
    /// The fields of an urlencoded or multipart body.
    pub(super) form: Fields,
    /// The body as it came, for JSON.
    pub(super) body: Vec<u8>,
    pub(super) bearer: Option<String>,
    /// The `Host` header, already known to name loopback.
    pub(super) host: String,
}

/// Named values in the order they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(pub(super) Vec<(String, String)>);

impl Fields {
    /// Decodes `a=1&b=2`, with `+` for a space.
    pub(super) fn urlencoded(text: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(text).into_owned().collect())
    }

    /// The first value of that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first value of that name, trimmed, unless nothing is left of it.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        self.get(name)
            .map(str::trim)
            .filter(|value| !value.is_empty())
    }
}

/// How much of an answer reaches the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Delivery {
    #[default]
    Whole,
    /// The connection closes in the middle of the body.
    Truncated,
    /// The body stops in the middle and the connection stays open.
    Stalled,
    /// Nothing is sent and the connection stays open.
    Never,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    pub(super) delivery: Delivery,
}

impl Answer {
    /// A body of the given kind.
    pub(super) fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            content_type,
            headers: Vec::new(),
            body: body.into(),
            delivery: Delivery::Whole,
        }
    }

    /// A page.
    pub(super) fn html(status: u16, page: String) -> Self {
        Self::new(status, HTML, page)
    }

    /// A JSON document.
    pub(super) fn json(status: u16, value: &Value) -> Self {
        Self::new(status, JSON, value.to_string())
    }

    /// The control interface's way of refusing.
    pub(super) fn control_error(status: u16, text: &str) -> Self {
        Self::json(status, &serde_json::json!({ "error": text }))
    }

    /// A redirect to follow with GET.
    pub(super) fn redirect(status: u16, location: String) -> Self {
        Self::new(status, HTML, Vec::new()).with("Location", location)
    }

    /// The same with one more header.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The value of a header set here.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
    }
}
