//! How a profile stands: what its token is worth now, and what comes next.

use crate::provider::{Provider, StepId, StepKind};
use crate::time::{DAY, Timestamp};

use super::saved::{Mark, Profile, Progress, Token, TokenKind};

/// With this much or less left a token counts as expiring, in seconds.
pub const EXPIRING_SECONDS: i64 = 14 * DAY;

/// The word for how a profile stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    Missing,
    /// A sign-in is open or a token waits for verification, and there is no other.
    Pending,
    Valid,
    /// [`EXPIRING_SECONDS`] or less are left.
    Expiring,
    Expired,
}

impl Health {
    /// The name in JSON documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Pending => "pending",
            Self::Valid => "valid",
            Self::Expiring => "expiring",
            Self::Expired => "expired",
        }
    }
}

/// How a profile stands at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub health: Health,
    /// Seconds until the token expires; negative when it has.
    pub expires_in: Option<i64>,
    /// From when on the token can be refreshed; nothing when it never can.
    pub refreshable_at: Option<Timestamp>,
    /// What the person has to do next; nothing when all is well.
    pub next_step: Option<StepId>,
}

/// Looks at a profile at a moment. `provider` is absent when the config names an unknown one.
pub fn standing(
    profile: &Profile,
    progress: Option<&Progress>,
    provider: Option<&Provider>,
    now: Timestamp,
) -> Standing {
    let open = |kind| {
        provider
            .and_then(|p| p.step_of(kind))
            .map(|step| step.id.clone())
    };
    let Some(token) = &profile.token else {
        let waits = profile.pending_token.is_some();
        let signing_in = progress
            .and_then(|progress| progress.sign_in.as_ref())
            .is_some_and(|sign_in| sign_in.ends_at > now);
        return Standing {
            health: if waits || signing_in {
                Health::Pending
            } else {
                Health::Missing
            },
            expires_in: None,
            refreshable_at: None,
            next_step: if waits {
                open(StepKind::Exchange)
            } else if signing_in {
                open(StepKind::Authorize)
            } else {
                first_open(provider, progress)
            },
        };
    };
    let left = token.expires_at.since(now);
    let health = if left <= 0 {
        Health::Expired
    } else if left <= EXPIRING_SECONDS {
        Health::Expiring
    } else {
        Health::Valid
    };
    let next_step = match (health, token.kind) {
        (Health::Expired, _) => open(StepKind::Authorize),
        (_, TokenKind::ShortLived) => open(StepKind::Exchange),
        (_, TokenKind::LongLived) => None,
    };
    Standing {
        health,
        expires_in: Some(left),
        refreshable_at: provider
            .filter(|_| left > 0)
            .and_then(|provider| refreshable_at(token, provider)),
        next_step,
    }
}

/// From when on a token can be refreshed; nothing for a short-lived one.
pub fn refreshable_at(token: &Token, provider: &Provider) -> Option<Timestamp> {
    (token.kind == TokenKind::LongLived)
        .then(|| token.issued_at.plus(provider.token.refresh_after_seconds))
}

/// Whether a token is known to lack the scope that a refresh needs.
pub fn lacks_scope(token: &Token, provider: &Provider) -> bool {
    !token.scopes.is_empty() && !token.scopes.contains(&provider.scopes.required)
}

fn first_open(provider: Option<&Provider>, progress: Option<&Progress>) -> Option<StepId> {
    let provider = provider?;
    provider
        .steps
        .iter()
        .find(|step| {
            let mark = progress
                .and_then(|p| p.marks.get(&step.id))
                .copied()
                .unwrap_or_default();
            matches!(mark, Mark::Todo | Mark::Failed)
        })
        .or_else(|| provider.step_of(StepKind::Authorize))
        .map(|step| step.id.clone())
}
