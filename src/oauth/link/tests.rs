use super::*;
use crate::oauth::tests::{api, url};

fn link(redirect_uri: &str, scopes: &[&str]) -> String {
    let scopes: Vec<String> = scopes.iter().map(|&scope| scope.to_owned()).collect();
    let state = Secret::new("s7Ate");
    let parts = LinkParts {
        app_id: "990602627938098",
        redirect_uri,
        scopes: &scopes,
        state: &state,
    };
    authorize_link(&api().authorize, &parts).expose().to_owned()
}

#[test]
fn the_link_is_exact_to_the_byte() {
    assert_eq!(
        link(
            "https://localhost:8443/callback",
            &["instagram_business_basic"]
        ),
        "https://www.instagram.com/oauth/authorize?client_id=990602627938098\
         &redirect_uri=https%3A%2F%2Flocalhost%3A8443%2Fcallback&response_type=code\
         &scope=instagram_business_basic&state=s7Ate&force_reauth=true"
    );
}

#[test]
fn a_redirect_uri_with_a_query_and_scopes_survive() {
    let link = link("https://a.b/c d?x=1&y=é#f", &["one", "two"]);
    assert!(
        link.contains("&redirect_uri=https%3A%2F%2Fa.b%2Fc%20d%3Fx%3D1%26y%3D%C3%A9%23f&"),
        "{link}"
    );
    assert!(link.contains("&scope=one%2Ctwo&"), "{link}");
}

#[test]
fn an_endpoint_with_a_query_of_its_own_keeps_it() {
    let mut api = api().authorize;
    api.url = url("https://example.org/authorize?tenant=1#top");
    api.scope_separator = " ".to_owned();
    let state = Secret::new("s");
    let scopes = ["a".to_owned(), "b".to_owned()];
    let parts = LinkParts {
        app_id: "1",
        redirect_uri: "r",
        scopes: &scopes,
        state: &state,
    };
    assert_eq!(
        authorize_link(&api, &parts).expose(),
        "https://example.org/authorize?tenant=1&client_id=1&redirect_uri=r&response_type=code\
         &scope=a%20b&state=s&force_reauth=true"
    );
}

#[test]
fn debug_of_the_parts_hides_the_state() {
    let state = Secret::new("planted-state");
    let parts = LinkParts {
        app_id: "1",
        redirect_uri: "r",
        scopes: &[],
        state: &state,
    };
    assert!(!format!("{parts:?}").contains("planted"));
}
