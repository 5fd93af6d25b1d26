//! The language: who decides on it, and that wrong use and wrong files are told in it.

use crate::home::Home;

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
        (
            "id = \"mine\"\napi = 3\n",
            "2번째 줄, api: 값의 종류가 달라요. 필요한 것: 테이블",
        ),
        (
            "id = \"mine\"\n[api.authorize]\nurl = 3\n",
            "3번째 줄, api.authorize.url: 값의 종류가 달라요. 필요한 것: https://부터 시작하는 전체 주소",
        ),
        (
            "id = \"mine\"\n[api.authorize]\nextra = [3]\n",
            "3번째 줄, api.authorize.extra[0]: 값의 종류가 달라요. 필요한 것: 글 두 개의 목록",
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
