//! Whose answer it is, and answers that say no.

use super::*;

#[test]
fn an_error_sent_back_is_told_from_a_cancelled_sign_in() {
    let rows = [
        (
            "https://localhost:8443/callback?error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request&state=STATE",
            "cancelled match [] none",
        ),
        (
            "https://socialsizzle.herokuapp.com/auth/?error=access_denied\n  &error_reason=user_denied\n  &error_description=The+user+denied+your+request",
            "cancelled absent [] none",
        ),
        (
            "?error=access_denied&error_reason=user_denied",
            "cancelled absent [] none",
        ),
        (
            "error=access_denied&state=other",
            "cancelled mismatch [] none",
        ),
        (
            "https://localhost:8443/callback?error=access_denied&error_reason=user_denied&error_description=Insufficient+developer+role&state=STATE#_",
            "error-redirect match [] none",
        ),
        (
            "https://localhost:8443/callback?error=access_denied&error_description=Insufficient%20developer%20role&state=STATE",
            "error-redirect match [] none",
        ),
        (
            "https://localhost:8443/callback?error=invalid_request&error_description=Invalid+Scopes%3A+instagram_business_manage_insights",
            "error-redirect absent [] none",
        ),
        (
            "https://localhost:8443/callback?error_code=200&error_message=Permissions+error&state=STATE",
            "error-redirect match [] none",
        ),
        (
            "{\"error\":\"access_denied\",\"error_reason\":\"user_denied\",\"state\":\"STATE\"}",
            "cancelled match [] none",
        ),
    ];
    check(&rows);
    let pasted = reading(&filled(rows[6].0));
    let refusal = pasted.refusal.unwrap();
    assert_eq!(refusal.shape, answer::Shape::Redirect);
    assert_eq!(
        refusal.message,
        "Invalid Scopes: instagram_business_manage_insights"
    );
    assert_eq!(refusal.kind.as_deref(), Some("invalid_request"));
    let pasted = reading(rows[1].0);
    let refusal = pasted.refusal.unwrap();
    assert_eq!(refusal.message, "The user denied your request");
    assert_eq!(refusal.reason.as_deref(), Some("user_denied"));
    assert_eq!(reading(rows[7].0).refusal.unwrap().code, Some(200));
}

#[test]
fn without_an_open_sign_in_every_state_is_wrong() {
    let api = api();
    let known = Known {
        api: &api,
        redirect_uri: None,
        state: None,
        token_prefixes: &[],
        foreign_prefixes: &[],
        practice_base: None,
    };
    let pasted = read(&filled("https://a.example/?code=CODE&state=STATE"), &known);
    assert_eq!(summary(&pasted), "redirect-url mismatch [] whole");
    assert_eq!(pasted.trouble, None);
}

#[test]
fn a_state_and_a_code_of_two_places_never_make_one_answer() {
    let link = "https://www.instagram.com/oauth/authorize?client_id=99\
                &redirect_uri=https%3A%2F%2Flocalhost&state=STATE&force_reauth=true";
    let shown = |rest: &str| format!("{link}{rest}");
    let rows = [
        (
            shown("\nhttps://localhost:8443/callback?code=CODE&state=evil"),
            "redirect-url mismatch [] whole",
        ),
        (
            shown(" https://localhost:8443/callback?code=CODE&state=evil"),
            "redirect-url mismatch [] whole",
        ),
        (
            shown("\nhttps://localhost:8443/callback?code=CODE"),
            "redirect-url absent [state] whole",
        ),
        (shown("\n?code=CODE"), "query absent [state] whole"),
        (
            shown("\nhttps://localhost:8443/callback?code=CODE&state=STATE"),
            "redirect-url match [] whole",
        ),
    ];
    for (text, expected) in &rows {
        check(&[(text.as_str(), *expected)]);
    }
    check(&[
        (
            "https://localhost/?code=CODE&state=evil&state=STATE",
            "redirect-url mismatch [] whole",
        ),
        (
            "https://localhost/?code=CODE&state=STATE&state=evil",
            "redirect-url mismatch [] whole",
        ),
        (
            "https://localhost/?code=CODE&code=other&state=STATE",
            "redirect-url mismatch [] whole",
        ),
        (
            "?code=CODE&state=evil&x=%26state%3DSTATE",
            "query mismatch [] whole",
        ),
    ]);
}
