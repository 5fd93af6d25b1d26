//! What is answered about a profile: its outcome, as JSON and as words.

use serde_json::{Value, json};

use super::super::super::report;
use crate::text::{Phrase, Texts};
use crate::time::Timestamp;
use crate::wizard::{ErrorKind, Problem};

/// How it went with one profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Refreshed,
    /// By another process, a moment ago.
    AlreadyRefreshed,
    /// It lives long enough, or it is too young while others are refreshed.
    NotDue,
    /// The rules forbid it, or there is no token.
    NotRefreshable,
    Failed,
}

impl Outcome {
    const fn name(self) -> &'static str {
        match self {
            Self::Refreshed => "refreshed",
            Self::AlreadyRefreshed => "already-refreshed",
            Self::NotDue => "not-due",
            Self::NotRefreshable => "not-refreshable",
            Self::Failed => "failed",
        }
    }
}

/// What is answered about a profile. It failed when there is a problem.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) profile: String,
    pub(super) outcome: Outcome,
    /// Of the token that serves now.
    pub(super) expires_at: Option<Timestamp>,
    pub(super) problem: Option<Problem>,
    /// The provider was not asked, because the limit of its app is reached.
    pub(super) held_back: bool,
}

impl Told {
    pub(super) fn well(profile: &str, outcome: Outcome, expires_at: Option<Timestamp>) -> Self {
        Self {
            profile: profile.to_owned(),
            outcome,
            expires_at,
            problem: None,
            held_back: false,
        }
    }

    pub(super) fn failed(profile: &str, expires_at: Option<Timestamp>, problem: Problem) -> Self {
        let outcome = match problem.kind {
            ErrorKind::NotReady | ErrorKind::NotFound | ErrorKind::Expired => {
                Outcome::NotRefreshable
            }
            ErrorKind::Usage
            | ErrorKind::Config
            | ErrorKind::ProviderRefused
            | ErrorKind::Network
            | ErrorKind::Input
            | ErrorKind::Cancelled
            | ErrorKind::Internal => Outcome::Failed,
        };
        // The provider knows better than the dates that were kept.
        let outcome = if problem.call.is_some() {
            Outcome::Failed
        } else {
            outcome
        };
        Self {
            outcome,
            problem: Some(problem),
            ..Self::well(profile, outcome, expires_at)
        }
    }

    /// The profile in a JSON document.
    pub(super) fn entry(&self, texts: &Texts) -> Value {
        json!({
            "profile": self.profile,
            "outcome": self.outcome.name(),
            "expires_at": self.expires_at.map(|at| at.to_string()),
            "error": self.problem.as_ref().map(|problem| report::error_value(problem, texts)),
        })
    }

    /// Until when the token that serves is valid, in words.
    pub(super) fn until(&self) -> String {
        self.expires_at.map(Timestamp::local).unwrap_or_default()
    }

    /// The profile in one line.
    pub(super) fn line(&self, texts: &Texts) -> String {
        let phrase = match (self.outcome, &self.problem) {
            (_, Some(_)) if self.held_back => Phrase::new("refresh-held-back"),
            (_, Some(problem)) => {
                Phrase::new("refresh-failed").with("problem", texts.say(&problem.what))
            }
            (Outcome::Refreshed, None) => {
                Phrase::new("refresh-refreshed").with("time", self.until())
            }
            (Outcome::AlreadyRefreshed, None) => {
                Phrase::new("refresh-already").with("time", self.until())
            }
            (Outcome::NotDue, None) => Phrase::new("refresh-not-due").with("time", self.until()),
            (Outcome::NotRefreshable | Outcome::Failed, None) => Phrase::new("refresh-no-token"),
        };
        format!("{}: {}", self.profile, texts.phrase(&phrase))
    }

    /// What standard error says of a failure, in lines.
    pub(super) fn complaint(&self, texts: &Texts) -> Vec<String> {
        match &self.problem {
            None => Vec::new(),
            Some(_) if self.held_back => vec![format!("igtoken: {}", self.line(texts))],
            Some(problem) => report::words(problem, Some(&self.profile), texts),
        }
    }
}

/// The closing line: how many went how.
pub(super) fn summary(all: &[Told], texts: &Texts) -> String {
    let count = |fits: &dyn Fn(&Told) -> bool| {
        i64::try_from(all.iter().filter(|told| fits(told)).count()).unwrap_or(i64::MAX)
    };
    let of = |outcome| count(&|told: &Told| told.problem.is_none() && told.outcome == outcome);
    let parts = [
        ("refresh-count-refreshed", of(Outcome::Refreshed)),
        ("refresh-count-already", of(Outcome::AlreadyRefreshed)),
        ("refresh-count-not-due", of(Outcome::NotDue)),
        ("refresh-count-no-token", of(Outcome::NotRefreshable)),
        (
            "refresh-count-failed",
            count(&|told| told.problem.is_some()),
        ),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| texts.phrase(&Phrase::new(id).number("count", count)))
        .collect();
    let phrase = Phrase::new("refresh-summary")
        .number("count", count(&|_| true))
        .with("parts", said.join(", "));
    texts.phrase(&phrase)
}
