//! Whether a browser can be opened from here, decided from plain facts.
//!
//! Start with [`opener`]. A browser that nobody sees, or one that draws over this terminal, is worse
//! than none: the link is on screen and works on any device. So every obstacle counts, and the one
//! exception is an editor that opens addresses on the person's own machine.

use url::Url;

use crate::text::Phrase;

/// Programs that show a page within the terminal.
const TEXT_BROWSERS: [&str; 12] = [
    "www-browser",
    "w3m",
    "lynx",
    "links",
    "links2",
    "elinks",
    "browsh",
    "carbonyl",
    "chawan",
    "cha",
    "retawq",
    "netrik",
];

/// What the end of an editor's own opener is called, wherever the editor was installed.
const EDITOR_OPENER: &str = "/bin/helpers/browser.sh";

/// What is known of the machine and the session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact that holds or does not"
)]
pub struct Surroundings {
    /// The system shows windows without a display of its own being named.
    pub macos: bool,
    /// Windows is around this Linux and opens addresses.
    pub wsl: bool,
    /// The person is at the far end of a line.
    pub ssh: bool,
    pub container: bool,
    /// A display is named.
    pub display: bool,
    pub root: bool,
    /// The user has a session of a desktop or of the system.
    pub session: bool,
    /// The editor around this terminal can be spoken to.
    pub editor: bool,
    /// The person's choice of browsers: programs separated by colons, `%s` for the address.
    pub choice: Option<String>,
}

/// How a browser is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opener {
    /// One of these programs with its arguments, the first that works.
    Named(Vec<Vec<String>>),
    /// Whatever the system opens addresses with.
    System,
}

/// Why a browser is not offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    Ssh,
    Container,
    NoDisplay,
    /// The person's choice draws in the terminal.
    TextBrowser,
    /// The superuser without a session, for whom browsers do not start.
    Root,
}

impl Obstacle {
    /// The sentence for the help and for `doctor`.
    pub const fn say(self) -> Phrase {
        Phrase::new(match self {
            Self::Ssh => "browser-not-over-ssh",
            Self::Container => "browser-not-in-container",
            Self::NoDisplay => "browser-no-display",
            Self::TextBrowser => "browser-text-only",
            Self::Root => "browser-not-as-root",
        })
    }
}

/// Whether a browser is offered here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Browser {
    Offered(Opener),
    /// Not, for these reasons; none are known where there is no screen.
    Withheld(Vec<Obstacle>),
}

impl Default for Browser {
    fn default() -> Self {
        Self::Withheld(Vec::new())
    }
}

impl Browser {
    /// The opener, where there is one.
    pub const fn opener(&self) -> Option<&Opener> {
        match self {
            Self::Offered(opener) => Some(opener),
            Self::Withheld(_) => None,
        }
    }

    /// Why there is none.
    pub fn obstacles(&self) -> &[Obstacle] {
        match self {
            Self::Offered(_) => &[],
            Self::Withheld(obstacles) => obstacles,
        }
    }
}

impl From<Result<Opener, Vec<Obstacle>>> for Browser {
    fn from(found: Result<Opener, Vec<Obstacle>>) -> Self {
        match found {
            Ok(opener) => Self::Offered(opener),
            Err(obstacles) => Self::Withheld(obstacles),
        }
    }
}

/// How a browser is opened here, or every reason why none is.
///
/// # Errors
///
/// The obstacles, at least one.
pub fn opener(around: &Surroundings) -> Result<Opener, Vec<Obstacle>> {
    let chosen = programs(around.choice.as_deref().unwrap_or_default());
    if around.editor
        && let Some(own) = chosen.iter().find(|program| is_editor_opener(program))
    {
        return Ok(Opener::Named(vec![own.clone()]));
    }
    let windows: Vec<Vec<String>> = chosen
        .iter()
        .filter(|program| !is_text_browser(program))
        .cloned()
        .collect();
    let shows_windows = around.macos || around.wsl;
    let obstacles: Vec<Obstacle> = [
        (around.ssh, Obstacle::Ssh),
        (around.container, Obstacle::Container),
        (!around.display && !shows_windows, Obstacle::NoDisplay),
        (
            !chosen.is_empty() && windows.is_empty(),
            Obstacle::TextBrowser,
        ),
        (
            around.root && !around.session && !shows_windows,
            Obstacle::Root,
        ),
    ]
    .into_iter()
    .filter_map(|(stands, obstacle)| stands.then_some(obstacle))
    .collect();
    if !obstacles.is_empty() {
        Err(obstacles)
    } else if windows.is_empty() {
        Ok(Opener::System)
    } else {
        Ok(Opener::Named(windows))
    }
}

/// The programs of a choice with their arguments.
fn programs(choice: &str) -> Vec<Vec<String>> {
    choice
        .split(':')
        .map(|program| {
            program
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<String>>()
        })
        .filter(|words| !words.is_empty())
        .collect()
}

fn is_text_browser(program: &[String]) -> bool {
    let name = program.first().and_then(|path| path.rsplit('/').next());
    name.is_some_and(|name| TEXT_BROWSERS.contains(&name))
}

fn is_editor_opener(program: &[String]) -> bool {
    matches!(program, [path] if path.ends_with(EDITOR_OPENER))
}

/// Whether an address is one for a browser: of the web, and nothing that a program could take for
/// a file or an option.
pub fn is_openable(address: &str) -> bool {
    let web = Url::parse(address).is_ok_and(|url| {
        matches!(url.scheme(), "https" | "http") && url.host_str().is_some_and(|h| !h.is_empty())
    });
    let begins_so = ["https://", "http://"].into_iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    web && begins_so && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests;
