use super::{host_is_loopback, origin_may_post};

#[test]
fn only_names_of_this_machine_are_hosts() {
    for host in [
        "localhost:8080",
        "LOCALHOST",
        "127.0.0.1:9",
        "127.255.0.3",
        "[::1]:80",
        "[::1]",
    ] {
        assert!(host_is_loopback(host), "{host}");
    }
    for host in [
        "",
        "example.com",
        "localhost.example.com:8080",
        "127.0.0.1.example.com",
        "10.0.0.1",
        "0.0.0.0:80",
        "[::2]:80",
        "[::1",
        "[::1]x",
        "localhost:port",
        "localhost:1:2",
        "evil@localhost",
    ] {
        assert!(!host_is_loopback(host), "{host}");
    }
}

#[test]
fn a_page_of_another_origin_may_not_post() {
    assert!(origin_may_post("http://127.0.0.1:8080", "127.0.0.1:8080"));
    assert!(origin_may_post("http://localhost:8080", "127.0.0.1:8080"));
    for origin in [
        "null",
        "",
        "https://example.com",
        "http://example.com:8080",
        "http://localhost:8081",
        "https://localhost:8080",
        "http://localhost.example.com:8080",
    ] {
        assert!(!origin_may_post(origin, "127.0.0.1:8080"), "{origin}");
    }
}
