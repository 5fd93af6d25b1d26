//! What the programs that are started beside the wizard can see of its secrets.

use std::os::unix::fs::PermissionsExt as _;

use crate::home::{Home, read};
use crate::misbehaving::{Act, Misbehaving};

const APP_SECRET: &str = "5ecre75ecre75ecre75ecre75ecre7ab";
const TOKEN: &str = "IGAAn3wTokenThatWaits9RkVy4n3wTokenThatWaits9RkVy4n3wTokenThatWaits9Rk";
const CODE: &str = "AQBx-c0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0de";

/// A command that notes its arguments and its environment as the kernel has them.
fn spy(home: &Home, name: &str, then: &str) -> String {
    let path = home.path().join(name);
    let seen = home.path().join(format!("{name}.seen"));
    home.lay(
        &path,
        &format!(
            "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" > '{0}'\nenv >> '{0}'\n{then}\n",
            seen.display()
        ),
    );
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    path.display().to_string()
}

#[test]
fn the_commands_of_a_profile_see_no_secret_but_the_token_on_their_input() {
    let home = Home::new();
    let tells = spy(&home, "tells", &format!("echo {APP_SECRET}"));
    let takes = spy(
        &home,
        "takes",
        &format!("cat > '{}/taken'", home.path().display()),
    );
    home.lay(
        &home.config_file(),
        &format!(
            "version = 1\n[profiles.default]\nprovider = \"instagram-login\"\n\
             app_id = \"990602627938098\"\napp_secret_command = [\"{tells}\", \"show\"]\n\
             redirect_uri = \"https://localhost:8443/callback\"\n\
             [[profiles.default.deliver]]\ncommand = [\"{takes}\", \"token=-\"]\n"
        ),
    );
    let server = Misbehaving::start(|path, _| match path {
        "/oauth/access_token" => Act::json(
            "200 OK",
            r#"{"access_token":"IGAAshortTokenOfOneHour0123456789abcdefghijklmnop","user_id":1}"#,
        ),
        "/access_token" => Act::json(
            "200 OK",
            &format!(
                "{{\"access_token\":\"{TOKEN}\",\"token_type\":\"bearer\",\"expires_in\":5183944}}"
            ),
        ),
        _ => Act::json(
            "200 OK",
            r#"{"user_id":"17841405793187218","username":"shop"}"#,
        ),
    });
    let igtoken = |arguments: &[&str]| {
        let log = home.path().join("log");
        let log = log.to_str().unwrap().to_owned();
        home.igtoken(["--log", &log, "-vv"].iter().chain(arguments))
            .env("IGTOKEN_ENDPOINT", &server.url)
            .env("IGTOKEN_APP_SECRET", "5ecre75ecre75ecre75ecre75ecre7cd")
    };
    let link = igtoken(&["authorize-url"]).run().exits(0).stdout;
    let state = link.split("&state=").nth(1).unwrap();
    let state = state.split('&').next().unwrap().trim().to_owned();
    let landing = format!("https://localhost:8443/callback?code={CODE}&state={state}#_");
    let run = igtoken(&["paste", "--json"]).stdin(landing).run().exits(0);
    assert_eq!(read(&home.path().join("taken")), TOKEN, "{run}");
    // Which of the secrets is asked first is the program's business; what was started saw none.
    let mut seen = read(&home.path().join("takes.seen"));
    seen.push_str(&std::fs::read_to_string(home.path().join("tells.seen")).unwrap_or_default());
    seen.push_str(&read(&home.path().join("log")));
    seen.push_str(&run.stdout);
    seen.push_str(&run.stderr);
    for hidden in [
        APP_SECRET,
        TOKEN,
        CODE,
        "IGAAshort",
        "5ecre7cd",
        state.as_str(),
    ] {
        assert!(!seen.contains(hidden), "{hidden} in {seen}");
    }
    assert!(seen.contains("token=-"), "{seen}");
}
