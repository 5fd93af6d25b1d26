//! One thread that owns the writing: writes happen in the order in which they were asked for.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;

use tokio::sync::mpsc::UnboundedSender;

use crate::failpoint;
use crate::secret::Secret;
use crate::store::lock::Guard;
use crate::store::paths::Paths;
use crate::store::state::Known;
use crate::store::{self, Fault, StoreError, Why, config, deliver, lock, sender, state};
use crate::wizard::event::{DeliverTrouble, Found, SaveReason};
use crate::wizard::saved::{ConfigEdit, Progress, SignIn, Token};
use crate::wizard::{Event, SaveTrouble, TaskId};

use super::promise::Promise;

/// A write, or the proof that writing works.
#[derive(Debug)]
pub(super) enum Job {
    Prove {
        task: TaskId,
    },
    /// Take the turn to refresh; it is kept until `EndTurn` or the thread's end.
    TakeTurn {
        task: TaskId,
    },
    EndTurn,
    Config {
        task: TaskId,
        edits: Vec<ConfigEdit>,
    },
    Progress {
        task: TaskId,
        progress: Box<Progress>,
    },
    /// Set a variable in a dotenv file.
    Dotenv {
        task: TaskId,
        path: String,
        key: String,
        token: Secret,
    },
    /// Only the latest of several that wait is written.
    Remember {
        progress: Box<Progress>,
    },
}

impl Job {
    /// What is said when it panics.
    fn lost(&self) -> Option<Event> {
        let trouble = || SaveTrouble {
            path: String::new(),
            reason: SaveReason::Other(std::io::ErrorKind::Interrupted.to_string()),
        };
        match self {
            Self::TakeTurn { task } => Some(Event::TurnTaken {
                task: *task,
                result: Err(trouble()),
            }),
            Self::Prove { task } | Self::Config { task, .. } | Self::Progress { task, .. } => {
                Some(Event::Saved {
                    task: *task,
                    result: Err(trouble()),
                })
            }
            Self::Dotenv { task, .. } => Some(Event::Delivered {
                task: *task,
                result: Err(DeliverTrouble::File(trouble())),
            }),
            Self::EndTurn | Self::Remember { .. } => None,
        }
    }
}

/// The thread that owns the writing; dropped, it ends after its last write.
#[derive(Debug)]
pub(super) struct Disk {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    /// A write panicked.
    broken: Arc<AtomicBool>,
}

impl Disk {
    /// Starts the thread for one profile's files.
    pub(super) fn start(
        paths: Paths,
        profile: String,
        known: Option<Known>,
        events: UnboundedSender<Event>,
    ) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel();
        let broken = Arc::new(AtomicBool::new(false));
        let broke = Arc::clone(&broken);
        let mut known = known;
        let thread = std::thread::Builder::new()
            .name("disk".to_owned())
            .spawn(move || {
                let mut put_back = None;
                // A write that panicked must not keep those behind it from the disk.
                let promise = |lost| Promise::new(events.clone(), lost).noted(&broke);
                while catch_unwind(AssertUnwindSafe(|| {
                    work(
                        &queue,
                        &mut put_back,
                        &paths,
                        &profile,
                        &mut known,
                        &events,
                        promise,
                    );
                }))
                .is_err()
                {}
            })?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
            broken,
        })
    }

    /// Whether a write panicked.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::SeqCst)
    }

    /// Asks for a write.
    pub(super) fn ask(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // The thread lives as long as the sender: it cannot be gone.
            let _ = jobs.send(job);
        }
    }
}

impl Drop for Disk {
    /// Waits for the writes that were asked for.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(
    queue: &mpsc::Receiver<Job>,
    put_back: &mut Option<Job>,
    paths: &Paths,
    profile: &str,
    known: &mut Option<Known>,
    events: &UnboundedSender<Event>,
    promise: impl Fn(Option<Event>) -> Promise,
) {
    let mut turn = None;
    let mut sender = None;
    loop {
        let Some(mut job) = put_back.take().or_else(|| queue.recv().ok()) else {
            return;
        };
        if matches!(job, Job::Remember { .. }) {
            while let Ok(next) = queue.try_recv() {
                if matches!(next, Job::Remember { .. }) {
                    job = next;
                } else {
                    *put_back = Some(next);
                    break;
                }
            }
        }
        let _promise = promise(job.lost());
        failpoint::pass("disk.begin");
        let (task, result) = match job {
            Job::TakeTurn { task } => {
                let result = take_turn(paths, profile).map(|(guard, token)| {
                    turn = Some(guard);
                    token.map(Box::new)
                });
                let result = result.map_err(|error| trouble(&error));
                if events.send(Event::TurnTaken { task, result }).is_err() {
                    tracing::debug!("nobody waits for the turn any more");
                }
                continue;
            }
            Job::EndTurn => {
                turn = None;
                continue;
            }
            Job::Prove { task } => (task, store::prove(paths)),
            Job::Config { task, edits } => (task, config::edit(paths, profile, &edits)),
            Job::Progress { task, mut progress } => {
                if is_first_to_send(&progress, known.as_ref()) {
                    // Before the note that it was sent, so that nobody finds that alone.
                    sender = sender::hold(paths, profile);
                }
                let mut result = state::save_known(paths, profile, &progress, known);
                let accepted = progress.sign_in.as_ref().is_some_and(|s| s.code.is_some());
                if result == Err(StoreError::Overtaken) && !accepted {
                    // The write is about something else: whatever became of the sign-in stays.
                    progress.sign_in = None;
                    result = state::save_known(paths, profile, &progress, known);
                }
                if result == Err(StoreError::Overtaken) {
                    say_overtaken(paths, profile, known, events, Some(task));
                    continue;
                }
                if result.is_err() || !was_sent(&progress) {
                    drop(sender.take());
                }
                (task, result.map(|_| ()))
            }
            Job::Dotenv {
                task,
                path,
                key,
                token,
            } => {
                let result = deliver::to_dotenv(paths, &path, &key, &token).map_err(|error| {
                    tracing::warn!(%error, "the token was not handed on");
                    DeliverTrouble::File(trouble(&error))
                });
                if events.send(Event::Delivered { task, result }).is_err() {
                    tracing::debug!("nobody waits for the file any more");
                }
                continue;
            }
            Job::Remember { progress } => {
                let result = state::save_known(paths, profile, &progress, known);
                if !was_sent(&progress) {
                    drop(sender.take());
                }
                if result == Err(StoreError::Overtaken) {
                    say_overtaken(paths, profile, known, events, None);
                } else if let Err(error) = result {
                    tracing::warn!(%error, "the place in the checklist was not written");
                }
                continue;
            }
        };
        failpoint::pass("disk.end");
        let result = result.map_err(|error| {
            tracing::warn!(%error, "a write failed");
            trouble(&error)
        });
        if events.send(Event::Saved { task, result }).is_err() {
            tracing::debug!("nobody waits for the write any more");
        }
    }
}

fn was_sent(progress: &Progress) -> bool {
    let sign_in = progress.sign_in.as_ref();
    sign_in.is_some_and(|sign_in| sign_in.code_sent)
}

/// Whether this write notes that a code is sent that was not sent before.
fn is_first_to_send(progress: &Progress, known: Option<&Known>) -> bool {
    let before = progress.sign_in.as_ref().map(|sign_in| {
        Known::of(&SignIn {
            code_sent: false,
            ..sign_in.clone()
        })
    });
    was_sent(progress) && known == before.as_ref()
}

/// Another process went on with the sign-in: what it left is told.
fn say_overtaken(
    paths: &Paths,
    profile: &str,
    known: &mut Option<Known>,
    events: &UnboundedSender<Event>,
    task: Option<TaskId>,
) {
    tracing::info!("another process went on with this sign-in");
    let loaded = config::load(paths).ok();
    let progress = state::load(paths, profile).ok().and_then(|k| k.progress);
    *known = progress
        .as_ref()
        .and_then(|progress| progress.sign_in.as_ref())
        .map(Known::of);
    let profile = loaded.and_then(|loaded| {
        loaded
            .config
            .profiles
            .into_iter()
            .find(|p| p.name == profile)
    });
    let result = Err(trouble(&StoreError::Overtaken));
    let saved = task.map(|task| Event::Saved { task, result });
    let found = Event::Overtaken(Box::new(Found { profile, progress }));
    for event in saved.into_iter().chain([found]) {
        if events.send(event).is_err() {
            tracing::debug!("nobody waits for this any more");
        }
    }
}

/// The turn to refresh, and the token as it stands on disk from then on.
fn take_turn(paths: &Paths, profile: &str) -> Result<(Guard, Option<Token>), StoreError> {
    let guard = lock::try_exclusive(&paths.refresh_lock(profile))?;
    let loaded = config::load(paths)?;
    let found = loaded
        .config
        .profiles
        .into_iter()
        .find(|found| found.name == profile);
    Ok((guard, found.and_then(|found| found.token)))
}

/// A failure of the store as the core knows it.
pub fn trouble(error: &StoreError) -> SaveTrouble {
    let (path, reason) = match error {
        StoreError::NoHome => (String::new(), SaveReason::NoHome),
        StoreError::NotReadable { path, reason } | StoreError::NotWritable { path, reason } => {
            let reason = match reason {
                Fault::DiskFull => SaveReason::DiskFull,
                Fault::ReadOnly => SaveReason::ReadOnly,
                Fault::Denied => SaveReason::Denied,
                Fault::Vanished => SaveReason::Vanished,
                Fault::SizeLimit => SaveReason::SizeLimit,
                Fault::NotADirectory => SaveReason::NotADirectory,
                Fault::Other(text) => SaveReason::Other(text.clone()),
            };
            (path.clone(), reason)
        }
        StoreError::Refused { path, why } => {
            let reason = match why {
                Why::Symlink => SaveReason::Symlink,
                Why::ForeignOwner => SaveReason::ForeignOwner,
                Why::Directory => SaveReason::Directory,
                Why::TooLarge => SaveReason::TooLarge,
                Why::NotUtf8 => SaveReason::NotText,
                Why::NotAFile => SaveReason::NotAFile,
                Why::NotOneLine => SaveReason::NotOneLine,
            };
            (path.clone(), reason)
        }
        StoreError::Invalid {
            path,
            line,
            key,
            problem,
            ..
        } => (
            path.clone(),
            SaveReason::Invalid {
                line: *line,
                key: key.clone().unwrap_or_default(),
                problem: *problem,
            },
        ),
        StoreError::Busy => (String::new(), SaveReason::Busy),
        StoreError::Overtaken => (String::new(), SaveReason::Overtaken),
        StoreError::NoProfile(name) => (String::new(), SaveReason::NoProfile(name.clone())),
        StoreError::ProfileExists(name) => (String::new(), SaveReason::ProfileExists(name.clone())),
        StoreError::BadProfileName => (String::new(), SaveReason::BadProfileName),
    };
    SaveTrouble { path, reason }
}

#[cfg(test)]
mod tests;
