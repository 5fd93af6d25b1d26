use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::text::Lang;
use crate::tui::theme::Colour;
use crate::wizard::Action;
use crate::wizard::keymap::Shown;

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
            let utc = time.to_string();
            let utc = format!("{} {}", &utc[..10], &utc[11..16]);
            text = text.replace(&time.local(), &utc);
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
                all.push_str(&format!("== {lang} {width}x{height}\n{picture}\n"));
            }
        }
        insta::assert_snapshot!(name, all);
    }
}

#[test]
fn no_window_is_too_small() {
    for lang in Lang::ALL {
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
fn the_first_frame_is_one_segment_and_a_step_is_cheap() {
    let texts = Texts::new(Lang::En);
    let theme = Theme::new(Colour::Full);
    for (name, state) in samples::all(Lang::En) {
        let size = ratatui::layout::Size::new(80, 24);
        let mut canvas = crate::tui::canvas::Canvas::new(Vec::new(), size).unwrap();
        canvas
            .draw(|frame| view(&state, &texts, &theme, KEPT, frame))
            .unwrap();
        let bytes = canvas.writer().len();
        println!("{name}: {bytes}");
        assert!(bytes <= 1_400 * 2, "{name}: {bytes}");
    }
}
