//! The time, which in practice mode is the practice provider's.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::time::Timestamp;

/// The system's clock, moved by an offset.
#[derive(Debug, Default)]
pub struct Clock {
    offset: AtomicI64,
}

impl Clock {
    /// The system's clock as it is.
    pub const fn new() -> Self {
        Self {
            offset: AtomicI64::new(0),
        }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        system().plus(self.offset.load(Ordering::Relaxed))
    }

    /// Seconds by which this clock is ahead of the system's.
    pub fn offset(&self) -> i64 {
        self.offset.load(Ordering::Relaxed)
    }

    /// Sets this clock ahead of the system's by so many seconds.
    pub fn set_offset(&self, seconds: i64) {
        self.offset.store(seconds, Ordering::Relaxed);
    }
}

fn system() -> Timestamp {
    let seconds = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |s| -s),
    };
    Timestamp::from_seconds(seconds)
}

#[cfg(test)]
mod tests;
