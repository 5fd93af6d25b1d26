use super::*;

#[test]
fn a_time_survives_the_round_trip_through_its_text() {
    let time = Timestamp::parse("2026-11-22T16:03:00Z").unwrap();
    assert_eq!(time.seconds(), 1_795_363_380);
    assert_eq!(time.to_string(), "2026-11-22T16:03:00Z");
}

#[test]
fn an_offset_is_turned_into_utc() {
    let time = Timestamp::parse("2026-11-23T01:03:00+09:00").unwrap();
    assert_eq!(time.to_string(), "2026-11-22T16:03:00Z");
}

#[test]
fn the_date_header_is_understood() {
    let time = Timestamp::parse_http_date("Sun, 22 Nov 2026 16:03:00 GMT").unwrap();
    assert_eq!(time.to_string(), "2026-11-22T16:03:00Z");
    assert_eq!(Timestamp::parse_http_date("yesterday"), Err(NotATime));
}

#[test]
fn moving_a_time_never_overflows() {
    assert_eq!(
        Timestamp::from_seconds(i64::MAX).plus(1).seconds(),
        i64::MAX
    );
    assert_eq!(Timestamp::from_seconds(i64::MAX).to_string(), "");
}

#[test]
fn days_left_are_the_nearest_but_nothing_on_the_last_day() {
    assert_eq!(whole_days(60 * DAY), 60);
    assert_eq!(whole_days(60 * DAY - 1), 60);
    assert_eq!(whole_days(59 * DAY + DAY / 2 - 1), 59);
    assert_eq!(whole_days(DAY), 1);
    assert_eq!(whole_days(DAY - 1), 0);
    assert_eq!(whole_days(-1), 0);
}
