//! Every way in which authorize says no, and the one in which it says yes.

use super::*;

/// What a browser ends up with: a page's text, or where it was sent.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Page(String),
    Said(String),
    Sent(String),
}

/// Opens an authorize link with some parameters replaced, or left out when the new value is `-`.
fn open(practice: &mut Practice, other: &[(&str, &str)]) -> End {
    let app_id = practice.provider.world.apps[0].app_id().unwrap().to_owned();
    let mut query = vec![
        ("client_id", app_id.as_str()),
        ("redirect_uri", REDIRECT),
        ("response_type", "code"),
        ("scope", LOGIN),
        ("state", "s"),
    ];
    for (name, value) in other {
        query.retain(|(key, _)| key != name);
        if *value != "-" {
            query.push((name, value));
        }
    }
    let answer = practice.get("/oauth/authorize", &query);
    if let Some(location) = answer.header("Location") {
        return End::Sent(location.to_owned());
    }
    match crate::sandbox::html::error_text(&text(&answer)) {
        Some(said) => End::Page(said),
        None => End::Said(refused(&answer).1),
    }
}

fn automatic() -> Practice {
    Practice::with(
        Start::Ready,
        Options {
            auto_approve: true,
            ..Options::default()
        },
    )
}

fn invalid(reason: &str) -> End {
    End::Page(format!(
        "Invalid Request: Request parameters are invalid: {reason}"
    ))
}

#[test]
fn allow_leads_back_with_a_code_the_state_and_the_odd_fragment() {
    let mut practice = automatic();
    let End::Sent(location) = open(&mut practice, &[("state", "a b&c")]) else {
        panic!()
    };
    let rest = location
        .strip_prefix("https://localhost:8443/callback?code=AQ")
        .unwrap();
    assert!(rest.ends_with("&state=a+b%26c#_"), "{location}");
}

#[test]
fn without_a_state_none_comes_back() {
    let mut practice = automatic();
    let End::Sent(location) = open(&mut practice, &[("state", "-")]) else {
        panic!()
    };
    assert!(
        !location.contains("state") && location.ends_with("#_"),
        "{location}"
    );
}

#[test]
fn a_wrong_app_is_an_invalid_platform_app() {
    let mut practice = automatic();
    let meta = practice.provider.world.apps[0].meta_app_id.clone();
    for id in ["123456789012345", &meta] {
        assert_eq!(
            open(&mut practice, &[("client_id", id)]),
            invalid("Invalid platform app")
        );
    }
}

#[test]
fn a_client_id_that_is_no_number_has_no_page() {
    let mut practice = automatic();
    let gone = "Sorry, this page isn't available. The link you followed may be broken, or the \
                page may have been removed.";
    for id in [
        "",
        "undefined",
        "\"990602627938098\"",
        "=990602627938098",
        "99 06",
    ] {
        assert_eq!(
            open(&mut practice, &[("client_id", id)]),
            End::Page(gone.to_owned()),
            "{id}"
        );
    }
}

#[test]
fn the_redirect_uri_must_be_registered_character_by_character() {
    let mut practice = automatic();
    for uri in [
        "https://localhost:8443/callback/",
        "https://localhost:8443/Callback",
        "https://localhost:8443/callback?x=1",
        "http://localhost:8443/callback",
        "https://localhost/callback",
    ] {
        let end = open(&mut practice, &[("redirect_uri", uri)]);
        assert_eq!(end, invalid("Invalid redirect_uri"), "{uri}");
    }
}

#[test]
fn a_redirect_uri_on_the_other_product_s_list_does_not_count() {
    let mut practice = automatic();
    practice.provider.world.apps[0]
        .instagram_login
        .redirect_uris
        .clear();
    assert_eq!(open(&mut practice, &[]), invalid("Invalid redirect_uri"));
    assert!(matches!(
        open(&mut practice, &[("scope", DISPLAY)]),
        End::Sent(_)
    ));
}

#[test]
fn parameters_that_are_missing_are_named() {
    let mut practice = automatic();
    for name in ["client_id", "redirect_uri", "response_type"] {
        let said = "You must include a valid client_id, response_type, and redirect_uri parameters";
        assert_eq!(
            open(&mut practice, &[(name, "-")]),
            End::Said(said.to_owned()),
            "{name}"
        );
    }
}

#[test]
fn only_the_response_type_code_is_known() {
    let mut practice = automatic();
    let end = open(&mut practice, &[("response_type", "코드")]);
    assert_eq!(end, End::Said("Invalid response type: 코드".to_owned()));
}

#[test]
fn scopes_that_do_not_exist_or_are_missing_are_refused() {
    let mut practice = automatic();
    let end = open(&mut practice, &[("scope", "basic")]);
    assert_eq!(end, End::Said("Invalid scope field(s): basic".to_owned()));
    for none in ["", "-", " , "] {
        let end = open(&mut practice, &[("scope", none)]);
        assert_eq!(end, End::Said("Invalid scope: []".to_owned()), "{none:?}");
    }
    let end = open(
        &mut practice,
        &[("scope", "instagram_business_basic,user_profile")],
    );
    assert_eq!(
        end,
        invalid("Invalid scope: user_profile"),
        "the families do not mix"
    );
}

#[test]
fn display_scopes_need_the_display_product() {
    let mut practice = automatic();
    practice.provider.world.apps[0].basic_display.set_up = false;
    let end = open(&mut practice, &[("scope", "user_profile")]);
    assert_eq!(end, invalid("Invalid scope: user_profile"));
}

#[test]
fn a_permission_that_was_not_added_comes_back_as_an_error() {
    let mut practice = automatic();
    let permissions = &mut practice.provider.world.apps[0].instagram_login.permissions;
    permissions.retain(|name| name != "instagram_business_manage_insights");
    let scope = "instagram_business_basic instagram_business_manage_insights";
    let End::Sent(location) = open(&mut practice, &[("scope", scope)]) else {
        panic!()
    };
    assert_eq!(
        location,
        "https://localhost:8443/callback?error=invalid_request&error_description=\
         Invalid+Scopes%3A+instagram_business_manage_insights&state=s"
    );
}

#[test]
fn login_scopes_of_an_app_without_the_login_product_come_back_as_an_error() {
    let mut practice = automatic();
    practice.provider.world.apps[0].instagram_login = crate::sandbox::world::Product::default();
    let End::Sent(location) = open(&mut practice, &[]) else {
        panic!()
    };
    assert!(
        location.contains("Invalid+Scopes%3A+instagram_business_basic"),
        "{location}"
    );
}

#[test]
fn an_account_without_an_accepted_role_is_told_so() {
    let mut practice = automatic();
    practice.remove_role();
    assert_eq!(
        open(&mut practice, &[]),
        End::Page("Insufficient developer role".to_owned())
    );
    let app = &mut practice.provider.world.apps[0];
    app.add_role(
        "practice.account",
        crate::sandbox::world::RoleName::InstagramTester,
    );
    assert_eq!(
        open(&mut practice, &[]),
        End::Page("Insufficient developer role".to_owned())
    );
    practice.provider.world.apps[0].accept_invite("practice.account");
    assert!(matches!(open(&mut practice, &[]), End::Sent(_)));
}

#[test]
fn the_tester_role_of_facebook_is_of_no_use() {
    let mut practice = automatic();
    practice.remove_role();
    let app = &mut practice.provider.world.apps[0];
    app.add_role("practice.account", crate::sandbox::world::RoleName::Tester);
    app.accept_invite("practice.account");
    for role in &mut app.roles {
        role.status = crate::sandbox::world::RoleStatus::Accepted;
    }
    assert_eq!(
        open(&mut practice, &[]),
        End::Page("Insufficient developer role".to_owned())
    );
}

#[test]
fn unknown_parameters_and_a_slash_at_the_end_are_ignored() {
    let mut practice = automatic();
    let more = [
        ("enable_fb_login", "0"),
        ("logger_id", "x"),
        ("code_challenge", "y"),
    ];
    assert!(matches!(open(&mut practice, &more), End::Sent(_)));
    let facts = practice.facts();
    let query = [
        ("client_id", facts.app_id.as_str()),
        ("redirect_uri", REDIRECT),
        ("response_type", "code"),
        ("scope", LOGIN),
    ];
    assert_eq!(practice.get("/oauth/authorize/", &query).status, 302);
}
