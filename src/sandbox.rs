//! The practice provider: an Instagram on loopback that behaves as the real one is known to.
//!
//! It has a small developer dashboard, a consent page, the token endpoints and `/me`, and it can
//! refuse whatever the real one refuses. It knows nothing of the client that practises against it:
//! every path, text and shape is written here anew, so that one mistake made in the client cannot
//! cancel out here. It never touches a file: its [`World`] comes in and goes out as bytes.
//!
//! Start reading at `provider`, which answers one request; `world` is what it remembers, `serve`
//! is the only part that knows of sockets.

mod answer;
mod authorize;
mod clock;
mod control;
mod dashboard;
mod faults;
mod graph;
mod guard;
mod html;
mod identifiers;
mod line;
mod play;
mod provider;
mod refusal;
mod rehearsal;
mod serve;
mod token;
mod world;

#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;

pub use faults::{Call, Fault, Planned};
pub use rehearsal::{Rehearsal, Said};
pub use serve::serve;
pub use world::{ReadyFacts, World};

/// Takes the bytes of a changed world and keeps them; called before the answer is sent.
pub type Save = Arc<dyn Fn(Vec<u8>) -> io::Result<()> + Send + Sync>;

/// What can go wrong before a practice provider answers.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The machine gave no random bytes.
    #[error("the machine gave no random bytes")]
    Entropy,
    /// The bytes are not a world.
    #[error("the practice world cannot be read")]
    World(#[source] serde_json::Error),
    /// The world was written by a newer or unknown program.
    #[error("the practice world has the form {found}; this program knows form {known}")]
    Schema {
        /// The number found in the bytes.
        found: u32,
        /// The number this program writes.
        known: u32,
    },
    /// A fault was asked for that does not exist.
    #[error("{0}")]
    Fault(String),
}

/// The shape of the answers to the exchange and to `/me`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// A plain object, as live servers send it.
    #[default]
    Flat,
    /// The object inside a list under `data`, as the provider's guide prints it.
    Wrapped,
}

/// How a practice provider behaves from its start.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The shape of successful answers.
    pub shape: Shape,
    /// Whether authorize answers at once, as a person pressing Allow.
    pub auto_approve: bool,
    /// Faults in force from the start.
    pub faults: Vec<Planned>,
}
