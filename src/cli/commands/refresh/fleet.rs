//! Every profile of the config: a queue, a bounded number of workers, one answer for all.
//!
//! The workers share nothing that changes but the queue. Each has a client of its own and works on
//! one profile at a time, so that there are never more connections than workers.

use std::collections::{BTreeMap, VecDeque};
use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use serde_json::{Value, json};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use super::super::super::args::{Args, Refresh};
use super::super::super::context::Context;
use super::super::super::env::Environment;
use super::super::super::report::{Failure, SCHEMA};
use super::super::super::session;
use super::super::super::{exit_code, io};
use super::one::Asked;
use super::told::{self, Told};
use crate::provider::Provider;
use crate::shell::signals::{Notice, Signals};
use crate::text::{Phrase, Texts};
use crate::wizard::saved::{Profile, Token};
use crate::wizard::{ErrorKind, Problem};

/// How many profiles are refreshed at the same time.
const WORKERS: usize = 8;

/// The symptoms that speak of the whole app, not of one account.
const LIMITS_OF_THE_APP: [&str; 2] = ["rate-limited", "rate-limited-throttled"];

/// A profile to refresh.
#[derive(Debug)]
struct Job {
    /// Its place in the config.
    index: usize,
    name: String,
    /// The token it had when the command began.
    old: Option<Token>,
    provider: Option<Arc<Provider>>,
    app: Option<App>,
}

/// An app of a provider, by its ID; a profile may know none.
type App = (String, String);

/// What the workers share.
#[derive(Debug, Default)]
struct Queue {
    jobs: VecDeque<Job>,
    /// Apps that may make no more calls for now, and what the provider said.
    limits: BTreeMap<App, Problem>,
}

/// Refreshes every profile of the config.
pub(super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Refresh,
) -> Result<ExitCode, Failure> {
    let none = || json!({ "results": [] });
    if args.profile.is_some() {
        return Err(Failure::wrong_use(
            Phrase::new("refresh-all-or-one"),
            Phrase::new("refresh-all-or-one-fix"),
        )
        .beside(none()));
    }
    let context = Context::open(args, environment)?;
    let profiles = &context.loaded.config.profiles;
    if profiles.is_empty() {
        let problem = Problem::own(
            ErrorKind::NotFound,
            "no-profile",
            Phrase::new("refresh-no-profiles"),
            Phrase::new("refresh-no-profiles-fix"),
        );
        return Err(Failure::from(problem).beside(none()));
    }
    // Lives until all are done: it may hold the practice provider.
    let session = session::open(args, environment, &context)?;
    let asked: Vec<_> = (0..WORKERS.min(profiles.len()))
        .map(|_| Asked {
            args,
            environment,
            options,
            ground: context.ground(),
            common: session.common(),
        })
        .collect();
    let mut all = Answers::new(profiles, options, &context.texts);
    let jobs = plan(&context, &asked, session.now(), &mut all);
    work(&asked, jobs, &mut all)?;
    Ok(all.close())
}

/// Sorts out the profiles with which nothing is to be done; the others are queued.
fn plan(
    context: &Context,
    asked: &[Asked<'_>],
    now: crate::time::Timestamp,
    all: &mut Answers<'_>,
) -> VecDeque<Job> {
    let mut providers: BTreeMap<&str, Option<Arc<Provider>>> = BTreeMap::new();
    let mut jobs = VecDeque::new();
    let Some(first) = asked.first() else {
        return jobs;
    };
    for (index, profile) in context.loaded.config.profiles.iter().enumerate() {
        if let Some(told) = first.skips(profile, None, now) {
            all.take(index, told);
            continue;
        }
        let provider = providers
            .entry(&profile.provider)
            .or_insert_with(|| context.provider(&profile.provider).ok())
            .clone();
        if let Some(told) = first.skips(profile, provider.as_deref(), now) {
            all.take(index, told);
            continue;
        }
        jobs.push_back(Job {
            index,
            name: profile.name.clone(),
            old: profile.token.clone(),
            provider,
            app: profile
                .app_id
                .clone()
                .map(|app_id| (profile.provider.clone(), app_id)),
        });
    }
    jobs
}

/// Lets the workers empty the queue, and takes their answers.
fn work(asked: &[Asked<'_>], jobs: VecDeque<Job>, all: &mut Answers<'_>) -> Result<(), Failure> {
    if jobs.is_empty() {
        return Ok(());
    }
    let workers = asked.len().min(jobs.len());
    let queue = Mutex::new(Queue {
        jobs,
        limits: BTreeMap::new(),
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (send, answers) = mpsc::unbounded_channel();
    thread::scope(|scope| {
        let mut started = Vec::new();
        for asked in asked.iter().take(workers) {
            let (queue, send) = (&queue, send.clone());
            let worker = thread::Builder::new()
                .name("refresh".to_owned())
                .spawn_scoped(scope, move || empty(queue, asked, &send));
            match worker {
                Ok(worker) => started.push(worker),
                // The others do its part.
                Err(_) if !started.is_empty() => break,
                Err(error) => return Err(Failure::from(error)),
            }
        }
        drop(send);
        let result = runtime.block_on(collect(answers, &queue, all));
        for worker in started {
            // One that met a fault of the program left its profile without an answer.
            let _ = worker.join();
        }
        result
    })
}

/// A worker: one profile after the other, until the queue is empty.
fn empty(queue: &Mutex<Queue>, asked: &Asked<'_>, send: &UnboundedSender<(usize, Told)>) {
    loop {
        let (job, limit) = {
            let mut queue = locked(queue);
            let Some(job) = queue.jobs.pop_front() else {
                return;
            };
            let limit = job.app.as_ref().and_then(|app| queue.limits.get(app));
            let limit = limit.cloned();
            (job, limit)
        };
        let told = if let Some(problem) = limit {
            let expires_at = job.old.as_ref().map(|token| token.expires_at);
            Told {
                held_back: true,
                ..Told::failed(&job.name, expires_at, problem)
            }
        } else {
            asked.refresh(&job.name, job.old.as_ref(), job.provider.as_ref())
        };
        if let (Some(problem), Some(app)) = (&told.problem, job.app)
            && is_limit_of_app(problem)
        {
            locked(queue)
                .limits
                .entry(app)
                .or_insert_with(|| problem.clone());
        }
        let cancelled = is_cancelled(&told);
        if send.send((job.index, told)).is_err() || cancelled {
            locked(queue).jobs.clear();
            return;
        }
    }
}

/// Takes the answers as they come. A signal empties the queue; what is under way ends by itself.
async fn collect(
    mut answers: UnboundedReceiver<(usize, Told)>,
    queue: &Mutex<Queue>,
    all: &mut Answers<'_>,
) -> Result<(), Failure> {
    let mut signals = Signals::listen()?;
    loop {
        tokio::select! {
            biased;
            notice = signals.next() => match notice {
                Notice::Terminate | Notice::HangUp | Notice::Interrupt => {
                    locked(queue).jobs.clear();
                    all.cancelled = true;
                }
                // The runs themselves stop and go on with the process.
                Notice::Suspend | Notice::Continue | Notice::Resize => {}
            },
            answer = answers.recv() => match answer {
                Some((index, told)) => all.take(index, told),
                None => return Ok(()),
            },
        }
    }
}

fn locked(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the provider takes no more calls of the whole app for now.
fn is_limit_of_app(problem: &Problem) -> bool {
    let status = problem.provider.as_ref().and_then(|said| said.status);
    LIMITS_OF_THE_APP.contains(&problem.id.as_str()) || status == Some(429)
}

fn is_cancelled(told: &Told) -> bool {
    told.problem
        .as_ref()
        .is_some_and(|problem| problem.kind == ErrorKind::Cancelled)
}

/// The answers, in the order of the config, and how they are said.
#[derive(Debug)]
struct Answers<'a> {
    profiles: &'a [Profile],
    told: Vec<Option<Told>>,
    texts: &'a Texts,
    json: bool,
    /// One line for each profile as soon as it is finished, where a person watches.
    live: bool,
    finished: usize,
    cancelled: bool,
}

impl<'a> Answers<'a> {
    fn new(profiles: &'a [Profile], options: &Refresh, texts: &'a Texts) -> Self {
        Self {
            profiles,
            told: profiles.iter().map(|_| None).collect(),
            texts,
            json: options.json,
            live: !options.json && std::io::stderr().is_terminal(),
            finished: 0,
            cancelled: false,
        }
    }

    fn take(&mut self, index: usize, told: Told) {
        self.cancelled |= is_cancelled(&told);
        self.finished += 1;
        if self.live {
            let (done, all) = (self.finished, self.told.len());
            io::complain(&format!("{done}/{all} {}", told.line(self.texts)));
        }
        if let Some(place) = self.told.get_mut(index) {
            *place = Some(told);
        }
    }

    /// Says how all went, and gives the exit code: the first failure's, in the order of the config.
    fn close(self) -> ExitCode {
        let cancelled = self.cancelled;
        let unanswered = |profile: &Profile| {
            let failure = if cancelled {
                Failure::cancelled()
            } else {
                Failure::from(std::io::Error::other("a worker ended"))
            };
            let expires_at = profile.token.as_ref().map(|token| token.expires_at);
            Told::failed(&profile.name, expires_at, failure.into_problem())
        };
        let told: Vec<Told> = self
            .told
            .into_iter()
            .zip(self.profiles)
            .map(|(told, profile)| told.unwrap_or_else(|| unanswered(profile)))
            .collect();
        let mut problems = told.iter().filter_map(|told| told.problem.as_ref());
        let code = if cancelled {
            exit_code::CANCELLED
        } else {
            problems
                .next()
                .map_or(exit_code::DONE, |problem| exit_code::of(problem.kind))
        };
        if self.json {
            let results: Vec<Value> = told.iter().map(|told| told.entry(self.texts)).collect();
            io::say_json(&json!({ "schema": SCHEMA, "results": results }));
            return code.into();
        }
        if !self.live {
            for told in told.iter().filter(|told| told.problem.is_none()) {
                io::say(&told.line(self.texts));
            }
        }
        for line in told.iter().flat_map(|told| told.complaint(self.texts)) {
            io::complain(&line);
        }
        io::say(&told::summary(&told, self.texts));
        code.into()
    }
}
