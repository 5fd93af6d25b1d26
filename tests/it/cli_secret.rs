//! Where the app secret comes from when the config keeps none.

use std::os::unix::fs::PermissionsExt as _;

use crate::home::{Ended, Home, NO_OPTIONS, Server, read};

/// A sign-in up to its answer, with the config's secret line replaced.
fn sign_in(secret_line: impl Fn(&Home, &Server) -> String) -> (Home, Server, String) {
    let (home, server) = Home::ready(NO_OPTIONS);
    let path = home.practice_config();
    let kept = format!("app_secret = \"{}\"\n", server.app_secret);
    let line = secret_line(&home, &server);
    home.lay(&path, &read(&path).replace(&kept, &line));
    let link = home
        .practice(["authorize-url"])
        .run()
        .exits(0)
        .quietly()
        .stdout;
    let landing = server.allow(link.trim_end());
    (home, server, landing)
}

#[track_caller]
fn assert_saved(home: &Home, server: &Server, run: Ended) {
    assert_eq!(run.exits(0).quietly().json()["saved"], true);
    let config = read(&home.practice_config());
    assert!(
        !config.contains(&server.app_secret),
        "the secret was kept: {config}"
    );
    assert!(!read(&home.practice_state()).contains(&server.app_secret));
}

#[test]
fn the_environments_secret_is_used_and_not_kept() {
    let (home, server, landing) = sign_in(|_, _| String::new());
    let paste = home.practice(["paste", "--json"]).stdin(landing);
    let run = paste.env("IGTOKEN_APP_SECRET", &server.app_secret).run();
    assert_saved(&home, &server, run);
}

#[test]
fn without_any_secret_the_code_waits_unspent() {
    let (home, server, landing) = sign_in(|_, _| String::new());
    let run = home.practice(["paste", "--json"]).stdin(&landing).run();
    let document = run.fails(4, "not-ready", "no-secret");
    assert_eq!(document["error"]["step"], "app-credentials", "{run}");
    assert_eq!(document["saved"], false);
    let run = home
        .practice(["paste"])
        .stdin(&landing)
        .run()
        .exits(4)
        .prints_nothing();
    let _ = run.says("IGTOKEN_APP_SECRET");
    let run = home.practice(["step", "exchange", "--yes", "--json"]).run();
    let _ = run.fails(4, "not-ready", "no-secret");
    assert_eq!(server.calls("exchange"), 0);
    let again = home.practice(["step", "exchange", "--yes", "--json"]);
    let run = again
        .env("IGTOKEN_APP_SECRET", &server.app_secret)
        .run()
        .exits(0);
    assert_eq!(run.json()["profiles"][0]["state"], "valid");
}

#[test]
fn a_command_may_hold_the_secret_and_sees_none_of_ours() {
    let (home, server, landing) = sign_in(|home, server| {
        let script = home.path().join("show-secret");
        let seen = home.path().join("seen");
        home.lay(
            &script,
            &format!(
                "#!/bin/sh\n{{ echo \"$0 $*\"; env; cat; }} > '{}'\necho {}\n",
                seen.display(),
                server.app_secret
            ),
        );
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).unwrap();
        format!(
            "app_secret_command = [\"{}\", \"meta/app-secret\"]\n",
            script.display()
        )
    });
    let run = home.practice(["paste", "--json"]).stdin(&landing).run();
    assert_saved(&home, &server, run);
    let seen = read(&home.path().join("seen"));
    assert!(seen.contains("meta/app-secret"), "{seen}");
    let code = landing
        .split("code=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    for hidden in [code, &home.token(), &server.app_secret] {
        assert!(!seen.contains(hidden), "{seen}");
    }
    assert!(read(&home.practice_config()).contains("app_secret_command"));
}

#[test]
fn a_secret_command_that_fails_leaves_the_code_unspent() {
    for command in ["[\"false\"]", "[\"/nowhere/at/all\"]", "[\"true\"]"] {
        let (home, server, landing) = sign_in(|_, _| format!("app_secret_command = {command}\n"));
        let run = home.practice(["paste", "--json"]).stdin(&landing).run();
        let document = run.fails(4, "not-ready", "no-secret");
        let message = document["error"]["message"].as_str().unwrap();
        assert!(message.contains("app_secret_command"), "{message}");
        assert_eq!(server.calls("exchange"), 0, "{command}");
        assert!(read(&home.practice_state()).contains("code"), "{command}");
    }
}
