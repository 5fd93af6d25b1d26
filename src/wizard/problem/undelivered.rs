//! A saved token that did not reach a target, in words.

use crate::clean;
use crate::text::Phrase;

use super::super::event::{DeliverTrouble, SaveReason};
use super::super::state::State;
use super::{ErrorKind, Problem, save_reason};

/// The most of a target's name that is shown, in characters.
const NAME: usize = 80;

/// What the last run did not hand on; the token itself is saved.
pub fn undelivered(state: &State) -> Option<Problem> {
    let missed = &state.run.as_ref()?.missed;
    let (_, trouble) = missed.first()?;
    let names: Vec<String> = missed.iter().map(|(name, _)| shown(name)).collect();
    let count = i64::try_from(missed.len()).unwrap_or(i64::MAX);
    let what = Phrase::new("problem-delivery-failed")
        .number("count", count)
        .with("targets", names.join(", "));
    let why = reason(names.first().map_or("", String::as_str), trouble);
    let fix = Phrase::new("problem-delivery-failed-fix");
    Some(Problem::own(ErrorKind::Config, "delivery-failed", what, fix).because(why))
}

fn shown(name: &str) -> String {
    clean::short_line(name, NAME)
}

/// Why one target was missed.
fn reason(target: &str, trouble: &DeliverTrouble) -> Phrase {
    let phrase = |id| Phrase::new(id).with("target", target);
    match trouble {
        DeliverTrouble::File(trouble) => match &trouble.reason {
            SaveReason::Vanished => phrase("deliver-no-directory"),
            SaveReason::DiskFull => phrase("deliver-disk-full"),
            SaveReason::ReadOnly => phrase("deliver-read-only"),
            SaveReason::Denied => phrase("deliver-denied"),
            SaveReason::Directory => phrase("deliver-directory"),
            SaveReason::Symlink => phrase("deliver-symlink"),
            SaveReason::ForeignOwner => phrase("deliver-foreign-owner"),
            SaveReason::Busy
            | SaveReason::Overtaken
            | SaveReason::NoHome
            | SaveReason::TooLarge
            | SaveReason::NotText
            | SaveReason::SizeLimit
            | SaveReason::NotADirectory
            | SaveReason::NotAFile
            | SaveReason::NotOneLine
            | SaveReason::BadProfileName
            | SaveReason::NoProfile(_)
            | SaveReason::ProfileExists(_)
            | SaveReason::Invalid { .. } => save_reason(trouble),
            SaveReason::Other(text) => phrase("deliver-other").with("text", text.as_str()),
        },
        DeliverTrouble::NoProgram => phrase("deliver-no-program"),
        DeliverTrouble::NotStarted(text) => {
            phrase("deliver-not-started").with("text", text.as_str())
        }
        DeliverTrouble::Failed { code: None, .. } => phrase("deliver-killed"),
        DeliverTrouble::Failed {
            code: Some(code),
            said,
        } => {
            let code = i64::from(*code);
            if said.is_empty() {
                phrase("deliver-failed").number("code", code)
            } else {
                phrase("deliver-failed-saying")
                    .number("code", code)
                    .with("text", said.as_str())
            }
        }
        DeliverTrouble::TimedOut { seconds } => {
            let seconds = i64::try_from(*seconds).unwrap_or(i64::MAX);
            phrase("deliver-timed-out").number("seconds", seconds)
        }
    }
}
