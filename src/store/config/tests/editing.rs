use super::*;

#[test]
fn a_new_file_begins_with_its_header_and_the_first_profile_is_the_default() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    let add = |name: &str| {
        let (name, provider) = (name.to_owned(), "instagram-login".to_owned());
        edit_document(&paths, &DocumentEdit::AddProfile { name, provider })
    };
    add("default").unwrap();
    add("my.shop").unwrap();
    assert_eq!(
        written(&paths),
        format!(
            "{HEADER}default_profile = \"default\"\n\n[profiles.default]\n\
             provider = \"instagram-login\"\n\n[profiles.\"my.shop\"]\nprovider = \"instagram-login\"\n"
        )
    );
    assert_eq!(
        add("default"),
        Err(StoreError::ProfileExists("default".into()))
    );
    assert_eq!(add("no good"), Err(StoreError::BadProfileName));
    assert_eq!(paths.config_file.metadata().unwrap().mode() & 0o777, 0o600);
    assert_eq!(paths.config_dir.metadata().unwrap().mode() & 0o777, 0o700);
}

#[test]
fn a_token_is_written_with_real_times_and_without_guesses() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    let pending = set(Slot::Pending, Some(token(PLANTED)));
    edit(
        &paths,
        "default",
        &[text(ProfileKey::Provider, "p"), pending],
    )
    .unwrap();
    assert_eq!(
        written(&paths),
        format!(
            "{HEADER}default_profile = \"default\"\n\n[profiles.default]\nprovider = \"p\"\n\n\
             [profiles.default.pending_token]\naccess_token = \"{PLANTED}\"\nkind = \"long-lived\"\n\
             user_id = \"17841405793187218\"\nusername = \"some.name\"\n\
             scopes = [\"instagram_business_basic\"]\nissued_at = 2026-11-22T16:03:00Z\n\
             expires_at = 2027-01-21T16:03:00Z\n"
        )
    );
    let promoted = [
        set(Slot::Token, Some(token(PLANTED))),
        set(Slot::Pending, None),
    ];
    edit(&paths, "default", &promoted).unwrap();
    let text = written(&paths);
    assert!(text.contains("\n\n[profiles.default.token]\n"), "{text}");
    assert!(!text.contains("pending"), "{text}");
    let profile = load(&paths).unwrap().config.profiles.remove(0);
    assert_eq!(profile.token, Some(token(PLANTED)));
    assert_eq!(profile.pending_token, None);
    // Rounds of renewal leave no trace.
    for _ in 0..3 {
        let arrived = set(Slot::Pending, Some(token("IGAAother")));
        edit(&paths, "default", &[arrived]).unwrap();
        edit(&paths, "default", &promoted).unwrap();
    }
    assert_eq!(written(&paths), text);
}

#[test]
fn a_guess_is_marked_and_the_mark_is_cleared() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    let guessed = Token {
        assumed: true,
        ..token(PLANTED)
    };
    edit(&paths, "a", &[set(Slot::Token, Some(guessed.clone()))]).unwrap();
    assert!(written(&paths).ends_with("assumed = true\n"));
    assert_eq!(
        load(&paths).unwrap().config.profiles[0].token,
        Some(guessed)
    );
    edit(&paths, "a", &[set(Slot::Token, Some(token(PLANTED)))]).unwrap();
    assert!(!written(&paths).contains("assumed"));
}

#[test]
fn an_absurd_time_is_brought_into_range_rather_than_lost() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    for seconds in [i64::MAX, i64::MIN] {
        let absurd = Token {
            expires_at: Timestamp::from_seconds(seconds),
            ..token(PLANTED)
        };
        edit(&paths, "a", &[set(Slot::Token, Some(absurd))]).unwrap();
        let profile = load(&paths).unwrap().config.profiles.remove(0);
        assert_eq!(profile.token.unwrap().access_token, Secret::new(PLANTED));
    }
}

const HAND_MADE: &str = "\u{feff}# mine\r\nversion = 1 # one\r\ndefault_profile = 'a'\r\n\r\n\
# the first\r\n[profiles.a]   # a\r\nprovider = 'p'  # keep\r\n# between\r\nnew = { x = 1 }\r\n\
tester   =   \"old\" # who\r\n\r\n# about the token\r\n[profiles.a.token]\r\n\
access_token = \"\"\"planted\"\"\"\t# secret\r\nkind = 'short-lived'\r\nnote = \"mine\"\r\n\
issued_at = 2026-01-01T00:00:00Z\r\nexpires_at = 2026-01-01T01:00:00Z\r\n\r\n\
[[profiles.a.deliver]]\r\ndotenv = \"/x\"\r\n\r\n[other]\r\n# end";

#[test]
fn everything_around_a_change_stays_byte_for_byte() {
    let (_dir, paths) = with(HAND_MADE);
    edit(
        &paths,
        "a",
        &[
            text(ProfileKey::Tester, "new"),
            text(ProfileKey::AppId, "1"),
            set(Slot::Token, Some(token("T"))),
        ],
    )
    .unwrap();
    let expected = HAND_MADE
        .replace("\"old\"", "\"new\"")
        .replace("# who\r\n", "# who\r\napp_id = \"1\"\r\n")
        .replace("\"\"\"planted\"\"\"", "\"T\"")
        .replace("'short-lived'", "\"long-lived\"")
        .replace("2026-01-01T00:00:00Z", "2026-11-22T16:03:00Z")
        .replace(
            "2026-01-01T01:00:00Z\r\n",
            "2027-01-21T16:03:00Z\r\nuser_id = \"17841405793187218\"\r\n\
             username = \"some.name\"\r\nscopes = [\"instagram_business_basic\"]\r\n",
        );
    assert_eq!(written(&paths), expected);
}

#[test]
fn saying_the_same_again_writes_nothing() {
    let (_dir, paths) = with(HAND_MADE);
    let before = paths.config_file.metadata().unwrap().ino();
    let held = fs::File::open(&paths.config_file).unwrap();
    edit(&paths, "a", &[text(ProfileKey::Provider, "p")]).unwrap();
    edit_document(&paths, &DocumentEdit::SetDefault("a".into())).unwrap();
    assert_eq!(paths.config_file.metadata().unwrap().ino(), before);
    assert_eq!(written(&paths), HAND_MADE);
    drop(held);
}

#[test]
fn comments_outlive_the_keys_and_tables_that_they_stood_by() {
    let (_dir, paths) = with(HAND_MADE);
    let gone = ConfigEdit::Text {
        key: ProfileKey::Tester,
        value: None,
    };
    edit(&paths, "a", &[gone, set(Slot::Token, None)]).unwrap();
    let text = written(&paths);
    for comment in ["# mine", "# between", "# about the token", "# end"] {
        assert!(text.contains(comment), "{text}");
    }
    assert!(
        !text.contains("planted") && !text.contains("tester"),
        "{text}"
    );
    load(&paths).unwrap();
}

#[test]
fn a_renamed_profile_takes_its_tables_and_the_default_along() {
    let (_dir, paths) = with(HAND_MADE);
    let rename = |from: &str, to: &str| {
        let (from, to) = (from.to_owned(), to.to_owned());
        edit_document(&paths, &DocumentEdit::RenameProfile { from, to })
    };
    rename("a", "b.c").unwrap();
    let expected = HAND_MADE
        .replace("default_profile = 'a'", "default_profile = \"b.c\"")
        .replace("profiles.a", "profiles.\"b.c\"");
    assert_eq!(written(&paths), expected);
    assert_eq!(
        rename("none", "x"),
        Err(StoreError::NoProfile("none".into()))
    );
    rename("b.c", "a").unwrap();
    assert_eq!(
        written(&paths),
        HAND_MADE.replace("default_profile = 'a'", "default_profile = \"a\"")
    );
}

#[test]
fn a_removed_profile_leaves_the_others_and_the_default_moves_on() {
    let (_dir, paths) = with(
        "default_profile = \"a\"\n\n[profiles.a]\nprovider = \"p\"\n\n[profiles.a.token.x]\ny = 1\n\n\
         # b\n[profiles.b]\nprovider = \"q\"\n",
    );
    let remove = |name: &str| edit_document(&paths, &DocumentEdit::RemoveProfile(name.into()));
    remove("a").unwrap();
    assert_eq!(
        written(&paths),
        "default_profile = \"b\"\n\n# b\n[profiles.b]\nprovider = \"q\"\n"
    );
    remove("b").unwrap();
    assert_eq!(written(&paths), "\n# b\n");
    assert_eq!(remove("b"), Err(StoreError::NoProfile("b".into())));
}

#[test]
fn keys_of_the_file_itself_go_above_the_first_table() {
    let (_dir, paths) = with("# mine\n\n# the first\n[profiles.a]\nprovider = \"p\"\n");
    edit_document(&paths, &DocumentEdit::SetLanguage("ko".into())).unwrap();
    edit_document(&paths, &DocumentEdit::SetDefault("a".into())).unwrap();
    assert_eq!(
        written(&paths),
        "# mine\n\nlanguage = \"ko\"\ndefault_profile = \"a\"\n\n# the first\n[profiles.a]\nprovider = \"p\"\n"
    );
    let none = DocumentEdit::SetDefault("none".into());
    assert_eq!(
        edit_document(&paths, &none),
        Err(StoreError::NoProfile("none".into()))
    );
}

#[test]
fn a_profile_in_inline_tables_or_dotted_keys_is_changed_too() {
    for text_of in [
        "profiles = { a = { provider = 'p', x = 1 } }\r\n# end\r\n",
        "profiles.a.provider = 'p'\r\nprofiles.a.x = 1\r\n# end\r\n",
        "[profiles]\r\na = { provider = 'p', x = 1 }\r\n# end\r\n",
        "[profiles.a]\r\nprovider = 'p'\r\nx = 1\r\ntoken = { access_token = 'o', kind = 'short-lived', issued_at = 2026-01-01T00:00:00Z, expires_at = 2026-01-01T00:00:00Z }\r\n# end\r\n",
        "[profiles.a.extra]\r\nx = 1\r\n# end\r\n",
    ] {
        let (_dir, paths) = with(text_of);
        let edits = [
            text(ProfileKey::Tester, "t"),
            text(ProfileKey::Provider, "q"),
            set(Slot::Token, Some(token(PLANTED))),
        ];
        edit(&paths, "a", &edits).unwrap();
        let text = written(&paths);
        let config = load(&paths).unwrap().config;
        assert_eq!(config.profiles.len(), 1, "{text}");
        let profile = &config.profiles[0];
        assert_eq!(profile.provider, "q", "{text}");
        assert_eq!(profile.tester.as_deref(), Some("t"), "{text}");
        assert_eq!(profile.token, Some(token(PLANTED)), "{text}");
        assert!(
            text.contains("x = 1") && text.contains("# end\r\n"),
            "{text}"
        );
        assert!(!text.replace("\r\n", "").contains('\n'), "{text:?}");
        let add = DocumentEdit::AddProfile {
            name: "b".into(),
            provider: "r".into(),
        };
        edit_document(&paths, &add).unwrap();
        let rename = DocumentEdit::RenameProfile {
            from: "a".into(),
            to: "c".into(),
        };
        edit_document(&paths, &rename).unwrap();
        edit_document(&paths, &DocumentEdit::RemoveProfile("b".into())).unwrap();
        let config = load(&paths).unwrap().config;
        assert_eq!(config.profiles.len(), 1, "{}", written(&paths));
        assert_eq!(config.profiles[0].name, "c");
    }
}

#[test]
fn a_secret_takes_the_place_of_the_command_for_it() {
    let (_dir, paths) = with("[profiles.a]\nprovider = \"p\"\napp_secret_command = [\"x\"]\n");
    let secret = ConfigEdit::AppSecret(Some(PLANTED.into()));
    edit(&paths, "a", &[secret]).unwrap();
    let config = load(&paths).unwrap().config;
    assert_eq!(config.profiles[0].app_secret, Some(PLANTED.into()));
    edit(&paths, "a", &[ConfigEdit::AppSecret(None)]).unwrap();
    assert_eq!(written(&paths), "[profiles.a]\nprovider = \"p\"\n");
}

#[test]
fn a_broken_file_is_never_written_over() {
    let (_dir, paths) = with("not [ toml");
    let error = edit(&paths, "a", &[]).unwrap_err();
    assert!(matches!(error, StoreError::Invalid { .. }));
    assert_eq!(written(&paths), "not [ toml");
}

#[test]
fn a_mistake_elsewhere_does_not_keep_a_token_from_being_saved() {
    let (_dir, paths) = with("language = 3\n[profiles.a]\nprovider = \"p\"\n");
    edit(&paths, "a", &[set(Slot::Pending, Some(token(PLANTED)))]).unwrap();
    assert!(written(&paths).contains(PLANTED));
}

#[test]
fn twenty_writers_at_once_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    std::thread::scope(|scope| {
        for n in 0..20 {
            let paths = &paths;
            scope.spawn(move || {
                let edits = [set(Slot::Token, Some(token(&format!("token-{n}"))))];
                edit(paths, &format!("p{n}"), &edits).unwrap();
            });
        }
    });
    let config = load(&paths).unwrap().config;
    assert_eq!(config.profiles.len(), 20);
    for profile in config.profiles {
        let n = profile.name.strip_prefix('p').unwrap();
        let expected = Secret::new(format!("token-{n}"));
        assert_eq!(profile.token.unwrap().access_token, expected);
    }
}

#[test]
fn a_write_that_died_half_way_leaves_the_old_file_and_is_swept_by_the_next() {
    let (_dir, paths) = with("version = 1\n");
    let left = paths.config_dir.join(".igtoken-config.toml-AbC123.tmp");
    fs::write(&left, "version = 1\n[profiles.a.tok").unwrap();
    assert_eq!(load(&paths).unwrap().config, Config::default());
    edit(&paths, "a", &[text(ProfileKey::Provider, "p")]).unwrap();
    assert!(!left.exists());
    assert_eq!(load(&paths).unwrap().config.profiles.len(), 1);
}

#[test]
fn a_profile_of_which_nothing_is_left_stays_a_profile() {
    let token = "access_token = \"IGAAold\", kind = \"long-lived\", \
                 issued_at = 2026-11-22T18:03:00Z, expires_at = 2027-01-21T18:03:00Z";
    for old in [
        format!("[profiles.a.token]\n{}\n", token.replace(", ", "\n")),
        format!("[profiles]\na.token = {{ {token} }}\n"),
        format!("profiles.a.token = {{ {token} }}\n"),
        format!("profiles = {{ a.token = {{ {token} }} }}\n"),
        format!("[profiles.a]\ntoken = {{ {token} }}\n"),
    ] {
        let path = Path::new("config.toml");
        let new = edited(path, &old, "a", &[set(Slot::Token, None)]).unwrap();
        let profiles = read(path, &new).unwrap().profiles;
        let names: Vec<_> = profiles.into_iter().map(|it| (it.name, it.token)).collect();
        assert_eq!(names, [("a".to_owned(), None)], "{old} became {}", *new);
        assert_eq!(edited(path, &new, "a", &[]).unwrap(), new, "{old}");
    }
}

#[test]
fn a_profile_that_comes_beside_inline_ones_is_written() {
    for old in [
        "profiles = { b = { } }\n",
        "profiles = { }\n",
        "profiles.b.tester = \"t\"\n",
    ] {
        let path = Path::new("config.toml");
        let edits = [
            text(ProfileKey::Tester, "new"),
            set(Slot::Token, Some(token(PLANTED))),
        ];
        for edits in [&edits[..], &edits[..1], &[]] {
            let new = edited(path, old, "a", edits).unwrap();
            let profiles = read(path, &new).unwrap().profiles;
            let found = profiles.into_iter().find(|profile| profile.name == "a");
            let found = found.unwrap_or_else(|| panic!("{old} became {}", *new));
            assert_eq!(found.tester.is_some(), !edits.is_empty(), "{}", *new);
            assert_eq!(found.token.is_some(), edits.len() > 1, "{}", *new);
            assert_eq!(edited(path, &new, "a", edits).unwrap(), new, "{old}");
        }
    }
}
