//! One run of the core for one profile: the first state, the front, and how it ended.

use std::io::IsTerminal as _;
use std::sync::Arc;

use super::args::Args;
use super::context::{self, Context};
use super::env::Environment;
use super::io;
use super::landing;
use super::practice::{self, Host};
use super::report::{self, Failure};
use super::robot::Robot;
use super::surroundings::surroundings;
use crate::front::Front;
use crate::provider::Provider;
use crate::secret::Secret;
use crate::shell::clock::Clock;
use crate::shell::event_loop;
use crate::shell::http::{Client, Settings};
use crate::shell::runner::{ClockFollows, Equipment, Runner};
use crate::store::sender;
use crate::text::Phrase;
use crate::wizard::browser;
use crate::wizard::problem;
use crate::wizard::saved::Profile;
use crate::wizard::standing::standing;
use crate::wizard::state::{Goal, Overlay, Place};
use crate::wizard::tunnel::Door;
use crate::wizard::{
    Action, Effect, Ending, ErrorKind, Event, Problem, Start, State, start, update,
};

/// What a session is opened with.
#[derive(Debug)]
pub(super) struct Session<'a> {
    pub(super) args: &'a Args,
    pub(super) environment: &'a Environment,
    pub(super) context: &'a Context,
    /// Ends with the session when it was started for it.
    _host: Option<Host>,
    place: Place,
    clock: Clock,
    client: Client,
}

/// What the sessions of one command have in common: the provider's place, the clock, the client.
#[derive(Debug, Clone)]
pub(super) struct Common {
    place: Place,
    clock_offset: i64,
    client: Client,
}

/// How a session ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) state: State,
    pub(super) ending: Ending,
}

/// The clock that is in force, and the practice provider when there is one.
pub(super) fn open<'a>(
    args: &'a Args,
    environment: &'a Environment,
    context: &'a Context,
) -> Result<Session<'a>, Failure> {
    let host = if args.sandbox {
        Some(practice::host(&context.paths)?)
    } else {
        None
    };
    let endpoint = if args.sandbox {
        None
    } else {
        context::endpoint(environment)?
    };
    let clock = Clock::new();
    if let Some(host) = &host {
        clock.set_offset(host.clock_offset);
    }
    let place = Place {
        practice: host.as_ref().map(|host| host.base.clone()),
        endpoint,
        via_ssh: environment.via_ssh,
        door: Door::read(
            environment.ssh_connection.as_deref(),
            environment.user.as_deref(),
        ),
        has_terminal: std::io::stdin().is_terminal() && std::io::stdout().is_terminal(),
        tmux: environment.tmux,
        browser: browser::opener(&surroundings(environment)).into(),
        sender: None,
    };
    let client = client(args, &place);
    Ok(Session {
        args,
        environment,
        context,
        _host: host,
        place,
        clock,
        client,
    })
}

/// One more session of a command that has opened one, with a context of its own.
pub(super) fn join<'a>(
    args: &'a Args,
    environment: &'a Environment,
    context: &'a Context,
    common: &Common,
) -> Session<'a> {
    let clock = Clock::new();
    clock.set_offset(common.clock_offset);
    Session {
        args,
        environment,
        context,
        _host: None,
        place: common.place.clone(),
        clock,
        client: common.client.clone(),
    }
}

fn client(args: &Args, place: &Place) -> Client {
    Client::new(Settings {
        ca_cert: args.ca_cert.clone(),
        no_proxy: place.practice.is_some(),
        ..Settings::default()
    })
}

impl Session<'_> {
    /// Now, by the clock that is in force.
    pub(super) fn now(&self) -> crate::time::Timestamp {
        self.clock.now()
    }

    /// What further sessions of this command start from, with a client of their own.
    pub(super) fn common(&self) -> Common {
        Common {
            place: self.place.clone(),
            clock_offset: self.clock.offset(),
            client: client(self.args, &self.place),
        }
    }

    /// The first state for a goal.
    pub(super) fn begin(
        &self,
        provider: Arc<Provider>,
        goal: Goal,
    ) -> Result<(State, Vec<Effect>), Failure> {
        let name = &self.context.profile;
        let found = self.context.found();
        let profile = found.cloned().unwrap_or_else(|| Profile {
            name: name.clone(),
            ..Profile::default()
        });
        let secret: Option<Secret> = self.environment.app_secret.clone();
        let progress = self.context.progress(name)?;
        let sign_in = progress.as_ref().and_then(|found| found.sign_in.as_ref());
        let sender = sign_in
            .filter(|sign_in| sign_in.code_sent)
            .and_then(|_| sender::look(&self.context.paths, name));
        Ok(start(Start {
            provider,
            profile,
            stored: found.is_some(),
            progress,
            place: Place {
                sender,
                ..self.place.clone()
            },
            lang: self.context.lang,
            now: self.clock.now(),
            goal,
            secret,
        }))
    }

    /// Runs the core with a front until it ends.
    pub(super) fn run(
        &self,
        (mut state, mut effects): (State, Vec<Effect>),
        front: &mut impl Front,
    ) -> Result<Ended, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let clock = Clock::new();
        clock.set_offset(self.clock.offset());
        if front.listens() {
            effects.extend(update(&mut state, Event::Attended));
        }
        let ending = runtime.block_on(async {
            let mut runner = Runner::new(Equipment {
                client: self.client.clone(),
                paths: self.context.paths.clone(),
                profile: self.context.profile.clone(),
                clock,
                clock_follows: if self.place.practice.is_some() {
                    ClockFollows::Answers
                } else {
                    ClockFollows::System
                },
                sign_in: state.progress.sign_in.clone(),
                voice: report::for_another_shell,
                pages: landing::pages(self.context.lang),
            })?;
            event_loop::run(&mut state, effects, front, &mut runner).await
        })?;
        Ok(Ended { state, ending })
    }

    /// For a command that does what its first problem asks for anyhow: the problem is said on the
    /// standard error, and gone past.
    pub(super) fn past_its_own_problem(
        &self,
        (mut state, mut effects): (State, Vec<Effect>),
    ) -> (State, Vec<Effect>) {
        if is_mended_here(&state) {
            if let Some(problem) = &state.problem {
                io::complain(&self.context.texts.say(&problem.what));
            }
            effects.extend(update(&mut state, Event::Did(Action::Continue)));
        }
        (state, effects)
    }

    /// Runs the core without a screen.
    pub(super) fn run_robot(
        &self,
        begun: (State, Vec<Effect>),
        mut robot: Robot,
    ) -> Result<Ended, Failure> {
        let ended = self.run(begun, &mut robot)?;
        if let Some(problem) = ended.state.problem.clone() {
            return Err(Failure::from(problem));
        }
        if ended.ending == Ending::Cancelled {
            return Err(Failure::cancelled());
        }
        if let Some(problem) = no_secret(&ended.state) {
            return Err(Failure::from(problem));
        }
        Ok(ended)
    }

    /// The status entry of the profile as the session left it.
    pub(super) fn entry(&self, state: &State) -> serde_json::Value {
        let standing = standing(
            &state.profile,
            Some(&state.progress),
            Some(&state.provider),
            self.clock.now(),
        );
        report::status_entry(&state.profile, &state.provider.id, &standing)
    }
}

/// Whether the step that was asked for is what mends the first problem: it is said, and leads there.
fn is_mended_here(state: &State) -> bool {
    let mends = state
        .problem
        .as_ref()
        .and_then(|problem| problem.step.as_ref());
    matches!((&state.goal, mends), (Goal::Step(asked), Some(mends)) if asked == mends)
}

/// Why a step cannot begin, known before any screen is shown.
pub(super) fn cannot_begin(state: &State) -> Option<Failure> {
    let problem = state.problem.as_ref()?;
    if is_mended_here(state) {
        return None;
    }
    matches!(
        problem.kind,
        ErrorKind::NotReady | ErrorKind::NotFound | ErrorKind::Expired
    )
    .then(|| Failure::from(problem.clone()))
}

/// The targets that a saved token did not reach.
pub(super) fn undelivered(state: &State) -> Option<Failure> {
    problem::undelivered(state).map(Failure::from)
}

/// The app secret was asked for, and nobody was there to type it.
pub(super) fn no_secret(state: &State) -> Option<Problem> {
    matches!(state.overlay, Some(Overlay::AskSecret { .. })).then(|| {
        let step = state
            .provider
            .field("app_secret")
            .map(|(step, _)| step.id.clone());
        let what = if state.profile.app_secret_command.is_some() {
            Phrase::new("cli-secret-command-failed")
        } else {
            Phrase::new("cli-no-secret")
        };
        Problem::own(
            ErrorKind::NotReady,
            "no-secret",
            what,
            Phrase::new("cli-no-secret-fix"),
        )
        .mended_by(step)
    })
}

/// `--yes` plays the person, which only the practice provider allows.
pub(super) fn only_in_practice(args: &Args) -> Result<(), Failure> {
    if args.sandbox {
        return Ok(());
    }
    Err(Failure::wrong_use(
        Phrase::new("cli-yes-only-practice"),
        Phrase::new("cli-yes-fix"),
    ))
}
