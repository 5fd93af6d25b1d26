//! `profile`, `config`, and which profile and config a command works on.

use serde_json::json;

use crate::home::{Home, NO_OPTIONS, read};

/// Names in the order of the file.
fn names(home: &Home) -> Vec<String> {
    let run = home
        .practice(["profile", "list", "--json"])
        .run()
        .exits(0)
        .quietly();
    let document = run.json();
    let profiles = document["profiles"].as_array().unwrap().clone();
    profiles
        .iter()
        .map(|profile| profile["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn profiles_are_added_listed_renamed_and_removed() {
    let home = Home::new();
    assert_eq!(names(&home), Vec::<String>::new());
    let _ = home
        .practice(["profile", "list"])
        .run()
        .exits(0)
        .quietly()
        .prints_nothing();
    let run = home
        .practice(["profile", "add", "shop"])
        .run()
        .exits(0)
        .quietly();
    assert!(run.stdout.contains("igtoken --profile shop setup"), "{run}");
    let add = ["profile", "add", "old", "--provider", "basic-display"];
    let _ = home.practice(add).run().exits(0).quietly();
    assert_eq!(names(&home), ["shop", "old"]);
    let run = home
        .practice(["profile", "list", "--json"])
        .run()
        .exits(0)
        .quietly();
    let entry = &run.json()["profiles"][1];
    assert_eq!(
        (&entry["name"], &entry["provider"]),
        (&json!("old"), &json!("basic-display"))
    );
    let _ = home
        .practice(["profile", "rename", "old", "attic"])
        .run()
        .exits(0)
        .quietly();
    assert_eq!(names(&home), ["shop", "attic"]);
    let _ = home
        .practice(["profile", "remove", "shop", "--yes"])
        .run()
        .exits(0)
        .quietly();
    assert_eq!(names(&home), ["attic"]);
}

#[test]
fn a_renamed_profile_keeps_its_token_its_place_and_its_comments() {
    let home = Home::finished();
    let token = home.token();
    let path = home.practice_config();
    let edited = read(&path).replace("[profiles.default]", "# Min's shop\n[profiles.default]");
    home.lay(&path, &edited);
    let _ = home
        .practice(["profile", "rename", "default", "shop"])
        .run()
        .exits(0)
        .quietly();
    assert!(
        read(&path).contains("# Min's shop\n[profiles.shop]"),
        "{}",
        read(&path)
    );
    let run = home
        .practice(["token", "--profile", "shop"])
        .run()
        .exits(0)
        .quietly();
    assert_eq!(run.stdout.trim_end(), token);
    let steps = home
        .practice(["--profile", "shop", "step", "--list", "--json"])
        .run()
        .exits(0);
    assert_eq!(steps.json()["steps"][0]["status"], "verified");
    let _ = home
        .practice(["--profile", "default", "token"])
        .run()
        .exits(4)
        .prints_nothing();
}

#[test]
fn removing_a_profile_asks_and_takes_its_token_along() {
    let home = Home::finished();
    let (token, config) = (home.token(), read(&home.practice_config()));
    let run = home
        .practice(["profile", "remove", "default"])
        .run()
        .exits(2)
        .prints_nothing();
    let _ = run.says("--yes");
    assert_eq!(read(&home.practice_config()), config);
    let run = home
        .practice(["profile", "remove", "default", "--yes"])
        .run()
        .exits(0)
        .quietly();
    assert!(
        run.stdout.contains(token.get(token.len() - 4..).unwrap()),
        "{run}"
    );
    assert!(!run.stdout.contains(&token), "{run}");
    assert!(!read(&home.practice_config()).contains(&token));
    assert!(!read(&home.practice_state()).contains("[profiles.default"));
    let _ = home.practice(["token"]).run().exits(4).prints_nothing();
}

#[test]
fn a_profile_that_is_not_there_is_named() {
    let home = Home::finished();
    let config = read(&home.practice_config());
    for args in [
        &["--profile", "shop", "token"][..],
        &["--profile", "shop", "refresh"],
        &["--profile", "shop", "status"],
        &["--profile", "shop", "regenerate", "--yes"],
        &["--profile", "shop", "authorize-url"],
        &["profile", "rename", "shop", "other"],
        &["profile", "remove", "shop", "--yes"],
    ] {
        let _ = home
            .practice(args)
            .run()
            .exits(4)
            .prints_nothing()
            .says("profile named shop");
    }
    for args in [
        &["token", "--format", "json"][..],
        &["refresh", "--json"],
        &["status", "--json"],
    ] {
        let run = home.practice(args).env("IGTOKEN_PROFILE", "shop").run();
        let _ = run.fails(4, "not-found", "no-profile");
    }
    assert_eq!(read(&home.practice_config()), config);
}

#[test]
fn a_name_that_is_taken_or_unfit_is_refused() {
    let home = Home::finished();
    let config = read(&home.practice_config());
    for args in [
        &["profile", "add", "default"][..],
        &["profile", "add", "a b"],
        &["profile", "add", ""],
        &["profile", "add", "../x"],
        &["profile", "add", &"x".repeat(65)],
        &["profile", "rename", "default", "a\nb"],
        &["profile", "add", "shop", "--provider", "threads"],
        &["--profile", "a/b", "status"],
    ] {
        let run = home.practice(args).run().exits(2).prints_nothing();
        assert!(run.stderr.starts_with("igtoken: "), "{run}");
    }
    assert_eq!(read(&home.practice_config()), config);
}

#[test]
fn each_profile_has_a_token_of_its_own() {
    let home = Home::finished();
    let first = home.token();
    let setup = [
        "--profile",
        "old",
        "setup",
        "--yes",
        "--provider",
        "basic-display",
    ];
    let _ = home.practice(setup).run().exits(0).quietly();
    let run = home
        .practice(["token", "--profile", "old"])
        .run()
        .exits(0)
        .quietly();
    assert!(run.stdout.starts_with("IGQV"), "{run}");
    assert_eq!(home.token(), first);
    let status = home
        .practice(["status", "--json"])
        .run()
        .exits(0)
        .quietly()
        .json();
    let entries = status["profiles"].as_array().unwrap();
    let names: Vec<_> = entries
        .iter()
        .map(|entry| entry["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["default", "old"]);
    let one = home
        .practice(["status", "--json"])
        .env("IGTOKEN_PROFILE", "old")
        .run()
        .exits(0);
    assert_eq!(one.json()["profiles"].as_array().unwrap().len(), 1);
}

#[test]
fn config_path_prints_exactly_the_path() {
    let home = Home::new();
    let path = |run: crate::home::Igtoken| run.run().exits(0).quietly().stdout;
    let line = |path: &std::path::Path| format!("{}\n", path.display());
    assert_eq!(
        path(home.igtoken(["config", "path"])),
        line(&home.config_file())
    );
    assert_eq!(
        path(home.practice(["config", "path"])),
        line(&home.practice_config())
    );
    let other = home.path().join("other.toml");
    let named = ["--config", other.to_str().unwrap(), "config", "path"];
    assert_eq!(path(home.igtoken(named)), line(&other));
    assert_eq!(
        path(
            home.igtoken(["config", "path"])
                .env("IGTOKEN_CONFIG", &other)
        ),
        line(&other)
    );
    let document = home
        .igtoken(["config", "path", "--json"])
        .run()
        .exits(0)
        .quietly()
        .json();
    assert_eq!(document["path"], home.config_file().to_str().unwrap());
    assert!(
        !home.config_dir().exists(),
        "asking for the path creates nothing"
    );
}

#[test]
fn config_show_holds_no_secret() {
    let home = Home::finished();
    let token = home.token();
    let config: toml::Table = read(&home.practice_config()).parse().unwrap();
    let secret = config["profiles"]["default"]["app_secret"]
        .as_str()
        .unwrap()
        .to_owned();
    for args in [
        &["config", "show"][..],
        &["config"],
        &["config", "show", "--json"],
    ] {
        let run = home.practice(args).run().exits(0).quietly();
        assert!(run.stdout.contains("practice.account"), "{run}");
        assert!(
            !run.stdout.contains(&token) && !run.stdout.contains(&secret),
            "{run}"
        );
        for hidden in [&token, &secret] {
            let middle = hidden.get(..hidden.len() - 4).unwrap();
            assert!(
                !run.stdout.contains(middle.get(middle.len() - 6..).unwrap()),
                "{run}"
            );
        }
    }
}

#[test]
fn config_check_says_what_is_right() {
    let home = Home::new();
    let run = home.practice(["config", "check"]).run().exits(0).quietly();
    assert!(run.stdout.contains("is not there yet"), "{run}");
    let home = Home::finished();
    let run = home.practice(["config", "check"]).run().exits(0).quietly();
    assert!(run.stdout.ends_with("is right: 1 profile.\n"), "{run}");
    let document = home
        .practice(["config", "check", "--json"])
        .run()
        .exits(0)
        .quietly()
        .json();
    assert_eq!(
        (&document["ok"], &document["profiles"]),
        (&json!(true), &json!(1))
    );
}

#[test]
fn a_config_of_ones_own_is_written_where_it_was_named() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let other = home.path().join("elsewhere/igtoken.toml");
    home.configure(&other, &server);
    let token = server.dashboard_token("instagram-login");
    let igtoken = |args: &[&str]| {
        let run = home.igtoken(args).env("IGTOKEN_CONFIG", &other);
        run.env("IGTOKEN_ENDPOINT", &server.url)
    };
    let _ = igtoken(&["paste", "--json"])
        .stdin(&token)
        .run()
        .exits(0)
        .quietly();
    assert!(read(&other).contains(&token));
    assert!(!home.config_file().exists());
    assert_eq!(igtoken(&["token"]).run().exits(0).stdout.trim_end(), token);
}
