use crate::provider::StepId;
use crate::secret::Secret;
use crate::text::{Lang, Texts};
use crate::wizard::keymap::Key::Enter;
use crate::wizard::samples::{
    self, CODE, Desk, LONG, LONG_ANSWER, ME_ANSWER, NOW, SHORT, Step, summary, token,
};
use crate::wizard::saved::{Mark, Progress, Sender, SignIn, TokenKind};
use crate::wizard::state::{Goal, Screen};
use crate::wizard::{ErrorKind, Start};

fn with_code(sent: bool) -> Start {
    let mut begin = samples::set_up();
    let mut progress = samples::waiting_desk().state.progress;
    progress.sign_in = Some(SignIn {
        code: Some(Secret::new(CODE)),
        code_sent: sent,
        ..progress.sign_in.unwrap()
    });
    begin.progress = Some(progress);
    begin
}

#[test]
fn a_pending_short_lived_token_goes_on_with_the_long_lived_exchange() {
    let mut begin = samples::set_up();
    begin.profile.pending_token = Some(token(SHORT, TokenKind::ShortLived, 0));
    let (mut desk, effects) = Desk::begin(begin);
    let mut asked = summary(&effects);
    asked.extend(summary(&desk.plays(&[
        Step::Saved,
        Step::Answer(200, LONG_ANSWER),
        Step::Saved,
        Step::Answer(200, ME_ANSWER),
        Step::Saved,
        Step::Saved,
    ])));
    assert_eq!(
        asked,
        [
            "prove",
            "send long-lived",
            "config pending=long-lived",
            "send me",
            "config token=long-lived -pending",
            "progress"
        ]
    );
    assert_eq!(desk.mark("authorize"), Mark::Verified);
    assert_eq!(desk.state.screen, Screen::Overview);
}

#[test]
fn a_pending_long_lived_token_is_verified_at_once() {
    let mut begin = samples::set_up();
    begin.profile.pending_token = Some(token(LONG, TokenKind::LongLived, 0));
    let (_, effects) = Desk::begin(begin);
    assert_eq!(summary(&effects), ["send me"]);
}

#[test]
fn a_pending_token_that_has_expired_is_explained_and_enter_signs_in_again() {
    let mut begin = samples::set_up();
    begin.profile.pending_token = Some(token(SHORT, TokenKind::ShortLived, 1));
    let mut desk = Desk::at(begin);
    assert!(desk.open.is_empty());
    assert_eq!(
        (desk.problem(), desk.mended_by()),
        (Some("expired"), Some("authorize"))
    );
    assert_eq!(
        desk.state.problem.as_ref().unwrap().kind,
        ErrorKind::Expired
    );
    desk.press(Enter);
    assert_eq!(
        (desk.step(), desk.summaries()),
        ("authorize", vec!["draw state".to_owned()])
    );
}

#[test]
fn a_code_that_was_saved_and_not_sent_is_exchanged() {
    let (mut desk, effects) = Desk::begin(with_code(false));
    assert_eq!(summary(&effects), ["prove"]);
    assert_eq!(summary(&desk.saved()), ["progress code-sent"]);
    assert_eq!(summary(&desk.saved()), ["send exchange"]);
}

#[test]
fn a_code_that_was_sent_is_explained_and_not_sent_again() {
    let mut desk = Desk::at(with_code(true));
    assert!(desk.open.is_empty());
    assert_eq!(
        (desk.problem(), desk.mended_by()),
        (Some("code-may-be-spent"), Some("authorize"))
    );
    assert!(desk.state.progress.sign_in.is_none());
    desk.press(Enter);
    assert_eq!(
        (desk.step(), desk.summaries()),
        ("authorize", vec!["draw state".to_owned()])
    );
}

#[test]
fn step_authorize_says_first_that_a_code_was_sent_and_then_makes_its_link() {
    let mut begin = with_code(true);
    begin.goal = Goal::Step(StepId::new("authorize"));
    let mut desk = Desk::at(begin);
    assert!(desk.open.is_empty());
    assert_eq!(
        (desk.problem(), desk.mended_by()),
        (Some("code-may-be-spent"), Some("authorize"))
    );
    desk.press(Enter);
    assert_eq!(
        (desk.step(), desk.summaries()),
        ("authorize", vec!["draw state".to_owned()])
    );
}

#[test]
fn a_code_that_another_process_has_sent_is_left_to_it() {
    for goal in ["setup", "authorize", "exchange"] {
        let mut begin = with_code(true);
        begin.place.sender = Some(Sender {
            process: Some(4711),
        });
        if goal != "setup" {
            begin.goal = Goal::Step(StepId::new(goal));
        }
        let mut desk = Desk::at(begin);
        assert!(desk.open.is_empty(), "{goal}");
        let problem = desk.state.problem.clone().unwrap();
        assert_eq!(problem.id, "sent-elsewhere", "{goal}");
        for lang in Lang::ALL {
            let texts = Texts::new(lang);
            for say in [&problem.what, &problem.fix] {
                let said = texts.say(say);
                assert!(said.contains("4711"), "{said}");
            }
        }
        let kept = desk.state.progress.sign_in.as_ref();
        assert!(kept.is_some_and(|s| s.code_sent), "{goal}: it is not ours");
        desk.press(Enter);
        assert_eq!(
            desk.summaries(),
            ["draw state"],
            "{goal}: a link of our own"
        );
    }
}

#[test]
fn step_exchange_resumes_what_is_there_and_refuses_when_nothing_is() {
    for (begin, first) in [(with_code(false), Some("prove")), (samples::set_up(), None)] {
        let mut begin = begin;
        begin.goal = Goal::Step(StepId::new("exchange"));
        let desk = Desk::at(begin);
        assert_eq!(desk.summaries().first().map(String::as_str), first);
        if first.is_none() {
            assert_eq!(desk.problem(), Some("nothing-to-exchange"));
            assert_eq!(
                desk.state.problem.as_ref().unwrap().kind,
                ErrorKind::NotReady
            );
        }
    }
    let mut begin = samples::set_up();
    begin.goal = Goal::Step(StepId::new("verify"));
    assert_eq!(Desk::at(begin).problem(), Some("nothing-to-verify"));
}

#[test]
fn a_place_that_the_provider_does_not_know_is_forgotten() {
    let mut begin = samples::nothing_yet();
    begin.progress = Some(Progress {
        provider: "instagram-login".to_owned(),
        current: Some(StepId::new("no-such-step")),
        ..Progress::default()
    });
    assert_eq!(Desk::at(begin).step(), "account");
}

#[test]
fn progress_of_another_provider_is_not_taken_over() {
    let mut begin = samples::nothing_yet();
    begin.progress = Some(Progress {
        provider: "basic-display".to_owned(),
        current: Some(StepId::new("create-app")),
        marks: [(StepId::new("create-app"), Mark::Claimed)].into(),
        ..Progress::default()
    });
    let desk = Desk::at(begin);
    assert_eq!(
        (desk.step(), desk.mark("create-app")),
        ("account", Mark::Todo)
    );
    assert_eq!(desk.state.progress.provider, "instagram-login");
}

#[test]
fn the_place_in_the_checklist_is_found_again() {
    let mut first = Desk::at(samples::set_up());
    first.opens("add-tester");
    let mut begin = samples::set_up();
    begin.progress = Some(first.state.progress.clone());
    begin.now = NOW.plus(400 * 86_400);
    assert_eq!(Desk::at(begin).step(), "add-tester");
}

#[test]
fn problems_of_the_goals_without_a_screen_are_kept_for_the_caller() {
    let mut begin = with_code(false);
    begin.goal = Goal::Step(StepId::new("exchange"));
    let mut desk = Desk::at(begin);
    desk.plays(&[Step::Saved, Step::Saved]);
    desk.answer(
        400,
        r#"{"error_type":"OAuthException","code":400,"error_message":"Invalid Client Secret"}"#,
    );
    assert_eq!(
        (desk.problem(), desk.mended_by()),
        (Some("invalid-client-secret"), Some("app-credentials"))
    );
    assert_eq!(desk.state.ended, None);
    assert!(
        desk.open.is_empty(),
        "nothing more comes: the caller may report"
    );
}
