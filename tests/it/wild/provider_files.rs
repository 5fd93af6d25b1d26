//! Provider files of the person's own whose texts want to be more than text.

use std::path::Path;

use super::hostile::{assert_plain, hostile};
use super::terminal::{assert_ours, assert_words};
use crate::home::Home;
use crate::pty::Pty;

fn shipped() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/provider/instagram-login.toml");
    crate::home::read(&path)
}

/// Puts a text into every sentence of a provider, and into its names.
fn spoiled(text: &str) -> String {
    fn spoil(value: &mut toml::Value, text: &str) {
        if let Some(table) = value.as_table_mut() {
            for (key, value) in table.iter_mut() {
                if let (Some(said), "en" | "ko") = (value.as_str(), key.as_str()) {
                    *value = format!("{said} {text}").into();
                }
                spoil(value, text);
            }
        }
        for item in value.as_array_mut().into_iter().flatten() {
            spoil(item, text);
        }
    }
    let mut whole = toml::Value::Table(shipped().parse().unwrap());
    spoil(&mut whole, text);
    whole.to_string()
}

fn home(name: &str, text: &str) -> Home {
    let home = Home::new();
    home.lay(
        &home.config_file(),
        "version = 1\n[profiles.default]\nprovider = \"instagram-login\"\n\
         app_id = \"990602627938098\"\nredirect_uri = \"https://localhost:8443/callback\"\n",
    );
    home.lay(&home.config_dir().join("providers").join(name), text);
    home
}

/// Every file that a hostile hand might leave: in its sentences, in a key, in a comment, in a value
/// that is no sentence, and in its name.
fn files(text: &str) -> Vec<(&'static str, String, String)> {
    let shipped = shipped();
    let short: String = text.chars().take(400).collect();
    let quoted = toml::Value::String(short.clone()).to_string();
    let name: String = short
        .chars()
        .filter(|c| !"/\0".contains(*c))
        .take(60)
        .collect();
    let id = "id = \"instagram-login\"";
    let usual = || "instagram-login.toml".to_owned();
    vec![
        ("sentences", usual(), spoiled(text)),
        ("a key", usual(), format!("{quoted} = 1\n{shipped}")),
        ("a comment", usual(), format!("# {short}\n{shipped}")),
        (
            "its id",
            usual(),
            shipped.replacen(id, &format!("id = {quoted}"), 1),
        ),
        ("its name", format!("{name}.toml"), "id = 7\n".to_owned()),
        ("no TOML", usual(), short),
    ]
}

#[test]
fn a_hostile_provider_file_is_refused_or_shown_as_text() {
    let mut refused = 0;
    for (number, text) in hostile().into_iter().enumerate() {
        for (place, name, file) in files(&text) {
            let home = home(&name, &file);
            let which = format!("text {number} in {place}");
            for arguments in [
                &["config", "check"][..],
                &["config", "check", "--json"],
                &["status"],
                &["step", "--list"],
                &["--lang", "ko", "step", "--list", "--json"],
                &["setup", "--plain"],
                &["profile", "add", "other", "--provider", "instagram-login"],
            ] {
                let run = home.igtoken(arguments).run();
                assert_ne!(run.code, Some(1), "{which}: {run}");
                assert_safe(&run, &which);
                refused += usize::from(run.code == Some(3));
            }
        }
    }
    assert!(refused > 100, "only {refused} refusals");
}

/// As [`assert_plain`], whatever the length: a long sentence of a provider is shown whole.
#[track_caller]
fn assert_safe(run: &crate::home::Ended, which: &str) {
    if run.stdout.len() < 20_000 && run.stderr.len() < 20_000 {
        assert_plain(run, which);
    } else {
        assert_words(run.stdout.as_bytes(), which);
        assert_words(run.stderr.as_bytes(), which);
    }
}

#[test]
fn a_wizard_with_a_hostile_provider_file_keeps_its_terminal() {
    for (number, text) in hostile().into_iter().enumerate() {
        for (place, name, file) in files(&text) {
            let home = home(&name, &file);
            let which = format!("text {number} in {place}");
            for plain in [false, true] {
                let args: &[&str] = if plain { &["--plain"] } else { &[] };
                let mut pty = Pty::open_with(home.path(), args, 80, 24, &[]);
                // It may refuse the file, or show what is fit to be shown.
                if pty.lives_until("the wizard", |screen| {
                    let waits = screen.contains("igtoken") || screen.contains("Number, or Enter");
                    waits && !screen.contains("igtoken: ")
                }) {
                    pty.press("\x03");
                }
                assert!(!pty.ends_by_signal(), "{which}");
                assert!(pty.modes_are_as_before(), "{which}");
                if plain {
                    assert_words(&pty.raw, &which);
                } else {
                    assert_ours(&pty.raw, &which);
                }
            }
        }
    }
}
