//! What is run, and which keys are pressed in it.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::floor;
use crate::home::Homes;
use crate::provider;

/// Sixty characters, as long as what is usually typed or pasted.
const SIXTY: &str = "a-name-for-the-app-that-somebody-thought-about-for-two-hours";

/// A program and its keys.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) command: Vec<String>,
    #[serde(default)]
    pub(crate) environment: Vec<(String, String)>,
    /// A text that is on the screen when it is complete.
    pub(crate) ready: String,
    pub(crate) steps: Vec<Step>,
    /// The keys that end it.
    pub(crate) exit: Vec<String>,
    /// What it keeps between runs, to be forgotten before each.
    #[serde(skip)]
    pub(crate) kept: Option<PathBuf>,
}

/// One thing that the person does.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Step {
    /// Keys that are not measured.
    Press(Vec<String>),
    /// A text, one measured character after the other.
    Type(String),
    /// So many measured Backspaces.
    Erase(usize),
    /// Keys that move a marker, so many times over.
    Move { keys: Vec<String>, times: usize },
    /// A key that leads to another screen.
    Next(Vec<String>),
    /// A text at once.
    Paste(String),
    /// Keys that are not measured, and right behind them windows of another size, so many `times`,
    /// each as soon as the last one is drawn: whatever the program does meanwhile is met.
    Chase { first: Vec<String>, times: usize },
}

impl Program {
    /// The wizard in a home of its own, from the first step into a field of the second.
    pub(crate) fn wizard(homes: &Homes, lang: &str) -> Self {
        let name = if lang == "ko" {
            "igtoken, Korean"
        } else {
            "igtoken"
        };
        let mut environment = Homes::environment(&homes.fresh);
        environment.push(("IGTOKEN_LANG".to_owned(), lang.to_owned()));
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        Self {
            name: name.to_owned(),
            command: vec![env!("CARGO_BIN_EXE_igtoken").to_owned()],
            environment,
            ready: "● account".to_owned(),
            steps: vec![
                Step::Next(keys(&["Enter"])),
                Step::Press(keys(&["Tab"])),
                Step::Type(SIXTY.to_owned()),
                Step::Erase(SIXTY.len()),
                Step::Paste(SIXTY.to_owned()),
                Step::Press(keys(&["Esc"])),
                Step::Move {
                    keys: keys(&["Down", "Up"]),
                    times: 10,
                },
            ],
            exit: keys(&["q"]),
            kept: Some(Homes::state(&homes.fresh)),
        }
    }

    /// Takes it back to its first run.
    pub(crate) fn forget(&self) -> Result<()> {
        match &self.kept {
            Some(kept) if kept.exists() => Ok(std::fs::remove_dir_all(kept)?),
            _ => Ok(()),
        }
    }

    /// The overview in a config of two hundred profiles.
    pub(crate) fn many_profiles(homes: &Homes) -> Self {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        Self {
            name: "igtoken, 200 profiles".to_owned(),
            command: vec![env!("CARGO_BIN_EXE_igtoken").to_owned()],
            environment: Homes::environment(&homes.many),
            ready: "account".to_owned(),
            steps: vec![Step::Move {
                keys: keys(&["Down", "Up"]),
                times: 10,
            }],
            // At once; q waits until nothing follows, for it may begin a paste.
            exit: keys(&["Ctrl-C"]),
            kept: Some(Homes::state(&homes.many)),
        }
    }

    /// Waiting for the answer, in the box and at a port.
    pub(crate) fn at_authorize(homes: &Homes) -> Self {
        let own = env!("CARGO_BIN_EXE_igtoken");
        let mut command = vec![own.to_owned()];
        command.extend(["step", "authorize"].map(str::to_owned));
        Self {
            name: "igtoken, at authorize".to_owned(),
            command,
            environment: Homes::environment(&homes.ready),
            ready: "Also listening on port".to_owned(),
            steps: Vec::new(),
            exit: vec!["Ctrl-C".to_owned()],
            kept: Some(Homes::state(&homes.ready)),
        }
    }

    /// While it reads the certificates, sets TLS up and calls a provider that never answers.
    pub(crate) fn while_calling(homes: &Homes) -> Result<Self> {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        let mut environment = Homes::environment(&homes.one);
        let endpoint = format!("https://127.0.0.1:{}", provider::silent()?);
        environment.push(("IGTOKEN_ENDPOINT".to_owned(), endpoint));
        Ok(Self {
            name: "igtoken while calling".to_owned(),
            command: vec![env!("CARGO_BIN_EXE_igtoken").to_owned()],
            environment,
            ready: "account".to_owned(),
            steps: vec![Step::Chase {
                first: keys(&["r"]),
                times: 120,
            }],
            // The call is waited for, but not when it is asked for twice.
            exit: keys(&["Ctrl-C", "Ctrl-C"]),
            kept: Some(Homes::state(&homes.one)),
        })
    }

    /// The least that shows this frame.
    pub(crate) fn floor(name: &str, frame: &Path) -> Result<Self> {
        let own = std::env::current_exe()?;
        let own = own.to_str().context("a path that is text")?.to_owned();
        let frame = frame.to_str().context("a path that is text")?.to_owned();
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        Ok(Self {
            name: name.to_owned(),
            command: vec![own, floor::OPTION.to_owned(), frame],
            environment: Vec::new(),
            ready: String::new(),
            steps: vec![
                Step::Type(SIXTY.to_owned()),
                Step::Erase(SIXTY.len()),
                Step::Paste(SIXTY.to_owned()),
                Step::Move {
                    keys: keys(&["Down", "Up"]),
                    times: 10,
                },
            ],
            exit: keys(&["q"]),
            kept: None,
        })
    }
}

/// Other programs, from a JSON file: a list of `name`, `command`, `environment` (pairs), `ready`,
/// `steps` and `exit`.
pub(crate) fn read(file: &Path) -> Result<Vec<Program>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}

/// What a terminal sends for a key.
pub(crate) fn key(name: &str) -> Result<Vec<u8>> {
    let bytes: &[u8] = match name {
        "Up" => b"\x1b[A",
        "Down" => b"\x1b[B",
        "Right" => b"\x1b[C",
        "Left" => b"\x1b[D",
        "Enter" => b"\r",
        "Tab" => b"\t",
        "Esc" => b"\x1b",
        "Space" => b" ",
        "Backspace" => b"\x7f",
        "Ctrl-C" => b"\x03",
        one if one.chars().count() == 1 => one.as_bytes(),
        _ => bail!("no such key: {name}"),
    };
    Ok(bytes.to_vec())
}
