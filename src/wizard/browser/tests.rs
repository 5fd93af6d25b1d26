use super::*;

/// A desktop on Linux, and what differs from it: letters as in [`around`].
fn around(facts: &str, choice: &str) -> Surroundings {
    let has = |name: &str| facts.split(' ').any(|fact| fact == name);
    Surroundings {
        macos: has("macos"),
        wsl: has("wsl"),
        ssh: has("ssh"),
        container: has("container"),
        display: has("display"),
        root: has("root"),
        session: has("session"),
        editor: has("editor"),
        choice: (!choice.is_empty()).then(|| choice.to_owned()),
    }
}

/// What was decided, on one line.
fn decided(found: &Result<Opener, Vec<Obstacle>>) -> String {
    match found {
        Ok(Opener::System) => "system".to_owned(),
        Ok(Opener::Named(programs)) => {
            let programs: Vec<String> = programs.iter().map(|words| words.join(" ")).collect();
            programs.join(", ")
        }
        Err(obstacles) => format!("{obstacles:?}"),
    }
}

const HELPER: &str = "/home/me/.vscode-server/bin/0ab1/bin/helpers/browser.sh";

#[test]
fn a_browser_is_offered_only_where_the_person_would_see_it() {
    let rows = [
        // A desktop.
        ("display session", "", "system"),
        ("display", "", "system"),
        ("display session", "firefox", "firefox"),
        ("display session", "firefox %s", "firefox %s"),
        (
            "display session",
            "firefox:chromium --incognito",
            "firefox, chromium --incognito",
        ),
        ("display session", " : ", "system"),
        ("display session editor", "", "system"),
        // A text browser would draw over the wizard.
        ("display session", "w3m", "[TextBrowser]"),
        (
            "display session",
            "/usr/bin/lynx -accept_all_cookies",
            "[TextBrowser]",
        ),
        ("display session", "links", "[TextBrowser]"),
        ("display session", "elinks:w3m", "[TextBrowser]"),
        ("display session", "www-browser", "[TextBrowser]"),
        ("display session", "w3m:firefox", "firefox"),
        ("display session", "linksome", "linksome"),
        ("macos", "w3m", "[TextBrowser]"),
        // No window can appear.
        ("session", "", "[NoDisplay]"),
        ("", "", "[NoDisplay]"),
        ("session", "firefox", "[NoDisplay]"),
        ("", "w3m", "[NoDisplay, TextBrowser]"),
        // The person is elsewhere, also where a display is forwarded.
        ("ssh", "", "[Ssh, NoDisplay]"),
        ("ssh display session", "", "[Ssh]"),
        ("ssh display session", "firefox", "[Ssh]"),
        ("ssh macos", "", "[Ssh]"),
        ("ssh wsl", "", "[Ssh]"),
        // Containers.
        ("container", "", "[Container, NoDisplay]"),
        ("container display session", "", "[Container]"),
        ("container wsl", "", "[Container]"),
        (
            "ssh container root",
            "w3m",
            "[Ssh, Container, NoDisplay, TextBrowser, Root]",
        ),
        // The superuser.
        ("root display", "", "[Root]"),
        ("root display session", "", "system"),
        ("root wsl", "", "system"),
        // Systems that show windows by themselves.
        ("macos", "", "system"),
        ("macos root", "", "system"),
        ("wsl", "", "system"),
        ("wsl", "wslview", "wslview"),
        // An editor opens the address on the person's own machine, but only while it is there.
        ("ssh editor", HELPER, HELPER),
        ("ssh container root editor", HELPER, HELPER),
        ("ssh", HELPER, "[Ssh, NoDisplay]"),
        ("container", HELPER, "[Container, NoDisplay]"),
        ("ssh editor", "firefox", "[Ssh, NoDisplay]"),
        ("ssh editor", "", "[Ssh, NoDisplay]"),
    ];
    for (facts, choice, expected) in rows {
        let found = decided(&opener(&around(facts, choice)));
        assert_eq!(found, expected, "{facts:?} with {choice:?}");
    }
}

#[test]
fn every_obstacle_has_a_sentence_in_both_languages() {
    for lang in [crate::text::Lang::En, crate::text::Lang::Ko] {
        let texts = crate::text::Texts::new(lang);
        let mut said = std::collections::BTreeSet::new();
        for obstacle in [
            Obstacle::Ssh,
            Obstacle::Container,
            Obstacle::NoDisplay,
            Obstacle::TextBrowser,
            Obstacle::Root,
        ] {
            let say = texts.phrase(&obstacle.say());
            assert!(say.chars().count() > 10, "{obstacle:?}: {say}");
            assert!(said.insert(say), "{obstacle:?} says what another one says");
        }
    }
}

#[test]
fn only_addresses_of_the_web_are_opened() {
    for (address, openable) in [
        ("https://www.instagram.com/oauth/authorize?a=b&c=d", true),
        ("http://127.0.0.1:7007/apps/", true),
        ("HTTPS://example.com/", true),
        ("file:///etc/passwd", false),
        ("javascript:alert(1)", false),
        ("vscode://settings", false),
        ("mailto:me@example.com", false),
        ("--profile=x", false),
        ("-https://example.com", false),
        (" https://example.com/", false),
        ("https:example.com", false),
        ("https://example.com/ --option", false),
        ("https://example.com/\nx", false),
        ("https://", false),
        ("/home/me/page.html", false),
        ("", false),
    ] {
        assert_eq!(is_openable(address), openable, "{address:?}");
    }
}
