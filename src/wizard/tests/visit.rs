use crate::secret::Secret;
use crate::wizard::event::{Found, SaveReason};
use crate::wizard::keymap::Key::Enter;
use crate::wizard::samples::{
    self, APP_SECRET, CODE, DASHBOARD, Desk, LONG, LONG_ANSWER, ME_ANSWER, REDIRECT, SHORT_ANSWER,
    STATE, summary, task_of, token,
};
use crate::wizard::saved::{Progress, TokenKind};
use crate::wizard::state::{Overlay, Screen};
use crate::wizard::{Effect, Event, SaveTrouble, Told, VisitId};

fn hands(desk: &mut Desk, text: &str, own_code: bool) -> Vec<String> {
    let effects = desk.event(Event::HandedOver {
        visit: VisitId(7),
        text: Secret::new(text),
        own_code,
    });
    let all_for_the_visit = effects.iter().all(|effect| {
        let Effect::Tell { visit, .. } = effect else {
            return true;
        };
        *visit == VisitId(7)
    });
    assert!(all_for_the_visit);
    summary(&effects)
}

fn overtaken(desk: &mut Desk) -> Vec<Effect> {
    let task = desk.open.iter().find_map(task_of).unwrap();
    desk.open.clear();
    desk.event(Event::Saved {
        task,
        result: Err(SaveTrouble {
            path: String::new(),
            reason: SaveReason::Overtaken,
        }),
    })
}

#[test]
fn a_matching_answer_is_taken_without_enter_and_told_to_its_end() {
    let mut desk = samples::waiting_desk();
    assert_eq!(
        hands(&mut desk, &samples::landing(), false),
        ["tell redirect-url match", "tell taken", "progress code"]
    );
    assert_eq!(
        desk.state.notice.as_ref().map(|notice| notice.say.clone()),
        Some(crate::text::Phrase::new("notice-handed-over").into())
    );
    desk.saved();
    desk.saved();
    desk.saved();
    desk.answer(200, SHORT_ANSWER);
    desk.saved();
    desk.answer(200, LONG_ANSWER);
    desk.saved();
    desk.answer(200, ME_ANSWER);
    desk.saved();
    let last = summary(&desk.saved());
    assert!(
        last.contains(&"tell done saved=true token=true".to_owned()),
        "{last:?}"
    );
    assert_eq!(desk.state.visit, None);
}

#[test]
fn what_is_not_taken_changes_nothing() {
    let rows = [
        (
            format!("{REDIRECT}?code={CODE}&state=other"),
            [
                "tell redirect-url mismatch",
                "tell state-mismatch saved=false",
            ],
        ),
        (
            format!("{REDIRECT}?code={CODE}"),
            [
                "tell redirect-url absent",
                "tell input-incomplete saved=false",
            ],
        ),
        (
            CODE.to_owned(),
            ["tell code absent", "tell code-not-confirmed saved=false"],
        ),
        (
            "hello".to_owned(),
            [
                "tell unknown not-needed",
                "tell input-not-understood saved=false",
            ],
        ),
        (
            APP_SECRET.to_owned(),
            [
                "tell app-secret not-needed",
                "tell not-usable-here saved=false",
            ],
        ),
    ];
    for (text, told) in rows {
        let mut desk = samples::waiting_desk();
        desk.paste("half of it");
        let before = desk.state.clone();
        let said = hands(&mut desk, &text, false);
        assert_eq!(said.get(1).map(String::as_str), Some(told[1]), "{said:?}");
        assert!(
            said.first()
                .unwrap()
                .starts_with(told[0].rsplit_once(' ').unwrap().0)
        );
        assert_eq!(said.len(), 2);
        assert!(desk.state == before, "{text}");
    }
}

#[test]
fn a_bare_code_is_taken_when_the_other_shell_says_that_it_is_ones_own() {
    let mut desk = samples::waiting_desk();
    let said = hands(&mut desk, CODE, true);
    assert_eq!(said.get(1..).unwrap(), ["tell taken", "progress code"]);
}

#[test]
fn without_an_open_sign_in_there_is_nothing_to_answer() {
    let mut desk = samples::credentials_desk();
    let said = hands(&mut desk, &samples::landing(), false);
    assert_eq!(said.last().unwrap(), "tell no-sign-in saved=false");
    let cancelled = format!("{REDIRECT}?error=access_denied&error_reason=user_denied");
    let said = hands(&mut desk, &cancelled, false);
    assert_eq!(said.last().unwrap(), "tell no-sign-in saved=false");
    assert_eq!(desk.problem(), None);
}

#[test]
fn a_cancelled_sign_in_is_shown_here_and_told_there() {
    let mut desk = samples::waiting_desk();
    let text = format!("{REDIRECT}?error=access_denied&error_reason=user_denied&state={STATE}");
    let said = hands(&mut desk, &text, false);
    let id = desk.problem().unwrap();
    assert!(said.contains(&format!("tell {id} saved=false")), "{said:?}");
}

#[test]
fn a_dashboard_token_goes_the_same_way_as_in_the_box() {
    let mut handed = samples::waiting_desk();
    let said = hands(&mut handed, DASHBOARD, false);
    let mut pasted = samples::waiting_desk();
    pasted.paste(DASHBOARD);
    let asked = summary(&pasted.press(Enter));
    assert!(asked.iter().all(|effect| said.contains(effect)), "{said:?}");
    assert_eq!(handed.state.run, pasted.state.run);
}

#[test]
fn an_embed_url_ends_the_visit_when_it_is_written_or_cannot_be() {
    let embed = "https://www.instagram.com/oauth/authorize?client_id=990602627938098&redirect_uri=https://localhost:8443/callback&response_type=code&scope=instagram_business_basic";
    let mut desk = samples::credentials_desk();
    assert!(hands(&mut desk, embed, false).contains(&"tell taken".to_owned()));
    assert!(summary(&desk.saved()).contains(&"tell done saved=true token=false".to_owned()));
    let mut desk = samples::credentials_desk();
    hands(&mut desk, embed, false);
    assert!(summary(&desk.not_saved()).contains(&"tell cannot-save saved=false".to_owned()));
}

#[test]
fn a_wizard_at_work_says_so() {
    for mut desk in [samples::exchanging_desk(), samples::ask_secret_desk()] {
        let before = desk.state.clone();
        let said = hands(&mut desk, &samples::landing(), false);
        assert_eq!(said.last().unwrap(), "tell wizard-busy saved=false");
        assert!(desk.state == before);
    }
}

#[test]
fn the_other_shell_does_not_wait_for_the_app_secret_to_be_typed() {
    let mut start = samples::set_up();
    start.profile.app_secret = None;
    let mut desk = Desk::at(start);
    desk.opens("authorize");
    hands(&mut desk, &samples::landing(), false);
    let said = summary(&desk.saved());
    assert!(
        said.contains(&"tell no-secret saved=false".to_owned()),
        "{said:?}"
    );
    assert!(matches!(
        desk.state.overlay,
        Some(Overlay::AskSecret { .. })
    ));
}

#[test]
fn the_last_word_comes_before_the_leaving() {
    let mut desk = samples::waiting_desk();
    hands(&mut desk, &samples::landing(), false);
    let effects = desk.event(Event::Interrupted);
    let said = summary(&effects);
    let told = said
        .iter()
        .position(|effect| effect == "tell cancelled saved=false");
    assert!(told.is_some() && told < Some(said.len() - 1), "{said:?}");
    assert!(
        matches!(effects.last(), Some(Effect::Leave { .. })),
        "{said:?}"
    );
}

#[test]
fn visits_are_wanted_while_something_could_be_pasted() {
    let waiting = samples::waiting_desk();
    assert!(waiting.state.takes_visits());
    let mut manual = samples::credentials_desk();
    assert!(!manual.state.takes_visits());
    manual.state.overlay = Some(Overlay::Paste);
    assert!(manual.state.takes_visits());
    assert!(!Desk::at(samples::finished(3)).state.takes_visits());
}

#[test]
fn a_code_that_another_process_went_on_with_is_not_sent() {
    let mut desk = samples::waiting_desk();
    desk.paste(&samples::landing());
    desk.press(Enter);
    let effects = overtaken(&mut desk);
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Send { .. }))
    );
    assert_eq!(desk.problem(), Some("sign-in-overtaken"));
    assert_eq!(desk.state.progress.sign_in, None);
    // The same at the last moment, when the note is written that the code is about to be sent.
    let mut desk = samples::waiting_desk();
    desk.paste(&samples::landing());
    desk.press(Enter);
    desk.saved();
    desk.saved();
    let effects = overtaken(&mut desk);
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Send { .. }))
    );
    assert_eq!(desk.problem(), Some("sign-in-overtaken"));
}

#[test]
fn what_another_process_left_is_taken_over() {
    let mut desk = samples::waiting_desk();
    let mut profile = samples::finished(0).profile;
    profile.token = Some(token(LONG, TokenKind::LongLived, 0));
    let progress = Progress {
        provider: desk.state.provider.id.clone(),
        ..Progress::default()
    };
    desk.event(Event::Overtaken(Box::new(Found {
        profile: Some(profile.clone()),
        progress: Some(progress.clone()),
    })));
    assert_eq!(desk.state.profile.token, profile.token);
    assert_eq!(desk.state.progress.sign_in, None);
    assert_eq!(desk.state.screen, Screen::Overview);
    assert!(desk.state.notice.is_some());
}

#[test]
fn nothing_told_holds_what_was_handed_over() {
    for text in [samples::landing(), CODE.to_owned(), DASHBOARD.to_owned()] {
        let mut desk = samples::waiting_desk();
        let effects = desk.event(Event::HandedOver {
            visit: VisitId(1),
            text: Secret::new(text.as_str()),
            own_code: false,
        });
        for effect in &effects {
            if let Effect::Tell { told, .. } = effect {
                let told = format!("{told:?}");
                assert!(!told.contains(CODE) && !told.contains(DASHBOARD), "{told}");
            }
        }
        assert!(effects.iter().any(|effect| matches!(
            effect,
            Effect::Tell {
                told: Told::Seen { .. },
                ..
            }
        )));
    }
}
