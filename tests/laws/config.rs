//! A config file is read or refused with a place, and an edit changes what was asked for alone.
//!
//! Two bytes choose the edits, the rest is the file.

use std::path::Path;

use igtoken::clean;
use igtoken::secret::Secret;
use igtoken::store::StoreError;
use igtoken::store::config::{edited, read};
use igtoken::time::Timestamp;
use igtoken::wizard::saved::{Config, ConfigEdit, Profile, ProfileKey, Slot, Token, TokenKind};

fn text(key: ProfileKey, value: Option<&str>) -> ConfigEdit {
    ConfigEdit::Text {
        key,
        value: value.map(str::to_owned),
    }
}

fn token() -> Token {
    Token {
        access_token: Secret::from("IGAAplanted\"Secret\\"),
        kind: TokenKind::LongLived,
        user_id: Some("17841405793187218".to_owned()),
        app_scoped_id: None,
        username: Some("some.name".to_owned()),
        account_type: None,
        scopes: vec!["instagram_business_basic".to_owned()],
        issued_at: Timestamp::from_seconds(1_795_363_380),
        expires_at: Timestamp::from_seconds(1_800_547_380),
        assumed: false,
    }
}

/// The edits that the bits ask for.
fn edits(bits: u8) -> Vec<ConfigEdit> {
    let all = [
        text(ProfileKey::Tester, Some("new \"one\" # \\ 가")),
        text(ProfileKey::AppId, None),
        ConfigEdit::Scopes(vec!["a".to_owned(), "b'\"".to_owned()]),
        ConfigEdit::AppSecret(Some(Secret::from("0123456789abcdef"))),
        ConfigEdit::Token {
            slot: Slot::Pending,
            token: Some(token()),
        },
        ConfigEdit::Token {
            slot: Slot::Token,
            token: None,
        },
        text(ProfileKey::RedirectUri, Some("https://localhost/")),
        ConfigEdit::Scopes(Vec::new()),
    ];
    let asked = |index: &usize| bits & (1 << index) != 0;
    let all = all.into_iter().enumerate();
    all.filter(|(index, _)| asked(index))
        .map(|(_, edit)| edit)
        .collect()
}

/// What the edits mean for the values.
fn expected(mut config: Config, name: &str, edits: &[ConfigEdit]) -> Config {
    if config.profiles.is_empty() && config.default_profile.is_none() {
        config.default_profile = Some(name.to_owned());
    }
    if !config.profiles.iter().any(|profile| profile.name == name) {
        config.profiles.push(Profile {
            name: name.to_owned(),
            ..Profile::default()
        });
    }
    let profile = config
        .profiles
        .iter_mut()
        .find(|profile| profile.name == name)
        .unwrap();
    for edit in edits.iter().cloned() {
        match edit {
            ConfigEdit::Text { key, value } => match key {
                ProfileKey::Provider => profile.provider = value.unwrap_or_default(),
                ProfileKey::AppId => profile.app_id = value,
                ProfileKey::RedirectUri => profile.redirect_uri = value,
                ProfileKey::Tester => profile.tester = value,
            },
            ConfigEdit::Scopes(scopes) => profile.scopes = scopes,
            ConfigEdit::AppSecret(secret) => {
                if secret.is_some() {
                    profile.app_secret_command = None;
                }
                profile.app_secret = secret;
            }
            ConfigEdit::Token { slot, token } => match slot {
                Slot::Token => profile.token = token,
                Slot::Pending => profile.pending_token = token,
            },
        }
    }
    config
}

fn by_name(mut config: Config) -> Config {
    config.profiles.sort_by(|a, b| a.name.cmp(&b.name));
    config
}

/// Everything in the file but what the edits are about.
fn rest(text: &str, name: &str) -> toml::Table {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut table: toml::Table = toml::from_str(text).unwrap();
    table.remove("default_profile");
    if let Some(toml::Value::Table(profiles)) = table.get_mut("profiles") {
        if let Some(toml::Value::Table(profile)) = profiles.get_mut(name) {
            for key in [
                "tester",
                "app_id",
                "scopes",
                "app_secret",
                "app_secret_command",
                "redirect_uri",
                "token",
                "pending_token",
            ] {
                profile.remove(key);
            }
            if profile.is_empty() {
                profiles.remove(name);
            }
        }
        if profiles.is_empty() {
            table.remove("profiles");
        }
    }
    table
}

/// Lines that are a comment; what looks like one inside of a long text does not count.
fn comments(text: &str) -> Vec<&str> {
    if text.contains("\"\"\"") || text.contains("'''") {
        return Vec::new();
    }
    let lines = text.split('\n').map(str::trim);
    lines.filter(|line| line.starts_with('#')).collect()
}

fn has_place(error: &StoreError, text: &str) -> bool {
    let StoreError::Invalid { line, column, .. } = error else {
        return false;
    };
    (1..=text.split('\n').count()).contains(line) && *column >= 1
}

pub(super) fn hold(data: &[u8]) {
    let [which, bits, file @ ..] = data else {
        return;
    };
    let path = Path::new("config.toml");
    let file = String::from_utf8_lossy(file);
    let (edits, name) = (edits(*bits), ["a", "b", "c.d"][usize::from(which % 3)]);
    let before = match read(path, &file) {
        Ok(config) => config,
        Err(error) => {
            assert!(has_place(&error, &file), "{error:?}");
            assert!(!clean::has_control(&error.to_string()), "{error}");
            // What cannot be read may be written to, but never makes the program fall.
            let _ = edited(path, &file, name, &edits);
            return;
        }
    };
    let new = edited(path, &file, name, &edits).unwrap();
    let after = read(path, &new).unwrap();
    assert_eq!(
        by_name(after),
        by_name(expected(before, name, &edits)),
        "{}",
        *new
    );
    assert_eq!(rest(&new, name), rest(&file, name), "{}", *new);
    assert_eq!(new.starts_with('\u{feff}'), file.starts_with('\u{feff}'));
    // A list or a table that goes takes the comments within along; a text has none.
    if bits & 0b1011_1100 == 0 {
        let mut kept = comments(&new).into_iter();
        for comment in comments(&file) {
            assert!(
                kept.any(|other| other == comment),
                "{comment:?} is gone from {}",
                *new
            );
        }
    }
    let again = edited(path, &new, name, &edits).unwrap();
    assert_eq!(*again, *new, "a second time");
}
