//! `man`.

use std::process::ExitCode;

use super::super::args::Man;
use super::super::report::Failure;

/// Runs `man`.
pub(in super::super) fn run(_options: &Man) -> Result<ExitCode, Failure> {
    Ok(ExitCode::SUCCESS)
}
