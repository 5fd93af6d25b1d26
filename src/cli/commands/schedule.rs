//! `schedule`.

use std::process::ExitCode;

use super::super::args::{Args, Schedule};
use super::super::env::Environment;
use super::super::report::Failure;

/// Runs `schedule`.
pub(in super::super) fn run(
    _args: &Args,
    _environment: &Environment,
    _options: &Schedule,
) -> Result<ExitCode, Failure> {
    Ok(ExitCode::SUCCESS)
}
