use super::*;
use crate::plain::question::question;
use crate::provider::StepId;
use crate::text::Lang;
use crate::tui::view::samples;

fn state(name: &str) -> State {
    let found = samples::all(Lang::En);
    found
        .into_iter()
        .find(|(known, _)| *known == name)
        .unwrap_or_else(|| panic!("no sample {name}"))
        .1
}

fn said(name: &str, line: &str) -> Answer {
    let state = state(name);
    answer(
        &state,
        &question(&state, false),
        &Zeroizing::new(line.to_owned()),
    )
}

#[test]
fn a_number_a_letter_and_enter_choose_the_same() {
    for line in ["1", "/1", "", " 1 "] {
        assert_eq!(said("account", line), did(Action::Continue), "{line:?}");
    }
    for line in ["2", "/2", "p", "/p"] {
        assert_eq!(said("account", line), did(Action::PasteBox), "{line:?}");
    }
}

#[test]
fn the_words_work_in_every_list() {
    for name in [
        "account",
        "authorize",
        "trouble",
        "overview",
        "problem-refused",
        "symptom",
    ] {
        assert_eq!(said(name, "?"), Answer::Help, "{name}");
        assert_eq!(said(name, "/."), Answer::Repeat, "{name}");
        assert_eq!(said(name, "q"), did(Action::Quit), "{name}");
    }
    assert_eq!(said("symptom", "b"), did(Action::Back));
    assert_eq!(said("accept-invite", "b"), did(Action::Previous));
    assert_eq!(said("overview", "b"), Answer::Not("plain-no-way-back"));
}

#[test]
fn in_a_field_a_line_is_the_value_and_a_slash_makes_it_a_choice() {
    for value in ["2", "b", "?", "q", "/tmp", "990602627938098"] {
        let Answer::Value { field, text } = said("credentials", value) else {
            panic!("{value} is a value")
        };
        assert_eq!((field.as_str(), text.expose()), ("app_id", value));
    }
    assert_eq!(said("credentials", ""), did(Action::Continue));
    assert_eq!(said("credentials", "/?"), Answer::Help);
    assert_eq!(said("credentials", "/b"), did(Action::Back));
    assert_eq!(said("credentials", "/q"), did(Action::Quit));
    assert_eq!(said("credentials", "/1"), did(Action::NextField));
    let empties = vec![Event::Typed(Typing::Clear)];
    assert_eq!(said("credentials", "/e"), Answer::Events(empties));
}

#[test]
fn whatever_is_no_choice_is_a_paste_for_the_box() {
    let text = "https://localhost:8443/\ncallback?code=1#_";
    let wanted = vec![
        Event::Typed(Typing::Clear),
        Event::Pasted(Secret::new(text)),
    ];
    assert_eq!(said("authorize", text), Answer::Events(wanted.clone()));
    // A better one takes the place of one that was recognised.
    assert_eq!(said("authorize-recognised", text), Answer::Events(wanted));
    assert_eq!(said("authorize-recognised", ""), did(Action::Continue));
    assert_eq!(said("authorize", ""), Answer::Not("notice-box-is-empty"));
    assert_eq!(said("authorize", "77"), Answer::Not("plain-not-understood"));
}

#[test]
fn a_known_text_is_picked_by_its_number() {
    let Answer::Events(events) = said("trouble", "3") else {
        panic!("a number picks")
    };
    // The second one is selected in this sample.
    let go = Event::Did(Action::Continue);
    assert_eq!(events, [Event::Did(Action::Next), go.clone()]);
    let up = vec![Event::Did(Action::Previous), go];
    assert_eq!(said("trouble", "1"), Answer::Events(up));
    let mut state = state("trouble");
    for event in events {
        let _ = crate::wizard::update(&mut state, event);
    }
    let third = crate::wizard::picks(&state, "")
        .get(2)
        .map(|symptom| symptom.id.clone());
    assert!(
        matches!(&state.overlay, Some(Overlay::Symptom { id }) if Some(id) == third.as_ref()),
        "{:?}",
        state.overlay
    );
    let words = vec![
        Event::Typed(Typing::Clear),
        Event::Pasted(Secret::new("developer role")),
    ];
    assert_eq!(said("trouble", "developer role"), Answer::Events(words));
}

#[test]
fn any_step_is_opened_by_its_number() {
    let state = state("overview");
    let list = question(&state, true);
    let answer = |line: &str| answer(&state, &list, &Zeroizing::new(line.to_owned()));
    assert_eq!(
        answer("4"),
        did(Action::Open(StepId::new("app-credentials")))
    );
    assert_eq!(answer("b"), Answer::Steps(false));
    assert_eq!(answer("11"), Answer::Not("plain-not-understood"));
    assert_eq!(answer("g"), Answer::Not("plain-not-understood"));
}

#[test]
fn yes_and_no_are_said_in_both_languages() {
    let mut state = state("credentials");
    state.form.focus = Some(2);
    let list = question(&state, false);
    let answer = |line: &str| answer(&state, &list, &Zeroizing::new(line.to_owned()));
    let go_on = vec![Event::Did(Action::Continue)];
    let over = vec![Event::Did(Action::Toggle), Event::Did(Action::Continue)];
    for line in ["", "y", "YES", "예", "네"] {
        assert_eq!(answer(line), Answer::Events(go_on.clone()), "{line}");
    }
    for line in ["n", "no", "아니요"] {
        assert_eq!(answer(line), Answer::Events(over.clone()), "{line}");
    }
    assert_eq!(answer("perhaps"), Answer::Not("plain-not-yes-no"));
}

#[test]
fn what_a_key_does_in_the_full_screen_is_offered_in_lines() {
    use crate::wizard::keymap::keymap;
    for (name, state) in samples::all(Lang::En) {
        let asked = question(&state, false);
        for binding in keymap(&state) {
            let only_a_screen = matches!(
                binding.action,
                Action::PageDown | Action::PageUp | Action::Copy | Action::Qr | Action::BareLink
            );
            // Ctrl-C works as it does everywhere; numbers and lines stand for the rest.
            let other_way = matches!(
                binding.action,
                Action::Cancel
                    | Action::Continue
                    | Action::Previous
                    | Action::Next
                    | Action::Toggle
            );
            let wanted = if binding.action == Action::Help {
                Does::Help
            } else {
                Does::Act(binding.action.clone())
            };
            let offered = asked.choices.iter().any(|choice| choice.does == wanted);
            assert!(
                only_a_screen || other_way || offered,
                "{name}: {:?} is not offered",
                binding.action
            );
        }
    }
}
