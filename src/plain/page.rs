//! The state in lines: what the full screen shows, in words alone.

mod overview;
mod problem;
mod run;

use crate::clean;
use crate::provider::{Step, StepId, StepKind};
use crate::text::Phrase;
use crate::wizard::field::FormField;
use crate::wizard::saved::Mark;
use crate::wizard::state::{Overlay, Screen};
use crate::wizard::{picks, step};

use super::speech::{Line, Look};
pub(super) use run::{Told, news};

/// A part of a page, which is said again when it changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    name: &'static str,
    pub(super) lines: Vec<Line>,
}

/// What there is to be said of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    /// What the page is about: another one is said whole.
    about: String,
    pub(super) sections: Vec<Section>,
}

impl Page {
    /// Whether a page that was said before is about the same.
    pub(super) fn is_about_the_same(&self, before: Option<&Self>) -> bool {
        before.is_some_and(|before| before.about == self.about)
    }

    /// What is new beside a page that was said before.
    pub(super) fn news(&self, before: Option<&Self>) -> Vec<Line> {
        let before = before.filter(|before| before.about == self.about);
        let known =
            |section: &&Section| !before.is_some_and(|before| before.sections.contains(section));
        let new = self.sections.iter().filter(known);
        new.flat_map(|section| section.lines.clone()).collect()
    }
}

fn section(name: &'static str, lines: Vec<Line>) -> Section {
    Section { name, lines }
}

fn text(line: impl Into<String>) -> Line {
    Line::Text(line.into())
}

/// The page of a state.
pub(super) fn page(look: &Look) -> Page {
    let (about, mut sections) = match &look.state.overlay {
        Some(overlay) => of_overlay(look, overlay),
        None => of_screen(look),
    };
    sections.insert(0, section("place", place(look)));
    sections.retain(|section| !section.lines.is_empty());
    Page { about, sections }
}

/// Practice, and a foreign endpoint: said before everything.
fn place(look: &Look) -> Vec<Line> {
    let place = &look.state.place;
    let mut lines = Vec::new();
    if place.practice.is_some() {
        lines.push(text(look.get("plain-practice")));
    }
    if let Some(base) = &place.endpoint {
        let address = base.as_str().trim_end_matches('/');
        lines.push(text(look.get("plain-endpoint")));
        lines.push(Line::Whole(clean::line(address).into_owned()));
    }
    lines
}

fn of_overlay(look: &Look, overlay: &Overlay) -> (String, Vec<Section>) {
    let simple = |about: &str, ids: &[&'static str]| {
        let lines = ids.iter().map(|id| text(look.get(id))).collect();
        (about.to_owned(), vec![section("text", lines)])
    };
    match overlay {
        Overlay::Help => simple("help", &["plain-help-title", "plain-help-number"]),
        Overlay::Trouble { query, .. } => {
            let found = picks(look.state, query.value());
            let mut lines: Vec<Line> = found
                .iter()
                .enumerate()
                .map(|(index, symptom)| {
                    let shown = symptom.browser_text.as_deref().unwrap_or(&symptom.id);
                    text(format!("{}. {}", index + 1, clean::line(shown)))
                })
                .collect();
            if lines.is_empty() {
                lines.push(text(look.get("screen-trouble-none")));
            }
            let (about, mut sections) = simple(
                "trouble",
                &["screen-trouble-title", "screen-trouble-search"],
            );
            sections.push(section("picks", lines));
            (about, sections)
        }
        Overlay::Symptom { id } => (
            format!("symptom {id}"),
            vec![section("problem", problem::picked(look, id))],
        ),
        Overlay::Paste => simple(
            "paste",
            &[
                "screen-paste-title",
                "screen-paste-text",
                "screen-paste-safe",
            ],
        ),
        Overlay::ConfirmCode => simple("confirm", &["screen-confirm-title", "screen-confirm-text"]),
        Overlay::AskSecret { .. } => {
            simple("secret", &["screen-secret-title", "screen-secret-text"])
        }
        Overlay::Retired => ("retired".to_owned(), vec![section("text", retired(look))]),
        Overlay::Tunnel => ("tunnel".to_owned(), vec![section("text", tunnel(look))]),
        Overlay::Qr { selected, .. } => {
            // A code is for eyes and cameras: here the link itself is said.
            let link = look.state.scannable().into_iter().nth(*selected);
            let lines =
                link.map(|link| Line::Whole(clean::line(link.address.expose()).into_owned()));
            (
                "code".to_owned(),
                vec![section("text", lines.into_iter().collect())],
            )
        }
    }
}

/// That the answer may come by itself.
fn callback(look: &Look) -> Vec<Line> {
    let waiting = look.state.callback.waiting.as_ref();
    let says = waiting.and_then(|waiting| waiting.says(look.state.place.via_ssh));
    says.map(|says| text(look.phrase(&says)))
        .into_iter()
        .collect()
}

/// How a browser elsewhere reaches this machine.
fn tunnel(look: &Look) -> Vec<Line> {
    let place = &look.state.place;
    let Some(waiting) = &look.state.callback.waiting else {
        return Vec::new();
    };
    let names = if place.door.is_known() {
        "tunnel-names"
    } else {
        "tunnel-placeholders"
    };
    let mut lines = vec![
        text(look.get("tunnel-title")),
        text(look.phrase(&waiting.how(place.via_ssh))),
        Line::Whole(place.door.line(&waiting.at)),
        text(look.get(names)),
    ];
    if waiting.at.tls {
        lines.push(text(look.get("tunnel-certificate")));
    }
    lines.push(text(look.phrase(&waiting.works())));
    lines
}

/// Scopes of the config file that the provider calls something else now.
fn renamed(look: &Look) -> Vec<Line> {
    let renamed = look.state.renamed_scopes();
    renamed
        .map(|(old, new)| {
            let say = Phrase::new("screen-scope-renamed")
                .with("old", old)
                .with("new", new);
            text(look.phrase(&say))
        })
        .collect()
}

/// The provider was switched off: its own words.
fn retired(look: &Look) -> Vec<Line> {
    let provider = &look.state.provider;
    let Some(retired) = &provider.retired else {
        return Vec::new();
    };
    let name = look.words(&provider.name);
    let date = clean::line(&retired.since);
    let say = look.words(&retired.say);
    let mut lines = vec![
        text(look.with("screen-retired-title", "name", &name)),
        text(say.as_str()),
    ];
    if !say.contains(date.as_ref()) {
        lines.push(text(look.with("screen-retired-since", "date", &date)));
    }
    lines
}

fn of_screen(look: &Look) -> (String, Vec<Section>) {
    let state = look.state;
    if let Some(problem) = &state.problem {
        return (
            format!("problem {}", problem.id),
            vec![section("problem", problem::shown(look, problem))],
        );
    }
    match state.screen {
        Screen::Overview => (
            "overview".to_owned(),
            vec![section("facts", overview::facts(look))],
        ),
        Screen::Step | Screen::BareLink => {
            let Some(step) = state.step() else {
                return ("nothing".to_owned(), Vec::new());
            };
            (format!("step {}", step.id.as_str()), of_step(look, step))
        }
    }
}

fn of_step(look: &Look, step: &Step) -> Vec<Section> {
    let state = look.state;
    let mut sections = vec![section("heading", heading(look, step))];
    match step.kind {
        StepKind::Manual => {
            sections.push(section("instructions", instructions(look, step)));
            sections.push(section("links", links(look, step)));
            sections.push(section("notes", notes(look, step)));
            sections.push(section("fields", fields(look, step)));
        }
        StepKind::Authorize => {
            if let Some(link) = state.link().filter(|_| state.box_is_open()) {
                sections.push(section("notes", traps(look, step)));
                sections.push(section("scopes", renamed(look)));
                let lines = vec![
                    text(look.get("screen-open-link")),
                    Line::Whole(clean::line(link.expose()).into_owned()),
                    text(look.get("screen-after-allow")),
                    text(look.phrase(&state.like_password())),
                    text(look.get("screen-paste-elsewhere")),
                ];
                sections.push(section("link", lines));
                sections.push(section("callback", callback(look)));
            } else {
                sections.push(section("instructions", instructions(look, step)));
                sections.push(section("notes", notes(look, step)));
                sections.push(section("link", vec![text(look.get("screen-no-link"))]));
            }
        }
        StepKind::Exchange | StepKind::Verify if state.run.is_none() => {
            sections.push(section("instructions", instructions(look, step)));
            sections.push(section("notes", notes(look, step)));
            sections.push(section("idle", vec![text(look.get("screen-run-idle"))]));
        }
        StepKind::Exchange | StepKind::Verify => {}
    }
    sections
}

/// The status of a step as a word.
fn status(look: &Look, id: &StepId) -> String {
    look.get(match step::mark(look.state, id) {
        Mark::Todo => "plain-not-yet",
        Mark::Claimed => "plain-claimed",
        Mark::Verified => "plain-verified",
        Mark::NotNeeded => "plain-not-needed",
        Mark::Failed => "plain-failed",
    })
}

fn heading(look: &Look, step: &Step) -> Vec<Line> {
    let steps = &look.state.provider;
    let number = |n: usize| i64::try_from(n).unwrap_or_default();
    let place = steps.position(&step.id).unwrap_or_default();
    let phrase = Phrase::new("plain-heading")
        .number("number", number(place + 1))
        .number("count", number(steps.steps.len()))
        .with("title", look.words(&step.title))
        .with("step", step.id.as_str())
        .with("status", status(look, &step.id));
    vec![text(look.phrase(&phrase))]
}

/// Every step by number, as a list to choose from.
pub(super) fn steps(look: &Look) -> Vec<Line> {
    let mut lines = vec![text(look.get("plain-steps"))];
    for (index, step) in look.state.provider.steps.iter().enumerate() {
        let phrase = Phrase::new("plain-step-line")
            .with("step", step.id.as_str())
            .with("status", status(look, &step.id))
            .with("title", look.words(&step.title));
        lines.push(text(format!("{}. {}", index + 1, look.phrase(&phrase))));
    }
    lines
}

fn instructions(look: &Look, step: &Step) -> Vec<Line> {
    let several = step.instructions.len() > 1;
    let numbered = step.instructions.iter().enumerate();
    numbered
        .map(|(index, words)| {
            let words = look.filled(words);
            if several {
                text(format!("{}. {words}", index + 1))
            } else {
                text(words)
            }
        })
        .collect()
}

/// Each link on a line of its own, under its name.
fn links(look: &Look, step: &Step) -> Vec<Line> {
    let mut lines = Vec::new();
    for link in &step.links {
        let address = look.state.filled_link(link);
        lines.push(text(format!("{}:", look.words(&link.label))));
        lines.push(Line::Whole(clean::line(&address).into_owned()));
    }
    lines
}

fn traps(look: &Look, step: &Step) -> Vec<Line> {
    let say = |trap| text(look.with("plain-trap", "text", &look.filled(trap)));
    step.traps.iter().map(say).collect()
}

fn notes(look: &Look, step: &Step) -> Vec<Line> {
    let mut lines = traps(look, step);
    if let Some(short) = &step.short_way {
        lines.push(text(look.filled(short)));
    }
    lines
}

/// Every field with its present value; said on the way in, and asked one by one after that.
fn fields(look: &Look, step: &Step) -> Vec<Line> {
    if look.state.form.focus.is_some() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for entry in &look.state.form.fields {
        if let Some(field) = step.fields.iter().find(|field| field.id == entry.id) {
            let label = look.words(&field.label);
            lines.push(look.named(&label, &value(look, entry)));
        }
    }
    lines
}

/// The present value of a field; of a secret only that it is kept.
pub(super) fn value(look: &Look, entry: &FormField) -> String {
    use crate::provider::FieldKind;
    if entry.kind == FieldKind::YesNo {
        let id = if entry.yes() {
            "screen-yes"
        } else {
            "screen-no"
        };
        return look.get(id);
    }
    let typed = entry.editor.value();
    if !typed.is_empty() {
        if entry.kind != FieldKind::Secret {
            return clean::line(typed).into_owned();
        }
        let count = i64::try_from(typed.chars().count()).unwrap_or_default();
        return look.phrase(&Phrase::new("screen-characters").number("count", count));
    }
    match entry.kept.as_deref() {
        Some("") => look.get("screen-kept-elsewhere"),
        Some(tail) => look.with("plain-kept", "tail", &clean::line(tail)),
        None => look.get("plain-not-given"),
    }
}
