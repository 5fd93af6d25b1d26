//! The files: whether they can be read and written, and whether others could.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use super::super::super::args::Args;
use super::super::super::context;
use super::super::super::env::Environment;
use super::Check;
use crate::clean;
use crate::provider::Providers;
use crate::shell::disk;
use crate::store::paths::Paths;
use crate::store::state::Seen;
use crate::store::{StoreError, atomic, config, could_write, state};
use crate::text::Phrase;
use crate::wizard::event::SaveReason;
use crate::wizard::problem;
use crate::wizard::saved::Config;

/// What the files told.
pub(super) struct Looked {
    pub(super) checks: Vec<Check>,
    pub(super) paths: Option<Paths>,
    /// Absent when it cannot be read.
    pub(super) config: Option<Config>,
    pub(super) provider_files: Vec<(String, String)>,
}

/// Looks at all of them, the modes first: nothing may be put right before it was seen.
pub(super) fn look(args: &Args, environment: &Environment) -> Looked {
    let Ok(paths) = context::paths(args, environment) else {
        return Looked {
            checks: vec![Check::wrong(
                "config",
                Phrase::new("save-no-home"),
                Phrase::new("cli-no-home-fix"),
            )],
            paths: None,
            config: None,
            provider_files: Vec::new(),
        };
    };
    let permissions = [
        permissions(
            "config-permissions",
            &paths,
            &paths.config_file,
            &paths.config_dir,
        ),
        permissions(
            "state-permissions",
            &paths,
            &paths.state_file,
            &paths.state_dir,
        ),
    ];
    let (config_check, config) = config_file(&paths);
    let mut checks = vec![config_check];
    checks.extend(permissions);
    checks.push(state_file(&paths));
    let (provider_check, provider_files) = provider_files(&paths.providers_dir);
    checks.push(provider_check);
    checks.push(writable(&paths));
    Looked {
        checks,
        paths: Some(paths),
        config,
        provider_files,
    }
}

fn shown(path: &Path) -> String {
    clean::short_line(&path.to_string_lossy(), 400)
}

/// Why, without the name of a key: a person's own may be anything.
fn reason(error: &StoreError) -> Phrase {
    let mut trouble = disk::trouble(error);
    if let SaveReason::Invalid { key, .. } = &mut trouble.reason {
        key.clear();
    }
    problem::save_reason(&trouble)
}

fn config_file(paths: &Paths) -> (Check, Option<Config>) {
    let path = shown(&paths.config_file);
    match config::look(paths) {
        Ok(loaded) if loaded.exists => (
            Check::well(
                "config",
                Phrase::new("doctor-config-well").with("path", path),
            ),
            Some(loaded.config),
        ),
        Ok(_) => (
            Check::open(
                "config",
                Phrase::new("doctor-config-absent").with("path", path),
            ),
            Some(Config::default()),
        ),
        Err(error) => (
            Check::wrong("config", reason(&error), {
                Phrase::new("doctor-config-fix").with("path", path)
            }),
            None,
        ),
    }
}

fn state_file(paths: &Paths) -> Check {
    let path = shown(&paths.state_file);
    if paths.state_file.symlink_metadata().is_err() {
        return Check::open(
            "state",
            Phrase::new("doctor-state-absent").with("path", path),
        );
    }
    match state::look(paths, "") {
        Ok(Seen::Whole(_)) => {
            Check::well("state", Phrase::new("doctor-state-well").with("path", path))
        }
        Ok(Seen::Broken) => Check::wrong(
            "state",
            Phrase::new("doctor-state-broken").with("path", path),
            Phrase::new("doctor-state-broken-fix"),
        ),
        Err(error) => Check::wrong(
            "state",
            reason(&error),
            Phrase::new("doctor-file-fix").with("path", path),
        ),
    }
}

/// Whether a file and the program's own directories are closed to others.
fn permissions(id: &'static str, paths: &Paths, file: &Path, dir: &Path) -> Check {
    let parent = file.parent().unwrap_or(dir);
    let dirs = [dir, parent].into_iter().filter(|dir| paths.owns(dir));
    let mut seen = false;
    for (path, wanted) in dirs
        .map(|dir| (dir, 0o700))
        .chain(std::iter::once((file, 0o600)))
    {
        let Ok(meta) = std::fs::metadata(path) else {
            continue;
        };
        seen = true;
        let mode = meta.permissions().mode() & 0o777;
        if meta.uid() != atomic::me() {
            return Check::wrong(
                id,
                Phrase::new("doctor-owner-wrong").with("path", shown(path)),
                Phrase::new("doctor-owner-fix").with("path", shown(path)),
            );
        }
        if mode & 0o077 != 0 {
            let wanted = format!("{wanted:o}");
            return Check::wrong(
                id,
                Phrase::new("doctor-mode-wrong")
                    .with("path", shown(path))
                    .with("mode", format!("{mode:04o}")),
                Phrase::new("doctor-mode-fix")
                    .with("path", shown(path))
                    .with("mode", wanted),
            );
        }
    }
    if seen {
        Check::well(id, Phrase::new("doctor-mode-well"))
    } else {
        Check::open(id, Phrase::new("doctor-mode-absent"))
    }
}

/// Each provider file of the person's own, by itself.
fn provider_files(dir: &Path) -> (Check, Vec<(String, String)>) {
    let id = "provider-files";
    let Ok(entries) = std::fs::read_dir(dir) else {
        return (
            Check::open(id, Phrase::new("doctor-providers-none")),
            Vec::new(),
        );
    };
    let mut files: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
        .collect();
    files.sort();
    let mut good = Vec::new();
    let mut wrong = None;
    for path in files {
        let name = shown(&path);
        let fault = match std::fs::read_to_string(&path) {
            Ok(text) => {
                let file = [(name.clone(), text)];
                match Providers::with_files(&file) {
                    Ok(_) => {
                        good.extend(file);
                        continue;
                    }
                    Err(error) => Phrase::new("doctor-provider-wrong")
                        .with("path", name)
                        .number("line", i64::try_from(error.line).unwrap_or_default()),
                }
            }
            Err(_) => Phrase::new("cli-provider-file-unreadable").with("path", name),
        };
        wrong.get_or_insert(fault);
    }
    let check = match wrong {
        Some(fault) => Check::wrong(id, fault, Phrase::new("doctor-provider-fix")),
        None if good.is_empty() => Check::open(id, Phrase::new("doctor-providers-none")),
        None => Check::well(
            id,
            Phrase::new("doctor-providers-well")
                .number("count", i64::try_from(good.len()).unwrap_or_default()),
        ),
    };
    (check, good)
}

fn writable(paths: &Paths) -> Check {
    match could_write(paths) {
        Ok(()) => Check::well("writable", Phrase::new("doctor-writable-well")),
        Err(error) => {
            let path = disk::trouble(&error).path;
            Check::wrong(
                "writable",
                reason(&error),
                Phrase::new("doctor-writable-fix").with("path", path),
            )
        }
    }
}
