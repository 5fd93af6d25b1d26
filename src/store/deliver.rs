//! Hands a token on to a dotenv file of the person's: one value changes, all else stays.
//!
//! The file is not this program's own, so it keeps its mode, owner and group, and its directory is
//! never made. [`dotenv`] changes the text; this module reads and replaces the file.

pub mod dotenv;

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use directories::BaseDirs;
use zeroize::Zeroizing;

use super::atomic::{self, LIMIT};
use super::paths::Paths;
use super::{Fault, StoreError, Why, lock};
use crate::secret::Secret;

/// Sets a variable in the file at a path that is absolute or begins with `~/`.
///
/// A missing file is made, 0600; a missing directory is an error. Processes with the same state
/// directory do it one after the other.
pub fn to_dotenv(paths: &Paths, path: &str, key: &str, value: &Secret) -> Result<(), StoreError> {
    let path = expand(path)?;
    let target = resolve(&path)?;
    let _guard = lock::exclusive(&paths.deliver_lock(&target))?;
    atomic::sweep_beside(&target);
    let old = read(&path, &target)?;
    let text = old.as_ref().map_or(&[][..], |(text, _)| text);
    let new = dotenv::assign(text, key, value.expose())
        .ok_or_else(|| StoreError::refused(&path, Why::NotOneLine))?;
    if old.is_some() && *new == *text {
        return Ok(());
    }
    let meta = old.as_ref().map(|(_, meta)| meta);
    write(&target, &new, meta).map_err(|error| StoreError::writing(&path, &error))
}

fn expand(path: &str) -> Result<PathBuf, StoreError> {
    match path.strip_prefix("~/") {
        Some(rest) => {
            let dirs = BaseDirs::new().ok_or(StoreError::NoHome)?;
            Ok(dirs.home_dir().join(rest))
        }
        None => Ok(PathBuf::from(path)),
    }
}

/// The file itself: a link of one's own to a file of one's own is followed.
fn resolve(path: &Path) -> Result<PathBuf, StoreError> {
    let dir = atomic::parent(path);
    let missing = |error: io::Error| StoreError::NotWritable {
        path: super::fault::shown(path),
        reason: Fault::of(&error),
    };
    let is_link = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
    if is_link && let Some(target) = atomic::resolve(path)? {
        return Ok(target);
    }
    // The directory's real name, so that all ways to the file share one lock.
    let real = fs::canonicalize(dir).map_err(missing)?;
    let name = path.file_name();
    Ok(name.map_or_else(|| path.to_path_buf(), |name| real.join(name)))
}

type Old = (Zeroizing<Vec<u8>>, fs::Metadata);

/// The bytes as they are; nothing when there is no file.
fn read(path: &Path, target: &Path) -> Result<Option<Old>, StoreError> {
    let failed = |error: io::Error| StoreError::reading(path, &error);
    let opened = OpenOptions::new()
        .read(true)
        .custom_flags(atomic::careful())
        .open(target);
    let file = match opened {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let meta = file.metadata().map_err(failed)?;
    let why = if meta.is_dir() {
        Some(Why::Directory)
    } else if !meta.is_file() {
        Some(Why::NotAFile)
    } else if meta.uid() != atomic::me() && atomic::me() != 0 {
        // Only root can give the new file to the owner of the old one.
        Some(Why::ForeignOwner)
    } else if meta.len() > LIMIT {
        Some(Why::TooLarge)
    } else {
        None
    };
    if let Some(why) = why {
        return Err(StoreError::refused(path, why));
    }
    let room = usize::try_from(meta.len()).unwrap_or(0).saturating_add(64);
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    file.take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > LIMIT {
        return Err(StoreError::refused(path, Why::TooLarge));
    }
    Ok(Some((bytes, meta)))
}

/// Replaces the file whole; the new one is private until it has the owner of the old one.
fn write(target: &Path, bytes: &[u8], old: Option<&fs::Metadata>) -> io::Result<()> {
    let mut temp = atomic::temporary(target, bytes.len())?;
    temp.write_all(bytes)?;
    if let Some(old) = old {
        keep_owner(temp.as_file(), old)?;
        let mode = old.permissions().mode() & 0o777;
        temp.as_file()
            .set_permissions(Permissions::from_mode(mode))?;
    }
    atomic::put(temp, target)
}

fn keep_owner(file: &File, old: &fs::Metadata) -> io::Result<()> {
    let new = file.metadata()?;
    let owner = (new.uid() != old.uid()).then(|| old.uid());
    let group = (new.gid() != old.gid()).then(|| old.gid());
    if owner.is_none() && group.is_none() {
        return Ok(());
    }
    std::os::unix::fs::fchown(file, owner, group)
}

#[cfg(test)]
mod tests;
