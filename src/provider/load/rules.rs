//! What a provider file has to be beyond its shape: everything it refers to is there.

use std::collections::BTreeSet;

use url::Url;

use super::Fault;
use crate::provider::check::{Rule, is_loopback};
use crate::provider::{Field, FieldKind, META_APP_ID, Provider, Step, StepId, StepKind};
use crate::text::Phrase;

/// The fields that a profile of the config file can hold.
const CONFIG_FIELDS: [&str; 4] = ["app_id", "app_secret", "redirect_uri", "tester"];

type Checked = Result<(), Fault>;

/// The first fault of the provider.
pub(super) fn check(provider: &Provider) -> Checked {
    is_id(&provider.id).or_fault("id", "fault-id")?;
    api(provider)?;
    scopes(provider)?;
    token(provider)?;
    steps(provider)?;
    fields(provider)?;
    templates(provider)?;
    redirect(provider)?;
    symptoms(provider)
}

/// A condition that has to be true.
trait OrFault {
    fn or_fault(self, key: impl Into<String>, problem: &'static str) -> Checked;
}

impl OrFault for bool {
    fn or_fault(self, key: impl Into<String>, problem: &'static str) -> Checked {
        if self {
            Ok(())
        } else {
            Err(Fault::new(key, Phrase::new(problem)))
        }
    }
}

fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn api(provider: &Provider) -> Checked {
    let api = &provider.api;
    let endpoints = [
        ("authorize", &api.authorize.url),
        ("exchange", &api.exchange.url),
        ("long_lived", &api.long_lived.url),
        ("refresh", &api.refresh.url),
        ("me", &api.me.url),
    ];
    for (name, url) in endpoints {
        let secure = url.scheme() == "https" || url.scheme() == "http" && is_loopback(url);
        (secure && url.has_host()).or_fault(format!("api.{name}.url"), "fault-endpoint-https")?;
        (url.query().is_none() && url.fragment().is_none())
            .or_fault(format!("api.{name}.url"), "fault-endpoint-parts")?;
    }
    for (name, grant) in [("long_lived", &api.long_lived), ("refresh", &api.refresh)] {
        (!grant.grant_type.is_empty())
            .or_fault(format!("api.{name}.grant_type"), "fault-is-empty")?;
    }
    (!api.authorize.scope_separator.is_empty())
        .or_fault("api.authorize.scope_separator", "fault-is-empty")?;
    (!api.me.fields.is_empty()).or_fault("api.me.fields", "fault-is-empty")
}

fn scopes(provider: &Provider) -> Checked {
    let scopes = &provider.scopes;
    (!scopes.default.is_empty()).or_fault("scopes.default", "fault-is-empty")?;
    scopes
        .default
        .contains(&scopes.required)
        .or_fault("scopes.default", "fault-required-scope")?;
    scopes
        .known
        .contains(&scopes.required)
        .or_fault("scopes.known", "fault-required-scope")
}

fn token(provider: &Provider) -> Checked {
    let token = &provider.token;
    for (name, seconds) in [
        ("short_lived_seconds", token.short_lived_seconds),
        ("long_lived_seconds", token.long_lived_seconds),
        ("refresh_after_seconds", token.refresh_after_seconds),
        ("code_seconds", token.code_seconds),
    ] {
        (seconds > 0).or_fault(format!("token.{name}"), "fault-not-positive")?;
    }
    Ok(())
}

fn steps(provider: &Provider) -> Checked {
    let mut seen = BTreeSet::new();
    for (i, step) in provider.steps.iter().enumerate() {
        is_id(step.id.as_str()).or_fault(format!("step[{i}].id"), "fault-id")?;
        seen.insert(&step.id)
            .or_fault(format!("step[{i}].id"), "fault-step-twice")?;
    }
    let mut last = 0;
    for (kind, name) in [
        (StepKind::Authorize, "authorize"),
        (StepKind::Exchange, "exchange"),
        (StepKind::Verify, "verify"),
    ] {
        let mut places = provider
            .steps
            .iter()
            .enumerate()
            .filter(|(_, step)| step.kind == kind)
            .map(|(i, _)| i);
        let Some(place) = places.next() else {
            return Err(Fault::new(
                "step",
                Phrase::new("fault-no-step-kind").with("kind", name),
            ));
        };
        if let Some(second) = places.next() {
            return Err(Fault::new(
                format!("step[{second}].kind"),
                Phrase::new("fault-step-kind-twice"),
            ));
        }
        (place >= last).or_fault(format!("step[{place}].kind"), "fault-step-order")?;
        last = place;
    }
    Ok(())
}

/// Every field with its key.
fn each_field(provider: &Provider) -> impl Iterator<Item = (String, &Field)> {
    provider.steps.iter().enumerate().flat_map(|(i, step)| {
        step.fields
            .iter()
            .enumerate()
            .map(move |(j, field)| (format!("step[{i}].field[{j}]"), field))
    })
}

fn fields(provider: &Provider) -> Checked {
    let mut seen = BTreeSet::new();
    for (key, field) in each_field(provider) {
        (!field.id.is_empty()).or_fault(format!("{key}.id"), "fault-is-empty")?;
        (field.id != META_APP_ID).or_fault(format!("{key}.id"), "fault-name-taken")?;
        seen.insert(field.id.as_str())
            .or_fault(format!("{key}.id"), "fault-field-twice")?;
        let answer = field.kind != FieldKind::YesNo
            || matches!(field.default.as_deref(), None | Some("yes" | "no"));
        answer.or_fault(format!("{key}.default"), "fault-yes-no")?;
        (!field.config || CONFIG_FIELDS.contains(&field.id.as_str()))
            .or_fault(format!("{key}.config"), "fault-no-config-key")?;
        (field.kind != FieldKind::Secret || field.default.is_none())
            .or_fault(format!("{key}.default"), "fault-secret-default")?;
    }
    for (key, field) in each_field(provider) {
        for (n, check) in field.checks.iter().enumerate() {
            if let Rule::DiffersFrom { field: other } = &check.rule {
                seen.contains(other.as_str())
                    .or_fault(format!("{key}.check[{n}].field"), "fault-no-field")?;
            }
        }
    }
    Ok(())
}

/// The names in braces; nothing when a brace stands alone.
fn variables(template: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        if before.contains('}') || name.contains('{') {
            return None;
        }
        names.push(name);
        rest = behind;
    }
    (!rest.contains('}')).then_some(names)
}

/// Whether it leads to a page once its variables are filled in.
fn is_page(template: &str) -> bool {
    let mut filled = template.to_owned();
    for name in variables(template).unwrap_or_default() {
        filled = filled.replace(&format!("{{{name}}}"), "1");
    }
    Url::parse(&filled).is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
}

fn templates(provider: &Provider) -> Checked {
    let is_known = |name: &str| name == META_APP_ID || provider.field(name).is_some();
    let fits = |template: &str, key: String| -> Checked {
        let Some(names) = variables(template) else {
            return Err(Fault::new(key, Phrase::new("fault-brace")));
        };
        names
            .into_iter()
            .all(is_known)
            .or_fault(key, "fault-no-brace-field")
    };
    for (i, step) in provider.steps.iter().enumerate() {
        for (n, words) in step.instructions.iter().enumerate() {
            fits(&words.en, format!("step[{i}].instructions[{n}]"))?;
            fits(&words.ko, format!("step[{i}].instructions[{n}]"))?;
        }
        links(i, step, &fits)?;
    }
    Ok(())
}

fn links(i: usize, step: &Step, fits: &dyn Fn(&str, String) -> Checked) -> Checked {
    const PAGE: &str = "fault-link";
    for (n, link) in step.links.iter().enumerate() {
        let key = format!("step[{i}].link[{n}]");
        fits(&link.url, format!("{key}.url"))?;
        is_page(&link.url).or_fault(format!("{key}.url"), PAGE)?;
        if let Some(fallback) = &link.fallback {
            (is_page(fallback) && !fallback.contains('{'))
                .or_fault(format!("{key}.fallback"), PAGE)?;
        }
    }
    Ok(())
}

fn is_step(provider: &Provider, id: &StepId) -> bool {
    provider.step(id).is_some()
}

fn redirect(provider: &Provider) -> Checked {
    is_step(provider, &provider.redirect.step).or_fault("redirect.step", "fault-no-step")?;
    let usable = Url::parse(&provider.redirect.default).is_ok_and(|url| {
        url.has_host()
            && url.fragment().is_none()
            && (url.scheme() == "https" || url.scheme() == "http" && is_loopback(&url))
    });
    usable.or_fault("redirect.default", "fault-redirect")
}

fn symptoms(provider: &Provider) -> Checked {
    let mut seen = BTreeSet::new();
    for (i, symptom) in provider.symptoms.iter().enumerate() {
        is_id(&symptom.id).or_fault(format!("symptom[{i}].id"), "fault-id")?;
        seen.insert(&symptom.id)
            .or_fault(format!("symptom[{i}].id"), "fault-symptom-twice")?;
        symptom
            .step
            .as_ref()
            .is_none_or(|step| is_step(provider, step))
            .or_fault(format!("symptom[{i}].step"), "fault-no-step")?;
        (!symptom.matches.is_empty()).or_fault(format!("symptom[{i}].match"), "fault-is-empty")?;
        for (n, pattern) in symptom.matches.iter().enumerate() {
            (!pattern.is_empty())
                .or_fault(format!("symptom[{i}].match[{n}]"), "fault-says-nothing")?;
        }
    }
    Ok(())
}
