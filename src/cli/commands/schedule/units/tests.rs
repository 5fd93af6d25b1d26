use super::*;

fn job() -> Job {
    Job {
        program: "/home/min/a b/100%/igtoken".to_owned(),
        options: vec!["--config".to_owned(), "/srv/it's $5 \"x\"\\".to_owned()],
        variables: vec![("NO_PROXY", "a b,%h".to_owned())],
    }
}

#[test]
fn a_unit_expands_nothing_in_paths_and_variables() {
    let text = job().service();
    assert!(
        text.contains(
            "ExecStart=\"/home/min/a b/100%%/igtoken\" --config \
             \"/srv/it's $$5 \\\"x\\\"\\\\\" refresh --all --if-within 14\n"
        ),
        "{text}"
    );
    assert!(
        text.contains("Environment=\"NO_PROXY=a b,%%h\"\n"),
        "{text}"
    );
}

#[test]
fn a_cron_line_is_one_line_of_shell() {
    let line = job().cron_line();
    assert!(
        line.contains(
            " * * * NO_PROXY='a b,\\%h' '/home/min/a b/100\\%/igtoken' --config \
             '/srv/it'\\''s $5 \"x\"\\' refresh --all --if-within 14 > /dev/null # igtoken-refresh"
        ),
        "{line}"
    );
    assert_eq!(line, job().cron_line(), "always at the same time of day");
}

#[test]
fn other_lines_of_a_crontab_stay_byte_for_byte() {
    let others = b"# mine\r\n\n  5 4 * * * echo \xff\t \n# note: # igtoken-refresh\n0 1 * * * last";
    let with = with_ours(others, "1 2 * * * x # igtoken-refresh");
    assert_eq!(our_lines(&with), ["1 2 * * * x # igtoken-refresh"]);
    assert_eq!(without_ours(&with), [&others[..], b"\n"].concat());
    assert_eq!(with_ours(&with, "1 2 * * * x # igtoken-refresh"), with);
    assert_eq!(
        with_ours(b"", "a # igtoken-refresh"),
        b"a # igtoken-refresh\n"
    );
}
