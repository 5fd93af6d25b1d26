//! The link that a person opens to allow the app.

use super::{AuthorizeApi, percent};
use crate::secret::Secret;

/// What makes one authorize link different from another.
#[derive(Debug, Clone, Copy)]
pub struct LinkParts<'a> {
    /// The app's ID at the provider, sent as `client_id`.
    pub app_id: &'a str,
    /// Must be one of the registered ones, to the byte.
    pub redirect_uri: &'a str,
    /// What is asked for.
    pub scopes: &'a [String],
    /// Ties the answer to this sign-in; the whole link is a secret because of it.
    pub state: &'a Secret,
}

/// The whole link, percent-encoded: ID, redirect URI, response type, scope, state, then the extras.
pub fn authorize_link(api: &AuthorizeApi, parts: &LinkParts<'_>) -> Secret {
    let mut base = api.url.clone();
    base.set_fragment(None);
    let scope = parts.scopes.join(&api.scope_separator);
    let state = parts.state.expose();
    let room = base.as_str().len() + 3 * (parts.redirect_uri.len() + scope.len() + state.len());
    let mut link = String::with_capacity(room + 256);
    link.push_str(base.as_str());
    let mut separator = if base.query().is_some() { '&' } else { '?' };
    let own = [
        ("client_id", parts.app_id),
        ("redirect_uri", parts.redirect_uri),
        ("response_type", "code"),
        ("scope", &scope),
        ("state", state),
    ];
    let extra = api
        .extra
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()));
    for (key, value) in own.into_iter().chain(extra) {
        link.push(separator);
        separator = '&';
        percent::encode_into(&mut link, key);
        link.push('=');
        percent::encode_into(&mut link, value);
    }
    Secret::new(link)
}

#[cfg(test)]
mod tests;
