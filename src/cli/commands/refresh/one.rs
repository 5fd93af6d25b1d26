//! One profile: the rules first, then its lock, the config once more, and the run of the core.

use std::sync::Arc;

use super::super::super::args::{Args, Refresh};
use super::super::super::context::{Context, Ground};
use super::super::super::env::Environment;
use super::super::super::report::Failure;
use super::super::super::robot::{Robot, Script};
use super::super::super::session::{self, Common};
use super::told::{Outcome, Told};
use crate::provider::{Provider, StepKind};
use crate::store::{lock, state};
use crate::text::Phrase;
use crate::time::{DAY, Timestamp};
use crate::wizard::saved::{Profile, Token, TokenKind};
use crate::wizard::standing;
use crate::wizard::state::Goal;
use crate::wizard::{ErrorKind, Problem, problem};

/// What a refresh of a profile starts from.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) args: &'a Args,
    pub(super) environment: &'a Environment,
    pub(super) options: &'a Refresh,
    pub(super) ground: Ground,
    pub(super) common: Common,
}

impl Asked<'_> {
    /// What there is to say of a profile with which nothing is to be done. The provider's rule of
    /// age is looked at only when the provider is given: alone, a token too young is refused.
    pub(super) fn skips(
        &self,
        profile: &Profile,
        provider: Option<&Provider>,
        now: Timestamp,
    ) -> Option<Told> {
        let Some(token) = &profile.token else {
            let never_had_one = self.options.all && profile.pending_token.is_none();
            return never_had_one.then(|| Told::well(&profile.name, Outcome::NotRefreshable, None));
        };
        let not_due = Told::well(&profile.name, Outcome::NotDue, Some(token.expires_at));
        let lives_on = self
            .options
            .if_within
            .is_some_and(|days| token.expires_at.since(now) > i64::from(days) * DAY);
        let too_young = provider.is_some_and(|provider| is_too_young(token, provider, now));
        ((lives_on || too_young) && !self.owes(profile)).then_some(not_due)
    }

    /// Whether the token that serves has not reached all the places that it is handed on to.
    fn owes(&self, profile: &Profile) -> bool {
        !profile.deliver.is_empty()
            && state::load(&self.ground.paths, &profile.name)
                .is_ok_and(|kept| kept.progress.is_some_and(|progress| progress.undelivered))
    }

    /// Refreshes a profile whose token was `old` when the command began.
    pub(super) fn refresh(
        &self,
        name: &str,
        old: Option<&Token>,
        provider: Option<&Arc<Provider>>,
    ) -> Told {
        let mut expires_at = old.map(|token| token.expires_at);
        self.attempt(name, old, provider, &mut expires_at)
            .unwrap_or_else(|failure| Told::failed(name, expires_at, failure.into_problem()))
    }

    fn attempt(
        &self,
        name: &str,
        old: Option<&Token>,
        provider: Option<&Arc<Provider>>,
        expires_at: &mut Option<Timestamp>,
    ) -> Result<Told, Failure> {
        // One process at a time refreshes a profile; whoever waited reads the config again.
        let _guard = lock::exclusive(&self.ground.paths.refresh_lock(name))
            .map_err(|error| Failure::store(&error))?;
        let context = Context::again(&self.ground, name)?;
        let profile = context.existing()?;
        let token = profile.token.as_ref();
        *expires_at = token.map(|token| token.expires_at);
        if token.is_some() && token != old {
            return Ok(Told::well(name, Outcome::AlreadyRefreshed, *expires_at));
        }
        let provider = match provider {
            Some(known) if known.id == profile.provider => Arc::clone(known),
            _ => context.profile_provider()?,
        };
        if token.is_none() && profile.pending_token.is_some() {
            return Err(Failure::from(waits(&provider)));
        }
        let session = session::join(self.args, self.environment, &context, &self.common);
        let begun = session.begin(provider, Goal::Refresh)?;
        let ended = session.run_robot(begun, Robot::new(Script::Watch))?;
        let now = ended.state.profile.token.as_ref();
        let missed = problem::undelivered(&ended.state);
        // The same token: it was only handed on to where an earlier run had not brought it.
        let outcome = match (now == token, &missed) {
            (false, _) => Outcome::Refreshed,
            (true, None) => Outcome::NotDue,
            (true, Some(_)) => Outcome::Failed,
        };
        let mut told = Told::well(name, outcome, now.map(|token| token.expires_at));
        told.problem = missed;
        Ok(told)
    }
}

/// Whether its age alone stands against a refresh.
fn is_too_young(token: &Token, provider: &Provider, now: Timestamp) -> bool {
    token.kind == TokenKind::LongLived
        && token.expires_at > now
        && !standing::lacks_scope(token, provider)
        && standing::refreshable_at(token, provider).is_some_and(|due| due > now)
}

/// There is no token that serves, but a new one that was not verified yet.
fn waits(provider: &Provider) -> Problem {
    let step = provider
        .step_of(StepKind::Exchange)
        .map(|step| step.id.clone());
    Problem::own(
        ErrorKind::NotReady,
        "token-waits",
        Phrase::new("refresh-token-waits"),
        Phrase::new("refresh-token-waits-fix"),
    )
    .mended_by(step)
}
