//! What is written to a browser: a status, never anything of what it sent.

use std::fmt::Write as _;

/// The answers that hold no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    BadRequest,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    TooLong,
    Misdirected,
    HeadTooLarge,
    Version,
}

impl Status {
    const fn line(self) -> &'static str {
        match self {
            Self::BadRequest => "400 Bad Request",
            Self::Forbidden => "403 Forbidden",
            Self::NotFound => "404 Not Found",
            Self::MethodNotAllowed => "405 Method Not Allowed",
            Self::TooLong => "413 Content Too Large",
            Self::Misdirected => "421 Misdirected Request",
            Self::HeadTooLarge => "431 Request Header Fields Too Large",
            Self::Version => "505 HTTP Version Not Supported",
        }
    }
}

/// Nothing is loaded, kept, framed or told to anybody.
const HEADERS: &str = "Cache-Control: no-store\r\n\
    Referrer-Policy: no-referrer\r\n\
    X-Content-Type-Options: nosniff\r\n\
    X-Frame-Options: DENY\r\n\
    Cross-Origin-Opener-Policy: same-origin\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Content-Security-Policy: default-src 'none'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'\r\n";

/// A refusal.
pub(super) fn refusal(status: Status) -> String {
    let mut out = head(status.line(), 0, "close");
    if status == Status::MethodNotAllowed {
        out.push_str("Allow: GET\r\n");
    }
    out.push_str("\r\n");
    out
}

/// Sends the browser to the same path without its parameters, over the same connection.
pub(super) fn without_parameters(path: &str) -> String {
    let mut out = head("303 See Other", 0, "keep-alive");
    out.push_str("Location: ");
    out.push_str(path);
    out.push_str("\r\n\r\n");
    out
}

/// The page itself.
pub(super) fn page(html: &str) -> String {
    let mut out = head("200 OK", html.len(), "close");
    out.push_str("Content-Type: text/html; charset=utf-8\r\n\r\n");
    out.push_str(html);
    out
}

fn head(status: &str, length: usize, connection: &str) -> String {
    let mut out = String::with_capacity(1024 + length);
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: {connection}\r\n{HEADERS}"
    );
    out
}
