use super::*;

fn covering(proxy: &str, no_proxy: &str, url: &str) -> Option<String> {
    Proxies::new(Some(proxy), Some(no_proxy)).covering(&Url::parse(url).unwrap())
}

#[test]
fn a_proxy_is_named_without_its_credentials() {
    let named = |proxy| covering(proxy, "", "https://graph.instagram.com/me").unwrap();
    assert_eq!(
        named("http://user:planted@proxy.example:3128/x?y=planted"),
        "http://proxy.example:3128"
    );
    assert_eq!(named("proxy.example:3128"), "http://proxy.example:3128");
    assert_eq!(
        named("socks5h://127.0.0.1:1080"),
        "socks5h://127.0.0.1:1080"
    );
    assert_eq!(Proxies::new(Some("http://"), None).https, None);
    assert_eq!(Proxies::new(None, None), Proxies::default());
}

#[test]
fn exceptions_are_heeded_as_the_library_heeds_them() {
    let free = |no_proxy: &str, url: &str| covering("http://p:1", no_proxy, url).is_none();
    assert!(free("*", "https://a.example/"));
    assert!(free("x, example", "https://example/"));
    assert!(free(".a.example", "https://a.example/"));
    assert!(free("a.example", "https://www.a.example/"));
    assert!(!free("a.example", "https://ba.example/"));
    assert!(free("127.0.0.1", "https://127.0.0.1/"));
    assert!(free("127.0.0.0/8", "https://127.9.9.9/"));
    assert!(!free("127.0.0.0/8", "https://128.0.0.1/"));
    assert!(free("0.0.0.0/0", "https://128.0.0.1/"));
    assert!(free("::1", "https://[::1]/"));
    assert!(free("fe80::/10", "https://[fe80::1]/"));
    assert!(!free("nonsense/8, 10.0.0.0/x", "https://10.0.0.1/"));
}
