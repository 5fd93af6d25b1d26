use super::{http_date, rfc3339, session_time};

#[test]
fn the_date_header_is_written_as_rfc_9110_prints_it() {
    assert_eq!(http_date(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

#[test]
fn rfc_3339_knows_leap_days_and_the_ends_of_years() {
    assert_eq!(rfc3339(1_709_208_000), "2024-02-29T12:00:00Z");
    assert_eq!(rfc3339(1_798_761_599), "2026-12-31T23:59:59Z");
    assert_eq!(rfc3339(951_782_400), "2000-02-29T00:00:00Z");
    assert_eq!(rfc3339(-1), "1969-12-31T23:59:59Z");
}

#[test]
fn the_session_text_has_the_provider_s_own_form() {
    assert_eq!(
        session_time(1_764_615_600),
        "Monday, 01-Dec-25 11:00:00 PST"
    );
}
