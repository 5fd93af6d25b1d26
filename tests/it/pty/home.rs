//! A home for the program on a pseudo-terminal.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A home of its own, gone when the test ends.
pub(crate) struct Home {
    dir: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().expect("a temporary directory"),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.path().join(".config/igtoken/practice/config.toml")
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.path().join(".local/state/igtoken/practice/state.toml")
    }

    pub(crate) fn config_text(&self) -> String {
        std::fs::read_to_string(self.config()).expect("the practice config")
    }

    /// Runs the program without a terminal.
    pub(crate) fn run(&self, args: &[&str]) -> std::process::Output {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_igtoken"));
        command.args(args).env_clear().env("HOME", self.path());
        command.output().expect("the program runs")
    }

    /// Writes the config as a person with an editor would.
    pub(crate) fn edit_config(&self, text: &str) {
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .truncate(true)
            .open(self.config())
            .expect("the config");
        file.write_all(text.as_bytes())
            .expect("a hand-edited config");
    }

    /// The value of a key of the config, wherever it stands.
    pub(crate) fn config_value(&self, table: &str, key: &str) -> Option<String> {
        let config: toml::Table = self.config_text().parse().expect("a config that parses");
        let value = table
            .split('.')
            .try_fold(toml::Value::Table(config), |value, part| {
                value.get(part).cloned()
            })?
            .get(key)?
            .clone();
        Some(
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        )
    }
}
