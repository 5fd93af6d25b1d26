use crate::wizard::keymap::Key::{Backspace, Enter};
use crate::wizard::samples::{self, CODE, DASHBOARD, REDIRECT, STATE, summary};

/// What the box holds after two pastes: both, or the second alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Both,
    Second,
}
use Held::{Both, Second};

const EMBED: &str = "https://www.instagram.com/oauth/authorize?client_id=990602627938098&redirect_uri=https%3A%2F%2Flocalhost%3A8443%2Fcallback&response_type=code&scope=instagram_business_basic";

#[test]
fn a_second_paste_takes_the_place_of_the_first_unless_it_is_the_rest_of_it() {
    let whole = format!("{REDIRECT}?code={CODE}&state={STATE}#_");
    let foreign = format!("{REDIRECT}?code={CODE}&state=other");
    let other_code = "AQDanothercode-Yz81_authorization";
    let page = "https://developers.facebook.com/apps/1234567890123456/dashboard/";
    let cancelled =
        format!("{REDIRECT}?error=access_denied&error_reason=user_denied&state={STATE}");
    let rows = [
        // Something by itself.
        (whole.clone(), whole.clone(), Second),
        (foreign.clone(), whole.clone(), Second),
        (whole.clone(), foreign.clone(), Second),
        ("안녕하세요".to_owned(), whole.clone(), Second),
        (CODE.to_owned(), whole.clone(), Second),
        (format!("{REDIRECT}?code={CODE}"), whole.clone(), Second),
        (
            foreign.clone(),
            format!("code={CODE}&state={STATE}"),
            Second,
        ),
        (foreign.clone(), cancelled, Second),
        (whole.clone(), DASHBOARD.to_owned(), Second),
        (foreign.clone(), DASHBOARD.to_owned(), Second),
        (foreign.clone(), CODE.to_owned(), Second),
        (CODE.to_owned(), other_code.to_owned(), Second),
        (whole.clone(), EMBED.to_owned(), Second),
        (EMBED.to_owned(), whole.clone(), Second),
        (page.to_owned(), whole.clone(), Second),
        (whole.clone(), page.to_owned(), Second),
        (CODE.to_owned(), page.to_owned(), Second),
        (DASHBOARD.to_owned(), format!("{DASHBOARD}x"), Second),
        ("hello".to_owned(), "990602627938098".to_owned(), Second),
        (REDIRECT.to_owned(), REDIRECT.to_owned(), Second),
        // Nothing by itself.
        ("hello".to_owned(), "world".to_owned(), Both),
        (whole.clone(), "\n".to_owned(), Both),
        (
            format!("{REDIRECT}?code={CODE}"),
            format!("&state={STATE}"),
            Both,
        ),
        (
            format!("{REDIRECT}?code={CODE}&state="),
            STATE.to_owned(),
            Both,
        ),
    ];
    let mut wrong = Vec::new();
    for (first, second, expected) in rows {
        let mut desk = samples::waiting_desk();
        desk.paste(&first);
        desk.paste(&second);
        let held = desk.state.paste.editor.value();
        let found = if held == second.trim() { Second } else { Both };
        let exact = match expected {
            Second => held == second.trim(),
            Both => held == format!("{}{}", first.trim(), second.trim()),
        };
        if found != expected || !exact {
            wrong.push(format!(
                "{first:?}\n  then {second:?}\n  expected {expected:?}, holds {held:?}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn two_halves_of_an_answer_are_taken_as_one_wherever_it_broke() {
    for whole in [
        format!("{REDIRECT}?code={CODE}&state={STATE}"),
        samples::landing(),
        format!("code={CODE}&state={STATE}"),
    ] {
        for place in 1..whole.len() {
            let (first, second) = whole.split_at(place);
            let mut desk = samples::waiting_desk();
            desk.paste(first);
            desk.paste(second);
            let asked = summary(&desk.press(Enter));
            assert_eq!(asked, ["progress code"], "{first:?} then {second:?}");
            let sign_in = desk.state.progress.sign_in.as_ref().unwrap();
            assert_eq!(sign_in.code.as_ref().unwrap().expose(), CODE, "{first:?}");
        }
    }
}

#[test]
fn two_halves_of_an_embed_url_are_taken_as_one_wherever_it_broke() {
    for place in 1..EMBED.len() {
        let (first, second) = EMBED.split_at(place);
        let mut desk = samples::waiting_desk();
        desk.paste(first);
        desk.paste(second);
        let asked = summary(&desk.press(Enter));
        assert_eq!(
            asked,
            [
                "config app_id=990602627938098 redirect_uri=https://localhost:8443/callback scopes=instagram_business_basic"
            ],
            "{first:?} then {second:?}"
        );
    }
}

#[test]
fn a_right_answer_after_a_wrong_one_needs_no_key_between() {
    let mut desk = samples::waiting_desk();
    desk.paste(&format!("{REDIRECT}?code={CODE}&state=other"));
    desk.paste(&samples::landing());
    assert_eq!(summary(&desk.press(Enter)), ["progress code"]);
}

#[test]
fn the_same_holds_in_the_box_over_a_step() {
    let mut desk = samples::waiting_desk();
    desk.opens("add-tester");
    desk.press(crate::wizard::keymap::Key::Esc);
    desk.press(crate::wizard::keymap::Key::Char('p'));
    desk.paste("nonsense");
    desk.press(Backspace);
    desk.paste(&samples::landing());
    assert_eq!(desk.state.paste.editor.value(), samples::landing());
}

#[test]
fn an_answer_from_a_mail_is_read_in_the_box_of_one_line() {
    for mark in ["\n", "\r\n"] {
        let (first, second) = CODE.split_at(12);
        let mut desk = samples::waiting_desk();
        desk.paste(&format!(
            "{REDIRECT}?code=3D{first}={mark}{second}&state=3D{STATE}"
        ));
        assert_eq!(summary(&desk.press(Enter)), ["progress code"], "{mark:?}");
        let sign_in = desk.state.progress.sign_in.as_ref().unwrap();
        assert_eq!(sign_in.code.as_ref().unwrap().expose(), CODE);
    }
}
