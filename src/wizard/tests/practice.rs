use crate::oauth::Reason;
use crate::wizard::Effect;
use crate::wizard::keymap::Key::{Char, Enter};
use crate::wizard::samples::{
    self, APP_ID, APP_SECRET, Desk, nothing_yet, practising, set_up, summary,
};

fn at(id: &str) -> Desk {
    let mut desk = Desk::at(practising(nothing_yet()));
    desk.opens(id);
    desk
}

#[test]
fn the_practice_provider_fills_the_fields_and_the_secret_stays_out_of_the_state_file() {
    let mut desk = at("app-credentials");
    assert_eq!(summary(&desk.press(Char('s'))), ["send practice"]);
    let effects = desk.answer(200, &format!(r#"{{"values":{{"app_id":"{APP_ID}","app_secret":"{APP_SECRET}","meta_app_id":"1234567890123456"}}}}"#));
    let [Effect::Remember { progress }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(
        progress.fields.get("draft.app_id").map(String::as_str),
        Some(APP_ID)
    );
    assert!(!format!("{progress:?}").contains(APP_SECRET));
    assert_eq!(
        desk.state.named("meta_app_id").as_deref(),
        Some("1234567890123456")
    );
    let asked = summary(&desk.press(Enter));
    assert_eq!(
        asked,
        ["config provider=instagram-login app_id=990602627938098 app_secret"]
    );
}

#[test]
fn values_that_no_field_of_the_step_takes_are_not_kept() {
    let mut desk = at("create-app");
    desk.press(Char('s'));
    desk.answer(
        200,
        &format!(r#"{{"values":{{"app_secret":"{APP_SECRET}","display_name":"Feed"}}}}"#),
    );
    assert_eq!(desk.state.form.value("display_name"), Some("Feed"));
    assert!(!format!("{:?}", desk.state.progress).contains(APP_SECRET));
}

#[test]
fn where_the_browser_landed_goes_into_the_box() {
    let mut desk = Desk::at(practising(set_up()));
    desk.opens("authorize");
    let effects = desk.press(Char('s'));
    let [Effect::Send { request, .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(request.url.as_str(), "http://127.0.0.1:7007/sandbox/play");
    desk.answer(200, &format!(r#"{{"redirect":"{}"}}"#, samples::landing()));
    assert!(desk.state.paste.seen.as_ref().unwrap().usable);
    assert_eq!(summary(&desk.press(Enter)), ["progress code"]);
}

#[test]
fn an_error_page_of_the_practice_browser_is_diagnosed() {
    let mut desk = Desk::at(practising(set_up()));
    desk.opens("authorize");
    desk.press(Char('s'));
    desk.answer(200, r#"{"page":"<html><body>Invalid Request: Request parameters are invalid: Invalid platform app</body></html>"}"#);
    assert_eq!(
        (desk.problem(), desk.mended_by()),
        (Some("invalid-platform-app"), Some("app-credentials"))
    );
}

#[test]
fn a_practice_provider_that_is_gone_can_be_asked_again() {
    let mut desk = at("create-app");
    desk.press(Char('s'));
    desk.unreachable(Reason::Refused, false);
    assert_eq!(desk.problem(), Some("connection-refused"));
    assert_eq!(summary(&desk.press(Char('r'))), ["send practice"]);
    desk.answer(200, "no JSON");
    assert!(desk.state.notice.is_some());
}

#[test]
fn an_answer_for_a_step_that_was_left_is_dropped() {
    let mut desk = at("create-app");
    desk.press(Char('s'));
    let asked = desk.opens("add-product");
    assert_eq!(summary(&asked).first().map(String::as_str), Some("drop"));
    assert!(desk.open.is_empty());
}

#[test]
fn without_a_practice_provider_the_key_is_not_there() {
    let mut desk = Desk::at(nothing_yet());
    assert!(desk.press(Char('s')).is_empty());
    assert!(desk.does(crate::wizard::Action::Practise).is_empty());
}
