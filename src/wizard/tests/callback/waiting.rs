//! An answer at the port that cannot be used at once, or not any more.

use super::{LISTEN, comes, good, notice, waiting};
use crate::time::DAY;
use crate::wizard::Event;
use crate::wizard::keymap::Key::Enter;
use crate::wizard::samples::{self, Desk, REDIRECT, summary};

/// Pastes an Embed URL at the link, which is written before anything else is done.
fn writing(redirect: &str) -> Desk {
    let mut desk = waiting();
    let id = samples::APP_ID;
    desk.paste(&format!(
        "https://www.instagram.com/oauth/authorize?client_id={id}&redirect_uri={redirect}\
         &response_type=code&scope=instagram_business_basic"
    ));
    desk.press(Enter);
    assert!(desk.state.is_writing());
    desk
}

#[test]
fn an_answer_during_another_write_is_taken_after_it() {
    let mut desk = writing(REDIRECT);
    assert!(comes(&mut desk, &good()).is_empty(), "its browser waits");
    assert_eq!(notice(&desk), None);
    let after = summary(&desk.saved());
    let taken = after.iter().filter(|one| *one == "tell Received").count();
    assert_eq!(taken, 1, "{after:?}");
    assert!(after.contains(&"progress code".to_owned()), "{after:?}");
    assert_eq!(desk.state.callback.held, None);
    assert_eq!(notice(&desk).as_deref(), Some("notice-callback-came"));
    assert_eq!(summary(&desk.saved()), ["prove"]);
}

#[test]
fn an_answer_during_a_write_that_fails_is_taken_as_well() {
    let mut desk = writing(REDIRECT);
    assert!(comes(&mut desk, &good()).is_empty());
    let after = summary(&desk.not_saved());
    assert!(after.contains(&"tell Received".to_owned()), "{after:?}");
}

#[test]
fn an_answer_during_a_write_that_makes_a_fresh_link_is_foreign_after_it() {
    let mut desk = writing("https://localhost:9443/elsewhere");
    assert!(comes(&mut desk, &good()).is_empty());
    let after = summary(&desk.saved());
    assert!(after.contains(&"tell Foreign".to_owned()), "{after:?}");
    assert_eq!(desk.state.callback.held, None);
}

#[test]
fn of_two_answers_during_a_write_one_is_held_and_one_is_told_at_once() {
    let mut desk = writing(REDIRECT);
    assert_eq!(
        comes(&mut desk, "?code=AQBplanted&state=other"),
        ["tell Foreign"]
    );
    assert!(comes(&mut desk, &good()).is_empty());
    assert_eq!(comes(&mut desk, &good()), ["tell Foreign"]);
    let after = summary(&desk.saved());
    assert!(after.contains(&"tell Received".to_owned()), "{after:?}");
}

#[test]
fn an_answer_after_the_end_of_its_link_is_told_so_and_a_fresh_link_is_made() {
    let mut desk = waiting();
    let now = desk.state.now.plus(DAY);
    assert_eq!(
        summary(&desk.event(Event::Passed { now })),
        Vec::<String>::new()
    );
    assert_eq!(
        comes(&mut desk, &good()),
        ["draw state", "remember", "tell Late", "drop"]
    );
    assert_eq!(notice(&desk).as_deref(), Some("notice-link-ended"));
    assert_eq!(desk.problem(), None);
    assert_eq!(summary(&desk.drawn()), ["remember", LISTEN]);
    assert_eq!(desk.step(), "authorize");
}

#[test]
fn what_is_not_for_the_link_is_foreign_after_its_end_too() {
    let mut desk = waiting();
    let now = desk.state.now.plus(DAY);
    desk.event(Event::Passed { now });
    let sign_in = desk.state.progress.sign_in.clone();
    assert_eq!(
        comes(&mut desk, "?code=AQBplanted&state=other"),
        ["tell Foreign"]
    );
    assert_eq!(desk.state.progress.sign_in, sign_in);
}
