use crate::wizard::Effect;
use crate::wizard::browser::{Browser, Opener};
use crate::wizard::effect::LONGEST_COPY;
use crate::wizard::event::{Event, OpenTrouble, TmuxSays};
use crate::wizard::keymap::Key::{Char, Enter};
use crate::wizard::keymap::keymap;
use crate::wizard::samples::{self, Desk, summary, task_of};
use crate::wizard::state::Tone;

/// Where a browser can be opened.
fn with_a_browser(mut desk: Desk) -> Desk {
    desk.state.place.browser = Browser::Offered(Opener::System);
    desk
}

fn within_tmux(mut desk: Desk) -> Desk {
    desk.state.place.tmux = true;
    desk
}

/// The first step, which has links and no field.
fn manual_desk() -> Desk {
    let desk = Desk::at(samples::nothing_yet());
    assert!(desk.state.step().is_some_and(|step| !step.links.is_empty()));
    desk
}

/// The notice in English.
fn said(desk: &Desk) -> String {
    let texts = crate::text::Texts::new(crate::text::Lang::En);
    let notice = desk.state.notice.as_ref();
    notice.map_or_else(String::new, |notice| texts.say(&notice.say))
}

fn tone(desk: &Desk) -> Option<Tone> {
    desk.state.notice.as_ref().map(|notice| notice.good)
}

fn says(set_clipboard: &str, allow_passthrough: &str) -> TmuxSays {
    TmuxSays {
        set_clipboard: set_clipboard.to_owned(),
        allow_passthrough: allow_passthrough.to_owned(),
    }
}

fn tmux_says(desk: &mut Desk, says: Option<TmuxSays>) -> Vec<Effect> {
    let index = desk
        .open
        .iter()
        .position(|effect| matches!(effect, Effect::AskTmux { .. }));
    let effect = desk.open.remove(index.unwrap());
    let task = task_of(&effect).unwrap();
    desk.event(Event::TmuxTold { task, says })
}

fn browser_asked(desk: &mut Desk, result: Result<(), OpenTrouble>) -> Vec<Effect> {
    let index = desk
        .open
        .iter()
        .position(|effect| matches!(effect, Effect::OpenBrowser { .. }));
    let effect = desk.open.remove(index.unwrap());
    let task = task_of(&effect).unwrap();
    desk.event(Event::BrowserAsked { task, result })
}

#[test]
fn the_key_is_there_only_where_a_browser_can_be_opened() {
    for desk in [samples::waiting_desk(), manual_desk()] {
        let has_key = |desk: &Desk| keymap(&desk.state).iter().any(|b| b.key == Char('o'));
        assert!(!has_key(&desk), "{}", desk.step());
        let mut closed = desk.clone();
        assert!(closed.press(Char('o')).is_empty());
        assert!(has_key(&with_a_browser(desk)));
    }
}

#[test]
fn the_browser_is_asked_for_the_link_of_the_screen() {
    let mut desk = with_a_browser(samples::waiting_desk());
    let link = desk.state.link().unwrap();
    let asked = desk.press(Char('o'));
    assert!(
        matches!(asked.as_slice(), [Effect::OpenBrowser { address, opener: Opener::System, .. }] if *address == link)
    );
    assert_eq!(said(&desk), "Asking your browser to open the link…");
    browser_asked(&mut desk, Ok(()));
    assert_eq!(tone(&desk), Some(Tone::Plain));
    assert!(
        said(&desk).starts_with("Asked your browser"),
        "{}",
        said(&desk)
    );
    assert_eq!(desk.state.link(), Some(link), "the link stays");

    let mut desk = with_a_browser(manual_desk());
    let first = desk.state.step().unwrap().links[0].clone();
    let address = desk.state.filled_link(&first);
    let asked = desk.press(Char('o'));
    assert!(
        matches!(asked.as_slice(), [Effect::OpenBrowser { address: asked, .. }] if asked.expose() == address)
    );
}

#[test]
fn links_of_the_practice_provider_are_opened_too() {
    let desk = Desk::at(samples::practising(samples::nothing_yet()));
    let mut desk = with_a_browser(desk);
    let asked = desk.press(Char('o'));
    assert!(
        matches!(asked.as_slice(), [Effect::OpenBrowser { address, .. }] if address.expose().starts_with("http://127.0.0.1:7007/")),
        "{asked:?}"
    );
}

#[test]
fn why_the_browser_was_not_asked_is_said_and_the_link_stays() {
    for (trouble, words) in [
        (OpenTrouble::NoProgram, "No program here opens a browser."),
        (
            OpenTrouble::NotStarted("permission denied".to_owned()),
            "(permission denied)",
        ),
        (
            OpenTrouble::Failed {
                program: "xdg-open".to_owned(),
            },
            "xdg-open could not open the link.",
        ),
    ] {
        let mut desk = with_a_browser(samples::waiting_desk());
        desk.press(Char('o'));
        browser_asked(&mut desk, Err(trouble));
        assert_eq!(tone(&desk), Some(Tone::Bad));
        assert!(said(&desk).contains(words), "{}", said(&desk));
        assert!(said(&desk).contains("Use the link on screen."));
        assert!(desk.state.link().is_some());
    }
}

#[test]
fn an_outcome_that_comes_late_disturbs_nothing() {
    let mut desk = with_a_browser(samples::waiting_desk());
    desk.press(Char('o'));
    desk.paste(&samples::landing());
    let seen = desk.state.paste.seen.clone();
    browser_asked(&mut desk, Err(OpenTrouble::NoProgram));
    assert_eq!(said(&desk), "");
    assert_eq!(desk.state.paste.seen, seen);
    assert_eq!(summary(&desk.press(Enter)), ["progress code"]);
}

#[test]
fn a_second_press_asks_again_and_only_its_outcome_counts() {
    let mut desk = with_a_browser(samples::waiting_desk());
    let first = desk.press(Char('o'));
    assert_eq!(summary(&desk.press(Char('o'))), ["drop", "open browser"]);
    let old = task_of(first.first().unwrap()).unwrap();
    desk.event(Event::BrowserAsked {
        task: old,
        result: Err(OpenTrouble::NoProgram),
    });
    assert!(said(&desk).starts_with("Asking"), "{}", said(&desk));
}

#[test]
fn what_is_asked_aside_holds_nobody_up() {
    let mut desk = within_tmux(with_a_browser(manual_desk()));
    desk.press(Char('o'));
    desk.press(Char('c'));
    let before = desk.step().to_owned();
    desk.press(Enter);
    assert_ne!(desk.step(), before);
}

#[test]
fn an_address_that_is_not_of_the_web_is_not_opened() {
    let mut desk = with_a_browser(manual_desk());
    let mut provider = crate::provider::Provider::clone(&desk.state.provider);
    for step in &mut provider.steps {
        for link in &mut step.links {
            link.url = "file:///etc/passwd".to_owned();
        }
    }
    desk.state.provider = std::sync::Arc::new(provider);
    assert!(desk.press(Char('o')).is_empty());
    assert_eq!(tone(&desk), Some(Tone::Bad));
    assert!(said(&desk).contains("not a web address"), "{}", said(&desk));
}

#[test]
fn a_manual_step_copies_its_link_with_words_of_its_own() {
    let mut desk = manual_desk();
    let first = desk.state.step().unwrap().links[0].clone();
    let address = desk.state.filled_link(&first);
    let asked = desk.press(Char('c'));
    assert!(matches!(asked.as_slice(), [Effect::Copy { text }] if text.expose() == address));
    assert!(said(&desk).starts_with("The link was sent to your terminal."));
    assert!(!said(&desk).contains("press u"), "{}", said(&desk));
}

#[test]
fn a_step_without_a_link_has_neither_key() {
    for step in &samples::provider("instagram-login").steps {
        let mut desk = with_a_browser(Desk::at(samples::set_up()));
        desk.opens(step.id.as_str());
        desk.press(crate::wizard::keymap::Key::Esc);
        let has = |key| keymap(&desk.state).iter().any(|b| b.key == Char(key));
        let expected = desk.state.screen_link().is_some() && desk.state.run.is_none();
        assert_eq!(
            (has('c'), has('o')),
            (expected, expected),
            "{}",
            step.id.as_str()
        );
    }
}

#[test]
fn tmux_is_asked_what_becomes_of_the_text_and_the_notice_says_how_to_let_it_through() {
    // What tmux does by its manual and its source, for every value of both options.
    for (clipboard, passthrough, through) in [
        ("on", "off", true),
        ("on", "on", true),
        ("on", "", true),
        ("external", "off", false),
        ("external", "on", true),
        ("external", "1", true),
        ("external", "0", false),
        ("external", "all", true),
        ("external", "", true),
        ("off", "off", false),
        ("off", "on", true),
        ("off", "", true),
    ] {
        let mut desk = within_tmux(samples::waiting_desk());
        assert_eq!(summary(&desk.press(Char('c'))), ["copy", "ask tmux"]);
        tmux_says(&mut desk, Some(says(clipboard, passthrough)));
        let found = said(&desk);
        if through {
            assert!(
                found.contains("sent to your terminal"),
                "{clipboard} {passthrough}: {found}"
            );
        } else {
            assert!(
                found.ends_with("tmux set -s set-clipboard on"),
                "{clipboard} {passthrough}: {found}"
            );
        }
    }
}

#[test]
fn a_tmux_that_does_not_answer_changes_nothing() {
    let mut desk = within_tmux(samples::waiting_desk());
    desk.press(Char('c'));
    tmux_says(&mut desk, None);
    assert!(said(&desk).contains("sent to your terminal"));
    assert_eq!(summary(&samples::waiting_desk().press(Char('c'))), ["copy"]);
}

#[test]
fn what_tmux_says_late_does_not_take_the_place_of_another_notice() {
    let mut desk = within_tmux(samples::waiting_desk());
    desk.press(Char('c'));
    desk.press(Char('f'));
    let now = said(&desk);
    tmux_says(&mut desk, Some(says("off", "off")));
    assert_eq!(said(&desk), now);
}

#[test]
fn a_link_too_long_for_a_clipboard_is_refused_with_words() {
    for (length, copied) in [(LONGEST_COPY / 2, true), (LONGEST_COPY, false)] {
        let mut desk = samples::waiting_desk();
        desk.state.progress.sign_in.as_mut().unwrap().redirect_uri =
            format!("https://localhost/{}", "a".repeat(length));
        let asked = desk.press(Char('c'));
        assert_eq!(summary(&asked) == ["copy"], copied);
        assert_eq!(said(&desk).contains("too long"), !copied, "{}", said(&desk));
    }
}
