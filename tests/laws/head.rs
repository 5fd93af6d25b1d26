//! Only a request for the callback's path, at this machine's name, becomes an address.

use igtoken::shell::listener::head::{Asked, is_whole, judge};
use igtoken::wizard::callback::{At, Loopback};

pub(super) fn hold(data: &[u8]) {
    let at = At {
        tls: false,
        host: Loopback::Name,
        port: 8443,
        path: "/callback".to_owned(),
    };
    let whole = is_whole(data);
    let step = (data.len() / 16).max(1);
    for end in (0..data.len()).step_by(step) {
        let part = is_whole(&data[..end]);
        // What comes in pieces is judged as what comes at once.
        assert!(whole.is_err() || part.is_ok(), "{end} bytes: {part:?}");
        if part == Ok(true) {
            assert_eq!(whole, Ok(true), "{end} bytes were whole");
        }
    }
    let Asked::Landed(landing) = judge(data, &at) else {
        return;
    };
    assert_eq!(whole, Ok(true));
    let address = landing.address.expose();
    let parameters = address
        .strip_prefix("http://localhost:8443/callback")
        .unwrap();
    assert!(
        address.bytes().all(|byte| byte.is_ascii_graphic()),
        "{address:?}"
    );
    assert_eq!(parameters.starts_with('?'), landing.has_parameters);
    assert!(landing.has_parameters || parameters.is_empty());
    let text = String::from_utf8_lossy(data).to_ascii_lowercase();
    let hosts = ["localhost:8443", "127.0.0.1:8443", "[::1]:8443"];
    assert!(hosts.iter().any(|host| text.contains(host)), "{text:?}");
    assert!(text.trim_start().starts_with("get "), "{text:?}");
}
