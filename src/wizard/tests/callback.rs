//! The answer that comes to a port, against the box: every order of the two.

use crate::secret::Secret;
use crate::time::DAY;
use crate::wizard::callback::{CallbackId, ListenTrouble, Standing};
use crate::wizard::keymap::Key::{Char, Enter, Esc, Up};
use crate::wizard::samples::{self, CODE, Desk, REDIRECT, STATE, summary};
use crate::wizard::state::{Goal, Overlay, Screen};
use crate::wizard::{Action, Effect, Event, Start, TaskId};

const LISTEN: &str = "listen https://localhost:8443/callback";

/// The authorize step with a person before it, and what that asked for.
fn attended(begin: Start) -> (Desk, Vec<Effect>) {
    let mut desk = Desk::at(begin);
    desk.opens("authorize");
    let asked = desk.event(Event::Attended);
    (desk, asked)
}

fn waiting() -> Desk {
    let (mut desk, asked) = attended(samples::set_up());
    assert_eq!(summary(&asked), [LISTEN]);
    up(&mut desk);
    desk
}

fn task(desk: &Desk) -> TaskId {
    desk.state.callback.waiting.as_ref().unwrap().task
}

fn standing(desk: &Desk) -> &Standing {
    &desk.state.callback.waiting.as_ref().unwrap().standing
}

fn up(desk: &mut Desk) {
    let task = task(desk);
    desk.event(Event::Listening {
        task,
        result: Ok(()),
    });
}

fn visit(task: TaskId, parameters: &str) -> Event {
    Event::Visited {
        task,
        visit: CallbackId(7),
        address: Secret::new(format!("{REDIRECT}{parameters}")),
    }
}

fn good() -> String {
    format!("?code={CODE}&state={STATE}")
}

/// A browser brings these parameters.
fn comes(desk: &mut Desk, parameters: &str) -> Vec<String> {
    let event = visit(task(desk), parameters);
    summary(&desk.event(event))
}

fn notice(desk: &Desk) -> Option<String> {
    let notice = desk.state.notice.as_ref()?;
    match &notice.say {
        crate::text::Say::Phrase(phrase) => Some(phrase.id.to_owned()),
        crate::text::Say::Words(_) => None,
    }
}

#[test]
fn a_good_answer_is_written_down_and_used_without_enter() {
    let mut desk = waiting();
    assert_eq!(*standing(&desk), Standing::Up);
    assert_eq!(
        comes(&mut desk, &good()),
        ["progress code", "tell Received", "drop"]
    );
    assert_eq!(desk.state.callback.waiting, None);
    assert_eq!(summary(&desk.saved()), ["prove"]);
    assert_eq!(notice(&desk).as_deref(), Some("notice-callback-came"));
}

#[test]
fn the_answer_ends_with_what_instagram_appends() {
    let mut desk = waiting();
    assert_eq!(
        comes(&mut desk, &format!("?code={CODE}%23_&state={STATE}")),
        ["progress code", "tell Received", "drop"]
    );
}

#[test]
fn the_box_first_and_the_late_answer_is_dropped() {
    let mut desk = waiting();
    let late = visit(task(&desk), &good());
    desk.paste(&samples::landing());
    assert_eq!(summary(&desk.press(Enter)), ["progress code", "drop"]);
    let before = desk.state.clone();
    assert_eq!(summary(&desk.event(late)), Vec::<String>::new());
    assert_eq!(desk.state, before);
    assert_eq!(summary(&desk.saved()), ["prove"]);
}

#[test]
fn the_port_first_and_the_pasted_one_is_not_used_again() {
    let mut desk = waiting();
    desk.paste(&samples::landing());
    assert_eq!(
        comes(&mut desk, &good()),
        ["progress code", "tell Received", "drop"]
    );
    assert_eq!(summary(&desk.press(Enter)), Vec::<String>::new());
    assert_eq!(summary(&desk.saved()), ["prove"]);
    assert!(desk.state.paste.editor.is_empty());
}

#[test]
fn a_second_answer_of_the_same_link_finds_nobody() {
    let mut desk = waiting();
    let again = visit(task(&desk), &good());
    comes(&mut desk, &good());
    assert_eq!(summary(&desk.event(again)), Vec::<String>::new());
}

#[test]
fn a_foreign_answer_leaves_both_ways_open_and_the_box_as_it_is() {
    let rows = [
        (
            format!("?code={CODE}&state=other"),
            "notice-callback-foreign",
        ),
        (format!("?code={CODE}"), "notice-callback-foreign"),
        (format!("?state={STATE}"), "notice-callback-foreign"),
        (
            "?error=access_denied&state=other".to_owned(),
            "notice-callback-foreign",
        ),
        (
            "?error=access_denied&error_reason=user_denied".to_owned(),
            "notice-callback-foreign",
        ),
        (
            format!("?code={CODE}&state={STATE}&state=other"),
            "notice-callback-foreign",
        ),
        (
            "?anything=990602627938098".to_owned(),
            "notice-callback-foreign",
        ),
        (
            format!("?token={}", samples::DASHBOARD),
            "notice-callback-foreign",
        ),
        (String::new(), "notice-callback-bare"),
    ];
    for (parameters, said) in rows {
        let mut desk = waiting();
        desk.paste("half an addr");
        let sign_in = desk.state.progress.sign_in.clone();
        assert_eq!(
            comes(&mut desk, &parameters),
            ["tell Foreign"],
            "{parameters}"
        );
        assert_eq!(notice(&desk).as_deref(), Some(said), "{parameters}");
        assert_eq!(desk.state.progress.sign_in, sign_in, "{parameters}");
        assert_eq!(desk.state.paste.editor.value(), "half an addr");
        assert!(desk.state.callback.waiting.as_ref().unwrap().reached);
        assert_eq!(
            comes(&mut desk, &good()),
            ["progress code", "tell Received", "drop"],
            "{parameters}"
        );
    }
}

#[test]
fn the_providers_no_is_explained_and_a_second_try_is_still_caught() {
    let mut desk = waiting();
    let parameters = format!("?error=access_denied&error_reason=user_denied&state={STATE}");
    assert_eq!(comes(&mut desk, &parameters), ["remember", "tell Refused"]);
    assert_eq!(desk.problem(), Some("cancelled"));
    assert_eq!(
        comes(&mut desk, &good()),
        ["progress code", "tell Received", "drop"]
    );
    assert_eq!(desk.problem(), None);
}

#[test]
fn an_answer_is_taken_under_the_help_the_bare_link_and_the_question() {
    for prepare in [
        (|desk: &mut Desk| drop(desk.press(Char('?')))) as fn(&mut Desk),
        |desk| drop(desk.press(Char('u'))),
        |desk| drop(desk.press(Char('t'))),
        |desk| drop(desk.press(Char('e'))),
        |desk| {
            desk.paste(CODE);
            desk.press(Enter);
        },
    ] {
        let mut desk = waiting();
        prepare(&mut desk);
        assert_eq!(
            comes(&mut desk, &good()),
            ["progress code", "tell Received", "drop"]
        );
        assert_eq!(
            (&desk.state.overlay, desk.state.screen),
            (&None, Screen::Step)
        );
    }
}

#[test]
fn the_port_is_let_go_when_the_step_is_left_and_taken_again_on_return() {
    let mut desk = waiting();
    let old = task(&desk);
    let asked = summary(&desk.press(Up));
    assert!(asked.contains(&"drop".to_owned()), "{asked:?}");
    assert_eq!(desk.state.callback.waiting, None);
    assert!(summary(&desk.event(visit(old, &good()))).is_empty());
    let asked = summary(&desk.opens("authorize"));
    assert!(asked.contains(&LISTEN.to_owned()), "{asked:?}");
    assert_ne!(task(&desk), old);
}

#[test]
fn a_fresh_link_listens_anew_and_the_old_answer_is_dropped() {
    let mut desk = waiting();
    let old = visit(task(&desk), &good());
    assert_eq!(summary(&desk.press(Char('f'))), ["draw state", "drop"]);
    assert_eq!(summary(&desk.drawn()), ["remember", LISTEN]);
    assert!(summary(&desk.event(old)).is_empty());
}

#[test]
fn a_port_that_cannot_be_had_is_said_and_tried_again_with_a_fresh_link() {
    for trouble in [
        ListenTrouble::Busy,
        ListenTrouble::Denied,
        ListenTrouble::Other("no".to_owned()),
    ] {
        let (mut desk, _) = attended(samples::set_up());
        let first = task(&desk);
        let failed = Event::Listening {
            task: first,
            result: Err(trouble.clone()),
        };
        assert!(desk.event(failed).is_empty());
        assert_eq!(*standing(&desk), Standing::Failed(trouble));
        desk.paste("something");
        desk.press(Esc);
        assert_eq!(task(&desk), first, "it is not tried again by itself");
        desk.press(Char('f'));
        assert_eq!(summary(&desk.drawn()), ["remember", LISTEN]);
        assert_eq!(*standing(&desk), Standing::Asked);
    }
}

#[test]
fn what_a_dropped_listener_says_is_not_heard() {
    let mut desk = waiting();
    let old = task(&desk);
    desk.press(Char('f'));
    desk.drawn();
    let before = desk.state.clone();
    desk.event(Event::Reached { task: old });
    desk.event(Event::Listening {
        task: old,
        result: Err(ListenTrouble::Busy),
    });
    assert_eq!(desk.state, before);
}

#[test]
fn nobody_listens_without_a_person_or_off_this_machine() {
    let mut desk = Desk::at(samples::set_up());
    desk.opens("authorize");
    assert_eq!(desk.state.callback.waiting, None, "no person");
    for goal in [Goal::Paste, Goal::Refresh] {
        let mut begin = samples::set_up();
        begin.goal = goal;
        assert_eq!(attended(begin).0.state.callback.waiting, None);
    }
    for redirect in [
        "https://example.com/callback",
        "https://localhost.example.com:8443/callback",
        "https://10.0.0.1:8443/callback",
        "myapp://localhost/callback",
    ] {
        let mut begin = samples::set_up();
        begin.profile.redirect_uri = Some(redirect.to_owned());
        let (desk, _) = attended(begin);
        assert_eq!(desk.state.callback.waiting, None, "{redirect}");
        let t = crate::wizard::keymap::press(&desk.state, Char('t'));
        assert_ne!(t, Some(Event::Did(Action::Tunnel)), "{redirect}");
    }
}

#[test]
fn every_name_of_this_machine_is_listened_on_with_its_port() {
    for (redirect, wanted) in [
        ("http://localhost/cb", "http://localhost:80/cb"),
        ("https://localhost", "https://localhost:443/"),
        ("http://127.0.0.1:7000/a/b", "http://127.0.0.1:7000/a/b"),
        ("https://[::1]:8443/", "https://[::1]:8443/"),
    ] {
        let mut begin = samples::set_up();
        begin.profile.redirect_uri = Some(redirect.to_owned());
        let (_, asked) = attended(begin);
        assert_eq!(summary(&asked), [format!("listen {wanted}")]);
    }
}

#[test]
fn a_link_that_has_run_out_is_waited_for_no_more() {
    let mut desk = waiting();
    desk.press(Char('t'));
    let now = desk.state.now.plus(2 * DAY);
    assert_eq!(summary(&desk.event(Event::Passed { now })), ["drop"]);
    assert_eq!(desk.state.overlay, None);
}

#[test]
fn leaving_drops_it() {
    let mut desk = waiting();
    desk.press(Char('q'));
    assert_eq!(desk.state.callback.waiting, None);
}

#[test]
fn t_shows_the_line_and_c_copies_it() {
    let mut desk = waiting();
    assert!(desk.press(Char('t')).is_empty());
    assert_eq!(desk.state.overlay, Some(Overlay::Tunnel));
    let asked = desk.press(Char('c'));
    let line = "ssh -N -L 127.0.0.1:8443:127.0.0.1:8443 USER@HOST";
    assert_eq!(
        asked,
        [Effect::Copy {
            text: Secret::new(line)
        }]
    );
    desk.press(Char('t'));
    assert_eq!(desk.state.overlay, None);
}

#[test]
fn an_answer_that_cannot_be_written_is_not_lost() {
    let mut desk = waiting();
    comes(&mut desk, &good());
    desk.not_saved();
    assert_eq!(desk.problem(), Some("cannot-save"));
    assert_eq!(summary(&desk.press(Char('r'))), ["progress code"]);
}
