//! What went wrong, why, and what mends it.

use crate::clean;
use crate::provider::StepId;
use crate::text::Phrase;
use crate::tui::theme::Role;
use crate::tui::widget;
use crate::wizard::Problem;
use crate::wizard::problem::ProviderError;

use super::row::{self, Keep, Row, Section};
use super::{Look, Room};

/// The parts of the box, in words.
struct Parts<'a> {
    what: String,
    why: Option<String>,
    fix: String,
    step: Option<&'a StepId>,
    /// Lines for whoever looks it up: the call, the provider's own words.
    sources: Vec<String>,
}

/// A problem of a call or of this machine.
pub(super) fn sections(look: &Look, problem: &Problem, room: Room) -> Vec<Section> {
    let mut sources = Vec::new();
    if let Some(call) = problem.call {
        sources.push(look.phrase(&Phrase::new("screen-call").with("call", call.name())));
    }
    if let Some(said) = &problem.provider {
        sources
            .push(look.phrase(&Phrase::new("screen-provider-said").with("text", said_line(said))));
    }
    show(
        look,
        Parts {
            what: look.say(&problem.what),
            why: problem.why.as_ref().map(|why| look.say(why)),
            fix: look.say(&problem.fix),
            step: problem.step.as_ref(),
            sources,
        },
        room,
    )
}

/// A known failure that was picked.
pub(super) fn picked(look: &Look, id: &str, room: Room) -> Vec<Section> {
    let symptoms = &look.state.provider.symptoms;
    let Some(symptom) = symptoms.iter().find(|symptom| symptom.id == id) else {
        return Vec::new();
    };
    let browser = symptom.browser_text.as_ref().map(|text| {
        let text = clean::line(text);
        look.phrase(&Phrase::new("screen-browser-shows").with("text", text.as_ref()))
    });
    show(
        look,
        Parts {
            what: look.words(&symptom.title),
            why: Some(look.words(&symptom.cause)),
            fix: look.words(&symptom.fix),
            step: symptom.step.as_ref(),
            sources: browser.into_iter().collect(),
        },
        room,
    )
}

fn show(look: &Look, parts: Parts<'_>, room: Room) -> Vec<Section> {
    let failed = look.style(Role::Failed);
    let bold = look.style(Role::Title);
    let text = look.style(Role::Text);
    let dim = look.style(Role::Dim);
    let what = row::hanging(("✗ ", failed), &parts.what, bold, room.width);
    let why = parts
        .why
        .map_or_else(Vec::new, |why| row::wrapped(&why, room.width, text));
    let mut fix = row::wrapped(&look.get("screen-what-to-do"), room.width, bold);
    fix.extend(row::wrapped(&parts.fix, room.width, text));
    let opens = parts.step.map_or_else(Vec::new, |step| {
        let step = clean::line(step.as_str());
        let say = Phrase::new("screen-enter-opens").with("step", step.as_ref());
        row::wrapped(&look.phrase(&say), room.width, text)
    });
    let sources = parts
        .sources
        .iter()
        .map(|line| Row::of(widget::truncate(line, room.width), dim))
        .collect();
    vec![
        Section::new(Keep::Always, what),
        Section::new(Keep::Text, why),
        Section::new(Keep::Fields, fix),
        Section::new(Keep::Fields, opens),
        Section::new(Keep::Notes, sources),
    ]
}

/// The provider's own words with its codes, in one line.
fn said_line(said: &ProviderError) -> String {
    let mut parts = Vec::new();
    if let Some(status) = said.status {
        parts.push(format!("HTTP {status}"));
    }
    if let Some(kind) = &said.kind {
        parts.push(clean::line(kind).into_owned());
    }
    // Flat refusals repeat the status as their code.
    if let Some(code) = said.code
        && said.status.map(i64::from) != Some(code)
    {
        parts.push(match said.subcode {
            Some(subcode) => format!("{code}/{subcode}"),
            None => code.to_string(),
        });
    }
    parts.push(format!("“{}”", clean::line(&said.message)));
    parts.join(" ")
}
