//! The points of a build for tests.

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::io::Errno;
use rustix::process::{Signal, getpid, kill_process};

static ORDER: OnceLock<Order> = OnceLock::new();
static REACHED: AtomicUsize = AtomicUsize::new(0);

/// What is to happen, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Order {
    /// `any` stands for every point.
    point: String,
    /// From 1.
    nth: usize,
    act: Act,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    /// The process ends as by `kill -9`, the one time.
    Kill,
    /// The work that gets there panics, the one time.
    Panic,
    /// The operating system says no, from then on.
    Fail(Errno),
}

/// Takes an order: `POINT[:NTH][=kill|panic|full|io|exdev|readonly]`, where `any` is every point.
///
/// One that cannot be read ends the process, since a test would show nothing without it.
pub fn arm(text: &str) {
    match order(text) {
        Some(order) => {
            // The first one holds.
            let _ = ORDER.set(order);
        }
        None => std::process::abort(),
    }
}

fn order(text: &str) -> Option<Order> {
    let (place, act) = text.split_once('=').unwrap_or((text, "kill"));
    let (point, nth) = place.split_once(':').unwrap_or((place, "1"));
    let act = match act {
        "kill" => Act::Kill,
        "panic" => Act::Panic,
        "full" => Act::Fail(Errno::NOSPC),
        "io" => Act::Fail(Errno::IO),
        "exdev" => Act::Fail(Errno::XDEV),
        "readonly" => Act::Fail(Errno::ROFS),
        _ => return None,
    };
    let nth = nth.parse().ok().filter(|nth| *nth > 0)?;
    let point = (!point.is_empty()).then(|| point.to_owned())?;
    Some(Order { point, nth, act })
}

/// A point on the way.
///
/// # Panics
///
/// When that was ordered.
pub fn reach(point: &'static str) -> io::Result<()> {
    let Some(order) = ORDER.get() else {
        return Ok(());
    };
    if order.point != "any" && order.point != point {
        return Ok(());
    }
    let nth = REACHED.fetch_add(1, Ordering::SeqCst) + 1;
    match order.act {
        Act::Kill if nth == order.nth => {
            kill_process(getpid(), Signal::KILL)?;
            Ok(())
        }
        #[expect(clippy::panic, reason = "it was ordered, and only by a test")]
        Act::Panic if nth == order.nth => panic!("planted at {point}"),
        Act::Fail(errno) if nth >= order.nth => Err(errno.into()),
        Act::Kill | Act::Panic | Act::Fail(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests;
