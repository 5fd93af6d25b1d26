//! What the help teaches besides the options: examples, environment, files, exit codes.
//!
//! One table each, read by `--help` and by the manual pages.

use clap::{Command, CommandFactory as _};

use super::Args;

/// A command line and what it does.
pub(in crate::cli) type Example = (&'static str, &'static str);

/// How a line of the tables is said.
type Saying<'a> = dyn Fn(&'static str) -> &'static str + 'a;

/// The examples of every command, by its path below `igtoken`.
const EXAMPLES: &[(&str, &[Example])] = &[
    (
        "",
        &[
            ("igtoken", "the wizard"),
            ("igtoken --sandbox", "the same without account and network"),
            ("igtoken --profile shop status", "one of several accounts"),
            ("TOKEN=$(igtoken token)", "in a script"),
        ],
    ),
    (
        "setup",
        &[
            ("igtoken setup", "goes on at the first step not done"),
            ("igtoken --profile shop setup", "another account"),
            ("igtoken --sandbox setup --yes", "a rehearsal, played whole"),
        ],
    ),
    (
        "step",
        &[
            ("igtoken step --list", "the ids and how far each has come"),
            ("igtoken step redirect-uri", "that step alone"),
            ("igtoken step authorize", "sign in, exchange and verify"),
        ],
    ),
    (
        "regenerate",
        &[
            ("igtoken regenerate", "the old token serves until then"),
            ("igtoken --profile shop regenerate", "for another account"),
        ],
    ),
    (
        "authorize-url",
        &[
            ("igtoken authorize-url", "open it on any device"),
            ("igtoken paste", "then give it the address you land on"),
        ],
    ),
    (
        "paste",
        &[
            ("igtoken paste", "paste, then Enter and Ctrl-D"),
            ("xclip -o | igtoken paste", "from a clipboard"),
            ("igtoken paste --what", "only say what a text is"),
        ],
    ),
    (
        "status",
        &[
            ("igtoken status", "all profiles"),
            ("igtoken status --min-days 7", "ends with 7 below 7 days"),
            ("igtoken --profile shop status --json", "for a program"),
        ],
    ),
    (
        "refresh",
        &[
            ("igtoken refresh", "one profile; 4 in its first 24 hours"),
            ("igtoken refresh --all --if-within 14", "for a timer"),
            ("igtoken refresh --all --json", "says what became of each"),
        ],
    ),
    (
        "token",
        &[
            (
                "TOKEN=$(igtoken token) || exit",
                "nothing printed when expired",
            ),
            ("igtoken token --format dotenv", "INSTAGRAM_ACCESS_TOKEN=…"),
            ("igtoken token --format header", "Authorization: Bearer …"),
        ],
    ),
    (
        "explain",
        &[
            (
                "igtoken explain \"Invalid platform app\"",
                "what a page says",
            ),
            ("igtoken explain < answer.json", "what a call answered"),
        ],
    ),
    (
        "config",
        &[
            ("igtoken config", "what it holds, without secrets"),
            ("igtoken config check", "ends with 3 when it is wrong"),
            ("\"$EDITOR\" \"$(igtoken config path)\"", "edit it by hand"),
        ],
    ),
    (
        "profile",
        &[
            ("igtoken profile list", "* marks the default one"),
            (
                "igtoken profile add shop",
                "then: igtoken --profile shop setup",
            ),
            ("igtoken profile remove shop", "asks first"),
        ],
    ),
    (
        "sandbox",
        &[
            ("igtoken sandbox", "the world that --sandbox uses"),
            (
                "igtoken sandbox --port 8080 --json",
                "for tests of your own",
            ),
            ("igtoken sandbox --fault exchange:timeout:1", "one failure"),
        ],
    ),
    (
        "doctor",
        &[
            ("igtoken doctor", "safe to post: no secret is in it"),
            ("igtoken doctor --json", "the same for a program"),
        ],
    ),
    (
        "schedule",
        &[
            ("igtoken schedule", "what is or would be installed"),
            ("igtoken schedule install", "installs it and runs it once"),
            ("igtoken schedule remove", "leaves nothing behind"),
        ],
    ),
    (
        "callback-page",
        &[
            (
                "igtoken callback-page > callback.html",
                "then put it on your site",
            ),
            (
                "igtoken --lang ko callback-page",
                "in Korean, whatever the browser",
            ),
        ],
    ),
    (
        "completions",
        &[
            (". <(igtoken completions bash)", "for this shell"),
            ("igtoken completions zsh > ~/.zfunc/_igtoken", "zsh"),
            (
                "igtoken completions fish > ~/.config/fish/completions/igtoken.fish",
                "fish",
            ),
        ],
    ),
    (
        "man",
        &[
            ("igtoken man | man -l -", "read it at once"),
            (
                "igtoken man --dir ~/.local/share/man/man1",
                "install all pages",
            ),
        ],
    ),
];

/// The variables that matter to a person.
pub(in crate::cli) const ENVIRONMENT: &[Example] = &[
    ("IGTOKEN_CONFIG", "the config file, as --config"),
    ("IGTOKEN_PROFILE", "the profile, as --profile"),
    ("IGTOKEN_LANG", "en or ko, as --lang"),
    ("IGTOKEN_APP_SECRET", "the app secret, where none is kept"),
    (
        "IGTOKEN_ENDPOINT",
        "a base URL in place of the provider's hosts",
    ),
    (
        "ACCESSIBLE",
        "the wizard in lines, as --plain, unless empty, 0 or false",
    ),
    ("NO_COLOR", "no colours, when set and not empty"),
    (
        "HTTPS_PROXY, NO_PROXY",
        "proxy for the calls, and hosts to reach without",
    ),
    ("SSL_CERT_FILE", "certificates in place of the system's"),
];

/// Where things are kept.
pub(in crate::cli) const FILES: &[Example] = &[
    (
        "~/.config/igtoken/config.toml",
        "profiles, app secrets and tokens; mode 0600",
    ),
    (
        "~/.config/igtoken/providers/*.toml",
        "provider files of your own",
    ),
    (
        "~/.local/state/igtoken/state.toml",
        "place in the checklist, open sign-in; mode 0600",
    ),
    (
        "~/.config/igtoken/practice, ~/.local/state/igtoken/practice",
        "practice mode",
    ),
];

/// What the process ends with.
pub(in crate::cli) const EXIT_CODES: &[Example] = &[
    ("0", "done"),
    ("1", "unexpected"),
    ("2", "wrong use"),
    ("3", "config cannot be read, is wrong, or cannot be written"),
    (
        "4",
        "no such profile, token or sign-in; or it cannot run yet",
    ),
    ("5", "the provider refused; the diagnosis is printed"),
    ("6", "the provider could not be reached"),
    ("7", "expired, or fewer days left than --min-days"),
    ("8", "input not understood, or its state does not match"),
    ("130", "cancelled"),
];

/// The parser with all of its help.
pub(in crate::cli) fn command() -> Command {
    spoken(&|text| text)
}

/// The parser, with these tables as `say` puts them.
pub(super) fn spoken(say: &Saying<'_>) -> Command {
    let examples_text = |path: &str| section(say, "Examples:", examples(path));
    let command = Args::command()
        .after_help(examples_text(""))
        .after_long_help(
            [
                examples_text(""),
                section(say, "Environment:", ENVIRONMENT),
                section(say, "Exit codes:", EXIT_CODES),
            ]
            .join("\n\n"),
        );
    command.mut_subcommands(|sub| {
        if examples(sub.get_name()).is_empty() {
            return sub;
        }
        let text = examples_text(sub.get_name());
        sub.after_help(text)
    })
}

/// The examples of a command.
pub(in crate::cli) fn examples(path: &str) -> &'static [Example] {
    EXAMPLES
        .iter()
        .find(|(name, _)| *name == path)
        .map_or(&[], |(_, examples)| examples)
}

/// A heading and two columns; a long left one has the right one below it.
fn section(say: &Saying<'_>, heading: &'static str, rows: &[Example]) -> String {
    const WIDEST: usize = 40;
    let width = rows
        .iter()
        .map(|(left, _)| left.chars().count())
        .filter(|width| *width <= WIDEST)
        .max()
        .unwrap_or_default();
    let mut text = say(heading).to_owned();
    for (left, right) in rows {
        let right = say(right);
        if left.chars().count() > WIDEST {
            text.extend(["\n  ", left, "\n", &" ".repeat(width + 4), right]);
        } else {
            let gap = " ".repeat(width.saturating_sub(left.chars().count()) + 2);
            text.extend(["\n  ", left, &gap, right]);
        }
    }
    text
}
