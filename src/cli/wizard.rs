//! Shows the wizard: on the full screen, or in lines where that is asked for or all there is.

use std::io::{self, IsTerminal as _, Write};

use super::env::Environment;
use super::practice::PRACTICE_THREAD;
use super::report::Failure;
use super::session::{Ended, Session};
use super::{args::Args, context, io as out};
use crate::plain;
use crate::plain::front::{Plain, PlainOptions, Reason, Width};
use crate::text::{Lang, Texts};
use crate::tui::front::{Multiplexer, Tui, TuiOptions};
use crate::tui::terminal::install_panic_hook;
use crate::wizard::{Effect, State};

/// Shows the wizard until it ends. With `json` standard output is kept free for the document.
pub(super) fn show(
    session: &Session<'_>,
    begun: (State, Vec<Effect>),
    json: bool,
) -> Result<Ended, Failure> {
    let lang = session.context.lang;
    say_where_it_panicked(move || lang);
    match reason(session.args, session.environment) {
        Some(reason) if json => {
            let width = width(&io::stderr(), Width::Stderr);
            in_lines(session, begun, reason, (io::stderr(), width))
        }
        Some(reason) => {
            let width = width(&io::stdout(), Width::Stdout);
            in_lines(session, begun, reason, (io::stdout(), width))
        }
        None => on_screen(session, begun),
    }
}

/// A panic of any command says where it happened, and nothing of what it was about.
pub(super) fn say_where_it_panicked(lang: impl Fn() -> Lang + Send + Sync + 'static) {
    // The practice provider is a provider: a fault of its is a call that failed.
    let ours = || std::thread::current().name() != Some(PRACTICE_THREAD);
    install_panic_hook(ours, move |place| {
        // Nobody is left to hear of a failure.
        let _ = plain::terminal::restore();
        let said = Texts::new(lang()).get("cli-panicked");
        match place {
            Some(place) => format!("igtoken: {said} ({}:{})", place.file(), place.line()),
            None => format!("igtoken: {said}"),
        }
    });
}

/// Why the wizard speaks in lines; nothing when the full screen can be shown.
fn reason(args: &Args, environment: &Environment) -> Option<Reason> {
    if args.plain {
        return Some(Reason::Asked);
    }
    if environment.accessible {
        return Some(Reason::Accessible);
    }
    if !io::stdin().is_terminal() {
        return Some(Reason::Input);
    }
    if !io::stdout().is_terminal() {
        return Some(Reason::Output);
    }
    match environment.term.as_deref() {
        None => Some(Reason::NoTerm),
        Some("dumb") => Some(Reason::DumbTerminal),
        Some(_) => None,
    }
}

fn width(stream: &impl io::IsTerminal, known: Width) -> Width {
    if stream.is_terminal() {
        known
    } else {
        Width::Unknown
    }
}

fn in_lines(
    session: &Session<'_>,
    begun: (State, Vec<Effect>),
    reason: Reason,
    (stream, width): (impl Write, Width),
) -> Result<Ended, Failure> {
    let options = PlainOptions {
        lang: session.context.lang,
        reason,
        where_kept: where_kept(session),
        width,
        from_terminal: io::stdin().is_terminal(),
    };
    let mut plain = Plain::enter(stream, options)?;
    let ended = session.run(begun, &mut plain)?;
    plain.finish(&ended.state)?;
    let early = plain.input_ended_early();
    drop(plain);
    if early {
        out::complain(&session.context.texts.get("plain-input-ended"));
    }
    Ok(ended)
}

fn on_screen(session: &Session<'_>, begun: (State, Vec<Effect>)) -> Result<Ended, Failure> {
    let mut tui = Tui::enter(TuiOptions {
        lang: session.context.lang,
        colour: context::colours(session.args, session.environment),
        where_kept: where_kept(session),
        multiplexer: multiplexer(session.environment),
    })?;
    let ended = session.run(begun, &mut tui);
    drop(tui);
    ended
}

/// The config file, as the person knows it.
fn where_kept(session: &Session<'_>) -> String {
    let file = &session.context.paths.config_file;
    let home = directories::BaseDirs::new();
    let below = home
        .as_ref()
        .and_then(|home| file.strip_prefix(home.home_dir()).ok());
    let shown = match below {
        Some(below) => format!("~/{}", below.to_string_lossy()),
        None => file.to_string_lossy().into_owned(),
    };
    crate::clean::line(&shown).into_owned()
}

/// What stands between the program and the person's terminal.
fn multiplexer(environment: &Environment) -> Multiplexer {
    let term = environment.term.as_deref().unwrap_or_default();
    if environment.tmux {
        Multiplexer::Tmux
    } else if environment.screen || term.starts_with("screen") {
        Multiplexer::Screen
    } else {
        Multiplexer::None
    }
}
