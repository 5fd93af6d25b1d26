//! Where the answer of a sign-in is waited for besides the box: a port of this machine.
//!
//! Start with [`Callback`], a part of the state; `update::callback` changes it.

use url::Url;

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
