//! Turns effects into work; every piece of work ends in an event with its task's id.

use std::collections::HashMap;
use std::io;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::{AbortHandle, JoinError, JoinSet};
use tokio::time::{sleep, timeout};
use zeroize::Zeroizing;

use crate::failpoint;
use crate::oauth::{Call, Reason, Request, Unreachable};
use crate::secret::Secret;
use crate::store::paths::Paths;
use crate::store::state::Known;
use crate::time::Timestamp;
use crate::wizard::event::{DeliverTrouble, OpenTrouble};
use crate::wizard::saved::{Deliver, SignIn};
use crate::wizard::{Effect, Ending, Event, TaskId};

use super::clock::Clock;
use super::deliver;
use super::disk::{Disk, Job};
use super::entropy;
use super::handover::{Desk, Voice};
use super::http::Client;
use super::listener::{Limits, Listener, Pages};
use super::promise::Promise;
use super::{opener, tmux};

/// Bits of a `state` value.
const STATE_BITS: usize = 192;
/// The longest wait for the command that prints the app secret.
const COMMAND_TIMEOUT: Duration = Duration::from_mins(1);

/// What a runner needs.
#[derive(Debug)]
pub struct Equipment {
    pub client: Client,
    pub paths: Paths,
    pub profile: String,
    pub clock: Clock,
    /// Whether the clock follows the `Date` of the answers, as it does in practice mode.
    pub clock_follows: ClockFollows,
    /// The sign-in as it was read from the state file.
    pub sign_in: Option<SignIn>,
    /// Puts problems into words for another shell.
    pub voice: Voice,
    /// What a browser that brought an answer is shown.
    pub pages: Pages,
}

/// What sets the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockFollows {
    System,
    Answers,
}

/// What the event loop has to do itself.
#[derive(Debug)]
pub(super) enum Inline {
    Event(Event),
    Copy(Secret),
    Leave(Ending),
    Nothing,
}

/// Turns effects into work.
#[derive(Debug)]
pub struct Runner {
    client: Client,
    clock: Clock,
    clock_follows: ClockFollows,
    disk: Disk,
    listener: Listener,
    events: UnboundedSender<Event>,
    pub(super) inbox: UnboundedReceiver<Event>,
    work: JoinSet<()>,
    /// Something panicked.
    broken: bool,
    handles: HashMap<TaskId, AbortHandle>,
    desk: Desk,
}

impl Runner {
    /// Starts what has to run; the network thread starts with the first call.
    pub fn new(equipment: Equipment) -> io::Result<Self> {
        let (events, inbox) = mpsc::unbounded_channel();
        let desk = Desk::new(
            equipment.paths.clone(),
            equipment.profile.clone(),
            equipment.voice,
            events.clone(),
        );
        let known = equipment.sign_in.as_ref().map(Known::of);
        let disk = Disk::start(equipment.paths, equipment.profile, known, events.clone())?;
        Ok(Self {
            client: equipment.client,
            clock: equipment.clock,
            clock_follows: equipment.clock_follows,
            disk,
            listener: Listener::new(equipment.pages, Limits::default(), events.clone()),
            events,
            inbox,
            work: JoinSet::new(),
            broken: false,
            handles: HashMap::new(),
            desk,
        })
    }

    /// The time by the clock that is in force.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Follows the practice provider's clock.
    pub(super) fn heard(&self, event: &Event) {
        if let (
            ClockFollows::Answers,
            Event::Answered {
                answer: Ok(answer), ..
            },
        ) = (self.clock_follows, event)
            && let Some(date) = &answer.date
            && let Ok(theirs) = Timestamp::parse_http_date(date)
        {
            let ahead = theirs.since(self.clock.now());
            // A second of rounding is no move of the clock.
            if ahead.abs() > 1 {
                self.clock
                    .set_offset(self.clock.offset().saturating_add(ahead));
            }
        }
    }

    /// Hears other shells as long as that is wanted.
    pub(super) fn hear_visits(&mut self, wanted: bool) {
        self.desk.hear(wanted);
    }

    /// Begins one effect.
    pub(super) fn begin(&mut self, effect: Effect) -> Inline {
        failpoint::pass("effect.begin");
        match effect {
            Effect::Send {
                task,
                call,
                request,
            } => self.send(task, call, request),
            Effect::DrawState { task } => {
                let value = entropy::letters_and_digits(STATE_BITS).ok();
                return Inline::Event(Event::StateDrawn { task, value });
            }
            Effect::Prove { task } => self.disk.ask(Job::Prove { task }),
            Effect::TakeTurn { task } => self.disk.ask(Job::TakeTurn { task }),
            Effect::EndTurn => self.disk.ask(Job::EndTurn),
            Effect::SaveConfig { task, edits } => self.disk.ask(Job::Config { task, edits }),
            Effect::SaveProgress { task, progress } => {
                self.disk.ask(Job::Progress { task, progress });
            }
            Effect::Remember { progress } => self.disk.ask(Job::Remember { progress }),
            Effect::Wait { task, seconds } => {
                self.spawn(task, Event::Waited { task }, async move {
                    sleep(Duration::from_secs(u64::from(seconds))).await;
                    Event::Waited { task }
                });
            }
            Effect::ReadSecret { task, command } => {
                let lost = Event::SecretRead { task, secret: None };
                self.spawn(task, lost, async move {
                    Event::SecretRead {
                        task,
                        secret: read_secret(&command, COMMAND_TIMEOUT).await,
                    }
                });
            }
            Effect::Deliver {
                task,
                target: Deliver::Dotenv { path, key },
                token,
            } => self.disk.ask(Job::Dotenv {
                task,
                path,
                key,
                token,
            }),
            Effect::Deliver {
                task,
                target: Deliver::Command(command),
                token,
            } => {
                let result = Err(DeliverTrouble::NotStarted(cut_short()));
                self.spawn(task, Event::Delivered { task, result }, async move {
                    let result = deliver::to_command(&command, &token, deliver::LIMIT).await;
                    Event::Delivered { task, result }
                });
            }
            Effect::Listen { task, at } => {
                if let Some(event) = self.listener.listen(task, at) {
                    return Inline::Event(event);
                }
            }
            Effect::AnswerCallback { visit, verdict } => self.listener.answer(visit, verdict),
            Effect::Drop { task } => {
                self.listener.stop(task);
                if let Some(handle) = self.handles.remove(&task) {
                    handle.abort();
                }
            }
            Effect::Tell { visit, told } => self.desk.tell(visit, &told),
            Effect::Copy { text } => return Inline::Copy(text),
            Effect::AskTmux { task } => {
                let lost = Event::TmuxTold { task, says: None };
                self.spawn(task, lost, async move {
                    let says = tmux::ask(tmux::LIMIT).await;
                    Event::TmuxTold { task, says }
                });
            }
            Effect::OpenBrowser {
                task,
                opener,
                address,
            } => {
                let result = Err(OpenTrouble::NotStarted(cut_short()));
                self.spawn(task, Event::BrowserAsked { task, result }, async move {
                    let result = opener::open(&opener, &address, opener::PATIENCE).await;
                    Event::BrowserAsked { task, result }
                });
            }
            Effect::Leave { ending } => return Inline::Leave(ending),
        }
        Inline::Nothing
    }

    /// Ends, once what was promised to others has reached them.
    pub(super) async fn settle(&mut self) {
        self.listener.settle().await;
        // What panicked has ended; what still runs is not waited for.
        while let Some(ended) = self.work.try_join_next() {
            self.note(ended);
        }
    }

    /// Whether something panicked.
    pub(super) fn is_broken(&self) -> bool {
        self.broken || self.disk.is_broken() || self.listener.is_broken() || self.desk.is_broken()
    }

    fn note(&mut self, ended: Result<(), JoinError>) {
        self.broken |= ended.is_err_and(|error| error.is_panic());
    }

    fn send(&mut self, task: TaskId, call: Call, request: Request) {
        let lost = Event::Answered {
            task,
            call,
            answer: Err(Unreachable {
                host: request.url.host_str().unwrap_or_default().to_owned(),
                proxy: None,
                reason: Reason::Interrupted,
                // Perhaps it was: a code is not sent again.
                sent: true,
            }),
        };
        let answer = self.client.send(request);
        self.spawn(task, lost, async move {
            Event::Answered {
                task,
                call,
                answer: answer.await,
            }
        });
    }

    /// `lost` is said when the work panics.
    fn spawn(
        &mut self,
        task: TaskId,
        lost: Event,
        work: impl Future<Output = Event> + Send + 'static,
    ) {
        let events = self.events.clone();
        let promise = Promise::new(events.clone(), Some(lost));
        while let Some(ended) = self.work.try_join_next() {
            self.note(ended);
        }
        let handle = self.work.spawn(async move {
            let _promise = promise;
            if events.send(work.await).is_err() {
                tracing::debug!("nobody waits for this any more");
            }
        });
        self.handles.insert(task, handle);
    }
}

/// The system's words for work that did not come to its end.
fn cut_short() -> String {
    io::ErrorKind::Interrupted.to_string()
}

/// Runs the command, for so long at most, and takes the first line that it prints.
pub async fn read_secret(command: &[String], longest: Duration) -> Option<Secret> {
    let (program, arguments) = command.split_first()?;
    let child = Command::new(program)
        .args(arguments)
        .env_remove("IGTOKEN_APP_SECRET")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .output();
    let output = timeout(longest, child).await.ok()?.ok()?;
    let printed = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return None;
    }
    let text = std::str::from_utf8(&printed).ok()?;
    let line = text.lines().next()?.trim();
    (!line.is_empty()).then(|| Secret::new(line))
}

#[cfg(test)]
mod tests;
