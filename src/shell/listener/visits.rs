//! Answers that wait for the core's verdict.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use crate::wizard::TaskId;
use crate::wizard::callback::{CallbackId, Verdict};

/// Held by a connection until its page has been sent.
pub(super) type Busy = mpsc::Sender<Infallible>;

/// One answer, as its connection holds it.
pub(super) struct Visit {
    pub(super) id: CallbackId,
    pub(super) verdict: oneshot::Receiver<Verdict>,
    pub(super) busy: Busy,
}

/// The answers under way.
#[derive(Debug, Default)]
pub(super) struct Visits {
    desk: Mutex<Desk>,
}

#[derive(Debug, Default)]
struct Desk {
    task: Option<TaskId>,
    last: u64,
    waiting: HashMap<CallbackId, oneshot::Sender<Verdict>>,
    busy: Option<Pair>,
}

#[derive(Debug)]
struct Pair {
    sender: Busy,
    ended: mpsc::Receiver<Infallible>,
}

impl Visits {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on answers are for this task.
    pub(super) fn open(&self, task: TaskId) {
        self.desk().task = Some(task);
    }

    /// No answer is for anything any more; those without a verdict get none.
    pub(super) fn close(&self) {
        let mut desk = self.desk();
        desk.task = None;
        desk.waiting.clear();
    }

    /// One more answer, unless nobody waits for those of this task.
    pub(super) fn begin(&self, task: TaskId) -> Option<Visit> {
        let mut desk = self.desk();
        if desk.task != Some(task) {
            return None;
        }
        desk.last += 1;
        let id = CallbackId(desk.last);
        let (sender, verdict) = oneshot::channel();
        desk.waiting.insert(id, sender);
        let pair = desk.busy.get_or_insert_with(|| {
            let (sender, ended) = mpsc::channel(1);
            Pair { sender, ended }
        });
        let busy = pair.sender.clone();
        Some(Visit { id, verdict, busy })
    }

    /// The connection waits no more.
    pub(super) fn forget(&self, id: CallbackId) {
        self.desk().waiting.remove(&id);
    }

    pub(super) fn answer(&self, id: CallbackId, verdict: Verdict) {
        let waiting = self.desk().waiting.remove(&id);
        if waiting.is_some_and(|waiting| waiting.send(verdict).is_err()) {
            tracing::debug!("the browser has left already");
        }
    }

    /// Waits until every page on its way was sent, for so long at most.
    pub(super) async fn settled(&self, longest: Duration) {
        let pair = self.desk().busy.take();
        if let Some(Pair { sender, mut ended }) = pair {
            drop(sender);
            // Nothing is ever sent: it ends when the last holder is gone.
            drop(timeout(longest, ended.recv()).await);
        }
    }
}
