use crate::secret::Secret;
use crate::wizard::event::{DeliverTrouble, SaveReason};
use crate::wizard::samples::{
    self, Desk, LONG, LONG_ANSWER, ME_ANSWER, Step, finished, summary, targets,
};
use crate::wizard::saved::Progress;
use crate::wizard::state::{Goal, LineStatus, RunStep, Screen, Stage};
use crate::wizard::{Effect, ErrorKind, SaveTrouble, Start, problem};

fn with_targets(days_old: i64, goal: Goal) -> Start {
    let mut begin = finished(days_old);
    begin.profile.deliver = targets();
    begin.goal = goal;
    begin
}

fn owing(days_old: i64, goal: Goal) -> Start {
    let mut begin = with_targets(days_old, goal);
    begin.progress = Some(Progress {
        provider: begin.provider.id.clone(),
        undelivered: true,
        ..Progress::default()
    });
    begin
}

fn failed() -> DeliverTrouble {
    DeliverTrouble::Failed {
        code: Some(2),
        said: "sealed".to_owned(),
    }
}

/// Up to the moment in which the new token is proved.
fn proved(goal: Goal) -> (Desk, Vec<String>) {
    let (mut desk, _) = Desk::begin(with_targets(10, goal));
    let asked = desk.plays(&[
        Step::Saved,
        Step::Answer(200, LONG_ANSWER),
        Step::Saved,
        Step::Answer(200, ME_ANSWER),
    ]);
    let asked = summary(&asked);
    (desk, asked)
}

#[test]
fn a_token_is_handed_on_only_after_it_is_in_its_place() {
    let (mut desk, asked) = proved(Goal::Refresh);
    assert_eq!(
        asked,
        [
            "send refresh",
            "config pending=long-lived",
            "send me",
            "progress owed"
        ]
    );
    assert_eq!(summary(&desk.saved()), ["config token=long-lived -pending"]);
    let effects = desk.saved();
    assert_eq!(summary(&effects), ["deliver /srv/site/.env"]);
    let Some(Effect::Deliver { token, .. }) = effects.first() else {
        panic!("{effects:?}")
    };
    assert_eq!(token, &Secret::new(LONG));
    // One after the other, in the order of the file.
    assert_eq!(summary(&desk.delivered(Ok(()))), ["deliver vault"]);
    assert_eq!(summary(&desk.delivered(Ok(()))), ["progress"]);
    assert_eq!(summary(&desk.saved()), ["remember", "leave done"]);
    assert!(desk.state.joy && !desk.state.progress.undelivered);
    assert_eq!(problem::undelivered(&desk.state), None);
}

#[test]
fn a_target_that_fails_is_named_and_keeps_nothing_from_the_next() {
    let (mut desk, _) = proved(Goal::Refresh);
    desk.saved();
    desk.saved();
    let trouble = DeliverTrouble::File(SaveTrouble {
        path: "/srv/site/.env".to_owned(),
        reason: SaveReason::Vanished,
    });
    assert_eq!(summary(&desk.delivered(Err(trouble))), ["deliver vault"]);
    assert_eq!(summary(&desk.delivered(Ok(()))), ["progress owed"]);
    assert_eq!(summary(&desk.saved()), ["remember", "leave done"]);
    let run = desk.state.run.as_ref().unwrap();
    assert_eq!(run.stage, Stage::Done, "the token is saved all the same");
    assert!(desk.state.joy && desk.state.problem.is_none());
    let last = run.lines.last().unwrap();
    assert_eq!(
        (last.what, last.status),
        (RunStep::Deliver, LineStatus::Failed)
    );
    let problem = problem::undelivered(&desk.state).unwrap();
    assert_eq!(
        (problem.kind, problem.id.as_str()),
        (ErrorKind::Config, "delivery-failed")
    );
    assert!(format!("{problem:?}").contains("/srv/site/.env"));
    assert!(!format!("{problem:?}").contains("vault"));
}

#[test]
fn the_wizard_names_what_was_missed_on_its_overview() {
    let mut desk = samples::delivering_desk();
    desk.delivered(Err(failed()));
    desk.delivered(Err(DeliverTrouble::NoProgram));
    desk.saved();
    assert_eq!(desk.state.screen, Screen::Overview);
    assert!(desk.state.joy && desk.state.notice.is_some());
    let problem = problem::undelivered(&desk.state).unwrap();
    for word in ["/srv/site/.env", "vault", "sealed"] {
        assert!(format!("{problem:?}").contains(word), "{word}");
    }
}

#[test]
fn without_targets_nothing_is_noted_and_no_line_is_shown() {
    let mut desk = samples::refreshing_desk();
    desk.plays(&[Step::Answer(200, LONG_ANSWER), Step::Saved]);
    let asked = summary(&desk.answer(200, ME_ANSWER));
    assert_eq!(asked, ["config token=long-lived -pending"]);
    let run = desk.state.run.as_ref().unwrap();
    assert!(run.lines.iter().all(|line| line.what != RunStep::Deliver));
}

#[test]
fn what_is_owed_comes_first_at_the_next_start() {
    let (mut desk, asked) = Desk::begin(owing(10, Goal::Setup));
    assert_eq!(summary(&asked), ["deliver /srv/site/.env"]);
    desk.delivered(Ok(()));
    desk.delivered(Ok(()));
    desk.saved();
    assert_eq!(desk.state.screen, Screen::Overview);
    assert!(!desk.state.progress.undelivered && !desk.state.joy);
    assert_eq!(desk.state.ended, None);
}

#[test]
fn a_refresh_of_a_token_that_is_too_young_hands_on_what_is_owed() {
    let (mut desk, asked) = Desk::begin(owing(0, Goal::Refresh));
    assert_eq!(summary(&asked), ["deliver /srv/site/.env"]);
    desk.delivered(Ok(()));
    desk.delivered(Ok(()));
    desk.saved();
    assert_eq!(desk.problem(), Some("too-young"));
    let (mut desk, _) = Desk::begin(owing(0, Goal::Refresh));
    desk.delivered(Ok(()));
    desk.delivered(Err(failed()));
    assert_eq!(summary(&desk.saved()), ["remember", "leave done"]);
    assert!(problem::undelivered(&desk.state).is_some());
}

#[test]
fn a_token_that_is_refreshed_anyway_or_expired_is_not_handed_on_first() {
    let (_, asked) = Desk::begin(owing(10, Goal::Refresh));
    assert_eq!(summary(&asked), ["prove"]);
    let (desk, asked) = Desk::begin(owing(60, Goal::Refresh));
    assert_eq!(
        (desk.problem(), summary(&asked)),
        (Some("expired"), vec!["remember".to_owned()])
    );
    let (desk, _) = Desk::begin(owing(60, Goal::Setup));
    assert_eq!(desk.summaries(), Vec::<String>::new());
}

#[test]
fn who_leaves_meanwhile_finds_it_owed_at_the_next_start() {
    let mut desk = samples::delivering_desk();
    let effects = desk.does(crate::wizard::Action::Cancel);
    assert_eq!(summary(&effects), ["remember", "leave cancelled"]);
    assert!(desk.state.progress.undelivered);
    assert!(desk.state.profile.token.is_some());
}
