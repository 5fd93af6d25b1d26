//! The practice provider answers whatever is sent to it: to this machine alone, with no markup but
//! its own, and so that its world can be read again.
//!
//! The first byte chooses the world and the options. Behind it stand a kept world, where one is
//! chosen, and requests, with a zero byte between them: method and target, headers, body.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use igtoken::sandbox::{Options, Rehearsal, Said, Shape, World};

const MOST_REQUESTS: usize = 40;
const ELEMENTS: [&str; 32] = [
    "a", "body", "button", "code", "em", "form", "h1", "h2", "head", "header", "html", "input",
    "label", "li", "main", "meta", "nav", "option", "p", "select", "strong", "style", "table",
    "td", "th", "title", "tr", "ul", "i", "ol", "span", "small",
];

/// Reading from memory never waits.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for more than there is"),
    }
}

struct Request<'a> {
    method: &'a str,
    target: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    body: &'a str,
}

/// A request as it is written in the cases; without a `Host` it is for this machine.
fn request(text: &str) -> Request<'_> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let (first, rest) = head.split_once('\n').unwrap_or((head, ""));
    let (method, target) = first.split_once(' ').unwrap_or(("GET", first));
    let lines = rest.lines().filter_map(|line| line.split_once(": "));
    let mut headers: Vec<_> = lines.collect();
    let is_host = |(name, _): &(&str, &str)| name.eq_ignore_ascii_case("host");
    if !headers.iter().any(is_host) {
        headers.push(("host", "localhost:8080"));
    }
    Request {
        method,
        target,
        headers,
        body,
    }
}

fn header<'a>(said: &'a Said, name: &str) -> Option<&'a str> {
    let found = said.headers.iter().find(|(other, _)| other == name);
    found.map(|(_, value)| std::str::from_utf8(value).unwrap())
}

/// Nothing but the provider's own elements, and links that lead to pages.
fn page(text: &str) {
    for part in text.split('<').skip(1) {
        let part = part.strip_prefix('/').unwrap_or(part);
        let name = part.split([' ', '>']).next().unwrap();
        assert!(
            ELEMENTS.contains(&name) || name == "!DOCTYPE",
            "<{part} in {text}"
        );
    }
    for link in text.split(" href=\"").skip(1) {
        let fine = ["/", "http://", "https://", "#", "?"];
        assert!(fine.iter().any(|begin| link.starts_with(begin)), "{link}");
    }
}

fn asked(provider: &mut Rehearsal, text: &str, faulty: bool) {
    let request = request(text);
    let before = provider.world().clone();
    let said = at_once(provider.ask(
        request.method,
        request.target,
        &request.headers,
        request.body.as_bytes(),
    ));
    let Some(said) = said else {
        assert!(*provider.world() == before);
        return;
    };
    assert!((200..600).contains(&said.status), "{said:?}");
    let hosts = request.headers.iter();
    let hosts = hosts.filter(|(name, _)| name.eq_ignore_ascii_case("host"));
    let near = |host: &str| {
        let host = host.to_ascii_lowercase();
        host.starts_with("localhost") || host.starts_with("127.") || host.starts_with('[')
    };
    if !hosts.clone().all(|(_, host)| near(host)) || hosts.count() != 1 {
        assert_eq!(said.status, 403, "{text:?}");
    }
    if said.status == 403 && header(&said, "content-type") != Some("text/html; charset=utf-8") {
        assert!(*provider.world() == before, "{text:?}");
    }
    let body = String::from_utf8(said.body.clone()).unwrap();
    match header(&said, "content-type").unwrap() {
        // What a fault makes of an answer is meant to be wrong.
        _ if faulty => {}
        kind if kind.starts_with("text/html") => page(&body),
        kind if kind.starts_with("application/json") => {
            let whole = serde_json::from_str::<serde_json::Value>(&body);
            assert!(whole.is_ok(), "{body}");
        }
        kind => assert!(kind.starts_with("text/plain"), "{kind}"),
    }
    let date = header(&said, "date").unwrap();
    assert!(date.ends_with(" GMT"), "{date}");
    let bytes = provider.world().to_bytes();
    assert!(
        World::from_bytes(&bytes).is_ok_and(|world| world == *provider.world()),
        "{}",
        String::from_utf8_lossy(&bytes)
    );
}

pub(super) fn hold(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let options = Options {
        shape: if first & 4 == 0 {
            Shape::Flat
        } else {
            Shape::Wrapped
        },
        auto_approve: first & 8 != 0,
        ..Options::default()
    };
    let text = String::from_utf8_lossy(rest);
    let mut parts = text.split('\0');
    let mut provider = match first % 4 {
        0 | 3 => Rehearsal::new(true, options),
        1 => Rehearsal::new(false, options),
        _ => match World::from_bytes(parts.next().unwrap().as_bytes()) {
            Ok(world) => Rehearsal::of(world, options),
            Err(_) => return,
        },
    };
    let faulty = text.contains("/sandbox/faults");
    for part in parts.take(MOST_REQUESTS) {
        asked(&mut provider, part, faulty);
    }
}
