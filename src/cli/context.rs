//! What every command starts from: the files, the config, the language, the provider.

use std::path::Path;
use std::sync::Arc;

use url::Url;

use super::args::{Args, ColorChoice, Language};
use super::env::Environment;
use super::report::Failure;
use crate::clean;
use crate::provider::{FileError, Provider, Providers};
use crate::shell::disk;
use crate::store::config::Loaded;
use crate::store::paths::{Choice, Paths};
use crate::store::{Note, StoreError, config, state};
use crate::text::{Lang, Phrase, Texts};
use crate::wizard::saved::{Profile, Progress};
use crate::wizard::{ErrorKind, Problem, problem};

/// The provider of a new profile when none is asked for.
pub(super) const DEFAULT_PROVIDER: &str = "instagram-login";
/// The profile that is made when none is named anywhere.
const FIRST_PROFILE: &str = "default";

/// What stays the same while a command reads the config again and again.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    pub(super) paths: Paths,
    lang: Lang,
    provider_files: Vec<(String, String)>,
}

/// What every command starts from.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) paths: Paths,
    pub(super) loaded: Loaded,
    pub(super) lang: Lang,
    pub(super) texts: Texts,
    /// The profile's name, whether it exists or not.
    pub(super) profile: String,
    /// Provider files of the person's own: name and text.
    pub(super) provider_files: Vec<(String, String)>,
}

impl Context {
    /// Finds the files and reads the config.
    pub(super) fn open(args: &Args, environment: &Environment) -> Result<Self, Failure> {
        let paths = paths(args, environment)?;
        let loaded = config::load(&paths).map_err(|error| Failure::store(&error))?;
        let lang = language(args, environment, loaded.config.language.as_deref());
        let texts = Texts::new(lang);
        let profile = args
            .profile
            .clone()
            .or_else(|| environment.profile.clone())
            .or_else(|| loaded.config.default_profile.clone())
            .or_else(|| {
                loaded
                    .config
                    .profiles
                    .first()
                    .map(|profile| profile.name.clone())
            })
            .unwrap_or_else(|| FIRST_PROFILE.to_owned());
        if !config::is_profile_name(&profile) {
            return Err(Failure::from(bad_profile_name()));
        }
        let provider_files = provider_files(&paths.providers_dir)?;
        let context = Self {
            paths,
            loaded,
            lang,
            texts,
            profile,
            provider_files,
        };
        context.say_notes();
        Ok(context)
    }

    /// What stays the same when the config is read again.
    pub(super) fn ground(&self) -> Ground {
        Ground {
            paths: self.paths.clone(),
            lang: self.lang,
            provider_files: self.provider_files.clone(),
        }
    }

    /// Reads the config again, for one profile. What was put right was said the first time.
    pub(super) fn again(ground: &Ground, profile: &str) -> Result<Self, Failure> {
        let loaded = config::load(&ground.paths).map_err(|error| Failure::store(&error))?;
        Ok(Self {
            paths: ground.paths.clone(),
            loaded,
            lang: ground.lang,
            texts: Texts::new(ground.lang),
            profile: profile.to_owned(),
            provider_files: ground.provider_files.clone(),
        })
    }

    /// What was put right about the files is said, on standard error.
    fn say_notes(&self) {
        for note in &self.loaded.notes {
            super::io::complain(&self.texts.phrase(&note_phrase(note)));
        }
    }

    /// The profile, when it exists.
    pub(super) fn found(&self) -> Option<&Profile> {
        self.loaded
            .config
            .profiles
            .iter()
            .find(|profile| profile.name == self.profile)
    }

    /// The profile, or the error that names it.
    pub(super) fn existing(&self) -> Result<&Profile, Failure> {
        self.found()
            .ok_or_else(|| Failure::from(no_profile(&self.profile)))
    }

    /// What the state file holds of a profile.
    pub(super) fn progress(&self, profile: &str) -> Result<Option<Progress>, Failure> {
        let kept = state::load(&self.paths, profile).map_err(|error| Failure::store(&error))?;
        for note in &kept.notes {
            super::io::complain(&self.texts.phrase(&note_phrase(note)));
        }
        Ok(kept.progress)
    }

    /// A provider by name.
    pub(super) fn provider(&self, id: &str) -> Result<Arc<Provider>, Failure> {
        let id = if id.is_empty() { DEFAULT_PROVIDER } else { id };
        Providers::one(id, &self.provider_files)
            .map_err(|error| Failure::from(wrong_provider_file(&error)))?
            .map(Arc::new)
            .ok_or_else(|| Failure::from(unknown_provider(id, &self.provider_files)))
    }

    /// A provider when it can be read, for commands that can do without.
    pub(super) fn readable_provider(&self, id: &str) -> Option<Provider> {
        let id = if id.is_empty() { DEFAULT_PROVIDER } else { id };
        Providers::one(id, &self.provider_files).ok().flatten()
    }

    /// The same without its steps, for what can be said of a token alone.
    pub(super) fn bare_provider(&self, id: &str) -> Option<Provider> {
        if self.provider_files.is_empty() {
            let id = if id.is_empty() { DEFAULT_PROVIDER } else { id };
            Providers::embedded_without_steps(id).ok().flatten()
        } else {
            self.readable_provider(id)
        }
    }

    /// The provider of the profile that is worked on.
    pub(super) fn profile_provider(&self) -> Result<Arc<Provider>, Failure> {
        self.provider(
            self.found()
                .map_or(DEFAULT_PROVIDER, |profile| &profile.provider),
        )
    }
}

/// Where the files are.
pub(super) fn paths(args: &Args, environment: &Environment) -> Result<Paths, Failure> {
    let choice = Choice {
        config: args.config.clone().or_else(|| environment.config.clone()),
        practice: args.sandbox,
    };
    Paths::resolve(&choice).map_err(|error| Failure::store(&error))
}

/// The language: option, environment, config, locale, English.
pub(super) fn language(args: &Args, environment: &Environment, config: Option<&str>) -> Lang {
    args.lang
        .map(|language| match language {
            Language::En => Lang::En,
            Language::Ko => Lang::Ko,
        })
        .or_else(|| environment.lang.as_deref().and_then(Lang::parse))
        .or_else(|| config.and_then(Lang::parse))
        .or_else(|| environment.locale.as_deref().and_then(Lang::parse))
        .unwrap_or_default()
}

/// The language of help and of a failure: as [`language`], from whatever of the config can be read,
/// and only when it decides.
pub(super) fn spoken(args: &Args, environment: &Environment) -> Lang {
    let asked = environment.lang.as_deref().and_then(Lang::parse);
    if args.lang.is_some() || asked.is_some() {
        return language(args, environment, None);
    }
    let chosen = paths(args, environment)
        .ok()
        .and_then(|paths| config::look(&paths).ok());
    let config = chosen.and_then(|loaded| loaded.config.language);
    language(args, environment, config.as_deref())
}

/// Whether colours are wanted on the screen.
pub(super) fn colours(args: &Args, environment: &Environment) -> crate::tui::theme::Colour {
    use crate::tui::theme::Colour;
    match args.color {
        ColorChoice::Never => Colour::None,
        ColorChoice::Auto if environment.no_color => Colour::None,
        ColorChoice::Always | ColorChoice::Auto => Colour::Full,
    }
}

/// The base that stands in place of every endpoint's host, when one is set.
pub(super) fn endpoint(environment: &Environment) -> Result<Option<Url>, Failure> {
    let Some(text) = &environment.endpoint else {
        return Ok(None);
    };
    let refuse = |id: &'static str| {
        Failure::from(Problem::own(
            ErrorKind::Usage,
            "bad-endpoint",
            Phrase::new(id),
            Phrase::new("cli-endpoint-fix"),
        ))
    };
    let url = Url::parse(text).map_err(|_| refuse("cli-endpoint-no-url"))?;
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let scheme = url.scheme();
    if scheme == "https" || (scheme == "http" && loopback) {
        Ok(Some(url))
    } else if scheme == "http" {
        Err(refuse("cli-endpoint-http"))
    } else {
        Err(refuse("cli-endpoint-no-url"))
    }
}

fn provider_files(dir: &Path) -> Result<Vec<(String, String)>, Failure> {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return Ok(Vec::new());
    };
    let mut names: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|path| {
            let name = clean::line(&path.to_string_lossy()).into_owned();
            std::fs::read_to_string(&path)
                .map(|text| (name.clone(), text))
                .map_err(|error| {
                    Failure::from(
                        Problem::own(
                            ErrorKind::Config,
                            "provider-file-unreadable",
                            Phrase::new("cli-provider-file-unreadable").with("path", name),
                            Phrase::new("cli-provider-file-fix"),
                        )
                        .because(Phrase::new("save-other").with("text", error.kind().to_string())),
                    )
                })
        })
        .collect()
}

/// A provider file that cannot be used.
pub(super) fn wrong_provider_file(error: &FileError) -> Problem {
    let what = match error.key() {
        Some(key) => Phrase::new("cli-provider-file-wrong").with("key", key),
        None => Phrase::new("cli-provider-file-wrong-line"),
    };
    Problem::own(
        ErrorKind::Config,
        "provider-file-wrong",
        what.with("file", error.file.as_str())
            .number("line", i64::try_from(error.line).unwrap_or_default())
            .phrase("problem", error.problem.clone()),
        Phrase::new("cli-provider-file-fix"),
    )
}

fn unknown_provider(id: &str, files: &[(String, String)]) -> Problem {
    let known: Vec<String> = match Providers::with_files(files) {
        Ok(all) => all
            .all()
            .iter()
            .map(|provider| provider.id.clone())
            .collect(),
        Err(_) => Providers::embedded_ids().map(str::to_owned).collect(),
    };
    Problem::own(
        ErrorKind::Usage,
        "unknown-provider",
        Phrase::new("cli-unknown-provider").with("id", clean::short_line(id, 60)),
        Phrase::new("cli-unknown-provider-fix").with("known", known.join(", ")),
    )
}

/// There is no profile of that name.
pub(super) fn no_profile(name: &str) -> Problem {
    Problem::own(
        ErrorKind::NotFound,
        "no-profile",
        Phrase::new("cli-no-profile").with("name", clean::short_line(name, 64)),
        Phrase::new("cli-no-profile-fix"),
    )
}

/// The name is not fit for a profile.
pub(super) fn bad_profile_name() -> Problem {
    Problem::own(
        ErrorKind::Usage,
        "bad-profile-name",
        Phrase::new("cli-bad-profile-name"),
        Phrase::new("cli-bad-profile-name-fix"),
    )
}

/// A failure of the store, in words.
pub(super) fn store_problem(error: &StoreError) -> Problem {
    let trouble = disk::trouble(error);
    match error {
        StoreError::NoProfile(name) => no_profile(name),
        StoreError::ProfileExists(name) => Problem::own(
            ErrorKind::Usage,
            "profile-exists",
            Phrase::new("cli-profile-exists").with("name", name.as_str()),
            Phrase::new("cli-profile-exists-fix"),
        ),
        StoreError::BadProfileName => bad_profile_name(),
        StoreError::NotWritable { .. } | StoreError::Busy | StoreError::Overtaken => {
            problem::not_saved(&trouble)
        }
        StoreError::NoHome => Problem::own(
            ErrorKind::Config,
            "no-home",
            Phrase::new("save-no-home"),
            Phrase::new("cli-no-home-fix"),
        ),
        StoreError::NotReadable { .. }
        | StoreError::Invalid { .. }
        | StoreError::Refused { .. } => Problem::own(
            ErrorKind::Config,
            "config-unreadable",
            Phrase::new("cli-config-unreadable").with("path", trouble.path.as_str()),
            Phrase::new("cli-config-unreadable-fix"),
        )
        .because(problem::save_reason(&trouble)),
    }
}

fn note_phrase(note: &Note) -> Phrase {
    match note {
        Note::FileTightened { path, mode } => Phrase::new("cli-note-file-tightened")
            .with("path", path.as_str())
            .with("mode", format!("{mode:04o}")),
        Note::DirectoryTightened { path, mode } => Phrase::new("cli-note-directory-tightened")
            .with("path", path.as_str())
            .with("mode", format!("{mode:04o}")),
        Note::FileLoose { path, mode } => Phrase::new("cli-note-file-loose")
            .with("path", path.as_str())
            .with("mode", format!("{mode:04o}")),
        Note::SetAside { path } => Phrase::new("cli-note-set-aside").with("path", path.as_str()),
    }
}
