//! The state file: each profile's place in the checklist, its fields and its open sign-in.
//!
//! It is the program's own and is written anew each time, but profiles and keys that it does not
//! know are kept. A token or an app secret is never in it. A file that cannot be parsed is set
//! aside, not lost, and reading goes on with an empty one.

use std::path::{Path, PathBuf};

use toml::{Table, Value};
use zeroize::Zeroizing;

use super::fault::shown;
use super::fields::within_range;
use super::paths::Paths;
use super::{Fault, Note, StoreError, Why, atomic, lock};
use crate::clean;
use crate::provider::StepId;
use crate::secret::Secret;
use crate::time::Timestamp;
use crate::wizard::saved::{Mark, Progress, SignIn};

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

fn of(table: &Table, profile: &str) -> Option<Progress> {
    table
        .get("profiles")
        .and_then(|profiles| profiles.get(profile))
        .and_then(Value::as_table)
        .map(progress)
}

/// Writes one profile's progress; the others stay.
///
/// The notes say whether an unreadable file was set aside on the way.
pub fn save(paths: &Paths, profile: &str, progress: &Progress) -> Result<Vec<Note>, StoreError> {
    change(paths, |profiles| {
        let mut table = profiles
            .remove(profile)
            .and_then(|old| old.try_into::<Table>().ok())
            .unwrap_or_default();
        write(&mut table, progress);
        profiles.insert(profile.to_owned(), Value::Table(table));
    })
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
            .and_then(sign_in);
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
        let mut table = profiles
            .remove(profile)
            .and_then(|old| old.try_into::<Table>().ok())
            .unwrap_or_default();
        write(&mut table, &progress);
        profiles.insert(profile.to_owned(), Value::Table(table));
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
    if table == before {
        return Ok(notes);
    }
    table.entry("version").or_insert(Value::Integer(1));
    let text = toml::to_string(&table).map_err(|_| StoreError::NotWritable {
        path: shown(file),
        reason: Fault::Other("not expressible".to_owned()),
    })?;
    let text = Zeroizing::new(text);
    if text.len() as u64 > atomic::LIMIT {
        return Err(StoreError::refused(file, Why::TooLarge));
    }
    atomic::replace(file, text.as_bytes())?;
    Ok(notes)
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

/// What can be read of it; a part that cannot is left out.
fn progress(table: &Table) -> Progress {
    let text = |key| text(table, key);
    Progress {
        provider: text("provider").unwrap_or_default(),
        current: text("current").map(StepId::new),
        marks: entries(table, "marks")
            .filter_map(|(id, mark)| Some((StepId::new(id), Mark::parse(mark)?)))
            .collect(),
        fields: entries(table, "fields")
            .map(|(id, value)| (id.clone(), clean::line(value).into_owned()))
            .collect(),
        sign_in: table
            .get("sign_in")
            .and_then(Value::as_table)
            .and_then(sign_in),
        undelivered: flag(table, "undelivered"),
    }
}

fn sign_in(table: &Table) -> Option<SignIn> {
    let secret = |key| table.get(key).and_then(Value::as_str).map(Secret::from);
    Some(SignIn {
        state: secret("state").filter(|state| !state.is_empty())?,
        redirect_uri: text(table, "redirect_uri")?,
        scopes: table
            .get("scopes")
            .and_then(Value::as_array)
            .map(|scopes| {
                let scopes = scopes.iter().filter_map(Value::as_str);
                scopes
                    .map(|scope| clean::line(scope).into_owned())
                    .collect()
            })
            .unwrap_or_default(),
        started_at: time(table, "started_at")?,
        ends_at: time(table, "ends_at")?,
        code: secret("code").filter(|code| !code.is_empty()),
        code_sent: flag(table, "code_sent"),
    })
}

fn text(table: &Table, key: &str) -> Option<String> {
    let text = table.get(key)?.as_str()?;
    Some(clean::line(text).into_owned())
}

fn flag(table: &Table, key: &str) -> bool {
    table.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn time(table: &Table, key: &str) -> Option<Timestamp> {
    Timestamp::parse(&table.get(key)?.as_datetime()?.to_string()).ok()
}

fn entries<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = (&'a String, &'a str)> {
    table
        .get(key)
        .and_then(Value::as_table)
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some((key, value.as_str()?)))
}

fn write(table: &mut Table, progress: &Progress) {
    for known in [
        "provider",
        "current",
        "marks",
        "fields",
        "sign_in",
        "undelivered",
    ] {
        table.remove(known);
    }
    table.insert("provider".into(), progress.provider.clone().into());
    if let Some(current) = &progress.current {
        table.insert("current".into(), current.as_str().into());
    }
    let marks = progress.marks.iter();
    let marks: Table = marks
        .map(|(id, mark)| (id.as_str().to_owned(), mark.name().into()))
        .collect();
    let fields = progress.fields.iter();
    let fields: Table = fields
        .map(|(id, value)| (id.clone(), value.as_str().into()))
        .collect();
    for (key, part) in [("marks", marks), ("fields", fields)] {
        if !part.is_empty() {
            table.insert(key.into(), part.into());
        }
    }
    if let Some(sign_in) = &progress.sign_in {
        table.insert("sign_in".into(), sign_in_table(sign_in).into());
    }
    if progress.undelivered {
        table.insert("undelivered".into(), true.into());
    }
}

fn sign_in_table(sign_in: &SignIn) -> Table {
    let mut table = Table::new();
    table.insert("state".into(), sign_in.state.expose().into());
    table.insert("redirect_uri".into(), sign_in.redirect_uri.as_str().into());
    table.insert("scopes".into(), sign_in.scopes.clone().into());
    for (key, time) in [
        ("started_at", sign_in.started_at),
        ("ends_at", sign_in.ends_at),
    ] {
        if let Ok(time) = within_range(time).to_string().parse() {
            table.insert(key.into(), Value::Datetime(time));
        }
    }
    if let Some(code) = &sign_in.code {
        table.insert("code".into(), code.expose().into());
    }
    if sign_in.code_sent {
        table.insert("code_sent".into(), true.into());
    }
    table
}

#[cfg(test)]
mod tests;
