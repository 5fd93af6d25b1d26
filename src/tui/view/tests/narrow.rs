//! What is shown on one line has its room at 40 columns; everything else is wrapped.

use super::*;
use crate::provider::FieldKind;
use crate::text::Phrase;
use crate::tui::view::footer::key_name;

/// Columns beside the margins.
const ROOM: usize = 38;

#[test]
fn every_hint_of_a_footer_fits_beside_the_one_for_the_help() {
    let mut seen = 0;
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        for (name, state) in samples::all(lang) {
            let keys = keymap::keymap(&state);
            let length = |binding: &crate::wizard::keymap::Binding| {
                key_name(binding.key).width() + 1 + texts.get(binding.hint).width()
            };
            let help = keys
                .iter()
                .find(|binding| binding.shown == Shown::Footer && key_name(binding.key) == "?")
                .map_or(0, |binding| length(binding) + 2);
            for binding in keys.iter().filter(|binding| binding.shown == Shown::Footer) {
                let whole = if key_name(binding.key) == "?" {
                    help
                } else {
                    length(binding) + help
                };
                assert!(
                    whole <= ROOM,
                    "{name} {lang:?}: {}",
                    texts.get(binding.hint)
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "only {seen} hints");
}

/// The sentences that stand on one line, and the columns that each may take.
const ONE_LINE: &[(&str, usize)] = &[
    ("app-name", 10),
    ("screen-practice", 12),
    ("screen-via-ssh", 12),
    ("screen-empty", 34),
    ("screen-optional", 34),
    ("screen-kept-elsewhere", 34),
    ("screen-yes", 6),
    ("screen-no", 6),
    ("screen-line-waiting", 20),
    ("screen-line-working", 20),
    ("screen-line-retrying", 20),
    ("screen-line-done", 20),
    ("screen-line-failed", 20),
    ("screen-account", 10),
    ("screen-token", 10),
    ("screen-expires", 10),
    ("screen-refreshable", 10),
    ("screen-next", 10),
    ("screen-where", 10),
    ("screen-legend-verified", 32),
    ("screen-legend-claimed", 32),
    ("screen-legend-current", 32),
    ("screen-legend-failed", 32),
    ("screen-legend-not-needed", 32),
    ("screen-legend-todo", 32),
    ("screen-legend-here", 32),
];

#[test]
fn every_word_of_one_line_has_its_room() {
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        for &(id, room) in ONE_LINE {
            let text = texts.get(id);
            assert_ne!(text, id, "there is no such sentence");
            assert!(text.width() <= room, "{id} {lang:?}: {text}");
        }
        for phrase in [
            Phrase::new("screen-more-lines").number("count", 999),
            Phrase::new("screen-kept").with("tail", "abcd"),
            Phrase::new("screen-characters").number("count", 9999),
            Phrase::new("screen-step-of")
                .number("number", 11)
                .number("count", 11),
        ] {
            let text = texts.phrase(&phrase);
            let beside = if phrase.id == "screen-step-of" {
                // The step's id stands behind it.
                2 + "create-instagram-app".width()
            } else {
                2
            };
            assert!(text.width() + beside <= ROOM, "{lang:?}: {text}");
        }
    }
}

#[test]
fn every_title_and_label_of_a_provider_has_its_room() {
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        let answers = ["screen-yes", "screen-no"].map(|id| texts.get(id).width());
        let answer = answers.into_iter().max().unwrap_or_default();
        for id in ["instagram-login", "basic-display"] {
            for step in &samples::provider(id).steps {
                let title = step.title.get(lang);
                assert!(title.width() <= ROOM, "{title}");
                for field in &step.fields {
                    let label = field.label.get(lang);
                    let mut taken = label.width();
                    if field.kind == FieldKind::YesNo {
                        // Between the box to tick and the answer.
                        taken += "> [x]   ".width() + answer;
                    }
                    assert!(taken <= ROOM, "{label}");
                }
            }
        }
    }
}

#[test]
fn the_words_beside_a_link_that_takes_the_window_are_on_the_next_page() {
    for lang in Lang::ALL {
        let (_, mut state) = samples::all(lang)
            .into_iter()
            .find(|(name, _)| *name == "authorize")
            .unwrap();
        let texts = Texts::new(lang);
        let trap = texts.get("screen-paste-elsewhere");
        let first = picture(&state, 40, 20);
        assert!(!flat(&first).contains(&flat(&trap)), "{first}");
        samples::did(&mut state, Action::PageDown);
        let second = picture(&state, 40, 20);
        assert!(flat(&second).contains(&flat(&trap)), "{second}");
        samples::keys(&mut state, "5");
        assert_eq!(state.page, 0, "typing shows the box again");
    }
}

/// Without any space, however the words were broken.
fn flat(text: &str) -> String {
    text.split_whitespace().collect()
}
