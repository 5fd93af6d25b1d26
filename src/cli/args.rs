//! The arguments, with the help that teaches them.

#![expect(
    clippy::doc_markdown,
    reason = "the doc lines are the help, read in a terminal"
)]

pub(super) mod help;
pub(super) mod korean;
mod shells;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub use shells::{Complete, Completions, Man, Names, Shell};

/// From nothing to a working, saved, renewable Instagram access token.
///
/// Without a command it opens the wizard at the first step that is not done; a finished profile
/// opens on its overview. Try it without any account: igtoken --sandbox
#[derive(Debug, Clone, Default, Parser)]
#[command(name = "igtoken", version, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Profile to work on (also IGTOKEN_PROFILE; else the config's default)
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,

    /// Config file (also IGTOKEN_CONFIG)
    #[arg(long, global = true, value_name = "PATH")]
    pub config: Option<PathBuf>,

    /// Practice mode: an embedded provider on this machine, with a config of its own
    #[arg(long, global = true)]
    pub sandbox: bool,

    /// Language: en or ko (also IGTOKEN_LANG; else the config, else the locale)
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Language>,

    /// The wizard in lines, for screen readers and scripts (also ACCESSIBLE)
    #[arg(long, global = true)]
    pub plain: bool,

    /// Colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,

    /// PEM file with a certificate authority to trust besides the system's
    #[arg(long, global = true, value_name = "FILE")]
    pub ca_cert: Option<PathBuf>,

    /// Write a log without secrets to this file
    #[arg(long, global = true, value_name = "FILE")]
    pub log: Option<PathBuf>,

    /// More in the log; twice for all of it
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// The languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    En,
    Ko,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColorChoice {
    #[default]
    Auto,
    Always,
    Never,
}

/// The commands.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// The wizard: every step to a saved, verified token
    Setup(Setup),
    /// One step alone, then exit; or the list of steps and their states
    Step(Step),
    /// A new token for a profile that is set up: authorize, exchange, verify
    Regenerate(Regenerate),
    /// Print the link that a person opens to sign in; `paste` finishes it
    AuthorizeUrl(Plain),
    /// Read what was copied from the browser or the dashboard, say what it is, finish the job
    Paste(Paste),
    /// What each profile's token is worth now
    Status(Status),
    /// Give the token a longer life, or those of all profiles
    Refresh(Refresh),
    /// Print the token and nothing else
    Token(Token),
    /// Diagnose an error text or JSON body: cause, what to fix, which step
    Explain(Explain),
    /// Where the config is, what it holds (redacted), whether it is right
    Config(Config),
    /// List, add, rename or remove profiles
    Profile(Profile),
    /// Check config, permissions, clock, proxy and the provider; a report that is safe to post
    Doctor(Plain),
    /// A timer that refreshes: systemd's where it is there, else cron
    Schedule(Schedule),
    /// Print a page for your own site that can be the redirect URI: it shows the address to copy
    CallbackPage,
    /// Print the completions for a shell
    Completions(Completions),
    /// Print the manual pages
    Man(Man),
    /// Run the practice provider alone
    Sandbox(Sandbox),
    /// Names that this home has, one a line; the completions ask for them
    #[command(hide = true)]
    Complete(Complete),
}

/// Options of commands that only have `--json`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Plain {
    /// One JSON document on standard output
    #[arg(long)]
    pub json: bool,
}

/// Options of `refresh`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Refresh {
    /// Every profile of the config
    #[arg(long)]
    pub all: bool,
    /// Only tokens with this many days left or less
    #[arg(long, value_name = "DAYS")]
    pub if_within: Option<u32>,
    /// One JSON document on standard output
    #[arg(long)]
    pub json: bool,
}

/// Options of `schedule`.
#[derive(Debug, Clone, clap::Args)]
pub struct Schedule {
    #[arg(default_value = "show")]
    pub what: ScheduleAction,
    /// One JSON document on standard output
    #[arg(long)]
    pub json: bool,
}

/// What to do about the timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScheduleAction {
    /// What is or would be installed
    Show,
    /// Install it, run it once, show the result
    Install,
    /// Remove it, and leave nothing behind
    Remove,
}

/// Options of `setup`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Setup {
    /// Provider of a new profile: instagram-login (default), basic-display, or one of your own
    #[arg(long, value_name = "ID")]
    pub provider: Option<String>,
    /// Practice mode only: answer everything, and print each step
    #[arg(long)]
    pub yes: bool,
    /// One JSON document on standard output
    #[arg(long)]
    pub json: bool,
}

/// Options of `step`.
#[derive(Debug, Clone, clap::Args)]
pub struct Step {
    /// The step's id, such as accept-invite
    #[arg(required_unless_present = "list")]
    pub step: Option<String>,
    /// List the steps and their states
    #[arg(long, conflicts_with = "step")]
    pub list: bool,
    /// Practice mode only: the program plays the person too
    #[arg(long)]
    pub yes: bool,
    /// One JSON document on standard output
    #[arg(long)]
    pub json: bool,
}

/// Options of `regenerate`.
#[derive(Debug, Clone, clap::Args)]
pub struct Regenerate {
    /// Practice mode only: the program plays the person too
    #[arg(long)]
    pub yes: bool,
    /// One JSON document on standard output
    #[arg(long)]
    pub json: bool,
}

/// Options of `paste`, which reads standard input.
#[derive(Debug, Clone, clap::Args)]
pub struct Paste {
    /// Only say what it is; nothing is spent or saved
    #[arg(long)]
    pub what: bool,
    /// Take a bare code, which carries no state, as your own
    #[arg(long)]
    pub yes: bool,
    /// One JSON document on standard output
    #[arg(long)]
    pub json: bool,
}

/// Options of `status`.
#[derive(Debug, Clone, clap::Args)]
pub struct Status {
    /// Exit with 7 when a token has fewer days left than this
    #[arg(long, value_name = "N")]
    pub min_days: Option<u32>,
    /// One JSON document on standard output
    #[arg(long)]
    pub json: bool,
}

/// Options of `token`.
#[derive(Debug, Clone, clap::Args)]
pub struct Token {
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "raw")]
    pub format: TokenFormat,
}

/// How `token` prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TokenFormat {
    Raw,
    Dotenv,
    Json,
    Header,
}

/// Options of `explain`.
#[derive(Debug, Clone, clap::Args)]
pub struct Explain {
    /// The text; standard input when absent
    pub text: Vec<String>,
    /// One JSON document on standard output
    #[arg(long)]
    pub json: bool,
}

/// Options of `config`.
#[derive(Debug, Clone, clap::Args)]
pub struct Config {
    #[arg(default_value = "show")]
    pub what: ConfigQuestion,
    /// One JSON document on standard output
    #[arg(long)]
    pub json: bool,
}

/// What to say about the config.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ConfigQuestion {
    /// Exactly the file's path
    Path,
    /// What it holds, without secrets
    Show,
    /// Whether it and the provider files can be read
    Check,
}

/// The commands of `profile`.
#[derive(Debug, Clone, clap::Args)]
pub struct Profile {
    #[command(subcommand)]
    pub command: ProfileCommand,
}

/// What to do with profiles.
#[derive(Debug, Clone, Subcommand)]
pub enum ProfileCommand {
    /// List the profiles
    List(Plain),
    /// Add a profile
    Add {
        name: String,
        /// instagram-login (default), basic-display, or one of your own
        #[arg(long, value_name = "ID")]
        provider: Option<String>,
    },
    /// Rename a profile
    Rename { old: String, new: String },
    /// Remove a profile together with its token
    Remove {
        name: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// Options of `sandbox`.
#[derive(Debug, Clone, clap::Args)]
pub struct Sandbox {
    /// Port on the loopback interface; 0 takes any that is free
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// A new, empty world instead of the one kept
    #[arg(long)]
    pub fresh: bool,
    /// The shape of the token answers
    #[arg(long, value_name = "SHAPE", default_value = "flat")]
    pub shape: AnswerShape,
    /// Answer the authorize link at once, as a person pressing Allow
    #[arg(long)]
    pub auto_approve: bool,
    /// A fault from the start: NAME, CALL:NAME or CALL:NAME:TIMES (repeatable)
    #[arg(long, value_name = "NAME")]
    pub fault: Vec<String>,
    /// One line of JSON when it listens
    #[arg(long)]
    pub json: bool,
}

/// The shapes of token answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerShape {
    Flat,
    Wrapped,
}

impl Args {
    /// Whether standard output is to be one JSON document.
    pub fn wants_json(&self) -> bool {
        match &self.command {
            Some(Command::Setup(options)) => options.json,
            Some(Command::Step(options)) => options.json,
            Some(Command::Regenerate(options)) => options.json,
            Some(Command::AuthorizeUrl(options) | Command::Doctor(options)) => options.json,
            Some(Command::Refresh(options)) => options.json,
            Some(Command::Schedule(options)) => options.json,
            Some(Command::Paste(options)) => options.json,
            Some(Command::Status(options)) => options.json,
            Some(Command::Token(options)) => options.format == TokenFormat::Json,
            Some(Command::Explain(options)) => options.json,
            Some(Command::Config(options)) => options.json,
            Some(Command::Profile(options)) => {
                matches!(&options.command, ProfileCommand::List(plain) if plain.json)
            }
            Some(Command::Sandbox(options)) => options.json,
            None
            | Some(
                Command::CallbackPage
                | Command::Completions(_)
                | Command::Man(_)
                | Command::Complete(_),
            ) => false,
        }
    }
}
