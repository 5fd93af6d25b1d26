use super::*;
use crate::secret::Secret;
use crate::tui::view::samples;
use crate::wizard::samples as states;
use crate::wizard::update;

const KEPT: &str = "~/.config/igtoken/config.toml";

fn plain(lang: Lang) -> Plain<Vec<u8>> {
    let options = PlainOptions {
        lang,
        reason: Reason::Asked,
        where_kept: KEPT.to_owned(),
        width: Width::Unknown,
        from_terminal: false,
    };
    Plain::new(Vec::new(), options, Input::Pipe(Pipe::default()))
}

fn said(plain: &Plain<Vec<u8>>) -> String {
    String::from_utf8(plain.voice.out.clone()).unwrap()
}

/// What is said of a state that nobody has seen yet.
fn told(state: &State) -> String {
    let mut plain = plain(state.lang);
    plain.show(state).unwrap();
    said(&plain)
}

/// The same, with times of day that do not depend on the time zone of the machine.
fn picture(state: &State) -> String {
    let mut text = told(state);
    if let Some(token) = &state.profile.token {
        let refreshable = token.issued_at.plus(86_400);
        for time in [token.issued_at, refreshable, token.expires_at] {
            let utc: String = time.to_string().replace('T', " ");
            let utc: String = utc.chars().take(16).collect();
            let date: String = utc.chars().take(10).collect();
            text = text.replace(&time.local(), &utc);
            text = text.replace(&time.local_date(), &date);
        }
    }
    text
}

#[test]
fn every_screen_reads_as_it_did() {
    let [english, korean] = Lang::ALL.map(samples::all);
    for ((name, en), (_, ko)) in english.into_iter().zip(korean) {
        let all = format!("== en\n{}\n== ko\n{}", picture(&en), picture(&ko));
        insta::assert_snapshot!(name, all);
    }
}

#[test]
fn nothing_but_words_is_written() {
    for lang in Lang::ALL {
        for (name, state) in samples::all(lang) {
            let text = told(&state);
            // What comes from outside may be cut.
            let cut = name == "hostile" || !text.contains('…');
            assert!(cut, "{name}\n{text}");
            let strange = text.chars().find(|&c| c != '\n' && c.is_control());
            assert_eq!(strange, None, "{name}\n{text}");
            for sign in ["✓", "✗", "●", "•", "›", "│", "·"] {
                assert!(!text.contains(sign), "{name}: {sign}\n{text}");
            }
        }
    }
}

#[test]
fn no_secret_is_said() {
    for lang in Lang::ALL {
        for (name, state) in samples::all(lang) {
            let text = told(&state);
            for secret in [samples::SECRET, "IGAAlong", "AQDlongcode"] {
                assert!(!text.contains(secret), "{name}\n{text}");
            }
        }
    }
    for (name, state) in states::all() {
        let text = told(&state);
        for secret in states::SECRETS {
            assert!(!text.contains(secret), "{name}\n{text}");
        }
    }
}

#[test]
fn practice_is_said_on_every_page() {
    for lang in Lang::ALL {
        let word = Texts::new(lang).get("plain-practice");
        for (name, mut state) in samples::all(lang) {
            state.place.practice = Some("http://127.0.0.1:8799/".parse().unwrap());
            let text = told(&state);
            assert!(text.contains(&word), "{name}\n{text}");
        }
    }
}

#[test]
fn a_link_is_alone_on_its_line() {
    for lang in Lang::ALL {
        for (name, state) in samples::all(lang) {
            let text = told(&state);
            for line in text.lines().filter(|line| line.contains("http")) {
                let alone = line.starts_with("http") && !line.contains(' ');
                let spoken = line.contains(": ") || line.contains(". ");
                assert!(alone || spoken, "{name}: {line}");
            }
        }
    }
    let text = told(
        &states::all()
            .into_iter()
            .find(|(_, s)| s.box_is_open())
            .unwrap()
            .1,
    );
    assert!(
        text.lines()
            .any(|line| line.starts_with("https://www.instagram.com/oauth/authorize?")),
        "{text}"
    );
}

/// Runs lines of a pipe through the front and the core as the loop does, without effects.
fn answers(state: &mut State, lines: &str) -> String {
    let mut plain = plain(Lang::En);
    plain.show(state).unwrap();
    let mut events = plain.hear(state, Heard::Bytes(lines.as_bytes()), 0);
    loop {
        for event in std::mem::take(&mut events) {
            let _ = update(state, event);
        }
        if plain.deadline_ms() == Some(0) {
            events = plain.hear(state, Heard::Silence, 0);
            continue;
        }
        plain.show(state).unwrap();
        events = plain.hear(state, Heard::Idle, 0);
        if events.is_empty() {
            if plain.deadline_ms() != Some(0) {
                return said(&plain);
            }
            events = plain.hear(state, Heard::Silence, 0);
        }
    }
}

fn sample(name: &str) -> State {
    let mut all = samples::all(Lang::En).into_iter();
    all.find(|(known, _)| *known == name).unwrap().1
}

#[test]
fn what_is_new_is_said_once() {
    let mut state = sample("account");
    let text = answers(&mut state, "e\nb\n?\n");
    assert_eq!(text.matches("Plain mode, because").count(), 1, "{text}");
    assert_eq!(
        text.matches("What does the browser show?").count(),
        1,
        "{text}"
    );
    // The page is said again after another one was over it, and not after the help.
    assert_eq!(text.matches("Step 1 of 10").count(), 2, "{text}");
    assert_eq!(text.matches("Help for plain mode").count(), 1, "{text}");
}

#[test]
fn fields_are_asked_one_by_one_and_a_finding_is_said() {
    let mut state = sample("credentials");
    let text = answers(
        &mut state,
        "99060262793809x\n/e\n990602627938098\nnot-hex\n",
    );
    assert_eq!(
        state.form.value("app_id"),
        Some("990602627938098"),
        "{text}"
    );
    assert_eq!(state.form.value("app_secret"), Some("not-hex"), "{text}");
    assert!(text.contains("Instagram app ID:\n"), "{text}");
    assert!(text.contains("Enter again keeps it."), "{text}");
    assert!(
        text.contains("Instagram app secret (not shown while you type):"),
        "{text}"
    );
    assert!(!text.contains("not-hex"), "{text}");
}

#[test]
fn a_token_pasted_into_a_field_is_not_taken_unasked() {
    let mut state = sample("credentials");
    let text = answers(&mut state, "IGAAplanteddash33333333333333333\n");
    assert!(state.run.is_none(), "{text}");
    assert!(
        text.contains("An access token made in the dashboard"),
        "{text}"
    );
    assert!(!text.contains("IGAAplanted"), "{text}");
    assert!(
        text.ends_with("Enter for 1, another number, or paste again:\n"),
        "{text}"
    );
}

#[test]
fn an_unusable_paste_is_explained_and_makes_room_for_the_next() {
    let mut state = sample("authorize");
    let text = answers(&mut state, "https://localhost:8443/callback?quef=1\n");
    assert!(text.contains("There is no code in this address"), "{text}");
    assert!(state.paste.editor.is_empty());
    assert_eq!(
        text.matches("Paste here (not shown), or a number:").count(),
        2,
        "{text}"
    );
}

#[test]
fn the_picker_is_searched_by_words_and_leads_to_the_cause() {
    let mut state = sample("authorize");
    let text = answers(&mut state, "e\ninsufficient developer\n1\n");
    assert!(
        matches!(state.overlay, Some(Overlay::Symptom { .. })),
        "{text}"
    );
    assert!(text.contains("What to do: "), "{text}");
}

#[test]
fn input_that_ends_interrupts_after_the_last_answer_was_taken() {
    let mut state = sample("account");
    let mut plain = plain(Lang::En);
    plain.show(&state).unwrap();
    assert!(!plain.hear(&state, Heard::Bytes(b"e\nin"), 0).is_empty());
    let _ = update(&mut state, Event::Did(Action::Trouble));
    plain.show(&state).unwrap();
    // The last line has no line break, and counts.
    let events = plain.hear(&state, Heard::Ended, 0);
    assert_eq!(events.last(), Some(&Event::Pasted(Secret::new("in"))));
    assert!(!plain.input_ended_early());
    plain.show(&state).unwrap();
    assert_eq!(plain.hear(&state, Heard::Silence, 0), [Event::Interrupted]);
    assert!(plain.input_ended_early());
}

#[test]
fn a_pipe_is_not_read_without_end() {
    let mut plain = plain(Lang::En);
    let state = sample("exchange-working");
    plain.show(&state).unwrap();
    let much = vec![b'y'; 64 * 1024];
    for _ in 0..5 {
        assert_eq!(plain.hear(&state, Heard::Bytes(&much), 0), []);
    }
    assert!(!plain.is_hungry());
}

#[test]
fn each_part_of_a_run_is_told_when_it_begins_and_when_it_ends() {
    let text = told(&sample("exchange-working"));
    assert!(
        text.contains("Try whether files can be written: done\n"),
        "{text}"
    );
    assert!(
        text.contains("Exchange it for a long-lived token: working\n"),
        "{text}"
    );
    assert!(!text.contains("waiting"), "{text}");
    assert!(!text.ends_with(": "), "nothing is asked: {text}");
}
