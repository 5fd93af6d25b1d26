//! Reads provider files and looks providers up by name.

use super::Provider;

/// A provider file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {key}: {problem}")]
pub struct FileError {
    pub file: String,
    /// From one.
    pub line: usize,
    /// The key, such as `step[3].field[0].kind`.
    pub key: String,
    /// Cleaned; holds no value of the file.
    pub problem: String,
}

/// All providers: the embedded ones and those of the person's own files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Providers {
    all: Vec<Provider>,
}
