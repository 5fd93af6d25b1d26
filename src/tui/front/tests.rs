use super::bare::{TO_MAIN, code_page, link_page};
use super::clipboard::{Multiplexer, sequence};
use super::ears::Ears;
use super::*;
use crate::tui::code::{Code, scan};
use crate::tui::theme::{Colour, Theme};
use crate::tui::view::samples;
use crate::wizard::effect::LONGEST_COPY;
use crate::wizard::event::Typing;
use crate::wizard::{Action, update};

/// Tells the ears everything and applies every event before the next one is asked for.
fn live(state: &mut State, ears: &mut Ears, bytes: &[u8]) -> Vec<Event> {
    ears.bytes(state, bytes, 1_000);
    let mut events = Vec::new();
    loop {
        while let Some(event) = ears.next(state) {
            events.push(event.clone());
            update(state, event);
        }
        match ears.deadline_ms() {
            None => return events,
            Some(_) => ears.silence(state, 5_000),
        }
    }
}

#[test]
fn each_key_is_read_in_the_state_that_the_key_before_made() {
    let mut state = samples::credentials(crate::text::Lang::En);
    let mut ears = Ears::default();
    assert!(state.form.focus.is_some());
    let events = live(&mut state, &mut ears, b"12\r");
    assert_eq!(
        events,
        [
            Event::Typed(Typing::Insert('1')),
            Event::Typed(Typing::Insert('2')),
            Event::Did(Action::Continue),
        ]
    );
    assert_eq!(state.form.focus, Some(1));
}

#[test]
fn while_something_is_left_the_front_is_to_be_asked_again_at_once() {
    let state = samples::credentials(crate::text::Lang::En);
    let mut ears = Ears::default();
    ears.bytes(&state, b"12", 1_000);
    assert_eq!(ears.deadline_ms(), Some(0));
    assert!(ears.next(&state).is_some());
    assert_eq!(ears.deadline_ms(), Some(0));
    assert!(ears.next(&state).is_some());
    assert_eq!(ears.deadline_ms(), None);
    assert!(ears.next(&state).is_none());
}

#[test]
fn an_unmarked_paste_into_the_empty_box_fires_no_command() {
    let mut state = samples::authorize(crate::text::Lang::En);
    let mut ears = Ears::default();
    let events = live(
        &mut state,
        &mut ears,
        b"https://localhost:8443/callback?error=x",
    );
    assert!(
        matches!(events.as_slice(), [Event::Pasted(_)]),
        "{events:?}"
    );
}

#[test]
fn a_marked_paste_is_one_event() {
    let mut state = samples::credentials(crate::text::Lang::En);
    let mut ears = Ears::default();
    let events = live(&mut state, &mut ears, b"\x1b[200~990602627938098\x1b[201~");
    assert_eq!(events, [Event::Pasted("990602627938098".into())]);
}

#[test]
fn ctrl_c_leaves_and_ctrl_z_only_asks_the_shell() {
    let state = samples::credentials(crate::text::Lang::En);
    let mut ears = Ears::default();
    ears.bytes(&state, b"\x1a\x03", 0);
    assert_eq!(ears.next(&state), None);
    assert!(ears.wants_suspend());
    assert!(!ears.wants_suspend());
    assert_eq!(ears.next(&state), Some(Event::Did(Action::Cancel)));
}

#[test]
fn the_bare_link_stands_alone_on_its_line() {
    let page = link_page("https://example.com/?a=b", "hint");
    let (_, after) = page.split_once(TO_MAIN).unwrap();
    assert_eq!(after, "\r\nhint\r\n\r\nhttps://example.com/?a=b\r\n");
}

#[test]
fn the_clipboard_is_reached_through_multiplexers() {
    let plain = sequence("hi", Multiplexer::None).unwrap();
    assert!(plain.starts_with("\x1b]52;c;aGk="), "{plain:?}");
    let tmux = sequence("hi", Multiplexer::Tmux).unwrap();
    assert!(tmux.contains("\x1bPtmux;\x1b\x1b]52;c;aGk="), "{tmux:?}");
    let screen = sequence(&"x".repeat(1_000), Multiplexer::Screen).unwrap();
    assert!(screen.starts_with("\x1bP\x1b]52;c;"));
    assert!(screen.ends_with("\x07\x1b\\"));
    for piece in screen.split("\x1b\\") {
        assert!(piece.len() <= 260, "{}", piece.len());
    }
}

#[test]
fn a_text_too_long_for_the_clipboard_is_refused() {
    assert!(sequence(&"x".repeat(LONGEST_COPY), Multiplexer::None).is_ok());
    assert!(sequence(&"x".repeat(LONGEST_COPY + 1), Multiplexer::None).is_err());
}

#[test]
fn the_bare_code_is_read_from_the_main_screen() {
    let state = samples::qr_bare(crate::text::Lang::En);
    assert!(super::bare::is_bare(&state));
    let texts = Texts::new(crate::text::Lang::En);
    let link = state.link().unwrap().expose().to_owned();
    for colour in [Colour::Full, Colour::None] {
        let page = super::bare::page(&state, &texts, Theme::new(colour), 80);
        let nonzero = |n: u16| std::num::NonZeroU16::new(n).unwrap();
        let mut terminal = vt100::Parser::new(nonzero(50), nonzero(80), 0);
        terminal.process(page.as_bytes());
        let read = scan::read_terminal(terminal.screen());
        assert_eq!(read.as_ref(), Some(&link), "{colour:?}");
        assert!(terminal.screen().contents().contains("Enter goes back"));
    }
}

#[test]
fn a_bare_code_that_would_break_is_not_printed() {
    let texts = Texts::new(crate::text::Lang::En);
    let code = Code::of("https://www.instagram.com/accounts/manage_access/").unwrap();
    let theme = Theme::new(Colour::Full);
    let page = code_page(Some(&code), &texts, theme, code.columns() - 1);
    assert!(!page.contains('▄'), "{page}");
    assert!(
        page.contains("needs 37 columns, and this window has 36"),
        "{page}"
    );
    let page = code_page(Some(&code), &texts, theme, code.columns());
    assert!(page.contains('▄'), "{page}");
}
