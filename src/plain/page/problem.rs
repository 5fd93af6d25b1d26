//! What went wrong, why, and what mends it.

use crate::clean;
use crate::text::Phrase;
use crate::wizard::Problem;
use crate::wizard::problem::ProviderError;

use super::text;
use crate::plain::speech::{Line, Look};

/// More of the provider's own words than this is not said.
const LONGEST: usize = 200;

/// A problem of a call or of this machine.
pub(super) fn shown(look: &Look, problem: &Problem) -> Vec<Line> {
    let mut lines = vec![part(look, "plain-problem", &look.say(&problem.what))];
    if let Some(why) = &problem.why {
        lines.push(part(look, "plain-why", &look.say(why)));
    }
    lines.push(part(look, "plain-fix", &look.say(&problem.fix)));
    if let Some(step) = &problem.step {
        lines.push(opens(look, step.as_str()));
    }
    if let Some(call) = problem.call {
        let call = Phrase::new("screen-call").with("call", call.name());
        lines.push(text(look.phrase(&call)));
    }
    if let Some(said) = &problem.provider {
        lines.push(part(look, "screen-provider-said", &said_line(said)));
    }
    lines
}

/// A known failure that was picked.
pub(super) fn picked(look: &Look, id: &str) -> Vec<Line> {
    let symptoms = &look.state.provider.symptoms;
    let Some(symptom) = symptoms.iter().find(|symptom| symptom.id == id) else {
        return Vec::new();
    };
    let mut lines = vec![
        part(look, "plain-problem", &look.words(&symptom.title)),
        part(look, "plain-why", &look.words(&symptom.cause)),
        part(look, "plain-fix", &look.words(&symptom.fix)),
    ];
    if let Some(step) = &symptom.step {
        lines.push(opens(look, step.as_str()));
    }
    if let Some(shown) = &symptom.browser_text {
        lines.push(part(look, "screen-browser-shows", &clean::line(shown)));
    }
    lines
}

fn part(look: &Look, id: &'static str, words: &str) -> Line {
    text(look.with(id, "text", words))
}

fn opens(look: &Look, step: &str) -> Line {
    text(look.with("screen-enter-opens", "step", &clean::line(step)))
}

/// The provider's own words with its codes, in one line.
fn said_line(said: &ProviderError) -> String {
    let status = said.status.map(|status| format!("HTTP {status}"));
    let kind = said
        .kind
        .as_ref()
        .map(|kind| clean::line(kind).into_owned());
    // Flat refusals repeat the status as their code.
    let code = said
        .code
        .filter(|code| said.status.map(i64::from) != Some(*code))
        .map(|code| match said.subcode {
            Some(subcode) => format!("{code}/{subcode}"),
            None => code.to_string(),
        });
    let message = Some(clean::short_line(&said.message, LONGEST));
    let parts = [status, kind, code, message];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
