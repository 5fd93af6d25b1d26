//! Whatever a person wrote, a change touches nothing else.

use proptest::prelude::*;

use super::*;

/// Lines that may stand anywhere among keys.
fn filler() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("   ".to_owned()),
        "# [a-zA-Z0-9 =\\[\\]\"']{0,20}",
        "\t# [가-힣]{0,5}",
    ]
}

/// Lines of a table: keys that the program does not know, each name once.
fn unknown_keys() -> impl Strategy<Value = Vec<String>> {
    let value = prop_oneof![
        Just("1".to_owned()),
        Just("'a # b'".to_owned()),
        Just("[1, 2] # list".to_owned()),
        Just("{ x = \"y\" }".to_owned()),
        Just("1979-05-27T07:32:00Z".to_owned()),
        Just("\"\"\"two\n# lines\n[not.a.table]\"\"\"".to_owned()),
    ];
    prop::collection::btree_map("x_[a-z]{1,6}", value, 0..4).prop_map(|keys| {
        keys.into_iter()
            .map(|(key, value)| format!("{key} =  {value}"))
            .collect()
    })
}

fn known_keys() -> impl Strategy<Value = Vec<String>> {
    prop::sample::subsequence(
        vec![
            "provider = 'p' # which",
            "app_id=\"1\"",
            "tester   = \"old\"   # who",
            "scopes = [\n  'a', # first\n  'b',\n]",
            "\"redirect_uri\" = 'https://x/'",
        ],
        0..=5,
    )
    .prop_map(|keys| keys.into_iter().map(str::to_owned).collect())
}

/// The body of a table with fillers between its lines.
fn body() -> impl Strategy<Value = Vec<String>> {
    (
        known_keys(),
        unknown_keys(),
        prop::collection::vec(filler(), 0..5),
    )
        .prop_map(|(known, unknown, fill)| [known, unknown, fill].concat())
        .prop_shuffle()
}

fn file() -> impl Strategy<Value = String> {
    let headers = prop::sample::subsequence(
        vec![
            "[profiles.a]",
            "[ profiles . \"b\" ] # b",
            "[other]",
            "[[list]]",
            "[profiles.'c.d']",
            "[profiles.a.extra]",
            "[[profiles.a.deliver]]",
        ],
        0..=7,
    )
    .prop_shuffle();
    let top = (unknown_keys(), prop::collection::vec(filler(), 0..3))
        .prop_map(|(keys, fill)| [keys, fill].concat())
        .prop_shuffle();
    let bodies = prop::collection::vec(body(), 7);
    (top, headers, bodies, any::<[bool; 3]>()).prop_map(
        |(top, headers, bodies, [crlf, mark, newline])| {
            let mut lines = top;
            for (header, body) in headers.into_iter().zip(bodies) {
                lines.push(header.to_owned());
                lines.extend(body);
            }
            let mut text = lines.join("\n");
            if newline {
                text.push('\n');
            }
            if crlf {
                text = text.replace('\n', "\r\n");
            }
            if mark { format!("{BOM}{text}") } else { text }
        },
    )
}

fn edits() -> impl Strategy<Value = Vec<ConfigEdit>> {
    let name = "[a-z\"\\\\ #é가]{1,8}";
    let edit = prop_oneof![
        prop::option::of(name).prop_map(|value| ConfigEdit::Text {
            key: ProfileKey::Tester,
            value,
        }),
        prop::option::of(name).prop_map(|value| ConfigEdit::Text {
            key: ProfileKey::AppId,
            value,
        }),
        prop::collection::vec(name, 0..3).prop_map(ConfigEdit::Scopes),
        prop::option::of(name).prop_map(|text| ConfigEdit::AppSecret(text.map(Secret::from))),
        (any::<bool>(), prop::option::of(name)).prop_map(|(pending, secret)| {
            let slot = if pending { Slot::Pending } else { Slot::Token };
            set(slot, secret.map(|secret| token(&secret)))
        }),
    ];
    prop::collection::vec(edit, 0..5)
}

/// What the edits mean for the values.
fn expected(mut config: Config, name: &str, edits: &[ConfigEdit]) -> Config {
    if config.profiles.is_empty() && config.default_profile.is_none() {
        config.default_profile = Some(name.to_owned());
    }
    if !config.profiles.iter().any(|profile| profile.name == name) {
        config.profiles.push(Profile {
            name: name.to_owned(),
            ..Profile::default()
        });
    }
    let profile = config.profiles.iter_mut().find(|p| p.name == name).unwrap();
    for edit in edits.iter().cloned() {
        match edit {
            ConfigEdit::Text { key, value } => match key {
                ProfileKey::Provider => profile.provider = value.unwrap_or_default(),
                ProfileKey::AppId => profile.app_id = value,
                ProfileKey::RedirectUri => profile.redirect_uri = value,
                ProfileKey::Tester => profile.tester = value,
            },
            ConfigEdit::Scopes(scopes) => profile.scopes = scopes,
            ConfigEdit::AppSecret(secret) => profile.app_secret = secret,
            ConfigEdit::Token { slot, token } => match slot {
                Slot::Token => profile.token = token,
                Slot::Pending => profile.pending_token = token,
            },
        }
    }
    config
}

fn by_name(mut config: Config) -> Config {
    config.profiles.sort_by(|a, b| a.name.cmp(&b.name));
    config
}

/// Whether every line of `old` that is not about a changed key is in `new`, in its order.
fn keeps(old: &str, new: &str) -> Result<(), String> {
    const CHANGED: [&str; 4] = ["app_id", "tester", "scopes", "app_secret"];
    let (old, new) = (old.trim_start_matches(BOM), new.trim_start_matches(BOM));
    let mut rest = new.split_inclusive('\n');
    let mut inside_list = false;
    for line in old.split_inclusive('\n') {
        let changed = CHANGED.iter().any(|key| line.starts_with(key));
        if changed || inside_list {
            inside_list = (changed && line.trim_end().ends_with('[')) || inside_list;
            if line.trim_end() == "]" {
                inside_list = false;
            }
            continue;
        }
        // The very last line may have got its line end, when something was added behind it.
        if !rest.any(|kept| {
            kept == line || (!line.ends_with('\n') && kept.trim_end() == line.trim_end())
        }) {
            return Err(format!("{line:?} is gone from {new:?}"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_touches_nothing_else(
        text in file(),
        name in prop::sample::select(vec!["a", "b", "c.d", "new"]),
        edits in edits(),
    ) {
        let path = Path::new("config.toml");
        let body = |text: &str| text.strip_prefix(BOM).unwrap_or(text).to_owned();
        let Ok(before) = read::config(path, &body(&text)) else {
            return Err(TestCaseError::reject("not a config"));
        };
        let new = apply(path, &text, &Change::profile(name, &edits)).unwrap();
        let after = read::config(path, &body(&new)).unwrap();
        prop_assert_eq!(by_name(after), by_name(expected(before, name, &edits)), "{}", *new);
        prop_assert_eq!(text.starts_with(BOM), new.starts_with(BOM));
        if let Err(lost) = keeps(&text, &new) {
            return Err(TestCaseError::fail(format!("{lost}\nfrom {text:?}")));
        }
        // Line ends stay of one kind.
        if text.contains("\r\n") {
            prop_assert!(!new.replace("\r\n", "").contains('\n'), "{:?}", *new);
        } else {
            prop_assert!(!new.contains('\r'));
        }
        // And once more changes nothing.
        let again = apply(path, &new, &Change::profile(name, &edits)).unwrap();
        prop_assert_eq!(&*again, &*new);
    }

    #[test]
    fn adding_and_removing_a_profile_restores_every_line(text in file()) {
        let path = Path::new("config.toml");
        let body = text.strip_prefix(BOM).unwrap_or(&text);
        let Ok(before) = read::config(path, body) else {
            return Err(TestCaseError::reject("not a config"));
        };
        let add = apply(path, &text, &Change::Add("zz", "p")).unwrap();
        let back = apply(path, &add, &Change::Remove("zz")).unwrap();
        let after = read::config(path, back.strip_prefix(BOM).unwrap_or(&back)).unwrap();
        prop_assert_eq!(before, after);
        if let Err(lost) = keeps(&text, &back) {
            return Err(TestCaseError::fail(lost));
        }
    }

    #[test]
    fn any_bytes_in_the_file_are_read_or_refused_without_a_panic(text in "[ -~\n\r가\u{feff}]{0,80}") {
        let _ = read::config(Path::new("c"), &text);
        let _ = apply(Path::new("c"), &text, &Change::Language("ko"));
    }
}
