use crate::oauth::paste::{Recognised, StateCheck};
use crate::time::DAY;
use crate::wizard::Action;
use crate::wizard::keymap::Key::{Char, Enter, Esc};
use crate::wizard::samples::{self, CODE, Desk, REDIRECT, STATE, summary};
use crate::wizard::state::Overlay;

fn seen(desk: &Desk) -> (Recognised, StateCheck, bool) {
    let seen = desk.state.paste.seen.as_ref().unwrap();
    (seen.recognised, seen.state, seen.usable)
}

#[test]
fn state_is_compared_on_every_path() {
    let rows = [
        (
            format!("{REDIRECT}?code={CODE}&state={STATE}"),
            Recognised::RedirectUrl,
            StateCheck::Match,
            true,
        ),
        (
            format!("{REDIRECT}?code={CODE}&state=other"),
            Recognised::RedirectUrl,
            StateCheck::Mismatch,
            false,
        ),
        (
            format!("{REDIRECT}?code={CODE}"),
            Recognised::RedirectUrl,
            StateCheck::Absent,
            false,
        ),
        (
            format!("code={CODE}&state={STATE}#_"),
            Recognised::Query,
            StateCheck::Match,
            true,
        ),
        (
            format!("?code={CODE}&state=other"),
            Recognised::Query,
            StateCheck::Mismatch,
            false,
        ),
        (
            format!("?code={CODE}"),
            Recognised::Query,
            StateCheck::Absent,
            false,
        ),
        (
            format!("{REDIRECT}?error=access_denied&error_reason=user_denied&state={STATE}"),
            Recognised::Cancelled,
            StateCheck::Match,
            true,
        ),
        (
            format!("{REDIRECT}?error=access_denied&error_reason=user_denied&state=other"),
            Recognised::Cancelled,
            StateCheck::Mismatch,
            false,
        ),
        (
            format!("{REDIRECT}?error=server_error&error_description=Nope&state={STATE}"),
            Recognised::ErrorRedirect,
            StateCheck::Match,
            true,
        ),
        (
            format!("{REDIRECT}?error=server_error&error_description=Nope&state=other"),
            Recognised::ErrorRedirect,
            StateCheck::Mismatch,
            false,
        ),
    ];
    for (text, recognised, state, usable) in rows {
        let mut desk = samples::waiting_desk();
        desk.paste(&text);
        assert_eq!(seen(&desk), (recognised, state, usable), "{text}");
        let before = desk.state.progress.sign_in.clone();
        let asked = desk.press(Enter);
        if !usable {
            assert!(asked.is_empty(), "{text}: {:?}", summary(&asked));
            assert_eq!(
                desk.state.progress.sign_in, before,
                "the sign-in stays open"
            );
        }
    }
}

#[test]
fn after_a_mismatch_the_right_answer_is_still_taken() {
    let mut desk = samples::waiting_desk();
    desk.paste(&format!("{REDIRECT}?code={CODE}&state=other"));
    desk.press(Enter);
    desk.press(Esc);
    assert!(desk.state.paste.editor.is_empty());
    desk.paste(&samples::landing());
    assert_eq!(summary(&desk.press(Enter)), ["progress code"]);
}

#[test]
fn a_cancelled_sign_in_is_explained_and_the_link_stays() {
    let mut desk = samples::waiting_desk();
    desk.paste(&format!("{REDIRECT}?error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request&state={STATE}"));
    desk.press(Enter);
    assert_eq!(
        (desk.problem(), desk.mended_by()),
        (Some("cancelled"), Some("authorize"))
    );
    let link = desk.state.link();
    desk.press(Enter);
    assert_eq!((desk.problem(), desk.step()), (None, "authorize"));
    assert_eq!(desk.state.link(), link);
    assert!(desk.open.is_empty());
}

#[test]
fn a_bare_code_is_asked_about_and_no_keeps_the_box() {
    let mut desk = samples::waiting_desk();
    desk.paste(CODE);
    assert!(desk.press(Enter).is_empty());
    assert_eq!(desk.state.overlay, Some(Overlay::ConfirmCode));
    desk.press(Char('n'));
    assert_eq!(desk.state.overlay, None);
    assert_eq!(desk.state.paste.editor.value(), CODE);
    desk.press(Enter);
    assert_eq!(summary(&desk.press(Char('y'))), ["progress code"]);
    let sign_in = desk.state.progress.sign_in.as_ref().unwrap();
    assert_eq!(sign_in.code.as_ref().unwrap().expose(), CODE);
}

#[test]
fn the_same_state_is_accepted_after_a_restart() {
    let first = samples::waiting_desk();
    let mut begin = samples::set_up();
    begin.progress = Some(first.state.progress.clone());
    begin.now = samples::NOW.plus(3 * 3600);
    let (mut desk, effects) = Desk::begin(begin);
    assert_eq!(
        (summary(&effects), desk.step()),
        (vec!["remember".to_owned()], "authorize")
    );
    assert_eq!(desk.state.link(), first.state.link());
    desk.paste(&samples::landing());
    assert_eq!(summary(&desk.press(Enter)), ["progress code"]);
}

#[test]
fn a_sign_in_that_has_ended_is_dropped_and_a_fresh_link_made() {
    let mut begin = samples::set_up();
    begin.progress = Some(samples::waiting_desk().state.progress);
    begin.now = samples::NOW.plus(DAY);
    let (desk, _) = Desk::begin(begin);
    assert_eq!(desk.state.link(), None);
    assert_eq!(desk.summaries(), ["draw state"]);
}

#[test]
fn a_fresh_link_makes_the_answer_to_the_old_one_worthless() {
    let mut desk = samples::waiting_desk();
    assert_eq!(summary(&desk.press(Char('f'))), ["draw state"]);
    assert_eq!(desk.state.link(), None);
    let task = desk
        .open
        .pop()
        .and_then(|effect| samples::task_of(&effect))
        .unwrap();
    desk.event(crate::wizard::Event::StateDrawn {
        task,
        value: Some("AnotherStateValue1234".into()),
    });
    desk.paste(&samples::landing());
    assert_eq!(
        seen(&desk),
        (Recognised::RedirectUrl, StateCheck::Mismatch, false)
    );
}

#[test]
fn a_draw_that_was_overtaken_changes_nothing() {
    let mut desk = samples::waiting_desk();
    desk.press(Char('f'));
    let old = desk.open.first().and_then(samples::task_of).unwrap();
    assert_eq!(
        summary(&desk.does(Action::FreshLink)),
        ["drop", "draw state"]
    );
    desk.drawn();
    let link = desk.state.link();
    desk.event(crate::wizard::Event::StateDrawn {
        task: old,
        value: Some("AnotherStateValue1234".into()),
    });
    assert_eq!(desk.state.link(), link);
}

#[test]
fn a_link_follows_the_redirect_uri_it_is_made_with() {
    let mut desk = samples::waiting_desk();
    desk.opens("redirect-uri");
    desk.press(crate::wizard::keymap::Key::Tab);
    desk.types("2");
    desk.press(Enter);
    desk.saved();
    assert_eq!(desk.step(), "authorize");
    assert_eq!(
        desk.state.link(),
        None,
        "the old link names the old address"
    );
    desk.drawn();
    assert!(desk.state.link().unwrap().expose().contains("callback2"));
}

#[test]
fn without_randomness_there_is_no_link_and_the_reason_is_said() {
    let mut desk = samples::waiting_desk();
    desk.press(Char('f'));
    let task = desk.open.first().and_then(samples::task_of).unwrap();
    desk.event(crate::wizard::Event::StateDrawn { task, value: None });
    assert_eq!(desk.problem(), Some("no-randomness"));
    assert_eq!(desk.state.link(), None);
}

#[test]
fn a_missing_app_id_is_named_together_with_its_step() {
    let mut desk = Desk::at(samples::nothing_yet());
    desk.opens("authorize");
    assert_eq!(
        (desk.problem(), desk.mended_by()),
        (Some("not-ready"), Some("app-credentials"))
    );
    desk.press(Enter);
    assert_eq!((desk.step(), desk.problem()), ("app-credentials", None));
}

#[test]
fn a_code_that_could_not_be_written_is_kept_and_written_by_r() {
    let mut desk = samples::waiting_desk();
    desk.paste(&samples::landing());
    desk.press(Enter);
    desk.not_saved();
    assert_eq!(desk.problem(), Some("cannot-save"));
    assert_eq!(summary(&desk.press(Char('r'))), ["progress code"]);
    assert_eq!(summary(&desk.saved()), ["prove"]);
}

#[test]
fn a_state_is_spent_once_its_code_was_sent() {
    let mut desk = samples::exchanging_desk();
    desk.answer(200, samples::SHORT_ANSWER);
    desk.not_saved();
    let run = desk.state.run.clone();
    for text in [&samples::landing(), CODE] {
        desk.paste(text);
        desk.press(Enter);
        desk.press(Char('y'));
        desk.press(Esc);
    }
    assert!(desk.open.is_empty());
    assert_eq!(
        desk.state.run, run,
        "the token that could not be written is still there"
    );
}

#[test]
fn while_the_code_is_written_a_fresh_link_cannot_throw_it_away() {
    let mut desk = samples::waiting_desk();
    desk.paste(&samples::landing());
    desk.press(Enter);
    desk.does(Action::FreshLink);
    desk.does(Action::Regenerate);
    assert_eq!(desk.summaries(), ["progress code"]);
    assert_eq!(summary(&desk.saved()), ["prove"]);
}

#[test]
fn the_secret_that_is_not_kept_is_asked_for_and_the_code_waits_meanwhile() {
    let mut desk = samples::ask_secret_desk();
    assert!(matches!(
        desk.state.overlay,
        Some(Overlay::AskSecret { .. })
    ));
    desk.press(Esc);
    assert_eq!(
        (desk.step(), desk.state.overlay.is_none()),
        ("exchange", true)
    );
    let sign_in = desk.state.progress.sign_in.as_ref().unwrap();
    assert!(sign_in.code.is_some() && !sign_in.code_sent);
    desk.press(Enter);
    desk.types(samples::APP_SECRET);
    assert_eq!(summary(&desk.press(Enter)), ["prove"]);
    desk.saved();
    desk.saved();
    assert_eq!(desk.summaries(), ["send exchange"]);
}

#[test]
fn a_secret_from_a_command_is_read_when_needed_and_asked_for_when_the_command_fails() {
    let mut begin = samples::set_up();
    begin.profile.app_secret = None;
    begin.profile.app_secret_command = Some(vec!["pass".to_owned(), "show".to_owned()]);
    let mut desk = Desk::at(begin.clone());
    desk.opens("authorize");
    desk.paste(&samples::landing());
    desk.press(Enter);
    assert_eq!(summary(&desk.saved()), ["read secret"]);
    let mut failed = desk.clone();
    assert_eq!(
        summary(&desk.secret_read(Some(samples::APP_SECRET))),
        ["prove"]
    );
    failed.secret_read(None);
    assert!(matches!(
        failed.state.overlay,
        Some(Overlay::AskSecret { .. })
    ));
}
