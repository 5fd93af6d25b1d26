//! Seconds since 1970 in the three written forms the provider uses.
//!
//! It has no clock of its own: the machine's seconds and the world's offset are handed in.

/// One hour, the life of a code and of a short-lived token, in seconds.
pub(super) const HOUR: i64 = 3_600;
/// One day, the age a long-lived token must have to be refreshed, in seconds.
pub(super) const DAY: i64 = 86_400;
/// Sixty days, the life of a long-lived token, in seconds.
pub(super) const SIXTY_DAYS: i64 = 60 * DAY;

const WEEKDAYS: [&str; 7] = [
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// The provider's session texts are in Pacific standard time.
const PACIFIC: i64 = -8 * HOUR;

struct Civil {
    weekday: &'static str,
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
}

impl Civil {
    fn month_name(&self) -> &'static str {
        usize::try_from(self.month - 1)
            .ok()
            .and_then(|m| MONTHS.get(m))
            .copied()
            .unwrap_or("Jan")
    }
}

/// Days to a date by Howard Hinnant's algorithm for the proleptic Gregorian calendar.
fn civil(seconds: i64) -> Civil {
    let days = seconds.div_euclid(DAY);
    let rest = seconds.rem_euclid(DAY);
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let weekday = usize::try_from(days.rem_euclid(7))
        .ok()
        .and_then(|d| WEEKDAYS.get(d))
        .copied();
    Civil {
        weekday: weekday.unwrap_or("Thursday"),
        year: year_of_era + era * 400 + i64::from(month <= 2),
        month,
        day: day_of_year - (153 * shifted_month + 2) / 5 + 1,
        hour: rest / HOUR,
        minute: rest % HOUR / 60,
        second: rest % 60,
    }
}

/// The `Date` header's form, RFC 9110 section 5.6.7.
pub(super) fn http_date(seconds: i64) -> String {
    let t = civil(seconds);
    let weekday: String = t.weekday.chars().take(3).collect();
    format!(
        "{weekday}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        t.day,
        t.month_name(),
        t.year,
        t.hour,
        t.minute,
        t.second
    )
}

/// RFC 3339 in UTC, to the second.
pub(super) fn rfc3339(seconds: i64) -> String {
    let t = civil(seconds);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        t.year, t.month, t.day, t.hour, t.minute, t.second
    )
}

/// The form of the provider's session texts: `Monday, 01-Dec-25 11:00:00 PST`.
pub(super) fn session_time(seconds: i64) -> String {
    let t = civil(seconds.saturating_add(PACIFIC));
    format!(
        "{}, {:02}-{}-{:02} {:02}:{:02}:{:02} PST",
        t.weekday,
        t.day,
        t.month_name(),
        t.year.rem_euclid(100),
        t.hour,
        t.minute,
        t.second
    )
}

#[cfg(test)]
mod tests;
