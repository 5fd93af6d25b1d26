use crate::oauth::Reason;
use crate::text::Phrase;
use crate::wizard::keymap::Key::{Char, Ctrl, Enter, Esc, Up};
use crate::wizard::samples::{
    self, Desk, LONG_ANSWER, ME_ANSWER, ROLE_MISSING, SHORT, SHORT_ANSWER, Step, summary,
};
use crate::wizard::saved::{Mark, TokenKind};
use crate::wizard::state::{Screen, Stage};
use crate::wizard::{Action, ErrorKind, Event};

const GENERIC_100: &str = r#"{"error":{"message":"Invalid parameter","type":"OAuthException","code":100,"fbtrace_id":"x"}}"#;
const SESSION_EXPIRED: &str = r#"{"error":{"message":"Error validating access token: Session has expired on Sunday","type":"OAuthException","code":190,"error_subcode":463}}"#;

fn flat(message: &str) -> String {
    format!(r#"{{"error_type":"OAuthException","code":400,"error_message":"{message}"}}"#)
}

#[test]
fn a_refused_exchange_names_its_cause_and_the_step_that_mends_it() {
    let rows = [
        (
            "Matching code was not found or was already used",
            "code-not-found",
            "authorize",
        ),
        (
            "This authorization code has been used",
            "code-used",
            "authorize",
        ),
        (
            "Invalid platform app",
            "invalid-platform-app",
            "app-credentials",
        ),
        (
            "Invalid Client Secret",
            "invalid-client-secret",
            "app-credentials",
        ),
        (
            "Insufficient Developer Role",
            "insufficient-developer-role",
            "accept-invite",
        ),
        (
            "Unsupported request - method type: get",
            "wrong-method",
            "authorize",
        ),
    ];
    for (message, id, step) in rows {
        let mut desk = samples::exchanging_desk();
        desk.answer(400, &flat(message));
        assert_eq!(
            (desk.problem(), desk.mended_by()),
            (Some(id), Some(step)),
            "{message}"
        );
        let problem = desk.state.problem.as_ref().unwrap();
        assert_eq!(problem.kind, ErrorKind::ProviderRefused);
        assert_eq!(problem.provider.as_ref().unwrap().message, message);
        assert_eq!(desk.mark("exchange"), Mark::Failed);
        assert_eq!(desk.mark("authorize"), Mark::Todo, "the code is spent");
        desk.press(Enter);
        assert_eq!((desk.step(), desk.problem()), (step, None));
    }
}

#[test]
fn code_100_means_something_else_at_each_call() {
    let exchange = {
        let mut desk = samples::exchanging_desk();
        desk.answer(400, r#"{"error":{"message":"This authorization code has been used.","type":"OAuthException","code":100,"error_subcode":36009}}"#);
        desk
    };
    let long_lived = {
        let mut desk = samples::long_living_desk();
        desk.answer(400, ROLE_MISSING);
        desk
    };
    let me = {
        let mut desk = samples::verifying_desk();
        desk.answer(400, r#"{"error":{"message":"Tried accessing nonexisting field (foo) on node type (User)","type":"OAuthException","code":100}}"#);
        desk
    };
    let refresh = {
        let mut desk = samples::refreshing_desk();
        desk.answer(400, r#"{"error":{"message":"Token too new, must be at least 24 hours old","type":"OAuthException","code":100}}"#);
        desk
    };
    let found: Vec<(Option<&str>, Option<&str>)> = [&exchange, &long_lived, &me]
        .iter()
        .map(|desk| (desk.problem(), desk.mended_by()))
        .collect();
    assert_eq!(
        found,
        [
            (Some("code-used"), Some("authorize")),
            (Some("tester-role-missing"), Some("accept-invite")),
            (Some("bad-parameter"), Some("authorize")),
        ]
    );
    assert_eq!(
        refresh.problem(),
        None,
        "a passing refusal is tried again by itself"
    );
    assert_eq!(refresh.summaries(), ["wait 1"]);
    let mut desk = samples::long_living_desk();
    desk.answer(400, GENERIC_100);
    assert_eq!(desk.problem(), Some("bad-parameter"));
}

#[test]
fn a_spent_code_leads_back_to_authorize_with_a_fresh_link() {
    let mut desk = samples::exchanging_desk();
    desk.answer(
        400,
        &flat("Matching code was not found or was already used"),
    );
    assert!(desk.state.progress.sign_in.is_none());
    desk.press(Enter);
    assert_eq!(
        (desk.step(), desk.summaries()),
        ("authorize", vec!["draw state".to_owned()])
    );
    desk.drawn();
    assert!(desk.state.link().is_some());
}

#[test]
fn a_failed_long_lived_exchange_keeps_the_short_token_and_goes_on_with_it_after_the_mend() {
    let mut desk = samples::long_living_desk();
    desk.answer(400, ROLE_MISSING);
    let pending = desk.state.profile.pending_token.as_ref().unwrap();
    assert_eq!(
        (pending.kind, pending.access_token.expose()),
        (TokenKind::ShortLived, SHORT)
    );
    assert_eq!(desk.mended_by(), Some("accept-invite"));
    desk.press(Enter);
    assert_eq!(
        (desk.step(), desk.mark("authorize")),
        ("accept-invite", Mark::Verified)
    );
    let asked = summary(&desk.press(Enter));
    assert!(!asked.contains(&"draw state".to_owned()), "{asked:?}");
    assert_eq!(desk.summaries(), ["prove"]);
    desk.plays(&[
        Step::Saved,
        Step::Answer(200, LONG_ANSWER),
        Step::Saved,
        Step::Answer(200, ME_ANSWER),
        Step::Saved,
        Step::Saved,
    ]);
    assert_eq!(desk.state.screen, Screen::Overview);
    assert_eq!(desk.mark("accept-invite"), Mark::Verified);
}

#[test]
fn a_token_that_the_provider_calls_dead_is_given_up_and_the_serving_one_stays() {
    let mut begin = samples::finished(10);
    begin.profile.pending_token = Some(samples::token(samples::DASHBOARD, TokenKind::LongLived, 0));
    let mut desk = Desk::at(begin);
    let asked = summary(&desk.answer(400, SESSION_EXPIRED));
    assert_eq!(asked, ["config -pending", "remember"]);
    assert!(desk.state.profile.pending_token.is_none() && desk.state.profile.token.is_some());
    assert_eq!(desk.problem(), Some("session-expired"));
    assert_eq!(
        desk.state.problem.as_ref().unwrap().kind,
        ErrorKind::Expired
    );
}

#[test]
fn an_answer_that_cannot_be_read_is_said_and_nothing_is_lost() {
    for (status, body) in [
        (200, ""),
        (200, "<html><body>Log in to the wifi</body></html>"),
        (200, "{"),
        (200, "[]"),
        (200, r#"{"access_token":""}"#),
        (418, r#"{"tea":true}"#),
    ] {
        let mut desk = samples::long_living_desk();
        desk.answer(status, body);
        assert_eq!(desk.problem(), Some("answer-not-understood"), "{body}");
        assert!(desk.state.profile.pending_token.is_some());
        assert_eq!(summary(&desk.press(Char('r'))), ["send long-lived"]);
    }
}

/// A write at each stage, told by what was written.
fn before_each_write() -> Vec<(Desk, &'static str)> {
    let mut note = samples::proving_desk();
    note.saved();
    let mut short = samples::exchanging_desk();
    short.answer(200, SHORT_ANSWER);
    let mut long = samples::long_living_desk();
    long.answer(200, LONG_ANSWER);
    let mut close = samples::saving_desk();
    close.saved();
    vec![
        (samples::proving_desk(), "prove"),
        (note, "progress code-sent"),
        (short, "config pending=short-lived"),
        (long, "config pending=long-lived"),
        (samples::saving_desk(), "config token=long-lived -pending"),
        (close, "progress"),
    ]
}

#[test]
fn a_write_that_fails_is_said_and_r_goes_on_from_the_same_stage() {
    for (mut desk, write) in before_each_write() {
        desk.not_saved();
        assert_eq!(desk.problem(), Some("cannot-save"), "{write}");
        assert_eq!(desk.state.problem.as_ref().unwrap().kind, ErrorKind::Config);
        assert_eq!(summary(&desk.press(Char('r'))), [write]);
        for _ in 0..20 {
            match desk.summaries().first().map(String::as_str) {
                Some("send exchange") => desk.answer(200, SHORT_ANSWER),
                Some("send long-lived") => desk.answer(200, LONG_ANSWER),
                Some("send me") => desk.answer(200, ME_ANSWER),
                Some(_) => desk.saved(),
                None => break,
            };
        }
        assert_eq!(desk.state.screen, Screen::Overview, "after {write}");
        assert_eq!(desk.mark("exchange"), Mark::Verified, "after {write}");
        assert!(desk.state.is_finished(), "after {write}");
    }
}

#[test]
fn a_note_that_could_not_be_written_leaves_the_code_unsent() {
    let mut begin = samples::finished(10);
    begin.progress = Some(samples::waiting_desk().state.progress);
    let mut desk = Desk::at(begin);
    desk.opens("authorize");
    desk.plays(&[
        Step::Paste(&samples::landing()),
        Step::Key(Enter),
        Step::Saved,
        Step::Saved,
    ]);
    desk.not_saved();
    assert!(!desk.state.progress.sign_in.as_ref().unwrap().code_sent);
    assert_eq!(summary(&desk.press(Char('r'))), ["progress code-sent"]);
}

#[test]
fn a_token_that_could_not_be_written_survives_looking_around() {
    let mut desk = samples::exchanging_desk();
    desk.answer(200, SHORT_ANSWER);
    desk.not_saved();
    desk.press(Esc);
    desk.press(Up);
    assert_eq!(desk.step(), "authorize");
    desk.opens("exchange");
    assert_eq!(desk.problem(), None);
    assert_eq!(
        desk.summaries().last().map(String::as_str),
        Some("config pending=short-lived")
    );
    assert_eq!(
        summary(&desk.saved()).last().map(String::as_str),
        Some("send long-lived")
    );
}

#[test]
fn leaving_during_an_exchange_waits_for_the_answer_saves_it_and_then_ends() {
    for (event, end) in [
        (Event::Did(Action::Cancel), "leave cancelled"),
        (Event::Interrupted, "leave cancelled"),
        (Event::Did(Action::Quit), "leave done"),
    ] {
        let mut desk = samples::exchanging_desk();
        assert_eq!(summary(&desk.event(event)), ["remember"]);
        assert!(desk.state.leaving && desk.state.notice.is_some());
        assert_eq!(
            summary(&desk.answer(200, SHORT_ANSWER)),
            ["config pending=short-lived"]
        );
        assert_eq!(summary(&desk.saved()), ["remember", "remember", end]);
        assert!(desk.state.profile.pending_token.is_some());
    }
}

#[test]
fn who_asks_twice_leaves_a_call_that_can_be_made_again_but_not_an_exchange() {
    let mut desk = samples::long_living_desk();
    assert_eq!(summary(&desk.press(Ctrl('c'))), ["remember"]);
    let said = desk.state.notice.clone().unwrap().say;
    assert_eq!(said, Phrase::new("notice-waits-for-call").into());
    let asked = summary(&desk.press(Ctrl('c')));
    assert_eq!(asked, ["remember", "leave cancelled"]);
    assert!(desk.state.profile.pending_token.is_some());

    let mut desk = samples::exchanging_desk();
    for _ in 0..3 {
        assert_eq!(summary(&desk.press(Ctrl('c'))), ["remember"]);
        assert_eq!(desk.state.ended, None);
    }
}

#[test]
fn leaving_during_an_exchange_that_fails_ends_with_the_problem_kept() {
    let mut desk = samples::exchanging_desk();
    desk.press(Ctrl('c'));
    let asked = summary(&desk.unreachable(Reason::Timeout, true));
    assert_eq!(asked, ["remember", "remember", "leave cancelled"]);
    assert_eq!(desk.problem(), Some("timed-out"));
}

#[test]
fn leaving_before_the_code_is_sent_or_after_all_is_saved_is_at_once() {
    for mut desk in [samples::proving_desk(), samples::verifying_desk()] {
        assert_eq!(
            summary(&desk.press(Ctrl('c'))),
            ["remember", "leave cancelled"]
        );
    }
}

#[test]
fn late_answers_change_nothing() {
    let mut desk = samples::exchanging_desk();
    let task = desk.open.first().and_then(samples::task_of).unwrap();
    let answer = |desk: &mut Desk| {
        desk.event(Event::Answered {
            task,
            call: crate::oauth::Call::Exchange,
            answer: Ok(crate::oauth::Answer {
                status: 200,
                body: crate::secret::SecretBytes::new(SHORT_ANSWER.as_bytes().to_vec()),
                ..crate::oauth::Answer::default()
            }),
        })
    };
    assert_eq!(summary(&answer(&mut desk)), ["config pending=short-lived"]);
    let before = desk.state.clone();
    assert!(answer(&mut desk).is_empty());
    assert!(desk.event(Event::Waited { task }).is_empty());
    assert!(
        desk.event(Event::Saved {
            task,
            result: Ok(())
        })
        .is_empty()
    );
    assert!(
        desk.event(Event::StateDrawn { task, value: None })
            .is_empty()
    );
    assert!(
        desk.event(Event::SecretRead { task, secret: None })
            .is_empty()
    );
    assert_eq!(desk.state, before);
}

#[test]
fn nothing_that_is_pressed_or_pasted_crosses_a_run() {
    let mut desk = samples::exchanging_desk();
    let before = desk.state.clone();
    desk.paste(samples::DASHBOARD);
    desk.paste(&samples::landing());
    for action in [
        Action::Refresh,
        Action::Regenerate,
        Action::FreshLink,
        Action::PasteBox,
        Action::Retry,
        Action::Next,
        Action::Back,
        Action::Continue,
        Action::Open(crate::provider::StepId::new("account")),
    ] {
        assert!(desk.does(action.clone()).is_empty(), "{action:?}");
    }
    assert_eq!(desk.state.run, before.run);
    assert_eq!(desk.state.run.as_ref().unwrap().stage, Stage::Exchange);
    assert_eq!(
        (desk.state.overlay.clone(), desk.step()),
        (None, "exchange")
    );
}
