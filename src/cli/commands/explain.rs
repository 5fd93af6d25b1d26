//! `explain`: what an error text means, and which step mends it.

use std::process::ExitCode;

use serde_json::json;

use super::super::args::{Args, Explain};
use super::super::context::Context;
use super::super::env::Environment;
use super::super::report::{Failure, SCHEMA};
use super::super::{exit_code, io};
use crate::oauth::answer::refusal_of_text;
use crate::provider::symptom::Confidence;
use crate::text::Phrase;
use crate::wizard::problem::symptoms_of;

/// Runs `explain`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Explain,
) -> Result<ExitCode, Failure> {
    let context = Context::open(args, environment)?;
    let text = if options.text.is_empty() {
        io::read_all()?.to_string()
    } else {
        options.text.join(" ")
    };
    if text.trim().is_empty() {
        return Err(Failure::wrong_use(
            Phrase::new("cli-explain-nothing"),
            Phrase::new("cli-explain-nothing-fix"),
        ));
    }
    let provider = context.profile_provider()?;
    let refusal = refusal_of_text(&text);
    let found = symptoms_of(&provider, None, &refusal);
    if options.json {
        let diagnoses: Vec<_> = found
            .iter()
            .map(|symptom| {
                json!({
                    "id": symptom.id,
                    "title": symptom.title.get(context.lang),
                    "cause": symptom.cause.get(context.lang),
                    "fix": symptom.fix.get(context.lang),
                    "step": symptom.step.as_ref().map(crate::provider::StepId::as_str),
                    "confidence": name(symptom.confidence),
                })
            })
            .collect();
        io::say_json(&json!({ "schema": SCHEMA, "diagnoses": diagnoses }));
        return Ok(exit_code::DONE.into());
    }
    let texts = &context.texts;
    if found.is_empty() {
        io::say(&texts.get("cli-explain-unknown"));
    }
    for (index, symptom) in found.iter().enumerate() {
        if index > 0 {
            io::say("");
        }
        let sure = texts.get(match symptom.confidence {
            Confidence::Documented => "cli-confidence-documented",
            Confidence::Reported => "cli-confidence-reported",
            Confidence::Possible => "cli-confidence-possible",
        });
        io::say(&format!("{} ({sure})", symptom.title.get(context.lang)));
        io::say(&format!("  {}", symptom.cause.get(context.lang)));
        io::say(&format!("  {}", symptom.fix.get(context.lang)));
        if let Some(step) = &symptom.step {
            let phrase = Phrase::new("cli-mended-by").with("step", step.as_str());
            io::say(&format!("  {}", texts.phrase(&phrase)));
        }
    }
    Ok(exit_code::DONE.into())
}

const fn name(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Documented => "documented",
        Confidence::Reported => "reported",
        Confidence::Possible => "possible",
    }
}
