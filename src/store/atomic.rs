//! Private files, read with care and replaced whole.
//!
//! [`replace`] leaves either the old file or the new one, whatever happens in between. It takes no
//! lock: who changes a file takes its lock first, reads it again, and then replaces it.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::fault::shown;
use super::{Fault, Note, StoreError, Why};
use crate::failpoint;

/// The most that is read from a file, in bytes.
pub const LIMIT: u64 = 1024 * 1024;

const PREFIX: &str = ".igtoken-";
const SUFFIX: &str = ".tmp";

/// The text of a file, and what was put right on the way.
#[derive(Clone, PartialEq, Eq)]
pub struct Read {
    pub text: Zeroizing<String>,
    pub notes: Vec<Note>,
}

impl fmt::Debug for Read {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Read")
            .field("bytes", &self.text.len())
            .field("notes", &self.notes)
            .finish()
    }
}

/// Reads a private file; `None` when there is none.
///
/// A file that others can read is closed to them first.
pub fn read_private(path: &Path) -> Result<Option<Read>, StoreError> {
    read(path, Loose::Close)
}

/// The same for who only looks: the file's mode stays as it is.
pub fn look(path: &Path) -> Result<Option<Read>, StoreError> {
    read(path, Loose::Leave)
}

/// What becomes of a file that others can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loose {
    Close,
    Leave,
}

fn read(path: &Path, loose: Loose) -> Result<Option<Read>, StoreError> {
    let Some(target) = resolve(path)? else {
        return Ok(None);
    };
    let failed = |error: io::Error| StoreError::reading(path, &error);
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(careful())
        .open(&target)
        .map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    check(path, &meta)?;
    let mut notes = Vec::new();
    let mode = meta.permissions().mode() & 0o777;
    if mode & 0o077 != 0 && loose == Loose::Close {
        let path = shown(path);
        notes.push(match file.set_permissions(Permissions::from_mode(0o600)) {
            Ok(()) => Note::FileTightened { path, mode },
            Err(_) => Note::FileLoose { path, mode },
        });
    }
    if meta.len() > LIMIT {
        return Err(StoreError::refused(path, Why::TooLarge));
    }
    // Room for all of it at once: growing would leave copies behind.
    let room = usize::try_from(meta.len()).unwrap_or(0).saturating_add(64);
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    file.take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > LIMIT {
        return Err(StoreError::refused(path, Why::TooLarge));
    }
    let text = String::from_utf8(std::mem::take(&mut *bytes)).map_err(|error| {
        drop(Zeroizing::new(error.into_bytes()));
        StoreError::refused(path, Why::NotUtf8)
    })?;
    Ok(Some(Read {
        text: Zeroizing::new(text),
        notes,
    }))
}

/// Closes a directory of this program's own to others; says so when it was open.
pub fn tighten_directory(dir: &Path) -> Option<Note> {
    let meta = fs::symlink_metadata(dir).ok()?;
    let mode = meta.permissions().mode() & 0o777;
    let open = mode & 0o077 != 0;
    if !meta.is_dir() || meta.uid() != me() || !open {
        return None;
    }
    fs::set_permissions(dir, Permissions::from_mode(0o700)).ok()?;
    Some(Note::DirectoryTightened {
        path: shown(dir),
        mode,
    })
}

/// Replaces the file whole: a reader sees the old bytes or the new ones, never a part.
///
/// Missing directories are made, 0700. The file is 0600 whatever it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    make_parent(path)?;
    let target = resolve(path)?.unwrap_or_else(|| path.to_path_buf());
    let failed = |error: io::Error| StoreError::writing(path, &error);
    let mut temp = temporary(&target, bytes.len()).map_err(failed)?;
    temp.write_all(bytes).map_err(failed)?;
    put(temp, &target).map_err(failed)
}

/// Puts a finished temporary file in the place of the target, whatever happens in between.
pub(super) fn put(temp: tempfile::NamedTempFile, target: &Path) -> io::Result<()> {
    failpoint::reach("write.filled")?;
    temp.as_file().sync_all()?;
    failpoint::reach("write.synced")?;
    temp.persist(target).map_err(|error| error.error)?;
    failpoint::reach("write.renamed")?;
    sync_directory(parent(target))?;
    failpoint::pass("write.done");
    Ok(())
}

/// Proves that [`replace`] could work, without touching the file.
pub(crate) fn prove(path: &Path) -> Result<(), StoreError> {
    make_parent(path)?;
    let target = resolve(path)?.unwrap_or_else(|| path.to_path_buf());
    let failed = |error: io::Error| StoreError::writing(path, &error);
    // As much as the file may grow to, so that a disk that is nearly full is noticed.
    let sample = [b'#'; 16 * 1024];
    let mut temp = temporary(&target, sample.len()).map_err(failed)?;
    temp.write_all(&sample).map_err(failed)?;
    temp.as_file().sync_all().map_err(failed)?;
    failpoint::pass("prove.filled");
    temp.close().map_err(failed)
}

/// Removes what dead processes left beside the file. Call it under the file's lock: then nobody
/// else is writing it, so every temporary file of this name is a leftover.
pub(crate) fn sweep(path: &Path) -> Result<(), StoreError> {
    let target = resolve(path)?.unwrap_or_else(|| path.to_path_buf());
    sweep_beside(&target);
    Ok(())
}

/// The same for a file that is no link, whosever it is.
pub(super) fn sweep_beside(target: &Path) {
    let Ok(entries) = fs::read_dir(parent(target)) else {
        return;
    };
    let prefix = temporary_prefix(target);
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name
            .as_encoded_bytes()
            .starts_with(prefix.as_encoded_bytes())
            && name.as_encoded_bytes().ends_with(SUFFIX.as_bytes());
        if ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            // Another sweep may have been quicker; what cannot be removed does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The lock file that belongs to a file: beside it, or beside what a link points to.
pub fn lock_file(path: &Path) -> Result<PathBuf, StoreError> {
    let target = resolve(path)?.unwrap_or_else(|| path.to_path_buf());
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or(OsStr::new("igtoken")));
    name.push(".lock");
    Ok(parent(&target).join(name))
}

/// Makes the directories above the file, 0700.
pub(crate) fn make_parent(path: &Path) -> Result<(), StoreError> {
    let dir = parent(path);
    if dir.is_dir() {
        return Ok(());
    }
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(|error| {
            let reason = if error.kind() == io::ErrorKind::AlreadyExists {
                Fault::NotADirectory
            } else {
                Fault::of(&error)
            };
            StoreError::NotWritable {
                path: shown(dir),
                reason,
            }
        })
}

/// The file itself behind the path; `None` when there is none.
///
/// A link of one's own to a file of one's own is followed, as dotfile managers need it.
pub(crate) fn resolve(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::reading(path, &error)),
    };
    if !meta.is_symlink() {
        check(path, &meta)?;
        return Ok(Some(path.to_path_buf()));
    }
    let refused = || StoreError::refused(path, Why::Symlink);
    let place = fs::metadata(parent(path)).map_err(|_| refused())?;
    if meta.uid() != me() || place.uid() != me() {
        return Err(refused());
    }
    let target = fs::canonicalize(path).map_err(|_| refused())?;
    let meta = fs::symlink_metadata(&target).map_err(|_| refused())?;
    if meta.uid() != me() {
        return Err(refused());
    }
    check(path, &meta)?;
    Ok(Some(target))
}

fn check(path: &Path, meta: &fs::Metadata) -> Result<(), StoreError> {
    let why = if meta.is_dir() {
        Why::Directory
    } else if !meta.is_file() {
        Why::NotAFile
    } else if meta.uid() != me() {
        Why::ForeignOwner
    } else {
        return Ok(());
    };
    Err(StoreError::refused(path, why))
}

pub(super) fn temporary(target: &Path, size: usize) -> io::Result<tempfile::NamedTempFile> {
    // Past the limit the kernel would end the process with a signal instead of an error.
    let limit = rustix::process::getrlimit(rustix::process::Resource::Fsize).current;
    if limit.is_some_and(|limit| size as u64 > limit) {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    failpoint::reach("write.begin")?;
    let temp = tempfile::Builder::new()
        .prefix(&temporary_prefix(target))
        .suffix(SUFFIX)
        .permissions(Permissions::from_mode(0o600))
        .tempfile_in(parent(target))?;
    // The umask may have taken away what the owner needs.
    temp.as_file()
        .set_permissions(Permissions::from_mode(0o600))?;
    failpoint::reach("write.made")?;
    Ok(temp)
}

fn temporary_prefix(target: &Path) -> OsString {
    let mut prefix = OsString::from(PREFIX);
    prefix.push(target.file_name().unwrap_or(OsStr::new("file")));
    prefix.push("-");
    prefix
}

pub(super) fn sync_directory(dir: &Path) -> io::Result<()> {
    match File::open(dir)?.sync_all() {
        // Some network file systems cannot do it, and the rename is done.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        other => other,
    }
}

pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    }
}

/// Flags that follow no link and wait for no pipe.
pub(crate) fn careful() -> i32 {
    use rustix::fs::OFlags;
    i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC).bits()).unwrap_or(0)
}

/// The user this process acts as.
pub(crate) fn me() -> u32 {
    rustix::process::geteuid().as_raw()
}

#[cfg(test)]
mod tests;
