//! A tiny HTTP/1.1 client for loopback, so that no code of the program takes part in its own test.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// One answer.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Reply {
    /// The first header of that name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Where it redirects to.
    pub(crate) fn location(&self) -> &str {
        self.header("location")
            .unwrap_or_else(|| panic!("no Location in {self:?}"))
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error} in the body of {self:?}"))
    }

    #[must_use]
    pub(crate) fn answers(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }
}

/// `GET` of a loopback address.
pub(crate) fn get(url: &str) -> Reply {
    let (authority, target) = split(url);
    send(
        &authority,
        &format!("GET {target} HTTP/1.1\r\nHost: {authority}\r\n"),
        b"",
    )
}

/// `POST` of a urlencoded form.
pub(crate) fn post_form(url: &str, form: &[(&str, &str)]) -> Reply {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    post(url, "application/x-www-form-urlencoded", body.as_bytes())
}

/// `POST` of a JSON document.
pub(crate) fn post_json(url: &str, document: &Value) -> Reply {
    post(url, "application/json", document.to_string().as_bytes())
}

/// `POST` of a multipart form, as `curl -F` sends it.
pub(crate) fn post_multipart(url: &str, form: &[(&str, &str)]) -> Reply {
    let mark = "------------------------d74496d66958873e";
    let mut body = String::new();
    for (name, value) in form {
        body.extend([
            &format!("--{mark}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n"),
            *value,
            "\r\n",
        ]);
    }
    body.extend(["--", mark, "--\r\n"]);
    post(
        url,
        &format!("multipart/form-data; boundary={mark}"),
        body.as_bytes(),
    )
}

fn post(url: &str, media_type: &str, body: &[u8]) -> Reply {
    let (authority, target) = split(url);
    let length = body.len();
    let head = format!(
        "POST {target} HTTP/1.1\r\nHost: {authority}\r\nContent-Type: {media_type}\r\n\
         Content-Length: {length}\r\n"
    );
    send(&authority, &head, body)
}

/// Sends a head, which lacks only its empty line, and a body; reads until the other side closes.
pub(crate) fn send(authority: &str, head: &str, body: &[u8]) -> Reply {
    let mut stream = TcpStream::connect(authority).expect("the server listens");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream
        .write_all(format!("{head}Connection: close\r\n\r\n").as_bytes())
        .unwrap();
    stream.write_all(body).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("a whole answer");
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    Reply {
        status,
        headers,
        body: body.to_owned(),
    }
}

/// Authority and request target of an `http` address.
fn split(url: &str) -> (String, String) {
    let url = url::Url::parse(url).unwrap();
    assert_eq!(url.scheme(), "http", "{url}");
    let authority = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(80));
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    (authority, target)
}
