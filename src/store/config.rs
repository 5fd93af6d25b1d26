//! The config file: profiles and their tokens, edited without disturbing what a person wrote there.
//!
//! [`load`] reads strictly what it knows and ignores what it does not. [`edit`] and
//! [`edit_document`] take the lock, read the file again, change it (see `patch`) and replace it
//! whole. `deliver` tables are read and never written.

mod patch;
mod plan;
mod read;

use std::path::Path;

use zeroize::Zeroizing;

use self::plan::Change;
use super::paths::Paths;
use super::{Note, StoreError, Why, atomic, lock};
use crate::wizard::saved::{Config, ConfigEdit};

/// The two lines at the top of a new file, and its version.
const HEADER: &str = "\
# Written by igtoken. Keep this file private: a token works like a password.
# Your comments, your order and keys that igtoken does not know are kept.
version = 1
";

const BOM: &str = "\u{feff}";

/// What [`load`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loaded {
    pub config: Config,
    pub notes: Vec<Note>,
    /// Whether there is a file at all.
    pub exists: bool,
}

/// A change that is not about the contents of one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentEdit {
    /// Fails when the profile exists. The first one becomes the default.
    AddProfile {
        name: String,
        provider: String,
    },
    /// The default follows.
    RenameProfile {
        from: String,
        to: String,
    },
    /// When it was the default, the first of the others becomes the default.
    RemoveProfile(String),
    SetDefault(String),
    SetLanguage(String),
}

/// Whether a profile may have this name: 1 to 64 letters, digits, `.`, `_` or `-`.
pub fn is_profile_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// Reads the config file. A missing file is an empty config.
///
/// A profile without `provider` is read with an empty one: the caller takes the default.
pub fn load(paths: &Paths) -> Result<Loaded, StoreError> {
    let Some(found) = atomic::read_private(&paths.config_file)? else {
        return Ok(Loaded::default());
    };
    let mut notes = found.notes;
    if let Some(dir) = paths.config_file.parent().filter(|dir| paths.owns(dir)) {
        notes.extend(atomic::tighten_directory(dir));
    }
    Ok(Loaded {
        config: read(&paths.config_file, &found.text)?,
        notes,
        exists: true,
    })
}

/// Applies the edits to one profile in a single write; a profile that is not there is made.
pub fn edit(paths: &Paths, profile: &str, edits: &[ConfigEdit]) -> Result<(), StoreError> {
    if !is_profile_name(profile) {
        return Err(StoreError::BadProfileName);
    }
    change(paths, &Change::profile(profile, edits))
}

/// Applies one change to the file as a whole.
pub fn edit_document(paths: &Paths, edit: &DocumentEdit) -> Result<(), StoreError> {
    match edit {
        DocumentEdit::AddProfile { name, .. } | DocumentEdit::RenameProfile { to: name, .. }
            if !is_profile_name(name) =>
        {
            Err(StoreError::BadProfileName)
        }
        DocumentEdit::AddProfile { .. }
        | DocumentEdit::RenameProfile { .. }
        | DocumentEdit::RemoveProfile(_)
        | DocumentEdit::SetDefault(_)
        | DocumentEdit::SetLanguage(_) => change(paths, &Change::document(edit)),
    }
}

/// Reads the config file as [`load`] does, and changes nothing: not even a mode that is too wide.
pub fn look(paths: &Paths) -> Result<Loaded, StoreError> {
    let Some(found) = atomic::look(&paths.config_file)? else {
        return Ok(Loaded::default());
    };
    Ok(Loaded {
        config: read(&paths.config_file, &found.text)?,
        notes: Vec::new(),
        exists: true,
    })
}

/// The values in the text of a config file; `path` is only named in faults. The entry for a fuzzer.
pub fn read(path: &Path, text: &str) -> Result<Config, StoreError> {
    read::config(path, text.strip_prefix(BOM).unwrap_or(text))
}

/// The text of a config file after edits of one profile, as [`edit`] would write it. The entry for
/// a fuzzer.
pub fn edited(
    path: &Path,
    text: &str,
    profile: &str,
    edits: &[ConfigEdit],
) -> Result<Zeroizing<String>, StoreError> {
    if !is_profile_name(profile) {
        return Err(StoreError::BadProfileName);
    }
    apply(path, text, &Change::profile(profile, edits))
}

fn change(paths: &Paths, change: &Change<'_>) -> Result<(), StoreError> {
    let file = &paths.config_file;
    let _guard = lock::exclusive(&atomic::lock_file(file)?)?;
    atomic::sweep(file)?;
    let found = atomic::read_private(file)?;
    let old = found.as_ref().map_or(HEADER, |read| read.text.as_str());
    let new = apply(file, old, change)?;
    if found.is_some() && *new == old {
        return Ok(());
    }
    if new.len() as u64 > atomic::LIMIT {
        return Err(StoreError::refused(file, Why::TooLarge));
    }
    atomic::replace(file, new.as_bytes())
}

/// The text of the file after the change; a byte order mark stays where it was.
fn apply(file: &Path, old: &str, change: &Change<'_>) -> Result<Zeroizing<String>, StoreError> {
    let (mark, body) = match old.strip_prefix(BOM) {
        Some(body) => (BOM, body),
        None => ("", old),
    };
    let source = super::fields::Source {
        path: file,
        text: body,
    };
    let new = plan::apply(source, change)?;
    Ok(Zeroizing::new([mark, &new].concat()))
}

#[cfg(test)]
mod tests;
