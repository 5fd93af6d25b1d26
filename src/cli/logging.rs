//! The log file: what was called and how it ended, without a secret.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::sync::Mutex;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::args::Args;
use super::report::Failure;
use crate::text::Phrase;
use crate::wizard::{ErrorKind, Problem};

/// Keeps the log open.
#[derive(Debug)]
pub(super) struct Log;

/// Opens the log that was asked for.
pub(super) fn start(args: &Args) -> Result<Option<Log>, Failure> {
    let Some(path) = &args.log else {
        return Ok(None);
    };
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(path)
        .map_err(|error| {
            Failure::from(
                Problem::own(
                    ErrorKind::Config,
                    "log-not-writable",
                    Phrase::new("cli-log-not-writable")
                        .with("path", crate::clean::line(&path.to_string_lossy())),
                    Phrase::new("cli-log-not-writable-fix"),
                )
                .because(Phrase::new("save-other").with("text", error.kind().to_string())),
            )
        })?;
    let level = match args.verbose {
        0 => LevelFilter::INFO,
        1 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    // Only this program's own records: other crates may write whole addresses into theirs.
    let own = tracing_subscriber::filter::Targets::new().with_target("igtoken", level);
    let layer = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(Mutex::new(file));
    let started = tracing_subscriber::registry()
        .with(layer)
        .with(own)
        .try_init();
    Ok(started.is_ok().then_some(Log))
}
