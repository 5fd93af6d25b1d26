//! What can be wrong with a file, as kinds that a caller turns into words.

use std::io;
use std::path::Path;

use thiserror::Error;

use crate::clean;
pub use crate::wizard::flaw::{Expected, Flaw as Problem};

/// A file cannot be found, read, understood or written. Paths are cleaned for display.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    #[error("no home directory is known")]
    NoHome,
    #[error("{path}: cannot be read: {reason}")]
    NotReadable { path: String, reason: Fault },
    #[error("{path}:{line}:{column}: {}: {problem:?}", key.as_deref().unwrap_or("file"))]
    Invalid {
        path: String,
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
        /// The key with the tables it lies in, such as `profiles.default.token.kind`.
        key: Option<String>,
        problem: Problem,
    },
    #[error("{path}: cannot be written: {reason}")]
    NotWritable { path: String, reason: Fault },
    #[error("{path}: refused: {why}")]
    Refused { path: String, why: Why },
    #[error("no profile named {0}")]
    NoProfile(String),
    #[error("a profile named {0} exists")]
    ProfileExists(String),
    #[error("not a name for a profile")]
    BadProfileName,
    /// Another process has finished or replaced the sign-in.
    #[error("another process went on with this sign-in")]
    Overtaken,
    /// Another process holds the lock.
    #[error("another process is at work")]
    Busy,
}

/// Why the operating system said no.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    #[error("the disk is full")]
    DiskFull,
    #[error("a limit on the size of files is in force")]
    SizeLimit,
    #[error("the file system is read-only")]
    ReadOnly,
    #[error("permission denied")]
    Denied,
    #[error("the directory is gone")]
    Vanished,
    #[error("a part of the path is no directory")]
    NotADirectory,
    /// Anything else, by the name of its kind.
    #[error("{0}")]
    Other(String),
}

/// Why a file is not touched although it could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Why {
    #[error("a symbolic link that leads nowhere or belongs to someone else")]
    Symlink,
    #[error("it belongs to another user")]
    ForeignOwner,
    #[error("a directory is in its place")]
    Directory,
    #[error("it is no regular file")]
    NotAFile,
    #[error("larger than 1 MiB")]
    TooLarge,
    #[error("not UTF-8")]
    NotUtf8,
    #[error("the value holds control characters")]
    NotOneLine,
}

/// Something that was put right and should be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The file could be read or written by others; it is 0600 now. `mode` is what it was.
    FileTightened { path: String, mode: u32 },
    /// The directory was open to others; it is 0700 now. `mode` is what it was.
    DirectoryTightened { path: String, mode: u32 },
    /// Others can read the file, and that could not be changed.
    FileLoose { path: String, mode: u32 },
    /// A state file that could not be read was moved here.
    SetAside { path: String },
}

impl Fault {
    pub(crate) fn of(error: &io::Error) -> Self {
        let kind = error.kind();
        if matches!(
            kind,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        ) {
            Self::DiskFull
        } else if kind == io::ErrorKind::FileTooLarge {
            Self::SizeLimit
        } else if kind == io::ErrorKind::ReadOnlyFilesystem {
            Self::ReadOnly
        } else if kind == io::ErrorKind::PermissionDenied {
            Self::Denied
        } else if kind == io::ErrorKind::NotFound {
            Self::Vanished
        } else if kind == io::ErrorKind::NotADirectory {
            Self::NotADirectory
        } else {
            Self::Other(kind.to_string())
        }
    }
}

impl StoreError {
    pub(crate) fn reading(path: &Path, error: &io::Error) -> Self {
        Self::NotReadable {
            path: shown(path),
            reason: Fault::of(error),
        }
    }

    pub(crate) fn writing(path: &Path, error: &io::Error) -> Self {
        Self::NotWritable {
            path: shown(path),
            reason: Fault::of(error),
        }
    }

    pub(crate) fn refused(path: &Path, why: Why) -> Self {
        Self::Refused {
            path: shown(path),
            why,
        }
    }
}

/// A path as it may be shown.
pub(crate) fn shown(path: &Path) -> String {
    clean::line(&path.to_string_lossy()).into_owned()
}
