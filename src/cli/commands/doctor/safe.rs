//! Takes out of a text what must not be posted, should it ever have come in.

use std::path::PathBuf;

use super::super::super::env::Environment;
use crate::wizard::saved::Profile;

/// Shorter texts are left: they would be found in ordinary words.
const SHORTEST: usize = 6;
const HIDDEN: &str = "[…]";

/// What is known to be private.
pub(super) struct Safe {
    home: Option<String>,
    private: Vec<String>,
}

impl Safe {
    pub(super) fn new(home: Option<PathBuf>) -> Self {
        let home = home
            .map(|home| home.to_string_lossy().into_owned())
            .filter(|home| home.len() > 1);
        Self {
            home,
            private: Vec::new(),
        }
    }

    /// Everything private that the config and the environment hold.
    pub(super) fn hide_all<'a>(
        &mut self,
        profiles: impl Iterator<Item = &'a Profile>,
        environment: &Environment,
    ) {
        if let Some(secret) = &environment.app_secret {
            self.hide(secret.expose());
        }
        for profile in profiles {
            let texts = [&profile.app_id, &profile.redirect_uri, &profile.tester];
            for text in texts.into_iter().flatten() {
                self.hide(text);
            }
            if let Some(secret) = &profile.app_secret {
                self.hide(secret.expose());
            }
            for token in [&profile.token, &profile.pending_token]
                .into_iter()
                .flatten()
            {
                self.hide(token.access_token.expose());
                let texts = [&token.user_id, &token.app_scoped_id, &token.username];
                for text in texts.into_iter().flatten() {
                    self.hide(text);
                }
            }
        }
    }

    fn hide(&mut self, text: &str) {
        if text.len() >= SHORTEST {
            self.private.push(text.to_owned());
        }
    }

    /// The text without them; the home directory is `~`.
    pub(super) fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        if let Some(home) = &self.home {
            text = text.replace(home.as_str(), "~");
        }
        for private in &self.private {
            text = text.replace(private.as_str(), HIDDEN);
        }
        text
    }
}
