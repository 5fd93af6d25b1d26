//! `doctor`.

use std::process::ExitCode;

use super::super::args::{Args, Plain};
use super::super::env::Environment;
use super::super::report::Failure;

/// Runs `doctor`.
pub(in super::super) fn run(
    _args: &Args,
    _environment: &Environment,
    _options: &Plain,
) -> Result<ExitCode, Failure> {
    Ok(ExitCode::SUCCESS)
}
