//! Scopes whose names were given up.

use crate::oauth::paste::{PasteTrouble, Pasted};
use crate::provider::Provider;
use crate::text::Phrase;

use super::super::super::state::State;

/// The scopes under the names that they have now, each once.
pub(super) fn named_now(provider: &Provider, scopes: &[String]) -> Vec<String> {
    let mut named: Vec<String> = Vec::with_capacity(scopes.len());
    for scope in scopes {
        let name = new_name(provider, scope).unwrap_or(scope);
        if !named.iter().any(|known| known == name) {
            named.push(name.to_owned());
        }
    }
    named
}

/// What is said of an Embed URL that asks for scopes under old names.
pub(super) fn renamed_in(provider: &Provider, pasted: &Pasted) -> Option<Phrase> {
    if matches!(pasted.trouble, Some(PasteTrouble::HalfEmbed(_))) {
        return None;
    }
    let embed = pasted.embed.as_ref()?;
    let names: Vec<String> = renamed(provider, &embed.scopes)
        .map(|(old, new)| format!("{old} → {new}"))
        .collect();
    (!names.is_empty())
        .then(|| Phrase::new("paste-embed-url-renamed").with("names", names.join(", ")))
}

fn renamed<'a>(
    provider: &'a Provider,
    scopes: &'a [String],
) -> impl Iterator<Item = (&'a str, &'a str)> {
    scopes
        .iter()
        .filter_map(|scope| Some((scope.as_str(), new_name(provider, scope)?)))
}

fn new_name<'a>(provider: &'a Provider, scope: &str) -> Option<&'a str> {
    let renamed = provider.scopes.renamed.iter();
    let mut found = renamed.filter(|(old, _)| old == scope);
    found.next().map(|(_, new)| new.as_str())
}

impl State {
    /// The scopes of the config file that have another name now, with that name.
    pub fn renamed_scopes(&self) -> impl Iterator<Item = (&str, &str)> {
        renamed(&self.provider, self.scopes())
    }
}
