use crate::provider::StepId;
use crate::secret::Secret;
use crate::time::DAY;
use crate::wizard::event::SaveReason;
use crate::wizard::keymap::Key::{Char, Enter, Esc};
use crate::wizard::samples::{
    self, DASHBOARD, Desk, LONG, LONG_ANSWER, ME_ANSWER, NOW, Step, finished, summary, task_of,
    token,
};
use crate::wizard::saved::{Mark, TokenKind};
use crate::wizard::standing::{Health, standing};
use crate::wizard::state::{Goal, Screen};
use crate::wizard::{Action, ErrorKind, Event, SaveTrouble, Start};

fn refused(begin: Start) -> (Desk, Vec<String>) {
    let mut begin = begin;
    begin.goal = Goal::Refresh;
    let (desk, effects) = Desk::begin(begin);
    let asked = summary(&effects);
    (desk, asked)
}

#[test]
fn a_refresh_that_cannot_work_is_refused_before_any_call() {
    let mut short = finished(0);
    short.profile.token = Some(token(samples::SHORT, TokenKind::ShortLived, 0));
    let mut scopeless = finished(10);
    if let Some(token) = &mut scopeless.profile.token {
        token.scopes = vec!["instagram_business_manage_comments".to_owned()];
    }
    let rows = [
        (
            samples::set_up(),
            "no-token",
            ErrorKind::NotFound,
            Some("authorize"),
        ),
        (
            short,
            "not-refreshable",
            ErrorKind::NotReady,
            Some("authorize"),
        ),
        (finished(0), "too-young", ErrorKind::NotReady, None),
        (
            finished(60),
            "expired",
            ErrorKind::Expired,
            Some("authorize"),
        ),
        (
            scopeless,
            "scope-missing",
            ErrorKind::NotReady,
            Some("authorize"),
        ),
    ];
    for (begin, id, kind, step) in rows {
        let (desk, asked) = refused(begin);
        assert_eq!(asked, ["remember"], "{id}");
        assert_eq!((desk.problem(), desk.mended_by()), (Some(id), step));
        assert_eq!(desk.state.problem.as_ref().unwrap().kind, kind);
        assert_eq!(desk.state.ended, None, "the caller reports it");
    }
}

#[test]
fn a_token_of_exactly_24_hours_is_old_enough() {
    let (desk, asked) = refused(finished(1));
    assert_eq!((desk.problem(), asked), (None, vec!["prove".to_owned()]));
}

#[test]
fn a_refresh_proves_saves_and_verifies_before_the_old_token_goes() {
    let mut begin = finished(10);
    begin.profile.token = Some(token(DASHBOARD, TokenKind::LongLived, 10));
    begin.goal = Goal::Refresh;
    if let Some(token) = &mut begin.profile.token {
        token.assumed = true;
    }
    let (mut desk, _) = Desk::begin(begin);
    let asked = summary(&desk.plays(&[
        Step::Saved,
        Step::Answer(200, LONG_ANSWER),
        Step::Saved,
        Step::Answer(200, ME_ANSWER),
    ]));
    assert_eq!(
        asked,
        [
            "send refresh",
            "config pending=long-lived",
            "send me",
            "config token=long-lived -pending"
        ]
    );
    assert_eq!(
        desk.state
            .profile
            .token
            .as_ref()
            .unwrap()
            .access_token
            .expose(),
        DASHBOARD
    );
    let asked = summary(&desk.plays(&[Step::Saved, Step::Saved]));
    assert_eq!(asked, ["progress", "remember", "leave done"]);
    let token = desk.state.profile.token.as_ref().unwrap();
    assert_eq!(token.access_token.expose(), LONG);
    assert_eq!(
        (token.issued_at, token.expires_at),
        (NOW, NOW.plus(5_183_944))
    );
    assert!(!token.assumed, "the provider has named the time");
}

#[test]
fn a_failed_refresh_leaves_token_and_marks_as_they_were() {
    let mut desk = samples::refreshing_desk();
    let before = desk.state.progress.marks.clone();
    desk.answer(
        400,
        r#"{"error":{"message":"Cannot parse access token","type":"OAuthException","code":190}}"#,
    );
    assert!(desk.problem().is_some());
    assert_eq!(desk.state.progress.marks, before);
    assert_eq!(
        desk.state
            .profile
            .token
            .as_ref()
            .unwrap()
            .access_token
            .expose(),
        LONG
    );
    desk.press(Esc);
    assert_eq!(desk.state.screen, Screen::Overview);
}

#[test]
fn a_refresh_keeps_a_sign_in_that_waits_in_another_window() {
    let mut begin = finished(10);
    begin.progress = Some(samples::waiting_desk().state.progress);
    begin.goal = Goal::Refresh;
    let (mut desk, _) = Desk::begin(begin);
    desk.plays(&[
        Step::Saved,
        Step::Answer(200, LONG_ANSWER),
        Step::Saved,
        Step::Answer(200, ME_ANSWER),
        Step::Saved,
        Step::Saved,
    ]);
    assert!(desk.state.progress.sign_in.is_some());
}

#[test]
fn the_goals_without_a_wizard_end_when_their_work_is_done() {
    for goal in [
        Goal::Regenerate,
        Goal::Step(StepId::new("authorize")),
        Goal::Paste,
    ] {
        let mut begin = finished(10);
        begin.progress = Some(samples::waiting_desk().state.progress);
        begin.goal = goal.clone();
        let mut desk = Desk::at(begin);
        let asked = summary(&desk.plays(&[
            Step::Paste(&samples::landing()),
            Step::Key(Enter),
            Step::Saved,
            Step::Saved,
            Step::Saved,
            Step::Answer(200, samples::SHORT_ANSWER),
            Step::Saved,
            Step::Answer(200, LONG_ANSWER),
            Step::Saved,
            Step::Answer(200, ME_ANSWER),
            Step::Saved,
            Step::Saved,
        ]));
        assert_eq!(
            asked.last().map(String::as_str),
            Some("leave done"),
            "{goal:?}"
        );
    }
    let mut begin = finished(10);
    begin.goal = Goal::Step(StepId::new("verify"));
    let mut desk = Desk::at(begin);
    let asked = summary(&desk.plays(&[Step::Answer(200, ME_ANSWER), Step::Saved, Step::Saved]));
    assert_eq!(asked.last().map(String::as_str), Some("leave done"));
}

#[test]
fn a_new_token_is_one_key_away_on_the_overview() {
    let mut desk = Desk::at(finished(50));
    assert_eq!(summary(&desk.press(Char('r'))), ["take turn"]);
    let token = desk.state.profile.token.clone();
    assert_eq!(summary(&desk.turn(token)), ["prove"]);
    let mut desk = Desk::at(finished(50));
    desk.press(Char('g'));
    assert_eq!(
        (desk.step(), desk.summaries()),
        ("authorize", vec!["draw state".to_owned()])
    );
    assert!(
        desk.state.profile.token.is_some(),
        "the old one serves until the new one is proved"
    );
}

#[test]
fn a_token_that_another_process_refreshed_meanwhile_is_taken_from_the_disk() {
    let mut desk = Desk::at(finished(50));
    desk.does(Action::Refresh);
    let mut newer = desk.state.profile.token.clone().unwrap();
    newer.access_token = Secret::new("IGAAnewer0123456789012345678901234567890");
    assert_eq!(summary(&desk.turn(Some(newer.clone()))), ["end turn"]);
    assert_eq!(desk.state.profile.token, Some(newer));
    assert!(desk.state.run.is_none(), "nothing is called");
}

#[test]
fn the_turn_is_held_for_as_long_as_the_run_goes_on() {
    let mut desk = Desk::at(finished(50));
    desk.refreshes();
    assert_eq!(summary(&desk.saved()), ["send refresh"]);
    let ended = desk.answer(400, r#"{"error":{"message":"no","type":"X","code":190}}"#);
    assert!(summary(&ended).contains(&"end turn".to_owned()));
}

#[test]
fn while_another_process_refreshes_nothing_is_called() {
    let mut desk = Desk::at(finished(50));
    let asked = desk.does(Action::Refresh);
    let task = task_of(asked.first().unwrap()).unwrap();
    let reason = SaveReason::Busy;
    let path = String::new();
    let effects = desk.event(Event::TurnTaken {
        task,
        result: Err(SaveTrouble { path, reason }),
    });
    assert!(effects.is_empty());
    assert!(desk.state.notice.is_some() && desk.state.problem.is_none());
}

#[test]
fn esc_does_not_leave_a_run_behind() {
    let mut desk = Desk::at(finished(50));
    desk.refreshes();
    desk.press(Esc);
    assert_eq!(desk.state.screen, Screen::Step);
}

#[test]
fn how_a_profile_stands_follows_from_its_token_and_the_time() {
    let begin = finished(10);
    let look = |days: i64| {
        standing(
            &begin.profile,
            None,
            Some(&begin.provider),
            NOW.plus(days * DAY),
        )
    };
    for (days, health) in [
        (0, Health::Valid),
        (35, Health::Valid),
        (36, Health::Expiring),
        (49, Health::Expiring),
        (50, Health::Expired),
    ] {
        assert_eq!(look(days).health, health, "{days}");
    }
    assert_eq!(look(50).next_step, Some(StepId::new("authorize")));
    assert_eq!(look(0).next_step, None);
    assert_eq!(look(0).refreshable_at, Some(NOW.plus(-9 * DAY)));

    let waiting = samples::waiting_desk().state;
    let pending = standing(
        &waiting.profile,
        Some(&waiting.progress),
        Some(&waiting.provider),
        NOW,
    );
    assert_eq!(pending.health, Health::Pending);
    assert_eq!(pending.next_step, Some(StepId::new("authorize")));
    let nothing = samples::nothing_yet();
    let missing = standing(&nothing.profile, None, Some(&nothing.provider), NOW);
    assert_eq!(
        (missing.health, missing.next_step),
        (Health::Missing, Some(StepId::new("account")))
    );
    assert_eq!(samples::saving_desk().mark("verify"), Mark::Todo);
}
