use crate::wizard::keymap::Key::{Char, Down, Enter, Esc};
use crate::wizard::samples::{self, Desk};
use crate::wizard::saved::Mark;
use crate::wizard::state::Overlay;
use crate::wizard::{picks, step};

#[test]
fn every_text_of_the_browser_leads_to_its_cause_and_the_step_that_fixes_it() {
    for id in ["instagram-login", "basic-display"] {
        let mut begin = samples::set_up();
        begin.provider = samples::provider(id);
        let mut desk = Desk::at(begin);
        desk.opens("authorize");
        desk.press(Enter);
        desk.press(Char('e'));
        let symptoms: Vec<_> = picks(&desk.state, "").into_iter().cloned().collect();
        assert!(symptoms.len() > 10);
        for (line, symptom) in symptoms.iter().enumerate() {
            let mut desk = desk.clone();
            for _ in 0..line {
                desk.press(Down);
            }
            desk.press(Enter);
            assert_eq!(
                desk.state.overlay,
                Some(Overlay::Symptom {
                    id: symptom.id.clone()
                })
            );
            desk.press(Enter);
            assert_eq!(desk.state.overlay, None);
            if let Some(step) = &symptom.step {
                assert_eq!(desk.step(), step.as_str(), "{}", symptom.id);
            }
        }
    }
}

#[test]
fn the_picker_is_searched_by_typing_and_closed_by_esc() {
    let mut desk = samples::waiting_desk();
    desk.press(Char('e'));
    desk.types("platform app");
    desk.press(Enter);
    assert_eq!(
        desk.state.overlay,
        Some(Overlay::Symptom {
            id: "invalid-platform-app".to_owned()
        })
    );
    desk.press(Esc);
    assert!(matches!(desk.state.overlay, Some(Overlay::Trouble { .. })));
    desk.press(Esc);
    assert_eq!(desk.state.overlay, None);
    assert!(desk.state.link().is_some());
}

#[test]
fn the_step_that_a_picked_text_blames_is_marked_and_mending_it_leads_back() {
    let mut desk = samples::waiting_desk();
    desk.press(Char('e'));
    desk.types("redirect_uri");
    desk.press(Enter);
    desk.press(Enter);
    assert_eq!(
        (desk.step(), desk.mark("redirect-uri")),
        ("redirect-uri", Mark::Failed)
    );
    desk.press(Enter);
    assert_eq!(
        (desk.step(), desk.mark("redirect-uri")),
        ("authorize", Mark::Claimed)
    );
    assert!(desk.state.link().is_some(), "the link still fits");
}

#[test]
fn every_failed_step_of_the_samples_has_a_problem_or_can_be_done_again() {
    for (name, state) in samples::all() {
        for step in &state.provider.steps {
            if step::mark(&state, &step.id) == Mark::Failed && state.problem.is_none() {
                let open = step::first_open(&state).map(|s| s.id.clone());
                assert!(open.is_some(), "{name}: {}", step.id.as_str());
            }
        }
        if let Some(problem) = &state.problem {
            let known = problem
                .step
                .as_ref()
                .is_none_or(|id| state.provider.step(id).is_some());
            assert!(known, "{name}: {:?}", problem.step);
        }
    }
}
