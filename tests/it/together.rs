//! Several processes at one config at once: every change of each of them is there at the end.

use std::thread;

use crate::home::{Home, Igtoken, NO_OPTIONS, Server, read};
use crate::pty::Pty;

const MANY: usize = 8;

/// A config with a person's own lines and a profile for each process.
fn config(server: &Server) -> String {
    let profile = |name: &str| {
        format!(
            "[profiles.{name}] # of {name}\nprovider = \"instagram-login\"\napp_id = \"{}\"\n\
             app_secret = \"{}\"\nredirect_uri = \"{}\"\nmine = \"{name}\" # kept\n\n",
            server.app_id, server.app_secret, server.redirect_uri
        )
    };
    let names =
        (0..MANY).flat_map(|n| [format!("old{n}"), format!("gone{n}"), format!("paste{n}")]);
    let profiles: String = names.map(|name| profile(&name)).collect();
    format!("# a person's own\nversion = 1\nanswer = 42\n\n{profiles}# the end\n")
}

#[test]
fn processes_that_write_one_config_at_once_lose_no_change() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let path = home.practice_config();
    home.lay(&path, &config(&server));
    let with = |profile: &str, args: &[&str]| -> Igtoken {
        home.practice([&["--profile", profile], args].concat())
    };
    let tokens: Vec<String> = (0..MANY)
        .map(|_| server.dashboard_token("instagram-login"))
        .collect();
    let mut runs = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        let name = |what: &str| format!("{what}{n}");
        runs.push(home.practice(["profile", "add", &name("added")]));
        runs.push(home.practice(["profile", "rename", &name("old"), &name("new")]));
        runs.push(home.practice(["profile", "remove", &name("gone"), "--yes"]));
        runs.push(with(&name("paste"), &["paste", "--json"]).stdin(token));
    }
    let ended: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = runs
            .into_iter()
            .map(|run| scope.spawn(move || run.run()))
            .collect();
        running
            .into_iter()
            .map(|running| running.join().unwrap())
            .collect()
    });
    for run in ended {
        let _ = run.exits(0);
    }
    let text = read(&path);
    let config: toml::Table = text.parse().unwrap();
    let profiles = config["profiles"].as_table().unwrap();
    assert_eq!(profiles.len(), 3 * MANY, "{text}");
    for (n, token) in tokens.iter().enumerate() {
        assert!(profiles.contains_key(&format!("added{n}")), "added{n}");
        let renamed = &profiles[&format!("new{n}")];
        assert_eq!(renamed["mine"].as_str(), Some(format!("old{n}").as_str()));
        let pasted = &profiles[&format!("paste{n}")];
        assert_eq!(
            pasted["token"]["access_token"].as_str(),
            Some(token.as_str())
        );
        assert!(text.contains(&format!("mine = \"paste{n}\" # kept\n")));
        assert!(!text.contains(&format!("\"gone{n}\"")));
    }
    assert!(
        text.starts_with("# a person's own\nversion = 1\nanswer = 42\n"),
        "{text}"
    );
    assert!(text.contains("# the end\n"), "{text}");
}

#[test]
fn a_refresh_of_all_beside_other_changes_loses_none_of_them() {
    let (home, server) = Home::served();
    server.advance(2 * 86_400);
    let before = home.token();
    let mut runs = vec![home.practice(["refresh", "--all", "--json"])];
    for n in 0..MANY {
        runs.push(home.practice(["profile", "add", &format!("added{n}")]));
        runs.push(home.practice(["refresh", "--profile", "default", "--json"]));
    }
    let ended: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = runs
            .into_iter()
            .map(|run| scope.spawn(move || run.run()))
            .collect();
        running
            .into_iter()
            .map(|running| running.join().unwrap())
            .collect()
    });
    for run in ended {
        // A refresh that came second finds a token too young, or was told that it is not due.
        assert!(matches!(run.code, Some(0 | 4)), "{run}");
    }
    assert_eq!(server.calls("refresh"), 1, "one refresh");
    let config: toml::Table = read(&home.practice_config()).parse().unwrap();
    let profiles = config["profiles"].as_table().unwrap();
    assert_eq!(profiles.len(), MANY + 1);
    assert_ne!(home.token(), before);
}

#[test]
fn a_code_that_a_wizard_beside_has_sent_is_left_to_it_while_it_lives() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let link = home.practice(["authorize-url"]).run().exits(0).stdout;
    let address = server.allow(link.trim());
    server.fault("exchange", "timeout", 1);
    let open = |args: &[&str]| Pty::open_at(home.path(), args, 80, 24);
    let mut first = open(&["--sandbox", "step", "authorize"]);
    first.see("Open this link in any browser").paste(&address);
    first.see("it belongs to this link").press("\r");
    let sent = || read(&home.practice_state()).contains("code_sent = true");
    first.wait("note that the code was sent", |_| sent());
    let number = first.id().to_string();
    for args in [&["--sandbox"][..], &["--sandbox", "step", "authorize"]] {
        let mut second = open(args);
        second.see("Another igtoken is running here, process");
        second.see(&format!("kill {number}"));
        second.signal("-TERM").ends_with(130);
        assert!(sent(), "it is the first one's");
    }
    let run = home.practice(["step", "exchange", "--json"]).run();
    let document = run.fails(4, "not-ready", "sent-elsewhere");
    let message = document["error"]["message"].as_str().unwrap();
    assert!(message.contains(&number), "{message}");
    // Now nobody reads the answer any more.
    first.kill();
    let kept = read(&home.practice_state());
    let mut second = open(&["--sandbox", "step", "authorize"]);
    second.see("The code may be used up").press("\r");
    second.see("Open this link in any browser");
    second.signal("-TERM").ends_with(130);
    // A script that asks for a link gets one, and hears of it too.
    home.lay(&home.practice_state(), &kept);
    let run = home.practice(["authorize-url"]).run().exits(0);
    assert!(run.stdout.starts_with("http://127.0.0.1:"), "{run}");
    let _ = run.says("The code may be used up");
}
