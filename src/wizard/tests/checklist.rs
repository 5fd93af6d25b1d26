use crate::provider::StepId;
use crate::wizard::keymap::Key::{Char, Down, Enter, Esc, Up};
use crate::wizard::samples::{self, Desk, summary};
use crate::wizard::saved::{Mark, Progress};
use crate::wizard::state::{Goal, Overlay, Screen};
use crate::wizard::{Action, Effect, Ending, Status, step};

#[test]
fn the_wizard_opens_at_the_first_step_that_is_not_done() {
    let desk = Desk::at(samples::nothing_yet());
    assert_eq!(desk.step(), "account");
    let id = StepId::new("account");
    assert_eq!(step::status(&desk.state, &id), Status::Current);
}

#[test]
fn what_the_config_file_knows_is_claimed_when_the_state_file_is_lost() {
    let desk = Desk::at(samples::set_up());
    for (id, mark) in [
        ("account", Mark::Todo),
        ("app-credentials", Mark::Claimed),
        ("add-tester", Mark::Claimed),
        ("redirect-uri", Mark::Claimed),
        ("authorize", Mark::Todo),
    ] {
        assert_eq!(desk.mark(id), mark, "{id}");
    }
}

#[test]
fn a_finished_profile_opens_on_its_overview() {
    let desk = Desk::at(samples::finished(10));
    assert_eq!(desk.state.screen, Screen::Overview);
    assert!(desk.open.is_empty());
}

#[test]
fn arrows_browse_the_rail_and_stop_at_its_ends() {
    let mut desk = Desk::at(samples::set_up());
    desk.press(Up);
    assert_eq!(desk.step(), "account");
    desk.press(Down);
    assert_eq!(desk.step(), "create-app");
    for _ in 0..20 {
        desk.does(Action::Next);
    }
    assert_eq!(desk.step(), "verify");
    assert_eq!(desk.summaries(), ["draw state"], "browsing starts no call");
}

#[test]
fn enter_on_a_claimed_checklist_without_a_token_leads_to_authorize() {
    let mut begin = samples::set_up();
    let mut progress = Progress {
        provider: "instagram-login".to_owned(),
        ..Progress::default()
    };
    for step in &begin.provider.steps {
        progress.marks.insert(step.id.clone(), Mark::Verified);
    }
    begin.progress = Some(progress.clone());
    let mut desk = Desk::at(begin.clone());
    assert_eq!(
        desk.step(),
        "authorize",
        "the place to go on when all is ticked"
    );

    progress.current = Some(StepId::new("accept-invite"));
    begin.progress = Some(progress);
    desk = Desk::at(begin);
    assert_eq!(desk.step(), "accept-invite");
    desk.press(Enter);
    assert_eq!(desk.step(), "authorize");
}

#[test]
fn esc_leads_back_to_the_overview_of_a_finished_profile_and_nowhere_else() {
    let mut desk = Desk::at(samples::finished(10));
    desk.opens("account");
    desk.press(Esc);
    assert_eq!(desk.state.screen, Screen::Overview);
    let mut desk = Desk::at(samples::set_up());
    desk.press(Esc);
    assert_eq!(desk.state.screen, Screen::Step);
}

#[test]
fn the_overviews_list_is_walked_and_opened() {
    let mut desk = Desk::at(samples::finished(10));
    desk.press(Up);
    desk.press(Down);
    desk.press(Down);
    desk.press(Enter);
    assert_eq!(
        (desk.step(), desk.state.screen),
        ("add-product", Screen::Step)
    );
}

#[test]
fn q_leaves_with_done_and_ctrl_c_with_cancelled_and_both_keep_the_place() {
    for (action, ending) in [
        (Action::Quit, Ending::Done),
        (Action::Cancel, Ending::Cancelled),
    ] {
        let mut desk = samples::waiting_desk();
        let effects = desk.does(action);
        let [Effect::Remember { progress }, Effect::Leave { ending: end }] = effects.as_slice()
        else {
            panic!("{effects:?}")
        };
        assert_eq!(*end, ending);
        assert!(progress.sign_in.is_some());
        assert!(
            desk.does(Action::Continue).is_empty(),
            "nothing happens after the end"
        );
    }
}

#[test]
fn the_retired_provider_offers_the_one_to_take_instead() {
    let mut begin = samples::nothing_yet();
    begin.provider = samples::provider("basic-display");
    let mut desk = Desk::at(begin.clone());
    let asked = summary(&desk.press(Char('i')));
    assert_eq!(asked, ["remember", "leave for instagram-login"]);

    let desk = Desk::at(samples::practising(begin));
    assert_eq!(desk.state.overlay, None, "in practice mode it works");
}

#[test]
fn help_opens_and_closes_over_a_step_and_hides_nothing_that_is_asked() {
    let mut desk = samples::waiting_desk();
    desk.press(Char('?'));
    assert_eq!(desk.state.overlay, Some(Overlay::Help));
    desk.press(Char('?'));
    assert_eq!(desk.state.overlay, None);
    let mut desk = samples::ask_secret_desk();
    desk.does(Action::Help);
    assert!(matches!(
        desk.state.overlay,
        Some(Overlay::AskSecret { .. })
    ));
}

#[test]
fn a_step_mended_on_the_way_leads_back_to_the_one_step_that_was_asked_for() {
    let mut begin = samples::set_up();
    begin.profile.redirect_uri = None;
    begin.goal = Goal::Step(StepId::new("authorize"));
    let mut desk = Desk::at(begin);
    assert_eq!(desk.mended_by(), Some("redirect-uri"));
    desk.press(Enter);
    desk.press(Enter);
    desk.saved();
    assert_eq!((desk.step(), desk.problem()), ("authorize", None));
    assert_eq!(desk.summaries(), ["draw state"]);
}
