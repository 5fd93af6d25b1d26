use super::*;
use crate::store::{Expected, Problem};
use crate::wizard::saved::Deliver;

fn problem(text: &str) -> (usize, Option<String>, Problem) {
    let (_dir, paths) = with(text);
    let error = load(&paths).unwrap_err();
    for shown in [format!("{error}"), format!("{error:?}")] {
        assert!(!shown.contains("planted"), "{shown}");
    }
    let StoreError::Invalid {
        line, key, problem, ..
    } = error
    else {
        panic!("{error:?}")
    };
    (line, key, problem)
}

fn at(line: usize, key: &str, expected: Problem) -> (usize, Option<String>, Problem) {
    (line, Some(key.to_owned()), expected)
}

#[test]
fn a_missing_file_is_an_empty_config() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    assert_eq!(load(&paths).unwrap(), Loaded::default());
    assert!(!paths.config_dir.exists());
}

#[test]
fn the_example_shows_every_key_and_is_read() {
    let example = include_str!("../../../../config.example.toml");
    let (_dir, paths) = with(example);
    let config = load(&paths).unwrap().config;
    assert_eq!(config.language.as_deref(), Some("en"));
    assert_eq!(config.default_profile.as_deref(), Some("default"));
    let [first, second] = config.profiles.as_slice() else {
        panic!("{config:?}")
    };
    // Every field of every type is in use, so no key is left out of the example.
    let Profile {
        name: _,
        provider: _,
        app_id: Some(_),
        app_secret: Some(_),
        app_secret_command: None,
        redirect_uri: Some(_),
        scopes,
        tester: Some(_),
        token: Some(token),
        pending_token: Some(pending),
        deliver,
    } = first
    else {
        panic!("{first:?}")
    };
    let Token {
        access_token: _,
        kind: TokenKind::LongLived,
        user_id: Some(_),
        app_scoped_id: Some(_),
        username: Some(_),
        account_type: Some(_),
        scopes: token_scopes,
        issued_at: _,
        expires_at: _,
        assumed: true,
    } = token
    else {
        panic!("{token:?}")
    };
    assert_eq!(scopes, token_scopes);
    let [Deliver::Dotenv { path, key }, Deliver::Command(command)] = deliver.as_slice() else {
        panic!("{deliver:?}")
    };
    assert_eq!(
        (path.as_str(), key.as_str()),
        ("/srv/site/.env", "INSTAGRAM_ACCESS_TOKEN")
    );
    assert_eq!(command.first().map(String::as_str), Some("vault"));
    assert_eq!(pending.kind, TokenKind::ShortLived);
    assert!(second.app_secret_command.is_some());
    for word in ["dotenv", "command", "deliver", "version"] {
        assert!(example.contains(word));
    }
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_key_and_without_the_value() {
    let wrong = |expected| Problem::WrongType(expected);
    let cases = [
        ("version = 2\n", at(1, "version", Problem::UnknownVersion)),
        (
            "version = \"planted\"\n",
            at(1, "version", wrong(Expected::Number)),
        ),
        (
            "\n\nlanguage = 3\n",
            at(3, "language", wrong(Expected::Text)),
        ),
        ("profiles = 3\n", at(1, "profiles", wrong(Expected::Table))),
        (
            "[profiles]\na = \"planted\"\n",
            at(2, "profiles.a", wrong(Expected::Table)),
        ),
        (
            "[profiles.\"planted secret\"]\n",
            at(1, "profiles", Problem::BadProfileName),
        ),
        (
            "[profiles.a]\nscopes = \"planted\"\n",
            at(2, "profiles.a.scopes", wrong(Expected::TextList)),
        ),
        (
            "[profiles.a]\nscopes = [\"planted\", 3]\n",
            at(2, "profiles.a.scopes", wrong(Expected::TextList)),
        ),
        (
            "[profiles.a]\napp_secret = \"planted\"\napp_secret_command = [\"planted\"]\n",
            at(3, "profiles.a.app_secret_command", Problem::BothSecrets),
        ),
        (
            "[profiles.a]\n\n[profiles.a.token]\nkind = \"long-lived\"\n",
            at(3, "profiles.a.token.access_token", Problem::Missing),
        ),
        (
            "[profiles.a.token]\naccess_token = \"planted\"\nkind = \"planted\"\n",
            at(3, "profiles.a.token.kind", Problem::UnknownKind),
        ),
        (
            "[profiles.a.token]\naccess_token = \"planted\"\nkind = \"long-lived\"\nissued_at = \"planted\"\n",
            at(4, "profiles.a.token.issued_at", wrong(Expected::Time)),
        ),
        (
            "[profiles.a.token]\naccess_token = \"planted\"\nkind = \"long-lived\"\nissued_at = 2026-11-22T16:03:00\n",
            at(4, "profiles.a.token.issued_at", Problem::NotATime),
        ),
        (
            "[profiles.a.token]\naccess_token = 17\n",
            at(2, "profiles.a.token.access_token", wrong(Expected::Text)),
        ),
        ("a = 1\nb = \"planted\n", (2, None, Problem::Syntax)),
        (
            "a = \"planted\"\na = \"planted\"\n",
            (2, None, Problem::DuplicateKey),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(problem(text), expected, "{text}");
    }
}

#[test]
fn names_of_profiles_have_a_short_alphabet() {
    let long = "x".repeat(64);
    for good in ["a", "my-shop", "a.b_c", "7", long.as_str()] {
        assert!(is_profile_name(good), "{good}");
    }
    let long = "x".repeat(65);
    for bad in ["", "a b", "é", "a/b", "a\n", long.as_str()] {
        assert!(!is_profile_name(bad), "{bad}");
    }
}

#[test]
fn times_with_any_offset_are_read() {
    let (_dir, paths) = with(
        "[profiles.a.token]\naccess_token = \"t\"\nkind = \"long-lived\"\n\
         issued_at = 2026-11-23T01:03:00+09:00\nexpires_at = 2027-01-21 16:03:00.5Z\n",
    );
    let config = load(&paths).unwrap().config;
    let token = config.profiles[0].token.as_ref().unwrap();
    assert_eq!(token.issued_at.to_string(), "2026-11-22T16:03:00Z");
    assert_eq!(token.expires_at.to_string(), "2027-01-21T16:03:00Z");
}

#[test]
fn inline_tables_dotted_keys_and_odd_quotes_are_read() {
    let (_dir, paths) = with(
        "profiles.a.provider = 'p'\nprofiles.\"b.c\" = { provider = \"q\", unknown = { x = 1 } }\n",
    );
    let config = load(&paths).unwrap().config;
    let names: Vec<_> = config.profiles.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["a", "b.c"]);
}

#[test]
fn texts_are_cleaned_but_a_secret_is_kept_as_it_is() {
    let (_dir, paths) = with(
        "[profiles.a]\nprovider = \"p\\u001b[2J\"\napp_secret = \"s\\u200b\"\ntester = \"a\\nb\"\n",
    );
    let config = load(&paths).unwrap().config;
    assert_eq!(config.profiles[0].provider, "p[2J");
    assert_eq!(config.profiles[0].tester.as_deref(), Some("a b"));
    assert_eq!(
        config.profiles[0].app_secret,
        Some(Secret::new("s\u{200b}"))
    );
}

#[test]
fn an_open_file_and_directory_are_closed_and_noted() {
    let (_dir, paths) = with("version = 1\n");
    let open = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    open(&paths.config_file, 0o644);
    open(&paths.config_dir, 0o755);
    let notes = load(&paths).unwrap().notes;
    assert!(matches!(
        notes.as_slice(),
        [
            Note::FileTightened { mode: 0o644, .. },
            Note::DirectoryTightened { mode: 0o755, .. }
        ]
    ));
    assert_eq!(load(&paths).unwrap().notes, []);
}

#[test]
fn a_directory_that_is_not_ours_is_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let shared = dir.path().join("shared");
    fs::create_dir(&shared).unwrap();
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o755)).unwrap();
    let choice = Choice {
        config: Some(shared.join("mine.toml")),
        practice: false,
    };
    let paths = Paths::under(&dir.path().join("c"), &dir.path().join("s"), &choice).unwrap();
    edit(&paths, "default", &[text(ProfileKey::Provider, "p")]).unwrap();
    load(&paths).unwrap();
    assert_eq!(shared.metadata().unwrap().mode() & 0o777, 0o755);
    assert_eq!(paths.config_file.metadata().unwrap().mode() & 0o777, 0o600);
}
