use crate::wizard::keymap::Key::{Char, Down, Enter, Esc, Tab, Up};
use crate::wizard::samples::{self, Desk};
use crate::wizard::saved::{Mark, Progress};
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
    assert_eq!(desk.summaries(), ["draw state"], "the link is a fresh one");
    desk.drawn();
    assert!(desk.state.link().is_some());
}

/// From the browser's text to the step, and with one key back to a fresh link.
fn mends_and_comes_back(mut desk: Desk, symptom: &str) {
    let old = desk.state.progress.sign_in.clone();
    assert!(old.is_some(), "{symptom}");
    desk.press(Char('e'));
    let line = picks(&desk.state, "").iter().position(|s| s.id == symptom);
    for _ in 0..line.unwrap() {
        desk.press(Down);
    }
    desk.press(Enter);
    desk.press(Enter);
    let step = desk.step().to_owned();
    let kind = desk.state.step_kind();
    assert_eq!(kind, crate::provider::StepKind::Manual, "{symptom}: {step}");
    assert_eq!(desk.mark(&step), Mark::Failed, "{symptom}");
    if desk.state.form.focus.is_some() {
        desk.press(Esc);
    }
    desk.press(Enter);
    assert_eq!(desk.step(), "authorize", "{symptom} by {step}");
    assert_eq!(desk.mark(&step), Mark::Claimed, "{symptom}");
    assert_eq!(desk.summaries(), ["draw state"], "{symptom}");
    desk.drawn();
    assert!(desk.state.box_is_open() && desk.state.link().is_some());
    assert_eq!(desk.state.mending, None);
}

#[test]
fn from_every_text_of_the_browser_one_key_leads_back_to_a_fresh_link() {
    for (id, least) in [("instagram-login", 5), ("basic-display", 5)] {
        for finished in [false, true] {
            let mut begin = if finished {
                samples::finished(10)
            } else {
                samples::set_up()
            };
            begin.provider = samples::provider(id);
            begin.profile.provider = id.to_owned();
            for (field, value) in [
                ("site_url", "https://example.com/"),
                ("deauthorize_url", "https://example.com/deauthorize"),
                ("deletion_url", "https://example.com/delete"),
            ] {
                let progress = begin.progress.get_or_insert_with(|| Progress {
                    provider: id.to_owned(),
                    ..Progress::default()
                });
                progress.fields.insert(field.to_owned(), value.to_owned());
            }
            let mut desk = Desk::at(begin);
            desk.opens("authorize");
            desk.press(Enter);
            if desk.state.overlay.is_some() {
                desk.opens("authorize");
            }
            let mended: Vec<String> = picks(&desk.state, "")
                .into_iter()
                .filter(|symptom| {
                    let step = symptom.step.as_ref();
                    step.and_then(|id| desk.state.provider.step(id))
                        .is_some_and(|step| step.kind == crate::provider::StepKind::Manual)
                })
                .map(|symptom| symptom.id.clone())
                .collect();
            assert!(mended.len() >= least, "{id}: {mended:?}");
            for symptom in mended {
                mends_and_comes_back(desk.clone(), &symptom);
            }
        }
    }
}

#[test]
fn a_value_that_is_mended_is_saved_before_the_fresh_link_is_made() {
    let mut desk = samples::waiting_desk();
    desk.press(Char('e'));
    desk.types("redirect_uri");
    desk.press(Enter);
    desk.press(Enter);
    let first = desk.press(Tab);
    assert!(first.is_empty() && desk.state.form.focus == Some(0));
    desk.event(crate::wizard::Event::Typed(crate::wizard::Typing::Clear));
    desk.paste("https://example.org/callback");
    desk.press(Enter);
    assert_eq!(
        desk.summaries(),
        ["config redirect_uri=https://example.org/callback"]
    );
    desk.saved();
    assert_eq!(desk.step(), "authorize");
    desk.drawn();
    let link = desk.state.link().unwrap();
    assert!(link.expose().contains("example.org"));
}

#[test]
fn whoever_goes_elsewhere_in_between_is_not_sent_back() {
    let mut desk = samples::waiting_desk();
    desk.press(Char('e'));
    desk.types("redirect_uri");
    desk.press(Enter);
    desk.press(Enter);
    desk.press(Up);
    assert_eq!(desk.state.mending, None);
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

#[test]
fn an_answer_pasted_or_typed_into_the_search_goes_to_the_box_that_shows_none_of_it() {
    let address = samples::landing();
    let mut pasted = samples::waiting_desk();
    pasted.press(Char('e'));
    pasted.paste(&address);
    let mut typed = samples::waiting_desk();
    typed.press(Char('e'));
    typed.types(&address);
    // Behind words that were typed before.
    let mut behind = samples::waiting_desk();
    behind.press(Char('e'));
    behind.types("invalid scope ");
    behind.paste(&address);
    for desk in [pasted, typed, behind] {
        assert_eq!(desk.state.overlay, None);
        assert_eq!(desk.state.paste.editor.value(), address);
    }
}
