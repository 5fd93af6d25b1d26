//! Wrong use, wrong files and wrong surroundings: one clear line, the right code, nothing changed.

use std::io::Read as _;
use std::process::Stdio;

use crate::home::{Home, NO_OPTIONS, mode, read};

#[test]
fn wrong_use_with_json_is_one_document() {
    let home = Home::new();
    for args in [
        &["nope", "--json"][..],
        &["status", "--json", "--nope"],
        &["status", "--json", "--profile"],
        &["step", "--json"],
        &["step", "account", "--list", "--json"],
        &["refresh", "--json", "extra"],
        &["--lang", "fr", "status", "--json"],
        &["--color", "pink", "status", "--json"],
        &["status", "--json", "--min-days=-3"],
    ] {
        let run = home.igtoken(args).run().quietly();
        let document = run.fails(2, "usage", "usage");
        let message = document["error"]["message"].as_str().unwrap();
        assert_eq!(message, message.trim(), "{run}");
        assert!(!message.contains('\n'), "{run}");
    }
}

#[test]
fn wrong_use_in_words_goes_to_standard_error() {
    let home = Home::new();
    for args in [
        &["nope"][..],
        &["status", "--nope"],
        &["step"],
        &["profile"],
        &["token", "x"],
    ] {
        let run = home.igtoken(args).run().exits(2).prints_nothing();
        assert!(run.stderr.contains("Usage: igtoken"), "{run}");
    }
}

#[test]
fn no_secret_is_taken_from_the_arguments() {
    let home = Home::new();
    for option in [
        "--app-secret",
        "--secret",
        "--token",
        "--access-token",
        "--code",
    ] {
        for command in ["setup", "paste", "refresh"] {
            let _ = home
                .igtoken([command, option, "x"])
                .run()
                .exits(2)
                .prints_nothing();
        }
    }
}

#[test]
fn a_config_that_is_no_toml_is_named_by_line_and_key_and_left_alone() {
    let home = Home::new();
    let secret = "0123456789abcdef0123456789abcdef";
    for (text, line) in [
        (
            format!("version = 1\n[profiles.default]\napp_secret = \"{secret}\nx = 1\n"),
            "Line 3, app_secret: ",
        ),
        (
            format!("version = 1\n[profiles.default]\napp_secret = {secret}z\n"),
            "Line 3, app_secret: ",
        ),
        (
            format!("version = 1\n[profiles.default]\n{secret} = = 1\n"),
            "Line 3: ",
        ),
        ("version = 1\n[profiles.default\n".to_owned(), "Line 2: "),
    ] {
        home.lay(&home.config_file(), &text);
        for args in [
            &["status"][..],
            &["token"],
            &["refresh"],
            &["config", "check"],
            &["paste"],
        ] {
            let run = home.igtoken(args).run().exits(3).prints_nothing();
            assert!(run.stderr.contains(line), "{run}");
            assert!(
                run.stderr.contains(home.config_file().to_str().unwrap()),
                "{run}"
            );
            assert!(
                !run.stderr.contains("0123456789ab"),
                "a value is shown: {run}"
            );
        }
        let run = home.igtoken(["status", "--json"]).run();
        let _ = run.fails(3, "config", "config-unreadable");
        assert_eq!(read(&home.config_file()), text);
    }
}

#[test]
fn a_config_value_of_the_wrong_kind_is_named_by_line_and_key() {
    let home = Home::new();
    for (text, line, key) in [
        (
            "version = 1\n\n[profiles.default]\napp_id = 990602627938098\n",
            "Line 4",
            "app_id",
        ),
        (
            "version = 1\n[profiles.default.token]\naccess_token = \"IGAAsecretsecret\"\nkind = \"eternal\"\n",
            "Line 4",
            "kind",
        ),
        ("version = 99\n", "Line 1", "version"),
        (
            "version = 1\n[profiles.default]\nscopes = \"instagram_business_basic\"\n",
            "Line 3",
            "scopes",
        ),
    ] {
        home.lay(&home.config_file(), text);
        let run = home.igtoken(["status"]).run().exits(3).prints_nothing();
        assert!(
            run.stderr.contains(line) && run.stderr.contains(key),
            "{run}"
        );
        for value in ["990602627938098", "IGAAsecret"] {
            assert!(!run.stderr.contains(value), "a value is shown: {run}");
        }
        assert_eq!(read(&home.config_file()), text);
    }
}

#[test]
fn a_broken_config_is_not_written_by_setup_either() {
    let home = Home::new();
    home.lay(&home.practice_config(), "version = 1\n[profiles.default\n");
    let run = home.practice(["setup", "--yes", "--json"]).run();
    let _ = run.fails(3, "config", "config-unreadable");
    assert_eq!(
        read(&home.practice_config()),
        "version = 1\n[profiles.default\n"
    );
}

#[test]
fn a_wrong_provider_file_is_named_by_file_line_and_key() {
    let home = Home::new();
    let path = home.config_dir().join("providers/mine.toml");
    for (text, line, key) in [
        ("id = \"mine\"\nname = 3\n", "line 2", "name"),
        ("id = \"mine\"\nschema = 1\nkolour = \"red\"\n", "line", ""),
        ("id = \"mine\n", "line 1", ""),
    ] {
        home.lay(&path, text);
        let run = home
            .igtoken(["config", "check"])
            .run()
            .exits(3)
            .prints_nothing();
        assert!(run.stderr.contains(path.to_str().unwrap()), "{run}");
        assert!(
            run.stderr.contains(line) && run.stderr.contains(key),
            "{run}"
        );
        let run = home.igtoken(["config", "check", "--json"]).run();
        let _ = run.fails(3, "config", "provider-file-wrong");
        let _ = home.igtoken(["explain", "x", "--json"]).run().fails(
            3,
            "config",
            "provider-file-wrong",
        );
        assert_eq!(read(&path), text);
    }
}

#[test]
fn a_plain_http_endpoint_off_loopback_is_refused() {
    let (home, server) = Home::ready(NO_OPTIONS);
    home.configure(&home.config_file(), &server);
    let config = read(&home.config_file());
    for endpoint in [
        "http://example.com",
        "http://127.0.0.1.example.com:8080",
        "http://localhost.example.com",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
        "not an address",
    ] {
        for args in [&["authorize-url"][..], &["refresh"], &["paste"]] {
            let igtoken = home
                .igtoken(args.iter().chain(&["--json"]))
                .env("IGTOKEN_ENDPOINT", endpoint);
            let run = igtoken.run();
            let _ = run.fails(2, "usage", "bad-endpoint");
        }
        let run = home
            .igtoken(["authorize-url"])
            .env("IGTOKEN_ENDPOINT", endpoint)
            .run();
        let _ = run.exits(2).prints_nothing().says("IGTOKEN_ENDPOINT");
    }
    for endpoint in [
        "http://127.0.0.1:9",
        "http://localhost:9",
        "http://[::1]:9",
        "https://example.com",
    ] {
        let run = home
            .igtoken(["authorize-url"])
            .env("IGTOKEN_ENDPOINT", endpoint)
            .run()
            .exits(0);
        assert!(run.stdout.starts_with(endpoint), "{run}");
    }
    assert_eq!(read(&home.config_file()), config);
}

#[test]
fn without_a_home_the_files_have_no_place() {
    let home = Home::new();
    for args in [
        &["status"][..],
        &["config", "path"],
        &["--sandbox", "setup", "--yes"],
    ] {
        let run = home.igtoken(args).without("HOME").env("HOME", "").run();
        if run.code == Some(3) {
            let _ = run.prints_nothing().says("HOME");
        } else {
            // The system's own record of people may still know a home.
            assert!(run.code.is_some_and(|code| code == 0 || code == 4), "{run}");
        }
    }
}

#[test]
fn a_closed_standard_output_is_no_error() {
    let home = Home::finished();
    for args in [
        &["status", "--json"][..],
        &["token"],
        &["--help"],
        &["explain", "--json", "x"],
    ] {
        let mut child = home
            .practice(args)
            .command()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        let status = child.wait().unwrap();
        assert_eq!((said.as_str(), status.code()), ("", Some(0)), "{args:?}");
    }
}

#[test]
fn the_person_may_be_spoken_to_in_korean() {
    let home = Home::new();
    let korean = |run: &crate::home::Ended| {
        let text = format!("{}{}", run.stdout, run.stderr);
        text.chars().any(|c| ('가'..='힣').contains(&c))
    };
    for args in [&["--lang", "ko", "status"][..], &["status", "--lang", "ko"]] {
        let run = home.igtoken(args).run().exits(4);
        assert!(korean(&run), "{run}");
    }
    let run = home
        .igtoken(["status"])
        .env("IGTOKEN_LANG", "ko")
        .run()
        .exits(4);
    assert!(korean(&run), "{run}");
    let run = home
        .igtoken(["status"])
        .env("LANG", "ko_KR.UTF-8")
        .run()
        .exits(4);
    assert!(korean(&run), "{run}");
    let run = home
        .igtoken(["--lang", "en", "status"])
        .env("LANG", "ko_KR.UTF-8")
        .run()
        .exits(4);
    assert!(!korean(&run), "{run}");
    let run = home
        .igtoken(["--lang", "ko", "status", "--json", "--profile", "x"])
        .run();
    let document = run.fails(4, "not-found", "no-profile");
    assert!(
        korean(&run) && document["error"]["kind"] == "not-found",
        "{run}"
    );
    let run = home
        .practice(["setup", "--yes", "--lang", "ko"])
        .run()
        .exits(0)
        .quietly();
    assert!(korean(&run), "{run}");
    home.lay(&home.config_file(), "version = 1\nlanguage = \"ko\"\n");
    let run = home
        .igtoken(["status"])
        .env("LANG", "en_US.UTF-8")
        .run()
        .exits(4);
    assert!(korean(&run), "{run}");
}

#[test]
fn an_open_config_is_tightened_and_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::finished();
    let path = home.practice_config();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let run = home.practice(["status", "--json"]).run().exits(0);
    assert!(
        run.stderr.contains("0644") && run.stderr.contains("private now"),
        "{run}"
    );
    assert_eq!(run.json()["profiles"][0]["state"], "valid");
    assert_eq!(mode(&path), 0o600);
    let _ = home.practice(["status"]).run().exits(0).quietly();
}

#[test]
fn a_log_that_cannot_be_opened_is_a_config_error() {
    let home = Home::new();
    let path = home.path().join("none/log");
    let run = home
        .igtoken(["status", "--json", "--log", path.to_str().unwrap()])
        .run();
    let _ = run.fails(3, "config", "log-not-writable");
}

#[test]
fn a_value_that_cannot_work_gets_into_no_link() {
    let home = Home::new();
    let secret = "0123456789abcdef0123456789abcdef";
    let good = "https://localhost:8443/callback";
    for (app_id, redirect, step) in [
        (secret, good, "app-credentials"),
        ("", good, "app-credentials"),
        (
            "990602627938098",
            "http://example.com/callback",
            "redirect-uri",
        ),
        (
            "990602627938098",
            "https://example.com/callback#here",
            "redirect-uri",
        ),
        ("990602627938098", "example.com", "redirect-uri"),
    ] {
        let text = format!(
            "version = 1\n[profiles.default]\napp_id = \"{app_id}\"\napp_secret = \"{secret}\"\n\
             redirect_uri = \"{redirect}\"\n"
        );
        home.lay(&home.config_file(), &text);
        let run = home.igtoken(["authorize-url", "--json"]).run();
        let document = run.fails(4, "not-ready", "field-unusable");
        assert_eq!(document["error"]["step"], step, "{run}");
        assert!(!run.stdout.contains(secret), "{run}");
        let run = home
            .igtoken(["authorize-url"])
            .run()
            .exits(4)
            .prints_nothing();
        assert!(!run.stderr.contains(secret), "{run}");
        assert_eq!(read(&home.config_file()), text);
    }
}

#[test]
fn wrong_use_is_told_in_korean() {
    let home = Home::new();
    for (args, said) in [
        (&["nope"][..], "모르는 명령이에요: 'nope'"),
        (&["stauts"], "비슷한 명령이 있어요: 'setup', 'status'"),
        (&["status", "--nope"], "모르는 인수가 있어요: '--nope'"),
        (
            &["status", "--min-dais", "3"],
            "비슷한 인수가 있어요: '--min-days'",
        ),
        (&["refresh", "extra"], "사용법: igtoken refresh [옵션]"),
        (&["step"], "꼭 필요한 인수가 빠졌어요: <STEP>"),
        (
            &["step", "account", "--list"],
            "함께 쓸 수 없는 인수예요: '[STEP]', '--list'",
        ),
        (
            &["status", "--json=no"],
            "남는 값이 있어요: 'no'(인수 '--json')",
        ),
        (
            &["status", "--min-days", "x"],
            "쓸 수 없는 값이에요: 'x'(인수 '--min-days <N>')\n  0 이상의 정수를 쓰세요.",
        ),
        (
            &["status", "--color", "pink"],
            "쓸 수 없는 값이에요: 'pink'(인수 '--color <WHEN>')\n  [값: auto, always, never]",
        ),
        (
            &["status", "--profile"],
            "값이 필요해요: '--profile <NAME>'",
        ),
        (
            &["status", "--profile", "a", "--profile", "b"],
            "한 번만 쓸 수 있는 인수예요: '--profile <NAME>'",
        ),
        (&["profile"], "사용법: igtoken profile [옵션] <명령>"),
    ] {
        let asked: Vec<&str> = ["--lang=ko"].iter().chain(args).copied().collect();
        let run = home.igtoken(&asked).run().exits(2).prints_nothing();
        assert!(run.stderr.contains(said), "{said}: {run}");
        for line in run.stderr.lines().filter(|line| !line.is_empty()) {
            let is_korean = line.chars().any(|c| ('가'..='힣').contains(&c));
            assert!(is_korean || line.contains('['), "{line:?} in {run}");
        }
        let words = home.igtoken(asked.iter().chain(&["--json"])).run();
        if !args.contains(&"--json=no") && args != ["status", "--profile"] {
            let document = words.quietly().fails(2, "usage", "usage");
            let message = document["error"]["message"].as_str().unwrap();
            assert!(
                message.chars().any(|c| ('가'..='힣').contains(&c)),
                "{message}"
            );
        }
    }
}

#[test]
fn the_language_follows_its_order() {
    let korean = |text: &str| text.chars().any(|c| ('가'..='힣').contains(&c));
    // --lang, IGTOKEN_LANG, `language` of the config, LC_ALL, LC_MESSAGES, LANG; what is spoken.
    for (lang, ours, config, all, messages, locale, is_korean) in [
        ("", "", "", "", "", "", false),
        ("", "", "", "", "", "ko_KR.UTF-8", true),
        ("", "", "", "", "", "ko", true),
        ("", "", "", "", "", "ko_KR.eucKR", true),
        ("", "", "", "", "", "ko-KR", true),
        ("", "", "", "", "", "C", false),
        ("", "", "", "", "", "C.UTF-8", false),
        ("", "", "", "", "", "POSIX", false),
        ("", "", "", "", "", "en_US.UTF-8", false),
        ("", "", "", "", "", "fr_FR.UTF-8", false),
        ("", "", "", "", "", "kok_IN.UTF-8", false),
        ("", "", "", "", "ko_KR.UTF-8", "en_US.UTF-8", true),
        ("", "", "", "", "C", "ko_KR.UTF-8", false),
        ("", "", "", "ko_KR.UTF-8", "en_US.UTF-8", "C", true),
        ("", "", "", "C", "ko_KR.UTF-8", "ko_KR.UTF-8", false),
        ("", "", "", "fr_FR", "ko_KR.UTF-8", "ko_KR.UTF-8", false),
        ("", "", "ko", "en_US.UTF-8", "", "en_US.UTF-8", true),
        ("", "", "en", "ko_KR.UTF-8", "", "ko_KR.UTF-8", false),
        ("", "ko", "en", "C", "", "", true),
        ("", "en", "ko", "ko_KR.UTF-8", "", "", false),
        ("", "ko_KR", "", "", "", "C", true),
        ("", "fr", "ko", "", "", "C", true),
        ("ko", "en", "en", "C", "", "", true),
        ("en", "ko", "ko", "ko_KR.UTF-8", "", "", false),
    ] {
        let home = Home::new();
        if !config.is_empty() {
            let text = format!("version = 1\nlanguage = \"{config}\"\n");
            home.lay(&home.config_file(), &text);
        }
        let chosen: &[&str] = match lang {
            "" => &[],
            "ko" => &["--lang", "ko"],
            _ => &["--lang", "en"],
        };
        // A command, its failure, help and wrong use all choose alike.
        for (args, code) in [
            (&["profile", "add", "shop"][..], 0),
            (&["--profile", "none", "token"], 4),
            (&["status", "--help"], 0),
            (&["status", "--nope"], 2),
        ] {
            let run = home
                .igtoken(chosen.iter().chain(args))
                .env("IGTOKEN_LANG", ours)
                .env("LC_ALL", all)
                .env("LC_MESSAGES", messages)
                .env("LANG", locale)
                .run()
                .exits(code);
            let text = format!("{}{}", run.stdout, run.stderr);
            assert_eq!(
                korean(&text),
                is_korean,
                "--lang {lang:?}, IGTOKEN_LANG {ours:?}, config {config:?}, LC_ALL {all:?}, \
                 LC_MESSAGES {messages:?}, LANG {locale:?}: {run}"
            );
        }
    }
}

#[test]
fn the_config_that_decides_on_the_language_of_the_help_is_the_one_that_is_named() {
    let home = Home::new();
    let own = home.path().join("own.toml");
    home.lay(&own, "version = 1\nlanguage = \"ko\"\n");
    home.lay(&home.practice_config(), "version = 1\nlanguage = \"ko\"\n");
    let own = own.to_str().unwrap();
    for (args, is_korean) in [
        (&["--help"][..], false),
        (&["--config", own, "--help"], true),
        (&["--sandbox", "status", "--help"], true),
        (&["explain", "--help", "--", "--lang", "ko"], false),
    ] {
        let help = home.igtoken(args).run().exits(0).quietly().stdout;
        assert_eq!(
            help.contains("사용법: igtoken"),
            is_korean,
            "{args:?}: {help}"
        );
    }
}

#[test]
fn what_is_wrong_in_a_file_is_told_in_korean() {
    let home = Home::new();
    let config = home.config_file();
    for (text, said) in [
        (
            "version = 99\n",
            "1번째 줄, version: 더 새로운 igtoken이 쓴 파일이에요",
        ),
        (
            "version = 1\n[profiles.default]\napp_id = 5\n",
            "3번째 줄, profiles.default.app_id: 값의 종류가 달라요. 필요한 것: 글",
        ),
        (
            "version = 1\n[profiles.default\n",
            "2번째 줄: TOML 형식이 아니에요",
        ),
        (
            "version = 1\nversion = 1\n",
            "2번째 줄, version: 같은 키가 두 번 나와요",
        ),
    ] {
        home.lay(&config, text);
        let run = home.igtoken(["--lang", "ko", "config", "check"]).run();
        let run = run.exits(3).prints_nothing().says(said);
        only_korean(&run.stderr);
        let run = home.igtoken(["--lang", "ko", "status", "--json"]).run();
        let document = run.fails(3, "config", "config-unreadable");
        let message = document["error"]["message"].as_str().unwrap();
        assert!(message.contains(said), "{message}");
    }
    home.lay(&config, "version = 1\n");
    let path = home.config_dir().join("providers/mine.toml");
    for (text, said) in [
        ("id = \"mine\n", "1번째 줄, id: TOML 형식이 아니에요"),
        ("= 1\n", "mine.toml, 1번째 줄: TOML 형식이 아니에요"),
        (
            "id = \"mine\"\nname = 3\n",
            "2번째 줄, name: 값의 종류가 달라요. 필요한 것: 글, 또는 en과 ko의 테이블",
        ),
        (
            "id = \"mine\"\ncolour = \"red\"\n",
            "2번째 줄, colour: 모르는 키예요",
        ),
    ] {
        home.lay(&path, text);
        let run = home.igtoken(["--lang", "ko", "config", "check"]).run();
        let run = run.exits(3).prints_nothing().says(said);
        only_korean(&run.stderr);
    }
}

/// No line is without a word of Korean.
fn only_korean(text: &str) {
    for line in text.lines() {
        let is_korean = line.chars().any(|c| ('가'..='힣').contains(&c));
        assert!(is_korean, "{line:?} in {text}");
    }
}
