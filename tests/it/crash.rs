//! `kill -9` at every point: what was received is kept, what served serves, nothing is sent twice.

#[cfg(debug_assertions)]
mod panics;
#[cfg(debug_assertions)]
mod points;
mod stepping;
#[cfg(debug_assertions)]
mod wizard;

use std::path::{Path, PathBuf};

use crate::home::{Home, Server, read};
use crate::http;

/// What one profile has on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Kept {
    /// The token that serves.
    token: Option<String>,
    /// The kind of one that waits to be verified, and the token.
    pending: Option<(String, String)>,
    sign_in: Option<SignIn>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SignIn {
    code: bool,
    sent: bool,
}

impl Kept {
    /// Reads config and state as another program would; each that is there must parse.
    fn of(config: &Path, state: &Path) -> Self {
        let profile = |path: &Path| -> Option<toml::Value> {
            if !path.exists() {
                return None;
            }
            let text = read(path);
            let table: toml::Table = text.parse().unwrap_or_else(|error| {
                panic!("{} does not parse: {error}", path.display());
            });
            table.get("profiles")?.get("default").cloned()
        };
        let config = profile(config);
        let token = |slot: &str, key: &str| {
            let value = config.as_ref()?.get(slot)?.get(key)?.as_str()?;
            Some(value.to_owned())
        };
        let pending = token("pending_token", "kind").zip(token("pending_token", "access_token"));
        let sign_in = profile(state).and_then(|profile| {
            let found = profile.get("sign_in")?;
            Some(SignIn {
                code: found.get("code").is_some(),
                sent: found.get("code_sent").and_then(toml::Value::as_bool) == Some(true),
            })
        });
        Self {
            token: token("token", "access_token"),
            pending,
            sign_in,
        }
    }

    fn practice(home: &Home) -> Self {
        Self::of(&home.practice_config(), &home.practice_state())
    }

    /// Whether a token other than the old one is on disk.
    fn has_new(&self, old: Option<&str>) -> bool {
        self.pending.is_some() || self.token.as_deref() != old
    }

    fn was_sent(&self) -> bool {
        self.sign_in.as_ref().is_some_and(|sign_in| sign_in.sent)
    }

    fn has_unsent_code(&self) -> bool {
        let sign_in = self.sign_in.as_ref();
        sign_in.is_some_and(|sign_in| sign_in.code && !sign_in.sent)
    }
}

/// Whether the provider takes a token.
fn is_taken(server: &Server, token: &str) -> bool {
    let url = server.at(&format!("/me?fields=user_id&access_token={token}"));
    http::get(&url).status == 200
}

/// Temporary files anywhere below a home.
fn leftovers(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(leftovers(&path));
        } else if entry.file_name().to_string_lossy().starts_with(".igtoken-") {
            found.push(path);
        }
    }
    found
}
