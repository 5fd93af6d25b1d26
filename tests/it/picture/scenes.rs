//! What is shown in the pictures, and how a run comes to it.

use std::fmt::Write as _;
use std::net::TcpListener;
use std::path::Path;

use portable_pty::CommandBuilder;

use super::{Album, Tongue};
use crate::pty::{Home, Pty};
use crate::pty_journeys::{INSTAGRAM_LOGIN, through_the_checklist};

const APP: &str = "1898803540314473";
const STATE: &str = "K3vTq8ZyR1bXw7Lm2NcP5sDfG9hJ4tVe";

/// The person has come over SSH, as most do.
const SSH: [(&str, &str); 2] = [
    ("SSH_CONNECTION", "203.0.113.7 51234 198.51.100.4 22"),
    ("USER", "you"),
];

pub(super) fn all(tongue: Tongue, album: &mut Album) {
    the_checklist(tongue, album);
    the_sign_in(tongue, album);
    the_token(tongue, album);
}

/// A private file of the real, not the practice, program.
fn write(home: &Path, name: &str, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let path = home.join(name);
    let dir = path.parent().expect("a directory");
    std::fs::create_dir_all(dir).expect("a directory");
    std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o700)).expect("its mode");
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&path)
        .expect("a file");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("its text");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("its mode");
}

/// A home whose open step is this one, all before it done.
fn at(step: &str, config: &str, sign_in: &str) -> Home {
    let home = Home::new();
    let mut marks = String::new();
    for done in INSTAGRAM_LOGIN.iter().take_while(|done| **done != step) {
        writeln!(marks, "{done} = \"claimed\"").expect("writing to a string");
    }
    write(
        home.path(),
        ".local/state/igtoken/state.toml",
        &format!(
            "version = 1\n\n[profiles.default]\ncurrent = \"{step}\"\n\
             provider = \"instagram-login\"\n\n[profiles.default.fields]\n\
             meta_app_id = \"{APP}\"\n\n[profiles.default.marks]\n{marks}{sign_in}"
        ),
    );
    write(
        home.path(),
        ".config/igtoken/config.toml",
        &format!("version = 1\n\n[profiles.default]\nprovider = \"instagram-login\"\n{config}"),
    );
    home
}

fn open(home: &Home, tongue: Tongue, args: &[&str]) -> Pty {
    let args = [&["--lang", tongue.name], args].concat();
    Pty::open_among(home, &args, 80, 24, &SSH)
}

/// The last words of a footer, so that the frame is whole.
fn settle(pty: &mut Pty, tongue: Tongue) {
    pty.see(tongue.of(["? help", "? 도움말"]));
}

fn the_checklist(tongue: Tongue, album: &mut Album) {
    let home = Home::new();
    let mut pty = open(&home, tongue, &[]);
    pty.see("● account");
    settle(&mut pty, tongue);
    album.take("start", &mut pty, None);
    pty.press("q").ends_with(0);

    for (step, picture) in [
        ("create-app", "create-app"),
        ("add-tester", "tester"),
        ("accept-invite", "invite"),
    ] {
        let home = at(step, "tester = \"shop.owner\"\n", "");
        let mut pty = open(&home, tongue, &[]);
        pty.see(&format!("● {step}"));
        settle(&mut pty, tongue);
        album.take(picture, &mut pty, None);
        if step == "accept-invite" {
            pty.press("r").see("▄");
            pty.see(tongue.of(["Point a phone", "휴대폰 카메라"]));
            pty.see(tongue.of(["main screen", "기본 화면에"]));
            album.take("qr", &mut pty, None);
            pty.press("\x1b").see(&format!("● {step}"));
        }
        pty.press("q").ends_with(0);
    }

    // The first empty field is the one in which to type.
    let home = at("app-credentials", "", "");
    let mut pty = open(&home, tongue, &[]);
    pty.see("● app-credentials");
    pty.see(tongue.of(["leave the field", "칸에서 나가기"]));
    pty.press("990602627938098").see("990602627938098");
    album.take("credentials", &mut pty, None);
    pty.press("\x03").ends_with(130);
}

/// A port of four digits that nobody has now, as the one that the pictures show.
///
/// Each language looks in a half of its own, since both run at once.
fn port(tongue: Tongue) -> u16 {
    let half = if tongue.name == "en" { 4000 } else { 7000 };
    let first = half + u16::try_from(std::process::id() % 1500).expect("a small number");
    (first..half + 2999)
        .find(|port| {
            TcpListener::bind(("127.0.0.1", *port)).is_ok()
                && TcpListener::bind(("::1", *port)).is_ok()
        })
        .expect("a free port")
}

fn signing_in(port: u16) -> Home {
    let now = jiff::Timestamp::now();
    let end = now + jiff::SignedDuration::from_hours(24);
    let sign_in = format!(
        "\n[profiles.default.sign_in]\nstarted_at = {now:.0}\nends_at = {end:.0}\n\
         redirect_uri = \"https://localhost:{port}/callback\"\n\
         scopes = [\"instagram_business_basic\"]\nstate = \"{STATE}\"\n"
    );
    let config = format!(
        "app_id = \"990602627938098\"\napp_secret = \"0123456789abcdef0123456789abcdef\"\n\
         tester = \"shop.owner\"\nscopes = [\"instagram_business_basic\"]\n\
         redirect_uri = \"https://localhost:{port}/callback\"\n"
    );
    at("authorize", &config, &sign_in)
}

fn the_sign_in(tongue: Tongue, album: &mut Album) {
    let port = port(tongue);
    let home = signing_in(port);
    let mut pty = open(&home, tongue, &[]);
    pty.see("● authorize").see("force_reauth=true");
    pty.see(tongue.of(["Also listening on port", "에서도 기다려요"]));
    settle(&mut pty, tongue);
    album.take("authorize", &mut pty, Some(port));

    pty.press("t").see("ssh -N");
    pty.see(tongue.of(["Nothing has come", "아직 아무것도"]));
    pty.see(tongue.of(["Esc close", "Esc 닫기"]));
    album.take("tunnel", &mut pty, Some(port));
    pty.press("\x1b");
    settle(&mut pty, tongue);

    pty.paste(&format!(
        "https://localhost:{port}/callback?code=AQBx1234567890planted&state={STATE}#_"
    ));
    pty.see(tongue.of(["it belongs to this link", "이 링크의 응답이 맞아요"]));
    pty.see(tongue.of(["Esc empty the box", "Esc 비우기"]));
    album.take("recognised", &mut pty, Some(port));
    pty.press("\x1b");
    settle(&mut pty, tongue);

    pty.press("e")
        .see(tongue.of(["What does the browser show?", "브라우저에 무엇이 보이나요?"]));
    pty.press("developer role")
        .see("Insufficient developer role");
    album.take("trouble", &mut pty, Some(port));
    pty.press("\r").see(tongue.of(["What to do", "할 일"]));
    pty.see(tongue.of(["Esc back", "Esc 뒤로"]));
    album.take("diagnosis", &mut pty, Some(port));
    pty.press("\x03").ends_with(130);
}

fn the_token(tongue: Tongue, album: &mut Album) {
    let home = Home::new();
    let mut pty = open(&home, tongue, &["--sandbox"]);
    practised(&mut pty, tongue);
    pty.see("/oauth/authorize?client_id=").press("s");
    pty.see(tongue.of(["it belongs to this link", "이 링크의 응답이 맞아요"]));
    pty.press("\r")
        .see(tongue.of(["Token saved and verified", "토큰을 저장하고 확인했어요"]));
    settle(&mut pty, tongue);
    album.take("saved", &mut pty, None);
    pty.press("q").ends_with(0);

    let program = env!("CARGO_BIN_EXE_igtoken");
    let mut command = CommandBuilder::new("sh");
    command.args([
        "-c",
        "printf '$ igtoken status\\n'; \"$0\" --sandbox --lang \"$1\" status",
        program,
        tongue.name,
    ]);
    command.env_clear();
    command.env("HOME", home.path());
    command.env("TERM", "xterm-256color");
    command.env("TZ", "UTC");
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let mut pty = Pty::spawn(command, 80, 5);
    pty.see(tongue.of(["can be refreshed from", "갱신할 수 있어요"]));
    pty.wait("end of the last line", |screen| screen.lines().count() >= 4);
    album.take("status", &mut pty, None);

    let home = Home::new();
    let args = ["--lang", tongue.name, "--plain"];
    let mut pty = Pty::open_among(&home, &args, 80, 26, &SSH);
    pty.see(tongue.of(["Number, or Enter for 1:", "번호 (Enter만 누르면 1번):"]));
    album.take("plain", &mut pty, None);
    pty.press("q\r").ends_with(0);
}

/// Every manual step by the practice provider's hand.
fn practised(pty: &mut Pty, tongue: Tongue) {
    if tongue.name == "en" {
        through_the_checklist(pty, &INSTAGRAM_LOGIN);
        return;
    }
    for step in INSTAGRAM_LOGIN {
        pty.see(&format!("● {step}"));
        pty.press("s").see("브라우저에서 할 일을 대신 했어요");
        pty.press("\r");
    }
}
