//! The head of a request, held against what a browser sends that follows the provider's redirect.
//!
//! Anybody on this machine, and any page in its browser, can write here. The entries for a fuzzer
//! are [`is_whole`] and [`judge`].

use httparse::{Header, Request, Status as Parsed};

use crate::secret::Secret;
use crate::wizard::callback::At;

use super::reply::Status;

/// The longest head that is read, in bytes.
pub const LONGEST: usize = 16 * 1024;
/// The most header fields of a head.
const MOST_FIELDS: usize = 100;

/// What a request is.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// A browser went to the callback's path.
    Landed(Landing),
    /// Anything else.
    Not(Status),
}

/// A browser at the callback's path.
#[derive(Debug, PartialEq, Eq)]
pub struct Landing {
    /// The whole address.
    pub address: Secret,
    pub has_parameters: bool,
    /// Whether it will use the connection again.
    pub stays: bool,
}

/// Whether the head is whole; an error when it never will be.
pub fn is_whole(bytes: &[u8]) -> Result<bool, Status> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    match Request::new(&mut fields).parse(bytes) {
        Ok(Parsed::Complete(_)) => Ok(true),
        Ok(Parsed::Partial) => Ok(false),
        Err(httparse::Error::TooManyHeaders) => Err(Status::HeadTooLarge),
        Err(httparse::Error::Version) => Err(Status::Version),
        Err(_) => Err(Status::BadRequest),
    }
}

/// Holds a whole head against the rules.
pub fn judge(bytes: &[u8], at: &At) -> Asked {
    landing(bytes, at).map_or_else(Asked::Not, Asked::Landed)
}

fn landing(bytes: &[u8], at: &At) -> Result<Landing, Status> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut request = Request::new(&mut fields);
    if !request
        .parse(bytes)
        .is_ok_and(|parsed| parsed.is_complete())
    {
        return Err(Status::BadRequest);
    }
    let (Some(method), Some(target), Some(version)) =
        (request.method, request.path, request.version)
    else {
        return Err(Status::BadRequest);
    };
    let fields: &[Header<'_>] = request.headers;
    // A page of another site whose name was made to lead here has its own name in this field.
    if !is_this_machine(one(fields, "host")?, at) {
        return Err(Status::Misdirected);
    }
    if method != "GET" {
        return Err(Status::MethodNotAllowed);
    }
    if has_body(fields) {
        return Err(Status::TooLong);
    }
    if !target.starts_with('/') || !target.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Status::BadRequest);
    }
    let (path, parameters) = match target.split_once('?') {
        Some((path, parameters)) => (path, Some(parameters)),
        None => (target, None),
    };
    if path != at.path {
        return Err(Status::NotFound);
    }
    // Only a person's browser that goes somewhere as a whole; no picture, frame, script or guess.
    let only = |name, wanted| all(fields, name).all(|value| value.eq_ignore_ascii_case(wanted));
    let guessed =
        all(fields, "sec-purpose").next().is_some() || all(fields, "purpose").next().is_some();
    if !only("sec-fetch-mode", b"navigate") || !only("sec-fetch-dest", b"document") || guessed {
        return Err(Status::Forbidden);
    }
    let mut address = at.address();
    if let Some(parameters) = parameters {
        address.reserve(parameters.len() + 1);
        address.push('?');
        address.push_str(parameters);
    }
    let leaves = all(fields, "connection").any(|value| {
        value
            .split(|byte| *byte == b',')
            .any(|part| part.trim_ascii().eq_ignore_ascii_case(b"close"))
    });
    Ok(Landing {
        address: Secret::new(address),
        has_parameters: parameters.is_some(),
        stays: version == 1 && !leaves,
    })
}

fn all<'h>(fields: &'h [Header<'h>], name: &'h str) -> impl Iterator<Item = &'h [u8]> {
    fields
        .iter()
        .filter(move |field| field.name.eq_ignore_ascii_case(name))
        .map(|field| field.value.trim_ascii())
}

/// The one value of a field.
fn one<'h>(fields: &'h [Header<'h>], name: &'h str) -> Result<&'h str, Status> {
    let mut values = all(fields, name);
    match (values.next(), values.next()) {
        (Some(value), None) => std::str::from_utf8(value).map_err(|_| Status::BadRequest),
        _ => Err(Status::BadRequest),
    }
}

fn is_this_machine(host: &str, at: &At) -> bool {
    let host = host.to_ascii_lowercase();
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        host.strip_prefix(name).is_some_and(|rest| {
            rest.strip_prefix(':').map_or_else(
                || rest.is_empty() && at.port == at.usual_port(),
                |port| port == at.port.to_string(),
            )
        })
    })
}

fn has_body(fields: &[Header<'_>]) -> bool {
    all(fields, "transfer-encoding").next().is_some()
        || all(fields, "content-length").any(|length| length != b"0")
}
