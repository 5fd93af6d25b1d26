use crate::oauth::{Answer, Reason};
use crate::secret::SecretBytes;
use crate::wizard::keymap::Key::{Char, Ctrl, Enter};
use crate::wizard::samples::{self, Desk, LONG_ANSWER, ME_ANSWER, summary};
use crate::wizard::saved::Mark;

const TRANSIENT: &str = r#"{"error":{"message":"An unexpected error has occurred. Please retry your request later.","type":"OAuthException","is_transient":true,"code":2}}"#;

fn repeatable() -> Vec<(Desk, &'static str)> {
    vec![
        (samples::long_living_desk(), "send long-lived"),
        (samples::refreshing_desk(), "send refresh"),
        (samples::verifying_desk(), "send me"),
    ]
}

#[test]
fn an_unreachable_provider_is_tried_four_times_with_growing_waits() {
    for (mut desk, call) in repeatable() {
        for wait in ["wait 1", "wait 2", "wait 4"] {
            assert_eq!(summary(&desk.unreachable(Reason::Timeout, true)), [wait]);
            assert_eq!(summary(&desk.waited()), [call]);
        }
        desk.unreachable(Reason::Timeout, true);
        assert_eq!(desk.problem(), Some("timed-out"));
        assert!(desk.open.is_empty());
        assert_eq!(
            summary(&desk.press(Char('r'))),
            [call],
            "the person may ask again"
        );
        assert_eq!(
            summary(&desk.unreachable(Reason::Timeout, true)),
            ["wait 1"]
        );
    }
}

#[test]
fn transient_answers_and_busy_servers_are_tried_again() {
    for (status, body) in [
        (400, TRANSIENT),
        (500, ""),
        (503, "<html><body>busy</body></html>"),
        (
            429,
            r#"{"error":{"message":"(#4) Application request limit reached","type":"OAuthException","code":4}}"#,
        ),
    ] {
        for (mut desk, call) in repeatable() {
            assert_eq!(
                summary(&desk.answer(status, body)),
                ["wait 1"],
                "{call} {body}"
            );
            assert_eq!(summary(&desk.waited()), [call]);
            let good = if call == "send me" {
                ME_ANSWER
            } else {
                LONG_ANSWER
            };
            let asked = summary(&desk.answer(200, good));
            assert!(asked.first().unwrap().starts_with("config"), "{asked:?}");
        }
    }
}

#[test]
fn retry_after_is_respected_up_to_half_a_minute() {
    for (said, waits) in [
        (0, "wait 0"),
        (7, "wait 7"),
        (30, "wait 30"),
        (3600, "wait 30"),
    ] {
        let mut desk = samples::verifying_desk();
        let asked = desk.answer_with(Answer {
            status: 503,
            retry_after: Some(said),
            body: SecretBytes::new(Vec::new()),
            ..Answer::default()
        });
        assert_eq!(summary(&asked), [waits]);
    }
}

#[test]
fn a_code_that_never_left_is_sent_again_and_stays_good() {
    let mut desk = samples::exchanging_desk();
    for wait in ["wait 1", "wait 2", "wait 4"] {
        assert_eq!(
            summary(&desk.unreachable(Reason::NameNotFound, false)),
            [wait]
        );
        assert_eq!(summary(&desk.waited()), ["send exchange"]);
    }
    desk.unreachable(Reason::NameNotFound, false);
    assert_eq!(desk.problem(), Some("name-not-found"));
    let sign_in = desk.state.progress.sign_in.as_ref().unwrap();
    assert!(sign_in.code.is_some() && !sign_in.code_sent);
    assert_eq!(desk.mark("authorize"), Mark::Verified);
    assert_eq!(summary(&desk.press(Char('r'))), ["progress code-sent"]);
    assert_eq!(summary(&desk.saved()), ["send exchange"]);
}

#[test]
fn a_code_that_was_sent_is_never_sent_again() {
    let fates: [fn(&mut Desk); 5] = [
        |desk| drop(desk.unreachable(Reason::Timeout, true)),
        |desk| drop(desk.unreachable(Reason::Interrupted, true)),
        |desk| drop(desk.answer(400, TRANSIENT)),
        |desk| drop(desk.answer(503, "")),
        |desk| drop(desk.answer(200, "not JSON")),
    ];
    for fate in fates {
        let mut desk = samples::exchanging_desk();
        fate(&mut desk);
        assert!(desk.open.is_empty(), "{:?}", desk.summaries());
        assert!(desk.state.problem.is_some() && desk.state.progress.sign_in.is_none());
        assert_eq!(desk.mark("authorize"), Mark::Todo);
        for key in [Char('r'), Enter, Enter, Enter] {
            desk.press(key);
        }
        assert!(!desk.summaries().contains(&"send exchange".to_owned()));
    }
}

#[test]
fn what_no_waiting_mends_is_left_to_the_person() {
    for reason in [
        Reason::Tls,
        Reason::NoTrustStore,
        Reason::BadCertificateFile {
            path: "/ca.pem".to_owned(),
        },
        Reason::TooLarge,
        Reason::NotEncrypted,
        Reason::NobodyCalls,
        Reason::Redirected {
            to: "elsewhere.example".to_owned(),
        },
    ] {
        let mut desk = samples::verifying_desk();
        desk.unreachable(reason.clone(), false);
        assert!(
            desk.problem().is_some() && desk.open.is_empty(),
            "{reason:?}"
        );
        assert_eq!(summary(&desk.press(Char('r'))), ["send me"]);
    }
}

#[test]
fn leaving_during_the_pause_before_another_attempt_is_at_once_and_loses_nothing() {
    let mut desk = samples::long_living_desk();
    desk.unreachable(Reason::Timeout, true);
    assert_eq!(
        summary(&desk.press(Ctrl('c'))),
        ["drop", "remember", "leave cancelled"]
    );
    assert!(desk.state.profile.pending_token.is_some());

    let mut desk = samples::exchanging_desk();
    desk.unreachable(Reason::Refused, false);
    assert_eq!(
        summary(&desk.press(Ctrl('c'))),
        ["drop", "remember", "leave cancelled"]
    );
    let sign_in = desk.state.progress.sign_in.as_ref().unwrap();
    assert!(
        sign_in.code.is_some() && !sign_in.code_sent,
        "the code was never sent"
    );
}
