//! What a state says of its sign-in: the link, and how its answer may come.

use super::State;
use crate::secret::Secret;
use crate::text::Phrase;

impl State {
    /// The scopes to ask for.
    pub fn scopes(&self) -> &[String] {
        if self.profile.scopes.is_empty() {
            &self.provider.scopes.default
        } else {
            &self.profile.scopes
        }
    }

    /// The redirect URI, as registered.
    pub fn redirect_uri(&self) -> &str {
        self.profile
            .redirect_uri
            .as_deref()
            .unwrap_or(&self.provider.redirect.default)
    }

    /// The authorize link of the open sign-in, whole.
    pub fn link(&self) -> Option<Secret> {
        let sign_in = self.progress.sign_in.as_ref()?;
        let app_id = self.profile.app_id.as_deref()?;
        Some(crate::oauth::link::authorize_link(
            &self.api.authorize,
            &crate::oauth::link::LinkParts {
                app_id,
                redirect_uri: &sign_in.redirect_uri,
                scopes: &sign_in.scopes,
                state: &sign_in.state,
            },
        ))
    }

    /// Whether the time for an answer to the link is over.
    pub fn sign_in_has_ended(&self) -> bool {
        let sign_in = self.progress.sign_in.as_ref();
        sign_in.is_some_and(|sign_in| sign_in.ends_at <= self.now)
    }

    /// For how long what is pasted is worth as much as a password.
    pub fn like_password(&self) -> Phrase {
        let minutes = self.provider.token.code_seconds.div_euclid(60).max(1);
        Phrase::new("screen-like-password").number("minutes", minutes)
    }

    /// The line that lets a browser elsewhere reach the port.
    pub fn tunnel_line(&self) -> Option<String> {
        let waiting = self.callback.waiting.as_ref()?;
        Some(self.place.door.line(&waiting.at))
    }
}
