//! Points in time and the expiry rules, as functions of "now".
//!
//! Nothing here reads a clock: the shell does, and hands the time over as a [`Timestamp`].

use std::fmt;
use std::sync::OnceLock;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Seconds of one hour.
pub const HOUR: i64 = 3_600;
/// Seconds of one day.
pub const DAY: i64 = 86_400;

/// A point in time, in whole seconds since 1970-01-01 UTC.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// A text that is no RFC 3339 time.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not an RFC 3339 time")]
pub struct NotATime;

impl Timestamp {
    /// From seconds since 1970-01-01 UTC.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970-01-01 UTC.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// This time moved by a number of seconds; stays within the range of an `i64`.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this time; negative when `earlier` is later.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Reads an RFC 3339 time such as `2026-11-22T16:03:00Z`; fractions of a second are dropped.
    pub fn parse(text: &str) -> Result<Self, NotATime> {
        let time: jiff::Timestamp = text.trim().parse().map_err(|_| NotATime)?;
        Ok(Self(time.as_second()))
    }

    /// Reads the `Date` header of an HTTP answer (RFC 9110, section 5.6.7).
    pub fn parse_http_date(text: &str) -> Result<Self, NotATime> {
        let time = jiff::fmt::rfc2822::parse(text.trim()).map_err(|_| NotATime)?;
        Ok(Self(time.timestamp().as_second()))
    }

    /// Date and time of day in the person's own time zone, such as `2027-01-21 16:03`.
    pub fn local(self) -> String {
        self.zoned(own_zone(), "%Y-%m-%d %H:%M")
    }

    /// The date in the person's own time zone, such as `2027-01-21`.
    pub fn local_date(self) -> String {
        self.zoned(own_zone(), "%Y-%m-%d")
    }

    fn zoned(self, zone: TimeZone, format: &str) -> String {
        jiff::Timestamp::from_second(self.0)
            .map(|time| time.to_zoned(zone).strftime(format).to_string())
            .unwrap_or_default()
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC, such as `2026-11-22T16:03:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.zoned(TimeZone::UTC, "%Y-%m-%dT%H:%M:%SZ"))
    }
}

/// The zone of local times.
static ZONE: OnceLock<TimeZone> = OnceLock::new();

/// Has local times told by a zone file (RFC 9636); one that is none, or comes too late, changes nothing.
pub fn live_in(file: &[u8]) {
    if let Ok(zone) = TimeZone::tzif("Local", file) {
        // The first one stays: times of one run are of one zone.
        let _ = ZONE.set(zone);
    }
}

fn own_zone() -> TimeZone {
    ZONE.get_or_init(TimeZone::system).clone()
}

/// Days that are left of `seconds`, to the nearest one; zero on the last day, never below.
pub const fn whole_days(seconds: i64) -> i64 {
    if seconds < DAY {
        0
    } else {
        (seconds + DAY / 2) / DAY
    }
}

#[cfg(test)]
mod tests;
