//! Work that was promised to end in an event ends in one, also when it panics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::mpsc::UnboundedSender;

use crate::wizard::Event;

/// Held while something is worked on. When that panics, the core hears that it failed, and then
/// that the program has to end: what is under way is saved, and nobody waits for what never comes.
#[derive(Debug)]
pub(super) struct Promise {
    events: UnboundedSender<Event>,
    lost: Option<Event>,
    broken: Option<Arc<AtomicBool>>,
}

impl Promise {
    /// `lost` is what is said in place of the event that cannot come any more.
    pub(super) const fn new(events: UnboundedSender<Event>, lost: Option<Event>) -> Self {
        Self {
            events,
            lost,
            broken: None,
        }
    }

    /// For work that nobody joins: a panic is noted here before anybody hears of it.
    pub(super) fn noted(mut self, broken: &Arc<AtomicBool>) -> Self {
        self.broken = Some(Arc::clone(broken));
        self
    }
}

impl Drop for Promise {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        if let Some(broken) = &self.broken {
            broken.store(true, Ordering::SeqCst);
        }
        tracing::error!("a piece of work panicked");
        for event in self.lost.take().into_iter().chain([Event::Interrupted]) {
            if self.events.send(event).is_err() {
                tracing::debug!("nobody waits for this any more");
            }
        }
    }
}
