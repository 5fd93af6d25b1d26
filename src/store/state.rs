//! The state file: each profile's place in the checklist, its fields and its open sign-in.
//!
//! It is the program's own and is written anew each time, but profiles and keys that it does not
//! know are kept. A token or an app secret is never in it. A file that cannot be parsed is set
//! aside, not lost, and reading goes on with an empty one. The entries for a fuzzer are [`seen`]
//! and [`saved`].

mod entry;

use std::path::{Path, PathBuf};

use toml::{Table, Value};
use zeroize::Zeroizing;

use super::fault::shown;
use super::paths::Paths;
use super::{Fault, Note, StoreError, Why, atomic, lock};
use crate::failpoint;
use crate::secret::Secret;
use crate::wizard::saved::{Progress, SignIn};

/// What [`load`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    pub progress: Option<Progress>,
    pub notes: Vec<Note>,
}

/// Reads one profile's progress.
pub fn load(paths: &Paths, profile: &str) -> Result<Kept, StoreError> {
    let file = &paths.state_file;
    let (table, mut notes) = match parse(file)? {
        Found::Table(table, notes) => (table, notes),
        Found::Broken => {
            let _guard = hold(file)?;
            read(file)?
        }
    };
    if paths.owns(&paths.state_dir) {
        notes.extend(atomic::tighten_directory(&paths.state_dir));
    }
    let progress = of(&table, profile);
    Ok(Kept { progress, notes })
}

/// What [`look`] saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// One profile's progress, when the file holds any.
    Whole(Option<Box<Progress>>),
    /// The next command sets the file aside.
    Broken,
}

/// Reads one profile's progress and changes nothing: a broken file stays where it is.
pub fn look(paths: &Paths, profile: &str) -> Result<Seen, StoreError> {
    Ok(match parsed(atomic::look(&paths.state_file))? {
        Found::Table(table, _) => Seen::Whole(of(&table, profile).map(Box::new)),
        Found::Broken => Seen::Broken,
    })
}

/// One profile's progress in the text of a state file.
pub fn seen(text: &str, profile: &str) -> Seen {
    text.parse().map_or(Seen::Broken, |table| {
        Seen::Whole(of(&table, profile).map(Box::new))
    })
}

fn of(table: &Table, profile: &str) -> Option<Progress> {
    table
        .get("profiles")
        .and_then(|profiles| profiles.get(profile))
        .and_then(Value::as_table)
        .map(entry::progress)
}

/// Writes one profile's progress; the others stay.
///
/// The notes say whether an unreadable file was set aside on the way.
pub fn save(paths: &Paths, profile: &str, progress: &Progress) -> Result<Vec<Note>, StoreError> {
    change(paths, |profiles| put(profiles, profile, progress))
}

/// The text of a state file with one profile's progress written; nothing when there is no such
/// text.
pub fn saved(text: &str, profile: &str, progress: &Progress) -> Option<Zeroizing<String>> {
    let mut table: Table = text.parse().ok()?;
    changed(&mut table, |profiles| put(profiles, profile, progress));
    expressed(&table).ok()
}

fn put(profiles: &mut Table, profile: &str, progress: &Progress) {
    let mut table = match profiles.remove(profile) {
        Some(Value::Table(table)) => table,
        Some(_) | None => Table::new(),
    };
    entry::write(&mut table, progress);
    profiles.insert(profile.to_owned(), Value::Table(table));
}

/// The sign-in that this process last knew to be on disk: its `state`, and whether its code was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    state: Secret,
    code_sent: bool,
}

impl Known {
    /// Of a sign-in as it was read or written.
    pub fn of(sign_in: &SignIn) -> Self {
        Self {
            state: sign_in.state.clone(),
            code_sent: sign_in.code_sent,
        }
    }
}

/// As [`save`], unless another process has gone on with the sign-in since it was `known`.
///
/// A sign-in that is gone, replaced or sent by another is not written again: its code is good
/// once. One that another process made is kept when there is none to write.
pub fn save_known(
    paths: &Paths,
    profile: &str,
    progress: &Progress,
    known: &mut Option<Known>,
) -> Result<Vec<Note>, StoreError> {
    let mut overtaken = false;
    let mut now_known = progress.sign_in.as_ref().map(Known::of);
    let notes = change(paths, |profiles| {
        let found = profiles.get(profile).and_then(Value::as_table);
        let found = found
            .and_then(|table| table.get("sign_in"))
            .and_then(Value::as_table)
            .and_then(entry::sign_in);
        let on_disk = found.as_ref().map(Known::of);
        let of_known = match (&progress.sign_in, &*known) {
            (Some(ours), Some(known)) => ours.state == known.state,
            (None | Some(_), _) => false,
        };
        if of_known && on_disk != *known {
            overtaken = true;
            return;
        }
        let mut progress = progress.clone();
        if progress.sign_in.is_none() && on_disk.is_some() && on_disk != *known {
            now_known = on_disk;
            progress.sign_in = found;
        }
        put(profiles, profile, &progress);
    })?;
    if overtaken {
        return Err(StoreError::Overtaken);
    }
    *known = now_known;
    Ok(notes)
}

/// Forgets one profile's progress.
pub fn remove(paths: &Paths, profile: &str) -> Result<Vec<Note>, StoreError> {
    change(paths, |profiles| {
        profiles.remove(profile);
    })
}

/// Moves one profile's progress to another name, over what may be there.
pub fn rename(paths: &Paths, from: &str, to: &str) -> Result<Vec<Note>, StoreError> {
    change(paths, |profiles| {
        if let Some(progress) = profiles.remove(from) {
            profiles.insert(to.to_owned(), progress);
        }
    })
}

fn change(paths: &Paths, change: impl FnOnce(&mut Table)) -> Result<Vec<Note>, StoreError> {
    let file = &paths.state_file;
    let _guard = hold(file)?;
    let (mut table, notes) = read(file)?;
    let before = table.clone();
    changed(&mut table, change);
    if table == before {
        return Ok(notes);
    }
    let text = expressed(&table).map_err(|_| StoreError::NotWritable {
        path: shown(file),
        reason: Fault::Other("not expressible".to_owned()),
    })?;
    if text.len() as u64 > atomic::LIMIT {
        return Err(StoreError::refused(file, Why::TooLarge));
    }
    atomic::replace(file, text.as_bytes())?;
    Ok(notes)
}

fn changed(table: &mut Table, change: impl FnOnce(&mut Table)) {
    let profiles = table
        .entry("profiles")
        .or_insert_with(|| Value::Table(Table::new()));
    if !profiles.is_table() {
        *profiles = Value::Table(Table::new());
    }
    if let Some(profiles) = profiles.as_table_mut() {
        change(profiles);
        if profiles.is_empty() {
            table.remove("profiles");
        }
    }
}

fn expressed(table: &Table) -> Result<Zeroizing<String>, toml::ser::Error> {
    let mut table = table.clone();
    table.entry("version").or_insert(Value::Integer(1));
    toml::to_string(&table).map(Zeroizing::new)
}

fn hold(file: &Path) -> Result<lock::Guard, StoreError> {
    let guard = lock::exclusive(&atomic::lock_file(file)?)?;
    atomic::sweep(file)?;
    Ok(guard)
}

enum Found {
    Table(Table, Vec<Note>),
    Broken,
}

fn parse(file: &Path) -> Result<Found, StoreError> {
    parsed(atomic::read_private(file))
}

fn parsed(read: Result<Option<atomic::Read>, StoreError>) -> Result<Found, StoreError> {
    let read = match read {
        Ok(Some(read)) => read,
        Ok(None) => return Ok(Found::Table(Table::new(), Vec::new())),
        Err(StoreError::Refused {
            why: Why::TooLarge | Why::NotUtf8,
            ..
        }) => return Ok(Found::Broken),
        Err(error) => return Err(error),
    };
    Ok(match read.text.parse() {
        Ok(table) => Found::Table(table, read.notes),
        Err(_) => Found::Broken,
    })
}

/// Reads under the lock; a broken file makes way for an empty one.
fn read(file: &Path) -> Result<(Table, Vec<Note>), StoreError> {
    match parse(file)? {
        Found::Table(table, notes) => Ok((table, notes)),
        Found::Broken => {
            let aside = free_name(file);
            std::fs::rename(file, &aside).map_err(|error| StoreError::writing(file, &error))?;
            failpoint::pass("aside.renamed");
            let path = shown(&aside);
            Ok((Table::new(), vec![Note::SetAside { path }]))
        }
    }
}

fn free_name(file: &Path) -> PathBuf {
    (1..=u32::MAX)
        .map(|n| {
            let mut name = file.as_os_str().to_os_string();
            name.push(format!(".broken-{n}"));
            PathBuf::from(name)
        })
        .find(|name| name.symlink_metadata().is_err())
        .unwrap_or_else(|| file.with_extension("broken"))
}

#[cfg(test)]
mod tests;
