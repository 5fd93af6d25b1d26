use crate::wizard::callback::At;
use crate::wizard::tunnel::Door;

fn line(connection: Option<&str>, user: Option<&str>) -> String {
    let at = At::of("https://localhost:8443/callback").unwrap();
    Door::read(connection, user).line(&at)
}

#[test]
fn the_line_is_made_from_the_session() {
    let forward = "ssh -N -L 127.0.0.1:8443:127.0.0.1:8443";
    for (connection, end) in [
        ("203.0.113.7 50000 198.51.100.4 22", "me@198.51.100.4"),
        (
            "203.0.113.7 50000 198.51.100.4 2222",
            "-p 2222 me@198.51.100.4",
        ),
        ("2001:db8::9 50000 2001:db8::1 22", "me@2001:db8::1"),
        (
            "2001:db8::9 50000 2001:db8::1 65535",
            "-p 65535 me@2001:db8::1",
        ),
        (
            "::ffff:203.0.113.7 1 ::ffff:198.51.100.4 22",
            "me@198.51.100.4",
        ),
    ] {
        assert_eq!(
            line(Some(connection), Some("me")),
            format!("{forward} {end}")
        );
    }
}

#[test]
fn hostile_values_never_reach_the_line() {
    let placeholder = "ssh -N -L 127.0.0.1:8443:127.0.0.1:8443 USER@HOST";
    for connection in [
        "",
        "a b c d",
        "1.2.3.4 1 $(id) 22",
        "1.2.3.4 1 1.2.3.4;id 22",
        "1.2.3.4 1 `id` 22",
        "1.2.3.4 1 -oProxyCommand=id 22",
        "1.2.3.4 1 fe80::1%eth0 22",
        "1.2.3.4 1 fe80::1%$(id) 22",
        "1.2.3.4 1 example.com 22",
        "1.2.3.4 1 127.1 22",
        "1.2.3.4 1 0x7f.1.1.1 22",
        "1.2.3.4 1 1.2.3.4 22 more",
        "1.2.3.4 1 1.2.3.4",
        "1.2.3.4 1 1.2.3.4\n 22",
        "1.2.3.4 1 ::1]:22@[::1 22",
    ] {
        for user in [
            "",
            "-oProxyCommand=id",
            "a b",
            "a;id",
            "$(id)",
            "a'b",
            "a@b",
            "é",
            "a\u{202e}",
            "a\n",
            &"a".repeat(33),
        ] {
            assert_eq!(
                line(Some(connection), Some(user)),
                placeholder,
                "{connection:?} {user:?}"
            );
        }
    }
    assert_eq!(line(None, None), placeholder);
}

#[test]
fn a_port_that_is_none_is_left_out() {
    for port in ["0", "70000", "-p", "+22", "2222;id", ""] {
        let connection = format!("1.2.3.4 1 5.6.7.8 {port}");
        let made = line(Some(&connection), Some("me"));
        assert!(made.ends_with(":8443 me@5.6.7.8"), "{made}");
    }
}

#[test]
fn brackets_are_quoted_for_the_shell() {
    let at = At::of("http://[::1]:7000/cb").unwrap();
    assert_eq!(
        Door::read(None, Some("me")).line(&at),
        "ssh -N -L '[::1]:7000:[::1]:7000' me@HOST"
    );
}
