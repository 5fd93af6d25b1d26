//! The practice provider without a socket, a clock or chance: the entry for a fuzzer.

use std::fmt;

use axum::body::Body;
use axum::http::Request;

use super::Options;
use super::identifiers::Dice;
use super::provider::{Moment, Provider};
use super::serve::{read, send};
use super::world::{Start, World};

/// 2026-11-22T16:00:00Z.
const NOON: i64 = 1_795_363_200;

/// A provider that answers the same to the same.
pub struct Rehearsal {
    provider: Provider,
    dice: Dice,
}

impl fmt::Debug for Rehearsal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Rehearsal");
        shown.field("world", self.world()).finish_non_exhaustive()
    }
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub status: u16,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
}

impl Rehearsal {
    /// With the ready world, or the empty one.
    pub fn new(ready: bool, options: Options) -> Self {
        let mut dice = Dice::counting(7);
        let start = if ready { Start::Ready } else { Start::Empty };
        let provider = Provider::new(World::make(start, &mut dice), options);
        Self { provider, dice }
    }

    /// With a world that was kept.
    pub fn of(world: World, options: Options) -> Self {
        let (provider, dice) = (Provider::new(world, options), Dice::counting(7));
        Self { provider, dice }
    }

    /// All that is remembered now.
    pub fn world(&self) -> &World {
        &self.provider.world
    }

    /// Answers one request; nothing when HTTP has no such request.
    pub async fn ask(
        &mut self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Option<Said> {
        let mut request = Request::builder().method(method).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_vec())).ok()?;
        let answer = match read(request).await {
            Ok(ask) => {
                let dice = &mut self.dice;
                let machine = NOON;
                self.provider.answer(&ask, &mut Moment { machine, dice })
            }
            Err(refusal) => refusal,
        };
        let body = answer.body.clone();
        let response = send(answer, self.provider.now(NOON));
        let headers = response.headers().iter();
        Some(Said {
            status: response.status().as_u16(),
            headers: headers
                .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
                .collect(),
            body,
        })
    }
}
