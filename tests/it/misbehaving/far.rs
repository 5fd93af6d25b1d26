//! The far end of a row of the table: a server, its certificate, or nobody.

use super::{Act, Misbehaving, answers};
use crate::network::certificates::Authority;
use crate::network::stage::{Seen, Stage, closed_port, told};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Tcp,
    Tls,
}

/// What the program is led to, and what was seen there.
pub(super) struct Far {
    pub(super) url: String,
    pub(super) authority: Authority,
    server: Option<Misbehaving>,
    seen: Seen,
    /// Serves until it is dropped.
    _stage: Stage,
}

impl Far {
    /// What a row stands for: one call meets it, the others are answered well.
    pub(super) fn of(what: &str, way: Way, path: &'static str, elsewhere: &str) -> Self {
        let (stage, authority) = (Stage::new(), Authority::new());
        let whole = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_owned() + answers::good(path);
        let (mut server, mut seen) = (None, Seen::default());
        let mut shown = |(port, noted): (u16, Seen)| {
            seen = noted;
            port
        };
        let host = if what == "name not found" {
            "igtoken-test.invalid"
        } else {
            "localhost"
        };
        let port = match what {
            "connection refused" | "name not found" => closed_port(),
            "certificate of a stranger" => shown(stage.answering(Authority::new().good(), whole)),
            "certificate out of date" => shown(stage.answering(authority.expired(), whole)),
            "certificate of another host" => shown(stage.answering(authority.misnamed(), whole)),
            "hangs up in the handshake" => shown(stage.saying("")),
            "plain text to a TLS hello" => {
                let page = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
                shown(stage.saying(page))
            }
            "silence in the handshake" => shown(stage.silent()),
            "cut without a TLS farewell" => shown(stage.cutting(authority.good(), whole)),
            _ => {
                let (what, elsewhere) = (what.to_owned(), elsewhere.to_owned());
                let plain = Misbehaving::start(move |asked, before| {
                    if asked == path {
                        answers::of(&what, path, before, &elsewhere)
                    } else {
                        Act::json("200 OK", answers::good(asked))
                    }
                });
                let port = plain.port;
                server = Some(plain);
                match way {
                    Way::Tcp => port,
                    Way::Tls => stage.forwarder(authority.good(), port),
                }
            }
        };
        let scheme = match way {
            Way::Tcp => "http",
            Way::Tls => "https",
        };
        Self {
            url: format!("{scheme}://{host}:{port}"),
            authority,
            server,
            seen,
            _stage: stage,
        }
    }

    /// How many requests came for a path; a greeting of TLS is none.
    pub(super) fn requests(&self, path: &str) -> usize {
        let asked = |text: &&String| {
            let target = text.split(' ').nth(1).unwrap_or_default();
            text.contains(" HTTP/1.1\r\n") && target.split('?').next() == Some(path)
        };
        let server = self.server.as_ref();
        server.map_or(0, |server| server.count(path))
            + told(&self.seen).iter().filter(asked).count()
    }
}
