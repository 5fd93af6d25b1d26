//! What a command answers: status entries, diagnoses and errors, as JSON and as words.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::{context, exit_code, io};
use crate::clean;
use crate::store::StoreError;
use crate::text::{Lang, Phrase, Say, Texts};
use crate::time::Timestamp;
use crate::wizard::saved::Profile;
use crate::wizard::standing::Standing;
use crate::wizard::{ErrorKind, Problem};

/// The version of every JSON document.
pub(super) const SCHEMA: u32 = 1;

/// A command that did not do what it was asked for.
#[derive(Debug)]
pub(super) struct Failure {
    problem: Box<Problem>,
    /// Keys that the JSON document has besides `error`.
    beside: Value,
    /// What the argument parser said, already in words.
    words: Option<String>,
    /// What the wizard of another shell said, already in words.
    told: Option<Value>,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self {
            problem: Box::new(problem),
            beside: json!({}),
            words: None,
            told: None,
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::from(
            Problem::own(
                ErrorKind::Internal,
                "io",
                Phrase::new("cli-terminal-failed"),
                Phrase::new("cli-terminal-failed-fix"),
            )
            .because(Phrase::new("save-other").with("text", error.kind().to_string())),
        )
    }
}

impl Failure {
    /// A failure of the store.
    pub(super) fn store(error: &StoreError) -> Self {
        Self::from(context::store_problem(error))
    }

    /// Wrong use of the command line, with a sentence of its own.
    pub(super) fn wrong_use(what: Phrase, fix: Phrase) -> Self {
        Self::from(Problem::own(ErrorKind::Usage, "usage", what, fix))
    }

    /// What the argument parser said.
    pub(super) fn usage(words: &str) -> Self {
        Self {
            words: Some(clean::short_line(words.trim(), 600)),
            ..Self::wrong_use(Phrase::new("cli-usage"), Phrase::new("cli-usage-fix"))
        }
    }

    /// What went wrong in the wizard of another shell, as its [`for_another_shell`] put it.
    pub(super) fn told(told: Value) -> Self {
        let error = told.get("error");
        let kind = error.and_then(|error| error.get("kind"));
        let kind = kind.and_then(Value::as_str).and_then(ErrorKind::parse);
        Self {
            told: Some(told),
            ..Self::from(Problem::own(
                kind.unwrap_or(ErrorKind::Internal),
                "told",
                Phrase::new("cli-wizard-gone"),
                Phrase::new("cli-wizard-gone-fix"),
            ))
        }
    }

    /// With more keys in the JSON document.
    #[must_use]
    pub(super) fn beside(mut self, keys: Value) -> Self {
        self.beside = keys;
        self
    }

    /// What went wrong.
    pub(super) fn into_problem(self) -> Problem {
        *self.problem
    }

    /// The person ended it.
    pub(super) fn cancelled() -> Self {
        Self::from(Problem::own(
            ErrorKind::Cancelled,
            "cancelled",
            Phrase::new("cli-cancelled"),
            Phrase::new("cli-cancelled-fix"),
        ))
    }

    /// Says it, and gives the exit code.
    pub(super) fn report(&self, json: bool, lang: Lang) -> ExitCode {
        let texts = Texts::new(lang);
        if json {
            let mut document = json!({ "schema": SCHEMA });
            merge(&mut document, &self.beside);
            let mut error = error_value(&self.problem, &texts);
            if let Some(told) = self.told.as_ref().and_then(|told| told.get("error")) {
                error = told.clone();
            }
            if let Some(words) = &self.words {
                merge(&mut error, &json!({ "message": words }));
            }
            merge(&mut document, &json!({ "error": error }));
            io::say_json(&document);
        } else if let Some(told) = &self.told {
            let lines = told.get("lines").and_then(Value::as_array);
            for line in lines.into_iter().flatten().filter_map(Value::as_str) {
                io::complain(&clean::line(line));
            }
        } else if let Some(words) = &self.words {
            io::complain(words);
        } else {
            for line in words(&self.problem, None, &texts) {
                io::complain(&line);
            }
        }
        exit_code::of(self.problem.kind).into()
    }
}

/// Puts the keys of one object into another.
pub(super) fn merge(document: &mut Value, more: &Value) {
    if let (Some(document), Some(more)) = (document.as_object_mut(), more.as_object()) {
        for (key, value) in more {
            document.insert(key.clone(), value.clone());
        }
    }
}

/// A problem as the `error` of a JSON document.
pub(super) fn error_value(problem: &Problem, texts: &Texts) -> Value {
    let provider = problem.provider.as_ref().map(|said| {
        json!({
            "status": said.status,
            "type": said.kind,
            "code": said.code,
            "subcode": said.subcode,
            "message": said.message,
        })
    });
    let message = [
        Some(&problem.what),
        problem.why.as_ref(),
        Some(&problem.fix),
    ]
    .into_iter()
    .flatten()
    .map(|say| sentence(&texts.say(say)))
    .collect::<Vec<_>>()
    .join(" ");
    json!({
        "kind": problem.kind.name(),
        "id": problem.id,
        "message": message,
        "step": problem.step.as_ref().map(crate::provider::StepId::as_str),
        "call": problem.call.map(crate::oauth::Call::name),
        "provider": provider,
    })
}

/// A sentence with its period, so that several can follow each other.
fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?', ':', '…']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// A problem in lines: what, why, fix, the provider's own words, the step.
///
/// Of one profile among several, each line that needs it names it.
pub(super) fn words(problem: &Problem, profile: Option<&str>, texts: &Texts) -> Vec<String> {
    let whose = profile.map(|name| format!("{name}: ")).unwrap_or_default();
    let mut lines = vec![format!("igtoken: {whose}{}", texts.say(&problem.what))];
    if let Some(why) = &problem.why {
        lines.push(format!("  {}", texts.say(why)));
    }
    lines.push(format!("  {}", texts.say(&problem.fix)));
    if let Some(said) = problem
        .provider
        .as_ref()
        .filter(|said| !said.message.is_empty())
    {
        let call = problem.call.map_or("", crate::oauth::Call::name);
        let phrase = Phrase::new("cli-provider-said")
            .with("call", call)
            .with("text", said.message.as_str());
        lines.push(format!("  {}", texts.phrase(&phrase)));
    }
    if let Some(step) = &problem.step {
        let phrase = match profile {
            None => Phrase::new("cli-mended-by"),
            Some(name) => Phrase::new("refresh-mended-by").with("profile", name),
        }
        .with("step", step.as_str());
        lines.push(format!("  {}", texts.phrase(&phrase)));
    }
    lines
}

/// A problem for `paste` in another shell: the JSON document's `error` and the lines of text.
pub(super) fn for_another_shell(problem: &Problem, lang: &str) -> Value {
    let texts = Texts::new(Lang::parse(lang).unwrap_or_default());
    json!({
        "error": error_value(problem, &texts),
        "lines": words(problem, None, &texts),
    })
}

fn time(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| Value::String(at.to_string()))
}

/// One profile of a `status` document.
pub(super) fn status_entry(profile: &Profile, provider: &str, standing: &Standing) -> Value {
    let token = profile.token.as_ref();
    json!({
        "name": profile.name,
        "provider": provider,
        "state": standing.health.name(),
        "kind": token.map(|token| token.kind.name()),
        "user_id": token.and_then(|token| token.user_id.clone()),
        "username": token.and_then(|token| token.username.clone()),
        "scopes": token.map(|token| token.scopes.clone()).unwrap_or_default(),
        "issued_at": time(token.map(|token| token.issued_at)),
        "expires_at": time(token.map(|token| token.expires_at)),
        "expires_in_seconds": standing.expires_in,
        "assumed": token.is_some_and(|token| token.assumed),
        "refreshable_at": time(standing.refreshable_at),
        "next_step": standing.next_step.as_ref().map(crate::provider::StepId::as_str),
    })
}

/// One profile of `status` in words.
pub(super) fn status_lines(
    profile: &Profile,
    provider: &str,
    standing: &Standing,
    texts: &Texts,
) -> Vec<String> {
    use crate::wizard::standing::Health;
    let mut lines = Vec::new();
    let who = profile
        .token
        .as_ref()
        .and_then(|token| token.username.clone());
    let title = match who {
        Some(who) => format!("{}  {provider}  @{}", profile.name, clean::line(&who)),
        None => format!("{}  {provider}", profile.name),
    };
    lines.push(title);
    let days = crate::time::whole_days(standing.expires_in.unwrap_or_default());
    let until = profile
        .token
        .as_ref()
        .map(|token| token.expires_at.local())
        .unwrap_or_default();
    let about = profile.token.as_ref().is_some_and(|token| token.assumed);
    let phrase = match standing.health {
        Health::Missing => Phrase::new("cli-status-missing"),
        Health::Pending => Phrase::new("cli-status-pending"),
        Health::Expired => Phrase::new("cli-status-expired").with("time", until),
        Health::Valid | Health::Expiring => {
            let id = match (standing.health, about) {
                (Health::Expiring, _) => "cli-status-expiring",
                (_, true) => "cli-status-valid-about",
                (_, false) => "cli-status-valid",
            };
            Phrase::new(id).number("days", days).with("time", until)
        }
    };
    lines.push(format!("  {}", texts.phrase(&phrase)));
    if let Some(at) = standing.refreshable_at {
        let phrase = Phrase::new("cli-status-refreshable").with("time", at.local());
        lines.push(format!("  {}", texts.phrase(&phrase)));
    }
    if let Some(step) = &standing.next_step {
        let phrase = Phrase::new("cli-status-next").with("step", step.as_str());
        lines.push(format!("  {}", texts.phrase(&phrase)));
    }
    lines
}

/// Words of a provider or of the program.
pub(super) fn words_of(say: &Say, texts: &Texts) -> String {
    clean::line(&texts.say(say)).into_owned()
}
