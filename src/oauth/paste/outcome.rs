//! What one reading of a text found, how much it is worth, and answers of the provider in it.

use super::{Known, Missing, PasteTrouble, Pasted, Recognised, StateCheck, mistake};
use crate::clean;
use crate::oauth::answer;
use crate::oauth::percent::{self, Plus};
use crate::oauth::query::{Params, prose};
use crate::secret::Secret;

/// What was found, and how much it says.
pub(super) struct Found {
    worth: u32,
    pasted: Pasted,
}

impl Found {
    pub(super) fn new(worth: u32, pasted: Pasted) -> Self {
        Self { worth, pasted }
    }

    /// The same with another worth.
    pub(super) fn worth(self, worth: u32) -> Self {
        Self { worth, ..self }
    }

    /// The same with what was found changed.
    pub(super) fn map(self, change: impl FnOnce(Pasted) -> Pasted) -> Self {
        Self {
            pasted: change(self.pasted),
            ..self
        }
    }

    /// Whether no further layer of encoding needs to be looked under.
    pub(super) fn is_certain(&self) -> bool {
        self.worth >= CERTAIN
    }

    pub(super) fn into_pasted(self) -> Pasted {
        self.pasted
    }
}

/// From this worth on, the text was understood.
const CERTAIN: u32 = 20;

/// The one that says more; of equals the first.
pub(super) fn better(best: Option<Found>, found: Option<Found>) -> Option<Found> {
    match (best, found) {
        (Some(best), Some(found)) => Some(if found.worth > best.worth {
            found
        } else {
            best
        }),
        (best, found) => best.or(found),
    }
}

/// An answer of the provider: a code, or an error.
pub(super) fn of_params(kind: Recognised, params: &Params<'_>, known: &Known<'_>) -> Found {
    let checked = check_state(params.state, known.state);
    let doubtful = params.ambiguous && checked == StateCheck::Match;
    let state = if doubtful {
        StateCheck::Mismatch
    } else {
        checked
    };
    let address = u32::from(kind == Recognised::RedirectUrl);
    let answered = if params.answered() { 60 } else { 24 };
    let worth = match state {
        StateCheck::Match => answered + 40,
        StateCheck::Mismatch => answered + 10,
        StateCheck::Absent | StateCheck::NotNeeded => answered,
    };
    if params.refused() {
        let recognised = if is_cancelled(params) {
            Recognised::Cancelled
        } else {
            Recognised::ErrorRedirect
        };
        let refusal = Some(answer::of_redirect(params));
        return Found::new(
            worth + address,
            Pasted {
                refusal,
                ..Pasted::of(recognised, state)
            },
        );
    }
    let (code, trouble) = match params.code.map(code) {
        Some(Ok(code)) => (code, None),
        Some(Err(trouble)) => (None, Some(trouble)),
        None => (None, None),
    };
    let missing = [
        code.is_none().then_some(Missing::Code),
        (state == StateCheck::Absent).then_some(Missing::State),
    ];
    let missing = missing.into_iter().flatten().collect();
    Found::new(
        worth + address,
        Pasted {
            missing,
            code,
            trouble,
            ..Pasted::of(kind, state)
        },
    )
}

/// Compares a state, in constant time, at each layer of encoding that it may still carry.
pub(super) fn check_state(sent: Option<&str>, expected: Option<&Secret>) -> StateCheck {
    let Some(sent) = sent.map(without_tail).filter(|state| !state.is_empty()) else {
        return StateCheck::Absent;
    };
    let Some(expected) = expected else {
        return StateCheck::Mismatch;
    };
    let mut state = Secret::new(sent);
    for _ in 0..4 {
        // A sentence may have ended with the address.
        let unended = Secret::new(state.expose().trim_end_matches(['.', '!']));
        if &state == expected || &unended == expected {
            return StateCheck::Match;
        }
        let next = percent::decode(state.expose(), Plus::Literal);
        state = Secret::new(without_tail(&next));
    }
    StateCheck::Mismatch
}

/// A code as it came in an address; `None` when it is empty or no code can look like that.
pub(super) fn code(sent: &str) -> Result<Option<Secret>, PasteTrouble> {
    let decoded = Secret::new(percent::decode_fully(sent));
    let squeezed: String = decoded.expose().split_whitespace().collect();
    let squeezed = Secret::new(squeezed);
    let code = squeezed.expose().split('#').next().unwrap_or_default();
    let code = code.trim_end_matches([')', ']', '}', ',', ';', '"', '\'']);
    if let Some(placeholder) = mistake::placeholder(code) {
        return Err(PasteTrouble::Placeholder(placeholder));
    }
    if code.contains('…') || code.contains("...") {
        return Err(PasteTrouble::Truncated);
    }
    let fits = !code.is_empty() && code.chars().all(|c| c.is_ascii_graphic());
    Ok((fits && !clean::has_control(code)).then(|| Secret::new(code)))
}

/// Without `#_` and `#_=_`, which are appended and no part of a value.
fn without_tail(value: &str) -> &str {
    value
        .trim_end_matches("#_=_")
        .trim_end_matches("#_")
        .trim_end_matches('#')
}

/// Whether it was the person who said no: an app without a role is refused with the same names.
fn is_cancelled(params: &Params<'_>) -> bool {
    let said = params
        .error_description
        .map(prose)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let refused = ["role", "invalid", "insufficient"]
        .iter()
        .any(|word| said.contains(word));
    let reason = params.error_reason.map(prose).unwrap_or_default();
    let kind = params.error.map(prose).unwrap_or_default();
    let by_description = said.is_empty() || said.contains("denied");
    !refused
        && (reason == "user_denied"
            || kind == "access_denied" && reason.is_empty() && by_description)
}
