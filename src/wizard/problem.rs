//! An error as the person meets it: what happened, why, and the step that mends it.
//!
//! This module alone turns a refusal or a failure into words.

use crate::oauth::Call;
use crate::oauth::answer::{AnswerError, Misread, Refusal, Shape};
use crate::provider::symptom::{Evidence, Symptom, diagnose};
use crate::provider::{Provider, StepId, StepKind};
use crate::text::{Phrase, Say};

use super::event::{SaveReason, SaveTrouble};

mod busy;
mod not_taken;
mod undelivered;
mod unreachable;

pub use not_taken::not_taken;
pub use undelivered::undelivered;
pub use unreachable::unreachable;

/// What kind of error it is; the exit code follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    Usage,
    Config,
    NotFound,
    NotReady,
    ProviderRefused,
    Network,
    Expired,
    Input,
    Cancelled,
    Internal,
}

impl ErrorKind {
    /// The kind of a name.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::Usage,
            Self::Config,
            Self::NotFound,
            Self::NotReady,
            Self::ProviderRefused,
            Self::Network,
            Self::Expired,
            Self::Input,
            Self::Cancelled,
            Self::Internal,
        ]
        .into_iter()
        .find(|kind| kind.name() == name)
    }

    /// The name in JSON documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Config => "config",
            Self::NotFound => "not-found",
            Self::NotReady => "not-ready",
            Self::ProviderRefused => "provider-refused",
            Self::Network => "network",
            Self::Expired => "expired",
            Self::Input => "input",
            Self::Cancelled => "cancelled",
            Self::Internal => "internal",
        }
    }
}

/// An error as the person meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub kind: ErrorKind,
    /// Stable: a symptom's id or one of this module's.
    pub id: String,
    pub what: Say,
    pub why: Option<Say>,
    pub fix: Say,
    /// The step that mends it.
    pub step: Option<StepId>,
    pub call: Option<Call>,
    /// What the provider said, when it said something.
    pub provider: Option<ProviderError>,
    /// Whether the same thing may be tried again as it is.
    pub again: Again,
}

/// Whether trying the same again makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// It cannot work.
    Never,
    /// The person may ask for it.
    OnRequest,
    /// It is tried again by itself, a few times.
    Soon,
}

/// The provider's own words of a refusal, cleaned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProviderError {
    pub status: Option<u16>,
    pub kind: Option<String>,
    pub code: Option<i64>,
    pub subcode: Option<i64>,
    pub message: String,
}

impl Problem {
    /// A problem of this program's own, without a provider in it.
    pub fn own(kind: ErrorKind, id: &str, what: Phrase, fix: Phrase) -> Self {
        Self {
            kind,
            id: id.to_owned(),
            what: what.into(),
            why: None,
            fix: fix.into(),
            step: None,
            call: None,
            provider: None,
            again: Again::Never,
        }
    }

    /// With the reason.
    #[must_use]
    pub fn because(mut self, why: impl Into<Say>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// With the step that mends it.
    #[must_use]
    pub fn mended_by(mut self, step: Option<StepId>) -> Self {
        self.step = step;
        self
    }
}

/// The symptoms that a refusal fits, most likely first.
pub fn symptoms_of<'p>(
    provider: &'p Provider,
    call: Option<Call>,
    refusal: &Refusal,
) -> Vec<&'p Symptom> {
    let joined;
    let message = match (&refusal.reason, &refusal.user_message) {
        (None, None) => refusal.message.as_str(),
        (reason, user) => {
            joined = [
                reason.as_deref(),
                Some(refusal.message.as_str()),
                user.as_deref(),
            ]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
            &joined
        }
    };
    diagnose(
        provider,
        &Evidence {
            call,
            message,
            status: refusal.status,
            code: refusal.graph_code(),
            subcode: refusal.subcode,
            kind: refusal.kind.as_deref(),
            transient: refusal.transient,
        },
    )
}

/// The likely one of several symptoms. The exchange repeats the redirect URI of the link, so where a
/// text may have another cause than the redirect URI, it is the other one.
fn likely<'p>(provider: &Provider, call: Call, known: &[&'p Symptom]) -> Option<&'p Symptom> {
    let of_redirect = |symptom: &Symptom| symptom.step.as_ref() == Some(&provider.redirect.step);
    let first = known.first().copied()?;
    let other = known.iter().copied().find(|symptom| !of_redirect(symptom));
    other
        .filter(|_| call == Call::Exchange && of_redirect(first))
        .or(Some(first))
}

/// A refusal of the provider, diagnosed.
pub fn refused(provider: &Provider, call: Call, refusal: &Refusal) -> Problem {
    let said = ProviderError {
        status: refusal.status,
        kind: refusal.kind.clone(),
        code: refusal.code,
        subcode: refusal.subcode,
        message: refusal.message.clone(),
    };
    let known = symptoms_of(provider, Some(call), refusal);
    let likely = likely(provider, call, &known);
    let is_busy = busy::is_busy(refusal.status);
    // A web page or an unknown text with such a status says no more than the status does.
    if is_busy && likely.is_none_or(|s| s.temporary && refusal.shape == Shape::Page) {
        let why = Phrase::new("problem-provider-said").with("text", &refusal.message);
        return busy::busy(call, said, why);
    }
    let Some(symptom) = likely else {
        return Problem {
            kind: ErrorKind::ProviderRefused,
            id: "unknown-refusal".to_owned(),
            what: Phrase::new("problem-unknown-refusal")
                .with("call", call.name())
                .into(),
            why: Some(
                Phrase::new("problem-provider-said")
                    .with("text", &refusal.message)
                    .into(),
            ),
            fix: Phrase::new("problem-unknown-refusal-fix").into(),
            step: own_step(provider, call),
            call: Some(call),
            provider: Some(said),
            again: if refusal.transient {
                Again::Soon
            } else {
                Again::OnRequest
            },
        };
    };
    let temporary = symptom.temporary || refusal.transient || is_busy;
    Problem {
        kind: if symptom.id == "session-expired" && call != Call::Exchange {
            ErrorKind::Expired
        } else if is_busy && symptom.temporary {
            ErrorKind::Network
        } else {
            ErrorKind::ProviderRefused
        },
        id: symptom.id.clone(),
        what: symptom.title.clone().into(),
        why: Some(symptom.cause.clone().into()),
        fix: symptom.fix.clone().into(),
        step: symptom.step.clone(),
        call: Some(call),
        provider: Some(said),
        again: if temporary { Again::Soon } else { Again::Never },
    }
}

/// An answer that is a refusal or cannot be read.
pub fn answer_failed(provider: &Provider, call: Call, error: &AnswerError) -> Problem {
    match error {
        AnswerError::Refused(refusal) => refused(provider, call, refusal),
        AnswerError::NotUnderstood { status, what } => {
            not_understood(provider, call, *status, what)
        }
    }
}

fn not_understood(provider: &Provider, call: Call, status: u16, what: &Misread) -> Problem {
    let shape = match what {
        Misread::Empty => Phrase::new("misread-empty"),
        Misread::NotUtf8 => Phrase::new("misread-not-utf8"),
        Misread::Html => Phrase::new("misread-html"),
        Misread::NotJson | Misread::TooDeep => Phrase::new("misread-not-json"),
        Misread::Missing(key) => Phrase::new("misread-missing").with("key", *key),
        Misread::Foreign => Phrase::new("misread-foreign"),
    };
    let said = ProviderError {
        status: Some(status),
        ..ProviderError::default()
    };
    if busy::is_busy(said.status) {
        return busy::busy(call, said, shape);
    }
    Problem {
        kind: ErrorKind::ProviderRefused,
        id: "answer-not-understood".to_owned(),
        what: Phrase::new("problem-not-understood")
            .with("call", call.name())
            .number("status", i64::from(status))
            .into(),
        why: Some(shape.into()),
        fix: Phrase::new("problem-not-understood-fix").into(),
        step: own_step(provider, call),
        call: Some(call),
        provider: Some(said),
        again: Again::OnRequest,
    }
}

/// A file could not be written.
pub fn not_saved(trouble: &SaveTrouble) -> Problem {
    Problem {
        again: Again::OnRequest,
        ..Problem::own(
            ErrorKind::Config,
            "cannot-save",
            Phrase::new("problem-cannot-save").with("path", trouble.path.as_str()),
            Phrase::new("problem-cannot-save-fix"),
        )
    }
    .because(save_reason(trouble))
}

/// Why a file could not be read or written, in words.
pub fn save_reason(trouble: &SaveTrouble) -> Phrase {
    match &trouble.reason {
        SaveReason::DiskFull => Phrase::new("save-disk-full"),
        SaveReason::ReadOnly => Phrase::new("save-read-only"),
        SaveReason::Denied => Phrase::new("save-denied"),
        SaveReason::Vanished => Phrase::new("save-vanished"),
        SaveReason::NoHome => Phrase::new("save-no-home"),
        SaveReason::Symlink => Phrase::new("save-symlink"),
        SaveReason::ForeignOwner => Phrase::new("save-foreign-owner"),
        SaveReason::Directory => Phrase::new("save-directory"),
        SaveReason::TooLarge => Phrase::new("save-too-large"),
        SaveReason::NotText => Phrase::new("save-not-text"),
        SaveReason::SizeLimit => Phrase::new("save-size-limit"),
        SaveReason::NotADirectory => Phrase::new("save-not-a-directory"),
        SaveReason::NotAFile => Phrase::new("save-not-a-file"),
        SaveReason::NotOneLine => Phrase::new("save-not-one-line"),
        SaveReason::Invalid { line, key, problem } if key.is_empty() => {
            Phrase::new("save-invalid-line")
                .number("line", i64::try_from(*line).unwrap_or_default())
                .phrase("problem", problem.phrase())
        }
        SaveReason::Invalid { line, key, problem } => Phrase::new("save-invalid")
            .number("line", i64::try_from(*line).unwrap_or_default())
            .with("key", key.as_str())
            .phrase("problem", problem.phrase()),
        SaveReason::BadProfileName => Phrase::new("cli-bad-profile-name"),
        SaveReason::NoProfile(name) => Phrase::new("cli-no-profile").with("name", name.as_str()),
        SaveReason::ProfileExists(name) => {
            Phrase::new("cli-profile-exists").with("name", name.as_str())
        }
        SaveReason::Busy => Phrase::new("save-busy"),
        SaveReason::Overtaken => Phrase::new("problem-overtaken"),
        SaveReason::Other(text) => Phrase::new("save-other").with("text", text.as_str()),
    }
}

/// The step that a call belongs to.
fn own_step(provider: &Provider, call: Call) -> Option<StepId> {
    let kind = match call {
        Call::Authorize | Call::Exchange => StepKind::Authorize,
        Call::LongLived => StepKind::Exchange,
        Call::Me | Call::Refresh => StepKind::Verify,
        Call::Practice => return None,
    };
    provider.step_of(kind).map(|step| step.id.clone())
}
