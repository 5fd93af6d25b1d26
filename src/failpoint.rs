//! Places where a test may end the process or let a write fail, to show that nothing is lost.
//!
//! They are in builds with debug assertions alone: in a release nothing of them is left, neither a
//! name nor the variable that arms them. See `docs/architecture.md`.

#[cfg(debug_assertions)]
mod armed;

#[cfg(debug_assertions)]
pub use armed::{arm, reach};

/// Nothing: a release has no such points.
#[cfg(not(debug_assertions))]
#[inline]
#[expect(clippy::unnecessary_wraps, reason = "other builds can fail here")]
pub fn reach(_: &'static str) -> std::io::Result<()> {
    Ok(())
}

/// A point where nothing can fail, and the process can end all the same.
#[inline]
pub fn pass(point: &'static str) {
    // An order to fail is for the points that hand the failure on.
    let _ = reach(point);
}
