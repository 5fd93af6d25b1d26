//! Where the answer of a sign-in is waited for besides the box: a port of this machine.
//!
//! Start with [`Callback`], a part of the state; `update::callback` changes it.

use url::Url;

use crate::clean;
use crate::text::Phrase;

use super::effect::TaskId;

/// Whether somebody waits for the answer, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Callback {
    /// A person sits before a full screen; nobody else is waited for.
    pub attended: bool,
    pub waiting: Option<Waiting>,
}

/// One listener, asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub task: TaskId,
    pub at: At,
    pub standing: Standing,
    /// Something came through that port, so the way to it works.
    pub reached: bool,
}

/// How a listener stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Asked,
    Up,
    Failed(ListenTrouble),
}

/// Why a port cannot be listened on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListenTrouble {
    /// Another program has it.
    Busy,
    /// This user may not have it, as is usual below 1024.
    Denied,
    /// In the system's words, cleaned.
    Other(String),
}

/// The address that the provider sends the browser to, on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    pub tls: bool,
    pub host: Loopback,
    pub port: u16,
    pub path: String,
}

/// The names of this machine that can be listened on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loopback {
    /// `localhost`, which may be either of the two.
    Name,
    V4,
    V6,
}

/// One answer that came to the port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CallbackId(pub u64);

/// What the browser is told about an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the one that was waited for.
    Received,
    /// The provider said no; the terminal says why.
    Refused,
    /// It is not the one that is waited for.
    Foreign,
}

impl Waiting {
    /// That the answer is waited for here too, or why not; nothing while that is not known yet.
    pub fn says(&self, via_ssh: bool) -> Option<Phrase> {
        let phrase = match &self.standing {
            // It stands a moment later, or not.
            Standing::Asked => return None,
            Standing::Failed(trouble) => Self::failed(trouble),
            Standing::Up if self.reached => Phrase::new("callback-reached"),
            Standing::Up if via_ssh => Phrase::new("callback-ssh"),
            Standing::Up => Phrase::new("callback-here"),
        };
        Some(self.with_port(phrase))
    }

    /// Where the line of the tunnel is run, and what for.
    pub fn how(&self, via_ssh: bool) -> Phrase {
        self.with_port(if via_ssh {
            Phrase::new("tunnel-where-ssh")
        } else {
            Phrase::new("tunnel-where-here")
        })
    }

    /// Whether anything has come through it.
    pub fn works(&self) -> Phrase {
        let phrase = match &self.standing {
            Standing::Failed(trouble) => Self::failed(trouble),
            Standing::Asked | Standing::Up if self.reached => Phrase::new("tunnel-works"),
            Standing::Asked | Standing::Up => Phrase::new("tunnel-waiting"),
        };
        self.with_port(phrase)
    }

    fn failed(trouble: &ListenTrouble) -> Phrase {
        match trouble {
            ListenTrouble::Busy => Phrase::new("callback-busy"),
            ListenTrouble::Denied => Phrase::new("callback-denied"),
            ListenTrouble::Other(text) => {
                Phrase::new("callback-failed").with("text", clean::line(text).into_owned())
            }
        }
    }

    fn with_port(&self, phrase: Phrase) -> Phrase {
        phrase.with("port", self.at.port.to_string())
    }
}

impl Loopback {
    /// As it stands in an address.
    pub const fn host(self) -> &'static str {
        match self {
            Self::Name => "localhost",
            Self::V4 => "127.0.0.1",
            Self::V6 => "[::1]",
        }
    }
}

impl At {
    /// Where a redirect URI leads, when that is a port of this machine.
    pub fn of(redirect_uri: &str) -> Option<Self> {
        let url = Url::parse(redirect_uri).ok()?;
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let host = match url.host_str()? {
            "localhost" => Loopback::Name,
            "127.0.0.1" => Loopback::V4,
            "[::1]" => Loopback::V6,
            _ => return None,
        };
        Some(Self {
            tls,
            host,
            port: url.port_or_known_default().filter(|port| *port > 0)?,
            path: url.path().to_owned(),
        })
    }

    /// The port that an address without one means.
    pub const fn usual_port(&self) -> u16 {
        if self.tls { 443 } else { 80 }
    }

    /// The whole address before the parameters.
    pub fn address(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        let host = self.host.host();
        format!("{scheme}://{host}:{}{}", self.port, self.path)
    }
}
