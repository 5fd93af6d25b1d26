use ratatui::layout::Size;

use super::*;
use crate::provider::StepKind;
use crate::tui::canvas::Canvas;
use crate::tui::code::scan;

/// The link that the state shows as a code.
fn link(state: &State) -> String {
    let Some(Over::Qr { selected, .. }) = state.overlay else {
        panic!("no code is asked for");
    };
    state.scannable()[selected].address.expose().to_owned()
}

/// What a scanner reads from a frame, on a dark terminal and on a light one.
#[track_caller]
fn scanned(state: &State, width: u16, height: u16) -> Option<String> {
    let (buffer, _) = render(state, width, height);
    let [dark, light] = [0, 255].map(|ground| scan::read_frame(&buffer, ground));
    assert_eq!(dark, light, "{}", picture(state, width, height));
    dark
}

#[track_caller]
fn scans(state: &State, width: u16, height: u16) {
    let read = scanned(state, width, height);
    let shown = picture(state, width, height);
    assert_eq!(read, Some(link(state)), "{width}x{height}\n{shown}");
}

/// The columns and rows that the screen asks for, and those it says there are.
#[track_caller]
fn asked(state: &State, width: u16, height: u16) -> [u16; 4] {
    let text = picture(state, width, height);
    let numbers: Vec<u16> = text
        .lines()
        .skip_while(|line| !line.contains("The code needs"))
        .collect::<Vec<_>>()
        .join(" ")
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .take(4)
        .collect();
    numbers.try_into().unwrap_or_else(|_| panic!("{text}"))
}

fn old(lang: Lang) -> State {
    let mut state = samples::authorize_old(lang);
    samples::did(&mut state, Action::Qr);
    state
}

/// Five scopes: the longest link that `instagram-login` asks for.
fn long(lang: Lang) -> State {
    let mut state = samples::qr(lang);
    let scopes = [
        "instagram_business_basic",
        "instagram_business_manage_messages",
        "instagram_business_manage_comments",
        "instagram_business_content_publish",
        "instagram_business_manage_insights",
    ];
    let sign_in = state.progress.sign_in.as_mut().unwrap();
    sign_in.scopes = scopes.map(str::to_owned).to_vec();
    assert!(link(&state).len() > 300, "{}", link(&state).len());
    state
}

#[test]
fn the_link_to_sign_in_is_read_from_the_screen_byte_for_byte() {
    for lang in Lang::ALL {
        for state in [samples::qr(lang), old(lang), long(lang)] {
            for (width, height) in [(80, 42), (100, 45), (120, 40), (200, 60)] {
                scans(&state, width, height);
            }
        }
    }
}

#[test]
fn every_link_of_every_step_is_a_code_in_80_by_24() {
    let mut links = 0;
    for (lang, practice) in [(Lang::En, false), (Lang::Ko, false), (Lang::En, true)] {
        for id in ["instagram-login", "basic-display"] {
            for step in &samples::provider(id).steps {
                let mut state = samples::manual(lang, id, step.id.as_str());
                state.overlay = None;
                let number = "1898803540314473".to_owned();
                state
                    .progress
                    .fields
                    .insert("meta_app_id".to_owned(), number);
                if practice {
                    state.place.practice = Some("http://127.0.0.1:65535/".parse().unwrap());
                }
                if step.kind != StepKind::Manual {
                    continue;
                }
                samples::did(&mut state, Action::Qr);
                for link in &step.links {
                    scans(&state, 80, 24);
                    let picture = squeezed(&picture(&state, 80, 24));
                    let name = squeezed(link.label.get(lang));
                    let beside: String = picture.chars().filter(|c| !c.is_whitespace()).collect();
                    let text: String = beside.chars().filter(|c| !"█▀▄".contains(*c)).collect();
                    assert!(text.contains(&name), "{name}: {picture}");
                    assert!(text.contains(&state.filled_link(link)), "{picture}");
                    assert_eq!(practice, text.contains("practice"), "{picture}");
                    samples::did(&mut state, Action::Next);
                    links += 1;
                }
            }
        }
    }
    assert!(links > 40, "{links}");
}

#[test]
fn the_smallest_window_is_the_one_that_the_screen_asks_for() {
    let lang = Lang::En;
    let samples = [
        samples::qr(lang),
        old(lang),
        long(lang),
        samples::qr_step(lang),
    ];
    for mut state in samples {
        for practice in [false, true] {
            if practice {
                state.place.practice = Some("http://127.0.0.1:8799/".parse().unwrap());
            }
            let [columns, rows, width, height] = asked(&state, 40, 12);
            assert_eq!((width, height), (40, 12));
            scans(&state, columns, rows);
            for (less, fewer) in [(1, 0), (0, 1)] {
                let (width, height) = (columns - less, rows - fewer);
                assert_eq!(scanned(&state, width, height), None);
                assert_eq!(asked(&state, width, height), [columns, rows, width, height]);
            }
        }
    }
}

#[test]
fn a_window_too_narrow_for_the_code_is_not_sent_to_the_main_screen() {
    let state = samples::qr(Lang::En);
    let [columns, rows, ..] = asked(&state, 40, 20);
    let low = picture(&state, columns, rows - 1);
    assert!(low.contains("press r"), "{low}");
    let narrow = picture(&state, columns - 1, rows);
    assert!(!narrow.contains("press r"), "{narrow}");
}

#[test]
fn a_link_too_long_for_any_code_is_said_to_be() {
    let mut state = samples::qr(Lang::En);
    let sign_in = state.progress.sign_in.as_mut().unwrap();
    sign_in.scopes = vec!["s".repeat(3_000)];
    let picture = picture(&state, 80, 24);
    assert!(picture.contains("too long for a QR code"), "{picture}");
}

#[test]
fn the_code_keeps_up_with_the_window() {
    let state = samples::qr(Lang::En);
    let texts = Texts::new(Lang::En);
    let theme = Theme::new(Colour::Full);
    let mut canvas = Canvas::new(Vec::new(), Size::new(80, 24)).unwrap();
    let nonzero = |n: u16| std::num::NonZeroU16::new(n).unwrap();
    let mut terminal = vt100::Parser::new(nonzero(24), nonzero(80), 0);
    let mut seen = 0;
    for (width, height) in [(80, 24), (80, 40), (120, 50), (60, 50), (90, 45), (80, 24)] {
        canvas.resize(Size::new(width, height));
        terminal
            .screen_mut()
            .set_size(nonzero(height), nonzero(width));
        canvas
            .draw(|frame| view(&state, &texts, &theme, KEPT, frame))
            .unwrap();
        terminal.process(&canvas.writer()[seen..]);
        seen = canvas.writer().len();
        let read = scan::read_terminal(terminal.screen());
        let fits = !picture(&state, width, height).contains("The code needs");
        assert_eq!(read, fits.then(|| link(&state)), "{width}x{height}");
        assert_eq!(fits, width > 60 && height > 24, "{width}x{height}");
    }
}
