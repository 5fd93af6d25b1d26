//! From a wanted change to changed text.
//!
//! Ordinary files are patched in place, so that nothing but the change differs ([`super::patch`]).
//! A profile written in inline tables or dotted keys is changed through the TOML library instead,
//! which keeps comments and values but may set blanks anew.

use std::borrow::Cow;

use toml_edit::{DocumentMut, InlineTable, Item, TableLike, Value};
use zeroize::Zeroizing;

use super::super::fields::{New, Source};
use super::super::{Expected, Problem, StoreError};
use super::DocumentEdit;
use super::patch::{self, Patches};
use crate::wizard::saved::{ConfigEdit, Slot, Token};

/// Keys of one table: `None` removes a key.
pub(super) type Keys<'a> = Vec<(&'static str, Option<New<'a>>)>;

/// What to change.
pub(super) enum Change<'a> {
    Profile(ProfileChange<'a>),
    Add(&'a str, &'a str),
    Rename(&'a str, &'a str),
    Remove(&'a str),
    Default(&'a str),
    Language(&'a str),
}

/// The edits of one profile, the last one of each kind.
pub(super) struct ProfileChange<'a> {
    pub(super) name: &'a str,
    pub(super) keys: Keys<'a>,
    /// Table name and what becomes of it: `None` removes it.
    pub(super) tables: Vec<(&'static str, Option<Keys<'a>>)>,
}

impl ProfileChange<'_> {
    /// Whether a table stays below a profile that has no header of its own: without one the profile
    /// would go as well.
    pub(super) fn leaves_some(&self, table: &toml_edit::Table) -> bool {
        let goes = |name: &str| {
            let mut changed = self.tables.iter();
            changed.any(|(table, keys)| *table == name && keys.is_none())
        };
        self.tables.iter().any(|(_, keys)| keys.is_some())
            || table.iter().any(|(name, _)| !goes(name))
    }
}

impl<'a> Change<'a> {
    pub(super) fn profile(name: &'a str, edits: &'a [ConfigEdit]) -> Self {
        let mut change = ProfileChange {
            name,
            keys: Vec::new(),
            tables: Vec::new(),
        };
        for edit in edits {
            match edit {
                ConfigEdit::Text { key, value } => {
                    put(
                        &mut change.keys,
                        key.name(),
                        value.as_deref().map(New::Text),
                    );
                }
                ConfigEdit::Scopes(scopes) => {
                    let value = Some(New::Texts(scopes)).filter(|_| !scopes.is_empty());
                    put(&mut change.keys, "scopes", value);
                }
                ConfigEdit::AppSecret(secret) => {
                    let value = secret.as_ref().map(|secret| New::Text(secret.expose()));
                    if value.is_some() {
                        // The two exclude each other, and the one that was given last counts.
                        put(&mut change.keys, "app_secret_command", None);
                    }
                    put(&mut change.keys, "app_secret", value);
                }
                ConfigEdit::Token { slot, token } => {
                    let table = match slot {
                        Slot::Token => "token",
                        Slot::Pending => "pending_token",
                    };
                    put(&mut change.tables, table, token.as_ref().map(token_keys));
                }
            }
        }
        Self::Profile(change)
    }

    pub(super) fn document(edit: &'a DocumentEdit) -> Self {
        match edit {
            DocumentEdit::AddProfile { name, provider } => Self::Add(name, provider),
            DocumentEdit::RenameProfile { from, to } => Self::Rename(from, to),
            DocumentEdit::RemoveProfile(name) => Self::Remove(name),
            DocumentEdit::SetDefault(name) => Self::Default(name),
            DocumentEdit::SetLanguage(language) => Self::Language(language),
        }
    }
}

fn put<T>(list: &mut Vec<(&'static str, T)>, key: &'static str, value: T) {
    match list.iter_mut().find(|(known, _)| *known == key) {
        Some(entry) => entry.1 = value,
        None => list.push((key, value)),
    }
}

fn token_keys(token: &Token) -> Keys<'_> {
    vec![
        ("access_token", Some(New::Text(token.access_token.expose()))),
        ("kind", Some(New::Text(token.kind.name()))),
        ("user_id", token.user_id.as_deref().map(New::Text)),
        (
            "app_scoped_id",
            token.app_scoped_id.as_deref().map(New::Text),
        ),
        ("username", token.username.as_deref().map(New::Text)),
        ("account_type", token.account_type.as_deref().map(New::Text)),
        (
            "scopes",
            Some(New::Texts(&token.scopes)).filter(|_| !token.scopes.is_empty()),
        ),
        ("issued_at", Some(New::Time(token.issued_at))),
        ("expires_at", Some(New::Time(token.expires_at))),
        ("assumed", token.assumed.then_some(New::Flag(true))),
    ]
}

/// The text after the change.
pub(super) fn apply(
    source: Source<'_>,
    change: &Change<'_>,
) -> Result<Zeroizing<String>, StoreError> {
    let document = source.parse()?;
    let root = document.as_table();
    let profiles = match root.get("profiles") {
        None | Some(Item::None) => None,
        Some(item) => Some(item.as_table_like().ok_or_else(|| mistyped(source, item))?),
    };
    let names: Vec<&str> = profiles
        .map(|table| table.iter().map(|(name, _)| name).collect())
        .unwrap_or_default();
    let known = |name: &str| names.contains(&name);
    let default = root.get("default_profile").and_then(Item::as_str);
    let mut top: Keys<'_> = Vec::new();
    let made;
    let body = match change {
        Change::Profile(change) => {
            if names.is_empty() && default.is_none() {
                top.push(("default_profile", Some(New::Text(change.name))));
            }
            Body::Profile(change)
        }
        Change::Add(name, _) if known(name) => {
            return Err(StoreError::ProfileExists((*name).to_owned()));
        }
        Change::Add(name, provider) => {
            if names.is_empty() && default.is_none() {
                top.push(("default_profile", Some(New::Text(name))));
            }
            made = ProfileChange {
                name,
                keys: vec![("provider", Some(New::Text(provider)))],
                tables: Vec::new(),
            };
            Body::Profile(&made)
        }
        Change::Rename(from, _) if !known(from) => {
            return Err(StoreError::NoProfile((*from).to_owned()));
        }
        Change::Rename(from, to) if from == to => Body::Nothing,
        Change::Rename(_, to) if known(to) => {
            return Err(StoreError::ProfileExists((*to).to_owned()));
        }
        Change::Rename(from, to) => {
            if default == Some(*from) {
                top.push(("default_profile", Some(New::Text(to))));
            }
            Body::Rename(from, to)
        }
        Change::Remove(name) | Change::Default(name) if !known(name) => {
            return Err(StoreError::NoProfile((*name).to_owned()));
        }
        Change::Remove(name) => {
            if default == Some(*name) {
                let next = names.iter().find(|other| *other != name);
                top.push(("default_profile", next.map(|next| New::Text(next))));
            }
            Body::Remove(name)
        }
        Change::Default(name) => {
            top.push(("default_profile", Some(New::Text(name))));
            Body::Nothing
        }
        Change::Language(language) => {
            top.push(("language", Some(New::Text(language))));
            Body::Nothing
        }
    };
    if let Some(patches) = patched(source, root, &top, &body)? {
        let new = patches.apply();
        // The patches are checked before they are trusted: the file must still be a file.
        if new.parse::<DocumentMut>().is_ok() {
            return Ok(new);
        }
    }
    rebuilt(source, &top, &body)
}

/// The part of a change that concerns `profiles`.
enum Body<'a> {
    Nothing,
    Profile(&'a ProfileChange<'a>),
    Rename(&'a str, &'a str),
    Remove(&'a str),
}

fn mistyped(source: Source<'_>, item: &Item) -> StoreError {
    let problem = Problem::WrongType(Expected::Table);
    source.invalid(item.span(), None, problem)
}

fn patched<'a>(
    source: Source<'a>,
    root: &toml_edit::Table,
    top: &Keys<'_>,
    body: &Body<'_>,
) -> Result<Option<Patches<'a>>, StoreError> {
    let mut patches = Patches::new(source.text);
    patches.keys(root, top, patch::top_of_file(root, source.text));
    let profiles = match root.get("profiles") {
        None | Some(Item::None) => None,
        Some(Item::Table(table)) if !table.is_dotted() => Some(table),
        Some(Item::Table(_) | Item::Value(_) | Item::ArrayOfTables(_)) => {
            return Ok(if matches!(body, Body::Nothing) {
                Some(patches)
            } else {
                None
            });
        }
    };
    let of = |name: &str| -> Result<Option<&toml_edit::Table>, Option<StoreError>> {
        match profiles.and_then(|profiles| profiles.get(name)) {
            None | Some(Item::None) => Ok(None),
            Some(Item::Table(table)) if patch::is_plain(table) => Ok(Some(table)),
            Some(item) if item.is_table_like() => Err(None),
            Some(item) => Err(Some(mistyped(source, item))),
        }
    };
    let done = match body {
        Body::Nothing => Ok(()),
        Body::Profile(change) => of(change.name).map(|table| match table {
            Some(table) => patches.profile(table, change),
            None => patches.new_profile(profiles, change),
        }),
        Body::Rename(from, to) => of(from).map(|table| {
            if let Some(table) = table {
                patches.rename(table, to);
            }
        }),
        Body::Remove(name) => of(name).map(|table| {
            if let Some(table) = table {
                patches.remove(table);
            }
        }),
    };
    match done {
        Ok(()) => Ok(Some(patches)),
        Err(None) => Ok(None),
        Err(Some(error)) => Err(error),
    }
}

/// The change through the TOML library, with the file's line ends restored.
fn rebuilt(
    source: Source<'_>,
    top: &Keys<'_>,
    body: &Body<'_>,
) -> Result<Zeroizing<String>, StoreError> {
    let plain: Cow<'_, str> = if source.text.contains("\r\n") {
        source.text.replace("\r\n", "\n").into()
    } else {
        source.text.into()
    };
    let plain_source = Source {
        path: source.path,
        text: &plain,
    };
    let mut document = plain_source.parse()?.into_mut();
    let wrong = || source.invalid(None, None, Problem::WrongType(Expected::Table));
    set_keys(document.as_table_mut(), top);
    let inline = document.get("profiles").is_some_and(Item::is_value);
    if !matches!(body, Body::Nothing) {
        let profiles = child(document.as_table_mut(), "profiles").ok_or_else(wrong)?;
        match body {
            Body::Nothing => {}
            Body::Profile(change) => {
                let profile = child(profiles, change.name).ok_or_else(wrong)?;
                set_keys(profile, &change.keys);
                for (name, keys) in &change.tables {
                    match keys {
                        None => drop(profile.remove(name)),
                        Some(keys) => set_keys(child(profile, name).ok_or_else(wrong)?, keys),
                    }
                }
                keep_empty(profiles, change.name, inline);
            }
            Body::Rename(from, to) => {
                if let Some(item) = profiles.remove(from) {
                    profiles.insert(to, item);
                }
            }
            Body::Remove(name) => drop(profiles.remove(name)),
        }
    }
    let text = document.to_string();
    Ok(Zeroizing::new(if plain.len() == source.text.len() {
        text
    } else {
        text.replace('\n', "\r\n")
    }))
}

/// A profile of which nothing is left, or that has nothing yet, is a profile all the same.
fn keep_empty(profiles: &mut dyn TableLike, name: &str, inline: bool) {
    let Some(item) = profiles.get_mut(name) else {
        return;
    };
    if !item.as_table_like().is_some_and(TableLike::is_empty) {
        return;
    }
    match item {
        Item::Table(table) if !inline => {
            table.set_dotted(false);
            table.set_implicit(false);
        }
        Item::Value(Value::InlineTable(table)) => table.set_dotted(false),
        // The library writes no empty table of the other kind among inline ones.
        Item::None | Item::Value(_) | Item::Table(_) | Item::ArrayOfTables(_) => {
            *item = Item::Value(InlineTable::new().into());
        }
    }
}

fn child<'t>(table: &'t mut dyn TableLike, key: &str) -> Option<&'t mut dyn TableLike> {
    table
        .entry(key)
        .or_insert_with(toml_edit::table)
        .as_table_like_mut()
}

fn set_keys(table: &mut dyn TableLike, keys: &Keys<'_>) {
    for (key, value) in keys {
        match (value, table.get_mut(key)) {
            (None, _) => drop(table.remove(key)),
            (Some(new), Some(item)) if new.is(item) => {}
            (Some(new), old) => {
                let Ok(mut value) = new.repr().parse::<Value>() else {
                    continue;
                };
                if let Some(old) = old.and_then(|item| item.as_value_mut()) {
                    *value.decor_mut() = old.decor().clone();
                    *old = value;
                } else {
                    value.decor_mut().clear();
                    table.insert(key, Item::Value(value));
                }
            }
        }
    }
}
