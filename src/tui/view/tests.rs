use std::fmt::Write as _;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::text::Lang;
use crate::tui::theme::Colour;
use crate::wizard::Action;
use crate::wizard::keymap::Shown;

mod cost;
mod narrow;
mod qr;

const KEPT: &str = "~/.config/igtoken/config.toml";

thread_local! {
    static TEXTS: [Texts; 2] = Lang::ALL.map(Texts::new);
}

fn render(state: &State, width: u16, height: u16) -> (Buffer, Overlay) {
    TEXTS.with(|texts| {
        let texts = texts.iter().find(|texts| texts.lang() == state.lang);
        render_in(texts.unwrap(), state, width, height)
    })
}

fn render_in(texts: &Texts, state: &State, width: u16, height: u16) -> (Buffer, Overlay) {
    let theme = Theme::new(Colour::Full);
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let mut overlay = Overlay::default();
    let done = terminal
        .draw(|frame| overlay = view(state, texts, &theme, KEPT, frame))
        .unwrap();
    (done.buffer.clone(), overlay)
}

/// The frame as text, with the link in its place.
fn lines(buffer: &Buffer, overlay: &Overlay) -> Vec<String> {
    let area = buffer.area;
    let mut out: Vec<String> = (0..area.height)
        .map(|y| {
            let mut line = String::new();
            let mut x = 0;
            while x < area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(symbol.width().max(1)).unwrap();
            }
            line.trim_end().to_owned()
        })
        .collect();
    if let Some(link) = &overlay.link {
        let width = usize::from(area.width);
        for (index, part) in link.text.as_bytes().chunks(width).enumerate() {
            let row = usize::from(link.row) + index;
            assert!(out[row].is_empty(), "the link covers {:?}", out[row]);
            out[row] = String::from_utf8(part.to_vec()).unwrap();
        }
    }
    out
}

/// The frame for a snapshot; times of day do not depend on the time zone of the machine.
fn picture(state: &State, width: u16, height: u16) -> String {
    let (buffer, overlay) = render(state, width, height);
    let mut text = lines(&buffer, &overlay).join("\n");
    if let Some(token) = &state.profile.token {
        for time in [
            token.issued_at,
            token.issued_at.plus(86_400),
            token.expires_at,
        ] {
            let utc: String = time.to_string().replace('T', " ");
            let utc: String = utc.chars().take(16).collect();
            text = text.replace(&time.local(), &utc);
            let date: String = utc.chars().take(10).collect();
            text = text.replace(&time.local_date(), &date);
            // At a line's end the date and the time of day stand apart.
            let clock: String = utc.chars().skip(11).collect();
            let local: String = time.local().chars().skip(11).collect();
            text = text.replace(&local, &clock);
        }
    }
    let cursor = match overlay.cursor {
        Some(place) => format!("cursor {},{}", place.x, place.y),
        None => "no cursor".to_owned(),
    };
    format!("{text}\n\n{cursor}")
}

#[test]
fn every_screen_looks_as_it_did() {
    let [english, korean] = Lang::ALL.map(samples::all);
    for ((name, en), (_, ko)) in english.into_iter().zip(korean) {
        let mut all = String::new();
        for state in [en, ko] {
            for (width, height) in [(80, 24), (120, 40), (40, 20)] {
                let picture = picture(&state, width, height);
                let lang = state.lang.code();
                writeln!(all, "== {lang} {width}x{height}\n{picture}").unwrap();
            }
        }
        insta::assert_snapshot!(name, all);
    }
}

fn try_every_size(lang: Lang) {
    for (_, state) in samples::all(lang) {
        for width in 1..=60 {
            for height in 1..=20 {
                let (buffer, overlay) = render(&state, width, height);
                if let Some(cursor) = overlay.cursor {
                    assert!(buffer.area.contains(cursor));
                }
                if let Some(link) = &overlay.link {
                    assert!(link.fits(ratatui::layout::Size::new(width, height)));
                }
            }
        }
    }
}

#[test]
fn no_window_is_too_small_in_english() {
    try_every_size(Lang::En);
}

#[test]
fn no_window_is_too_small_in_korean() {
    try_every_size(Lang::Ko);
}

#[test]
fn no_control_character_reaches_a_cell() {
    for lang in Lang::ALL {
        for (name, state) in samples::all(lang) {
            let (buffer, _) = render(&state, 100, 40);
            for cell in buffer.content() {
                assert!(!crate::clean::has_control(cell.symbol()), "{name}");
            }
        }
    }
}

#[test]
fn every_step_is_whole_at_80_by_24() {
    for lang in Lang::ALL {
        for id in ["instagram-login", "basic-display"] {
            for step in &samples::provider(id).steps {
                let mut state = samples::manual(lang, id, step.id.as_str());
                state.overlay = None;
                let picture = picture(&state, 80, 24);
                let place = format!("{id} {} {lang:?}\n{picture}", step.id.as_str());
                let mark = "… ";
                assert!(!picture.contains(mark), "cut: {place}");
                let rail = if id == "instagram-login" { 18 } else { 23 };
                let flat = flat(&picture, rail);
                for words in step.instructions.iter().chain(&step.traps) {
                    let words = words.get(lang);
                    assert!(flat.contains(&squeezed(words)), "{words} missing: {place}");
                }
                for field in &step.fields {
                    let label = field.label.get(lang);
                    assert!(flat.contains(&squeezed(label)), "{label} missing: {place}");
                }
                for link in &step.links {
                    let address = squeezed(&state.filled_link(link));
                    assert!(flat.contains(&address), "{address} missing: {place}");
                }
            }
        }
    }
}

#[test]
fn an_address_that_fits_the_window_is_on_one_line() {
    for lang in Lang::ALL {
        let picture = picture(&samples::dashboard(lang), 80, 24);
        let address = "https://developers.facebook.com/apps/1898803540314473/roles/roles/";
        assert!(
            picture.lines().any(|line| line.trim() == address),
            "{picture}"
        );
    }
}

/// The text beside the rail without any spaces, so that wrapping makes no difference.
fn flat(picture: &str, rail: usize) -> String {
    let mut out = String::new();
    for line in picture.lines() {
        let mut column = 0;
        for c in line.chars() {
            let mut utf8 = [0; 4];
            column += c.encode_utf8(&mut utf8).width();
            if column > rail && c != ' ' {
                out.push(c);
            }
        }
    }
    out
}

fn squeezed(text: &str) -> String {
    text.split(' ').collect()
}

#[test]
fn every_shown_key_is_in_the_footer_or_in_the_help() {
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        for (name, state) in samples::all(lang) {
            let footer = picture(&state, 80, 24);
            let mut helped = state.clone();
            helped.overlay = None;
            crate::wizard::update(&mut helped, crate::wizard::Event::Did(Action::Help));
            let help = picture(&helped, 80, 24);
            for binding in keymap::keymap(&state) {
                if binding.shown == Shown::HelpOnly && state.overlay.is_some() {
                    continue;
                }
                let key = footer::key_name(binding.key);
                let hint = texts.get(binding.hint);
                let at_hand = footer.contains(&format!("{key} {hint}"));
                let helps = state.overlay.is_none() && help.contains(&hint) && help.contains(&key);
                assert!(at_hand || helps, "{name}: {key} {hint}\n{footer}\n{help}");
            }
        }
    }
}

#[test]
fn practice_is_said_on_every_screen() {
    for lang in Lang::ALL {
        let word = Texts::new(lang).get("screen-practice");
        for (name, mut state) in samples::all(lang) {
            state.place.practice = Some("http://127.0.0.1:8799/".parse().unwrap());
            for (width, height) in [(80, 24), (120, 40), (40, 20), (30, 8), (20, 5)] {
                let picture = picture(&state, width, height);
                assert!(
                    picture.contains(&word),
                    "{name} {width}x{height}\n{picture}"
                );
            }
        }
    }
}

#[test]
fn no_secret_is_on_the_screen() {
    for lang in Lang::ALL {
        for (name, state) in samples::all(lang) {
            let picture = picture(&state, 120, 40);
            for secret in [samples::SECRET, "IGAAlong", "AQDlongcode"] {
                assert!(!picture.contains(secret), "{name}\n{picture}");
            }
        }
    }
}

#[test]
fn a_secret_in_the_search_is_veiled_at_every_size_and_the_known_texts_are_not() {
    let secret = "5ecre75ecre75ecre75ecre75ecre7ab";
    for (width, height) in [(120, 40), (80, 24), (40, 20), (20, 5), (8, 3)] {
        let mut state = samples::trouble(Lang::En);
        samples::keys(&mut state, &format!("scope {secret}"));
        let picture = picture(&state, width, height);
        assert!(!picture.contains("cre7"), "{picture}");
        assert!(picture.contains("•"), "{picture}");
    }
    let mut state = samples::credentials(Lang::En);
    samples::paste(&mut state, "AQBx0123456789 https://localhost:8443/callback");
    let picture = picture(&state, 80, 24);
    assert!(!picture.contains("AQBx"), "{picture}");
    for id in ["instagram-login", "basic-display"] {
        for symptom in samples::provider(id).symptoms.iter() {
            let text = symptom.browser_text.as_deref().unwrap_or_default();
            assert_eq!(crate::clean::veiled(text, 10), text);
        }
    }
}

#[test]
fn a_long_value_keeps_its_cursor_in_sight() {
    for lang in Lang::ALL {
        let mut state = samples::credentials(lang);
        samples::keys(&mut state, &"가나다라마바사아자차카타파하9".repeat(12));
        for _ in 0..200 {
            let (_, overlay) = render(&state, 44, 24);
            assert!(overlay.cursor.is_some_and(|place| place.x < 44));
            crate::wizard::update(
                &mut state,
                crate::wizard::Event::Typed(crate::wizard::event::Typing::Left),
            );
        }
    }
}

#[test]
fn a_link_that_does_not_fit_says_how_many_rows_it_needs() {
    let state = samples::authorize(Lang::En);
    let (buffer, overlay) = render(&state, 31, 9);
    assert_eq!(overlay.link, None);
    let text = lines(&buffer, &overlay).join(" ");
    assert!(text.contains("needs 8 rows"), "{text}");
    assert!(overlay.cursor.is_some());
}

#[test]
fn in_a_small_window_every_instruction_is_there_on_some_page() {
    for lang in Lang::ALL {
        for step in &samples::provider("instagram-login").steps {
            if step.kind != crate::provider::StepKind::Manual {
                continue;
            }
            let mut state = samples::manual(lang, "instagram-login", step.id.as_str());
            let mut pages = String::new();
            for page in 0..6 {
                state.page = page;
                pages.push_str(&flat(&picture(&state, 40, 20), 0));
            }
            for words in step.instructions.iter().chain(&step.traps) {
                let words = words.get(lang);
                assert!(
                    pages.contains(&squeezed(words)),
                    "{words} is on no page: {}",
                    step.id.as_str()
                );
            }
        }
    }
}
