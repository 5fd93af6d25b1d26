use crate::provider::StepId;
use crate::provider::check::Level;
use crate::wizard::keymap::Key::{Backspace, Char, Enter, Esc, Left, Tab};
use crate::wizard::samples::{
    self, APP_ID, APP_SECRET, CODE, DASHBOARD, Desk, SECRETS, SHORT, summary,
};
use crate::wizard::saved::{ConfigEdit, Mark, Progress};
use crate::wizard::state::{Goal, Overlay, Screen};
use crate::wizard::{Action, Effect, Event};

fn finding(desk: &Desk) -> Option<Level> {
    let field = desk.state.form.focused()?;
    field.finding.as_ref().map(|finding| finding.level)
}

fn remembered(effects: &[Effect]) -> &Progress {
    effects
        .iter()
        .rev()
        .find_map(|effect| {
            let Effect::Remember { progress } = effect else {
                return None;
            };
            Some(progress.as_ref())
        })
        .unwrap()
}

#[test]
fn a_value_that_cannot_work_holds_up_however_often_enter_is_pressed() {
    let mut desk = samples::credentials_desk();
    for _ in 0..3 {
        assert!(desk.press(Enter).is_empty());
        assert_eq!(finding(&desk), Some(Level::Refuse));
        assert_eq!(desk.state.form.focus, Some(0));
    }
    let mut desk = Desk::at(samples::set_up());
    desk.opens("redirect-uri");
    desk.press(Tab);
    for _ in 0..80 {
        desk.press(Backspace);
    }
    desk.types("http://example.com/callback");
    for _ in 0..3 {
        assert!(desk.press(Enter).is_empty());
        assert_eq!(finding(&desk), Some(Level::Refuse));
    }
}

#[test]
fn a_warned_value_is_kept_by_enter_again() {
    let mut desk = samples::credentials_desk();
    desk.types("99o602");
    desk.press(Enter);
    assert_eq!(finding(&desk), Some(Level::Warn));
    assert_eq!(desk.state.form.focus, Some(0));
    desk.press(Enter);
    assert_eq!(desk.state.form.focus, Some(1));
}

#[test]
fn editing_takes_the_overruling_back() {
    let mut desk = samples::credentials_desk();
    desk.types("99o602");
    desk.press(Enter);
    desk.press(Char('x'));
    assert_eq!(finding(&desk), None);
    desk.press(Enter);
    assert_eq!(finding(&desk), Some(Level::Warn));
    assert_eq!(desk.state.form.focus, Some(0));
}

#[test]
fn id_and_secret_in_each_others_place_are_warned_of_and_the_same_text_twice_is_refused() {
    let mut desk = samples::credentials_desk();
    desk.types(APP_SECRET);
    desk.press(Enter);
    assert_eq!(finding(&desk), Some(Level::Warn));

    let mut desk = samples::credentials_desk();
    desk.types(APP_ID);
    desk.press(Enter);
    desk.types("123456789012345");
    desk.press(Enter);
    assert_eq!(finding(&desk), Some(Level::Warn));
    desk.press(crate::wizard::keymap::Key::Ctrl('u'));
    desk.types(APP_ID);
    desk.press(Enter);
    desk.press(Enter);
    assert_eq!(finding(&desk), Some(Level::Refuse));
    assert_eq!(desk.state.form.focus, Some(1));
}

#[test]
fn a_secret_that_is_not_kept_is_left_out_of_the_file_and_used_in_this_run() {
    let mut desk = samples::credentials_desk();
    desk.types(APP_ID);
    desk.press(Enter);
    desk.paste(APP_SECRET);
    desk.press(Enter);
    desk.press(Left);
    let asked = summary(&desk.press(Enter));
    assert_eq!(
        asked,
        ["config provider=instagram-login app_id=990602627938098"]
    );
    desk.saved();
    assert!(desk.state.profile.app_secret.is_none());
    assert_eq!(
        desk.state.session_secret.as_ref().unwrap().expose(),
        APP_SECRET
    );

    desk.state.profile.redirect_uri = Some(samples::REDIRECT.to_owned());
    desk.opens("authorize");
    desk.paste(&samples::landing());
    desk.press(Enter);
    assert_eq!(
        summary(&desk.saved()),
        ["prove"],
        "the secret is not asked for again"
    );
}

#[test]
fn a_kept_secret_is_taken_out_of_the_file_when_the_person_says_so() {
    let mut desk = Desk::at(samples::finished(10));
    desk.opens("app-credentials");
    desk.press(Tab);
    desk.press(Tab);
    desk.press(Tab);
    desk.press(Char(' '));
    assert_eq!(summary(&desk.press(Enter)), ["config -app_secret"]);
    desk.saved();
    assert!(desk.state.profile.app_secret.is_none());
}

#[test]
fn what_was_typed_and_not_confirmed_is_remembered_and_offered_again() {
    let mut desk = samples::credentials_desk();
    desk.types("9906");
    let effects = desk.press(Char('0'));
    let progress = remembered(&effects).clone();
    assert_eq!(
        progress.fields.get("draft.app_id").map(String::as_str),
        Some("99060")
    );

    let mut begin = samples::nothing_yet();
    begin.progress = Some(progress);
    let desk = Desk::at(begin);
    assert_eq!(desk.step(), "app-credentials");
    assert_eq!(desk.state.form.value("app_id"), Some("99060"));
}

#[test]
fn an_optional_field_is_remembered_and_settled_in_the_state_file() {
    let mut desk = Desk::at(samples::nothing_yet());
    desk.opens("create-app");
    desk.press(Tab);
    desk.types("My Feed");
    desk.press(Enter);
    let effects = desk.press(Enter);
    assert_eq!(
        remembered(&effects)
            .fields
            .get("display_name")
            .map(String::as_str),
        Some("My Feed")
    );
    assert_eq!(desk.step(), "add-product");
}

#[test]
fn no_secret_is_ever_a_draft_in_whatever_field_and_however_it_arrives() {
    for (step, tabs) in [
        ("app-credentials", 0),
        ("app-credentials", 1),
        ("add-tester", 0),
        ("create-app", 1),
    ] {
        for secret in [APP_SECRET, SHORT, DASHBOARD] {
            let mut desk = Desk::at(samples::nothing_yet());
            desk.opens(step);
            for _ in 0..tabs {
                desk.press(Tab);
            }
            for c in secret.chars() {
                for effect in desk.press(Char(c)) {
                    let Effect::Remember { progress } = effect else {
                        panic!("{effect:?}")
                    };
                    let shown = format!("{:?}", progress.fields);
                    let longest = (13..=secret.len())
                        .rev()
                        .find(|n| shown.contains(secret.get(..*n).unwrap()));
                    assert!(
                        longest.is_none_or(|n| n < 20),
                        "{step}: {longest:?} of a secret: {shown}"
                    );
                }
            }
            let effects = desk.press(crate::wizard::keymap::Key::Ctrl('c'));
            assert!(!format!("{:?}", remembered(&effects).fields).contains(secret));
            for secret in SECRETS {
                assert!(!format!("{:?}", desk.state).contains(secret));
            }
        }
    }
}

#[test]
fn a_secret_is_never_shown_again_and_an_empty_entry_leaves_it() {
    let mut desk = Desk::at(samples::set_up());
    desk.opens("app-credentials");
    let secret = desk
        .state
        .form
        .fields
        .iter()
        .find(|f| f.id == "app_secret")
        .unwrap();
    assert!(secret.editor.is_empty());
    assert_eq!(secret.kept.as_deref(), Some("8f90"));
    let asked = summary(&desk.press(Enter));
    assert!(
        !asked.iter().any(|line| line.starts_with("config")),
        "{asked:?}"
    );
    assert!(desk.state.profile.app_secret.is_some());
}

#[test]
fn a_write_that_failed_is_repeated_by_r_with_the_same_edits() {
    let mut desk = samples::credentials_desk();
    desk.types(APP_ID);
    desk.press(Enter);
    desk.paste(APP_SECRET);
    desk.press(Enter);
    let first = summary(&desk.press(Enter));
    desk.not_saved();
    assert_eq!(desk.problem(), Some("cannot-save"));
    assert_eq!(desk.step(), "app-credentials");
    assert!(
        desk.state.profile.app_id.is_none(),
        "nothing is taken for written"
    );
    assert_eq!(summary(&desk.press(Char('r'))), first);
    desk.saved();
    assert_eq!(desk.step(), "add-tester");
    assert_eq!(desk.state.profile.app_id.as_deref(), Some(APP_ID));
}

#[test]
fn while_a_step_is_written_neither_keys_nor_texts_change_it() {
    let mut desk = samples::credentials_desk();
    desk.types(APP_ID);
    desk.press(Enter);
    desk.paste(APP_SECRET);
    desk.press(Enter);
    desk.press(Enter);
    let before = desk.state.clone();
    desk.types("x");
    desk.paste("990602627938099");
    desk.press(Tab);
    desk.press(Enter);
    desk.press(Esc);
    desk.does(Action::Next);
    desk.does(Action::Open(StepId::new("account")));
    desk.state.notice = before.notice.clone();
    assert_eq!(desk.state, before);
    desk.saved();
    assert_eq!(desk.step(), "add-tester");
}

#[test]
fn redoing_a_step_of_a_finished_profile_changes_that_step_only() {
    let mut desk = Desk::at(samples::finished(10));
    assert_eq!(desk.state.screen, Screen::Overview);
    let before = desk.state.clone();
    desk.opens("add-tester");
    desk.press(Tab);
    for _ in 0..20 {
        desk.press(Backspace);
    }
    desk.types("other.name");
    let effects = desk.press(Enter);
    let [Effect::SaveConfig { edits, .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(edits.len(), 1);
    assert!(matches!(edits.first(), Some(ConfigEdit::Text { .. })));
    desk.saved();
    assert_eq!(desk.state.screen, Screen::Overview);
    assert_eq!(desk.mark("add-tester"), Mark::Claimed);
    assert_eq!(desk.state.profile.token, before.profile.token);
    for (id, mark) in &before.progress.marks {
        if id.as_str() != "add-tester" {
            assert_eq!(
                desk.state.progress.marks.get(id),
                Some(mark),
                "{}",
                id.as_str()
            );
        }
    }
}

#[test]
fn redoing_without_a_change_keeps_even_the_mark() {
    let mut desk = Desk::at(samples::finished(10));
    desk.opens("add-tester");
    desk.press(Enter);
    assert_eq!(desk.state.screen, Screen::Overview);
    assert_eq!(desk.mark("add-tester"), Mark::Verified);
}

#[test]
fn one_step_alone_ends_when_it_is_done() {
    let mut begin = samples::set_up();
    begin.goal = Goal::Step(StepId::new("add-tester"));
    let mut desk = Desk::at(begin);
    let asked = summary(&desk.press(Enter));
    assert_eq!(asked.last().map(String::as_str), Some("leave done"));
}

#[test]
fn a_dashboard_token_pasted_into_a_field_goes_into_the_box_instead() {
    let mut desk = Desk::at(samples::nothing_yet());
    desk.opens("add-tester");
    desk.paste(DASHBOARD);
    assert_eq!(desk.state.overlay, Some(Overlay::Paste));
    assert_eq!(desk.state.form.value("tester"), Some(""));
    desk.press(Esc);
    assert!(desk.state.paste.editor.is_empty());
}

#[test]
fn a_paste_never_goes_into_a_field_that_is_not_on_screen() {
    let mut desk = Desk::at(samples::nothing_yet());
    desk.opens("add-tester");
    desk.types("some.username");
    desk.press(Enter);
    desk.not_saved();
    desk.paste(CODE);
    assert_eq!(desk.state.form.value("tester"), Some("some.username"));
    assert_eq!(desk.state.overlay, Some(Overlay::Paste));
}

#[test]
fn control_characters_never_get_into_a_field() {
    let mut desk = Desk::at(samples::nothing_yet());
    desk.opens("add-tester");
    for c in ['\u{1b}', '\u{7}', '\u{202e}', '\u{200b}', '\u{9b}'] {
        desk.event(samples::insert(c));
    }
    assert_eq!(desk.state.form.value("tester"), Some(""));
    desk.event(Event::Pasted("a\u{1b}[31mb\u{202e}".into()));
    let value = desk.state.form.value("tester").unwrap();
    assert!(!crate::clean::has_control(value), "{value:?}");
}
