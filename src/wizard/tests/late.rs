use crate::text::{Lang, Texts};
use crate::time::DAY;
use crate::wizard::keymap::Key::{Char, Enter, Esc};
use crate::wizard::keymap::keymap;
use crate::wizard::samples::{self, CODE, DASHBOARD, Desk, NOW, REDIRECT, STATE, summary};
use crate::wizard::{Effect, Event};

/// The link was made and its screen stayed open for so long.
fn open_for(seconds: i64) -> Desk {
    let mut desk = samples::waiting_desk();
    desk.event(Event::Passed {
        now: NOW.plus(seconds),
    });
    desk
}

fn said(desk: &Desk) -> String {
    let texts = Texts::new(Lang::En);
    let seen = desk.state.paste.seen.as_ref();
    seen.map_or_else(String::new, |seen| texts.say(&seen.say))
}

fn noticed(desk: &Desk) -> String {
    let texts = Texts::new(Lang::En);
    let notice = desk.state.notice.as_ref();
    notice.map_or_else(String::new, |notice| texts.say(&notice.say))
}

fn hint_of_enter(desk: &Desk) -> &'static str {
    let keys = keymap(&desk.state);
    keys.iter().find(|b| b.key == Enter).map_or("", |b| b.hint)
}

#[test]
fn an_answer_is_taken_until_the_last_second() {
    let mut desk = open_for(DAY - 1);
    desk.paste(&samples::landing());
    assert_eq!(hint_of_enter(&desk), "key-take");
    assert_eq!(summary(&desk.press(Enter)), ["progress code"]);
}

#[test]
fn an_answer_after_the_end_is_told_so_and_enter_makes_a_fresh_link() {
    for text in [
        samples::landing(),
        format!("code={CODE}&state={STATE}"),
        format!("{REDIRECT}?code={CODE}"),
        CODE.to_owned(),
    ] {
        let mut desk = open_for(DAY);
        let old = desk.state.link();
        assert!(old.is_some(), "nothing happens before the next event");
        desk.paste(&text);
        assert_eq!(
            said(&desk),
            "This answer came too late: its link ended after 24 hours. Press Enter for a fresh link."
        );
        assert_eq!(hint_of_enter(&desk), "key-fresh-link");
        desk.press(Enter);
        assert_eq!(desk.summaries(), ["draw state"], "{text}");
        assert!(noticed(&desk).contains("24 hours"), "{}", noticed(&desk));
        desk.drawn();
        assert_eq!((desk.step(), desk.problem()), ("authorize", None));
        assert!(desk.state.link().is_some() && desk.state.paste.editor.is_empty());
        assert!(!desk.state.sign_in_has_ended());
    }
}

#[test]
fn an_answer_that_was_pasted_in_time_and_confirmed_too_late_is_not_sent() {
    let mut desk = open_for(DAY - 1);
    desk.paste(&samples::landing());
    desk.event(Event::Passed { now: NOW.plus(DAY) });
    let asked = desk.press(Enter);
    assert!(
        !asked
            .iter()
            .any(|e| matches!(e, Effect::SaveProgress { .. }))
    );
    assert!(noticed(&desk).contains("24 hours"), "{}", noticed(&desk));

    let mut desk = open_for(DAY - 1);
    desk.paste(CODE);
    desk.press(Enter);
    desk.event(Event::Passed { now: NOW.plus(DAY) });
    let asked = desk.press(Char('y'));
    assert!(
        !asked
            .iter()
            .any(|e| matches!(e, Effect::SaveProgress { .. }))
    );
    assert!(noticed(&desk).contains("24 hours"), "{}", noticed(&desk));
}

#[test]
fn over_another_step_the_same_key_leads_to_the_fresh_link() {
    let mut desk = open_for(DAY - 1);
    desk.opens("add-tester");
    desk.press(Esc);
    desk.event(Event::Passed { now: NOW.plus(DAY) });
    desk.paste(&samples::landing());
    assert_eq!(hint_of_enter(&desk), "key-fresh-link");
    desk.press(Enter);
    assert_eq!(
        (desk.step(), desk.summaries()),
        ("authorize", vec!["draw state".to_owned()])
    );
}

#[test]
fn what_answers_no_link_does_not_mind_its_end() {
    let mut desk = open_for(DAY);
    desk.paste(DASHBOARD);
    assert_eq!(hint_of_enter(&desk), "key-take");
    desk.press(Enter);
    assert!(desk.state.is_running());
    let mut desk = open_for(DAY);
    desk.paste(&format!("{REDIRECT}?code={CODE}&state=other"));
    assert_eq!(hint_of_enter(&desk), "");
}
