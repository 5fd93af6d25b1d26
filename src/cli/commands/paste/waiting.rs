//! `paste` beside a wizard that waits: the wizard does the work, and this says how it ended.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::super::super::context::Context;
use super::super::super::report::Failure;
use super::super::super::session::{self, Session};
use super::super::super::{args::Paste, exit_code, io};
use super::{say_document, say_saved};
use crate::secret::Secret;
use crate::shell::handover::{self, Heard};
use crate::text::Phrase;
use crate::wizard::state::Goal;
use crate::wizard::{ErrorKind, Problem};

/// Hands the text to a wizard that waits for this profile; nothing when none does.
pub(super) fn hand_over(
    context: &Context,
    text: &Secret,
    own_code: bool,
) -> Result<Option<Heard>, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let lang = context.lang.code();
    Ok(runtime.block_on(handover::hand_over(
        &context.paths,
        &context.profile,
        text,
        lang,
        own_code,
    )))
}

/// Says what the wizard said, as if it had been done here.
pub(super) fn finish(
    context: &Context,
    session: &Session<'_>,
    heard: Heard,
    options: &Paste,
) -> Result<ExitCode, Failure> {
    let ended = heard.ended.as_ref();
    let saved = ended.is_some_and(|ended| ended.saved);
    let mut facts = json!({
        "recognised": heard.recognised,
        "state": heard.state,
        "missing": heard.missing,
        "saved": saved,
    });
    if heard.taken && !options.json {
        io::say(&context.texts.get("cli-wizard-took-it"));
    }
    let Some(ended) = heard.ended else {
        return Err(Failure::from(gone()).beside(facts));
    };
    // What the wizard saved is on disk: it is read from there.
    let fresh = Context::again(&context.ground(), &context.profile)?;
    let reader = session::join(session.args, session.environment, &fresh, &session.common());
    let state = if ended.token {
        Some(reader.begin(fresh.profile_provider()?, Goal::Paste)?.0)
    } else {
        None
    };
    if let (Some(state), Some(object)) = (&state, facts.as_object_mut()) {
        object.insert("profile".to_owned(), reader.entry(state));
    }
    let failure = ended.problem.map(|problem: Value| Failure::told(problem));
    if options.json {
        if let Some(failure) = failure {
            return Err(failure.beside(facts));
        }
        say_document(&facts);
        return Ok(exit_code::DONE.into());
    }
    if saved {
        say_saved(&fresh, state.as_ref(), &heard.recognised);
    }
    failure.map_or_else(|| Ok(exit_code::DONE.into()), Err)
}

/// The wizard had the text and ended without a last word.
fn gone() -> Problem {
    Problem::own(
        ErrorKind::Internal,
        "wizard-gone",
        Phrase::new("cli-wizard-gone"),
        Phrase::new("cli-wizard-gone-fix"),
    )
}
