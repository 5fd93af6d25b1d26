//! Where the files are.
//!
//! Practice mode has a subtree of its own, so that nothing it writes can reach a real token.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::{Fault, StoreError};

/// What the person chose on the command line or in the environment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// `--config` or `IGTOKEN_CONFIG`.
    pub config: Option<PathBuf>,
    pub practice: bool,
}

/// The files and directories of one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    pub config_file: PathBuf,
    /// The directory of this program in the platform's config directory, in practice mode too.
    pub config_dir: PathBuf,
    /// Provider files of the person's own; read only.
    pub providers_dir: PathBuf,
    pub state_dir: PathBuf,
    pub state_file: PathBuf,
    /// The directory of this program among those that last as long as the login, where there is one.
    pub runtime_dir: Option<PathBuf>,
    /// Present in practice mode only.
    pub practice: Option<Practice>,
    /// Directories that belong to this program alone and may be closed to others.
    own_dirs: Vec<PathBuf>,
}

/// The files of the practice provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    pub world: PathBuf,
    pub lock: PathBuf,
    pub port: PathBuf,
}

impl Paths {
    /// Finds the platform's directories and applies the choice; creates nothing.
    pub fn resolve(choice: &Choice) -> Result<Self, StoreError> {
        let dirs = ProjectDirs::from("", "", "igtoken").ok_or(StoreError::NoHome)?;
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        let mut paths = Self::under(dirs.config_dir(), state, choice)?;
        paths.runtime_dir = dirs.runtime_dir().map(Path::to_path_buf);
        Ok(paths)
    }

    /// The same below two given directories.
    pub fn under(config: &Path, state: &Path, choice: &Choice) -> Result<Self, StoreError> {
        let mut own_dirs = vec![config.to_path_buf(), state.to_path_buf()];
        let (files, state_dir) = if choice.practice {
            let pair = (config.join("practice"), state.join("practice"));
            own_dirs.extend([pair.0.clone(), pair.1.clone()]);
            pair
        } else {
            (config.to_path_buf(), state.to_path_buf())
        };
        let named = match &choice.config {
            Some(path) => Some(absolute(path)?).filter(|path| *path != config.join("config.toml")),
            None => None,
        };
        let tag = named.as_deref().map(tag);
        let (config_file, state_name) = match (named, tag) {
            (Some(_), Some(tag)) if choice.practice => (
                files.join(format!("config-{tag}.toml")),
                format!("state-{tag}.toml"),
            ),
            (Some(path), Some(tag)) => (path, format!("state-{tag}.toml")),
            _ => (files.join("config.toml"), "state.toml".to_owned()),
        };
        Ok(Self {
            config_file,
            config_dir: config.to_path_buf(),
            providers_dir: config.join("providers"),
            state_file: state_dir.join(state_name),
            practice: choice.practice.then(|| Practice {
                world: state_dir.join("world.json"),
                lock: state_dir.join("practice.lock"),
                port: state_dir.join("practice.port"),
            }),
            state_dir,
            runtime_dir: None,
            own_dirs,
        })
    }

    /// The lock to hold around read, refresh and write of one profile's token. Not the lock of the
    /// config file, which is held only while the file is rewritten.
    pub fn refresh_lock(&self, profile: &str) -> PathBuf {
        let mut name = self
            .state_file
            .file_stem()
            .unwrap_or(OsStr::new("state"))
            .to_os_string();
        name.push(format!(
            "-refresh-{:016x}.lock",
            fingerprint(profile.as_bytes())
        ));
        self.state_dir.join(name)
    }

    /// The lock that a process holds from the note that a code is sent until its answer is saved.
    pub(super) fn sender_lock(&self, profile: &str) -> PathBuf {
        self.state_dir
            .join(format!("sender-{:016x}.lock", self.meeting(profile)))
    }

    /// The lock that the one wizard of a profile holds that hears other shells.
    pub fn handover_lock(&self, profile: &str) -> PathBuf {
        self.state_dir
            .join(format!("handover-{:016x}.lock", self.meeting(profile)))
    }

    /// The name of the socket of a profile: short, since the path of a socket has little room.
    pub(super) fn handover_name(&self, profile: &str) -> String {
        format!("{:016x}.sock", self.meeting(profile))
    }

    /// One number for one home, config, mode and profile.
    fn meeting(&self, profile: &str) -> u64 {
        let mut whole = self.state_file.as_os_str().as_bytes().to_vec();
        whole.push(0);
        whole.extend_from_slice(profile.as_bytes());
        fingerprint(&whole)
    }

    /// The lock to hold while a dotenv file is changed; here, so that nothing is left beside it.
    pub(super) fn deliver_lock(&self, target: &Path) -> PathBuf {
        let tag = tag(target);
        self.state_dir.join(format!("deliver-{tag}.lock"))
    }

    /// Whether the directory belongs to this program alone.
    pub(crate) fn owns(&self, dir: &Path) -> bool {
        self.own_dirs.iter().any(|own| own == dir)
    }
}

fn absolute(path: &Path) -> Result<PathBuf, StoreError> {
    let absolute = std::path::absolute(path).map_err(|error| StoreError::NotReadable {
        path: super::fault::shown(path),
        reason: Fault::of(&error),
    })?;
    // The directory's real name, so that two ways to write one path share one state.
    Ok(match (absolute.parent(), absolute.file_name()) {
        (Some(dir), Some(name)) => dir
            .canonicalize()
            .map_or_else(|_| absolute.clone(), |dir| dir.join(name)),
        _ => absolute,
    })
}

fn tag(path: &Path) -> String {
    format!("{:016x}", fingerprint(path.as_os_str().as_bytes()))
}

/// FNV-1a: the same in every release, which the standard library's hashes do not promise.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests;
