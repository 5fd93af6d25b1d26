//! Homes to run in: one where nothing is set up, one with two hundred profiles.

use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::Result;
use tempfile::TempDir;

/// How many profiles the large config has.
const PROFILES: usize = 200;

/// A profile before its sign-in. The port is one that nothing of this machine uses by habit.
const READY: &str = "version = 1\n\n[profiles.default]\nprovider = \"instagram-login\"\n\
    app_id = \"990602627938098\"\napp_secret = \"0123456789abcdef0123456789abcdef\"\n\
    redirect_uri = \"http://127.0.0.1:48443/callback\"\n";

/// The homes of one benchmark, gone when it ends.
pub(crate) struct Homes {
    dir: TempDir,
    pub(crate) fresh: PathBuf,
    pub(crate) one: PathBuf,
    pub(crate) many: PathBuf,
    /// Everything is there but the sign-in.
    pub(crate) ready: PathBuf,
}

impl Homes {
    pub(crate) fn make() -> Result<Self> {
        let dir = tempfile::tempdir()?;
        let home = |name: &str, profiles: usize| -> Result<PathBuf> {
            let home = dir.path().join(name);
            let config = home.join(".config/igtoken");
            std::fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&config)?;
            if profiles > 0 {
                write(&config.join("config.toml"), config_of(profiles)?.as_bytes())?;
            }
            Ok(home)
        };
        let ready = home("ready", 0)?;
        write(&ready.join(".config/igtoken/config.toml"), READY.as_bytes())?;
        Ok(Self {
            fresh: home("fresh", 0)?,
            one: home("one", 1)?,
            many: home("many", PROFILES)?,
            ready,
            dir,
        })
    }

    /// Keeps a frame where the floor finds it.
    pub(crate) fn keep_frame(&self, frame: &[u8]) -> Result<PathBuf> {
        let file = self.dir.path().join("frame");
        write(&file, frame)?;
        Ok(file)
    }

    /// What the program remembers of its runs in a home.
    pub(crate) fn state(home: &Path) -> PathBuf {
        home.join(".local/state/igtoken")
    }

    /// The environment of a program in one of the homes.
    pub(crate) fn environment(home: &Path) -> Vec<(String, String)> {
        let home = home.to_string_lossy().into_owned();
        [
            ("HOME", home.as_str()),
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("PATH", "/usr/bin:/bin"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?;
    Ok(file.write_all(bytes)?)
}

/// A config whose tokens are far from their end.
fn config_of(profiles: usize) -> Result<String> {
    let now = jiff::Timestamp::now();
    let day = |days: i64| -> Result<String> {
        let second = now.as_second() + days * 24 * 60 * 60;
        Ok(jiff::Timestamp::from_second(second)?.to_string())
    };
    let (issued, expires) = (day(-10)?, day(50)?);
    let mut config = String::from("version = 1\ndefault_profile = \"account-000\"\n");
    for number in 0..profiles {
        write!(
            config,
            "\n[profiles.account-{number:03}]\nprovider = \"instagram-login\"\napp_id = \"990602627938098\"\n\
             redirect_uri = \"https://localhost:8443/callback\"\n\n[profiles.account-{number:03}.token]\n\
             access_token = \"IGAA{number:0>120}\"\nkind = \"long-lived\"\nuser_id = \"17841405793{number:06}\"\n\
             username = \"account.{number:03}\"\nscopes = [\"instagram_business_basic\"]\n\
             issued_at = {issued}\nexpires_at = {expires}\n",
        )?;
    }
    Ok(config)
}
