//! The protocol, without any I/O: requests and answers are plain values.
//!
//! Start with [`Api`] (where the calls go), [`authorize_link`](link::authorize_link) and
//! [`read`](paste::read) (anything a person pastes). Requests are built in [`request`], answers and
//! the five shapes of a refusal are read in [`answer`]. Nothing here sends, waits or retries.

pub mod answer;
pub mod link;
pub mod paste;
mod percent;
mod query;
pub mod request;
pub mod wire;

use serde::Deserialize;
use url::Url;

pub use wire::{Answer, Call, Method, Reason, Request, Unreachable, Value};

/// Where the calls of one provider go, and what they are made of (from the provider's data).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Api {
    pub authorize: AuthorizeApi,
    pub exchange: ExchangeApi,
    pub long_lived: GrantApi,
    pub refresh: GrantApi,
    pub me: MeApi,
}

/// The page that a person opens to allow the app.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorizeApi {
    pub url: Url,
    /// What stands between two scopes in the link.
    pub scope_separator: String,
    /// Parameters added as they are, such as `force_reauth=true`.
    #[serde(default)]
    pub extra: Vec<(String, String)>,
}

/// Authorization code to short-lived token: a `POST` with a form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExchangeApi {
    pub url: Url,
}

/// A `GET` with a grant type of its own: the long-lived exchange and the refresh.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrantApi {
    pub url: Url,
    pub grant_type: String,
    /// Whether the app secret goes with it.
    #[serde(default)]
    pub send_secret: bool,
}

/// The call that proves a token.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeApi {
    pub url: Url,
    pub fields: Vec<String>,
}

impl Api {
    /// The same API with scheme, host and port of every endpoint replaced by those of `base`.
    #[must_use]
    pub fn rebased(mut self, base: &Url) -> Self {
        for url in [
            &mut self.authorize.url,
            &mut self.exchange.url,
            &mut self.long_lived.url,
            &mut self.refresh.url,
            &mut self.me.url,
        ] {
            let mut moved = base.clone();
            moved.set_path(url.path());
            *url = moved;
        }
        self
    }
}

#[cfg(test)]
mod tests;
