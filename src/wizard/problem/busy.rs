//! A provider that answers with a fault of its own or asks to wait: it is as good as not reached.

use super::{Again, ErrorKind, Problem, ProviderError};
use crate::oauth::Call;
use crate::text::{Phrase, Say};

/// Whether a status says that the provider cannot answer for now.
pub(super) const fn is_busy(status: Option<u16>) -> bool {
    matches!(status, Some(429 | 500..))
}

/// The provider cannot answer for now, in whatever words or none.
pub(super) fn busy(call: Call, said: ProviderError, why: impl Into<Say>) -> Problem {
    let status = i64::from(said.status.unwrap_or_default());
    Problem {
        kind: ErrorKind::Network,
        id: "provider-busy".to_owned(),
        what: Phrase::new("problem-provider-busy")
            .number("status", status)
            .into(),
        why: Some(why.into()),
        fix: Phrase::new("problem-provider-busy-fix").into(),
        step: None,
        call: Some(call),
        provider: Some(said),
        again: Again::Soon,
    }
}
