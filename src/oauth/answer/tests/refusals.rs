//! Refusals in the words of the provider, in all five shapes.

use proptest::prelude::*;

use super::*;

fn refused(status: u16, body: &str) -> Refusal {
    match short_lived(&answer(status, body)) {
        Err(AnswerError::Refused(refusal)) => refusal,
        other => panic!("{body}: {other:?}"),
    }
}

#[test]
fn the_flat_shape_has_a_status_for_a_code() {
    for message in [
        "Matching code was not found or was already used",
        "This authorization code has been used",
        "Invalid platform app",
        "Invalid redirect_uri",
        "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
        "Invalid scope field(s): basic",
        "Only response type \\\"code\\\" and \\\"token\\\" is allowed",
    ] {
        let body =
            format!(r#"{{"error_type":"OAuthException","code":400,"error_message":"{message}"}}"#);
        for status in [400, 200] {
            let refusal = refused(status, &body);
            assert_eq!(refusal.shape, Shape::Flat);
            assert_eq!(refusal.status, Some(status));
            assert_eq!(refusal.kind.as_deref(), Some("OAuthException"));
            assert_eq!((refusal.code, refusal.graph_code()), (Some(400), None));
            assert_eq!(refusal.message, message.replace('\\', ""));
            assert!(!refusal.transient);
        }
    }
    let wrapped = refused(
        403,
        r#"{"data":[{"error_type":"OAuthForbiddenException","code":"403"}]}"#,
    );
    assert_eq!(wrapped.message, "OAuthForbiddenException");
    assert_eq!(wrapped.code, Some(403));
}

#[test]
fn the_graph_shape_has_codes_of_its_own() {
    let refusal = refused(
        400,
        r#"{"error":{"message":"Error validating access token: Session has expired on Monday, 01-Dec-25 11:00:00 PST.","type":"OAuthException","code":190,"error_subcode":463,"fbtrace_id":"AbC"}}"#,
    );
    assert_eq!(refusal.shape, Shape::Graph);
    assert_eq!(
        (refusal.graph_code(), refusal.subcode),
        (Some(190), Some(463))
    );
    assert!(
        refusal.message.ends_with("01-Dec-25 11:00:00 PST."),
        "{}",
        refusal.message
    );
    let refusal = refused(
        400,
        r#"{"error":{"message":"Unsupported request - method type: get","type":"IGApiException","code":100,"error_user_title":"No","error_user_msg":"Not now"}}"#,
    );
    assert_eq!(refusal.kind.as_deref(), Some("IGApiException"));
    assert_eq!(refusal.user_message.as_deref(), Some("Not now"));
    for (body, status, transient) in [
        (r#"{"error":{"message":"x","code":2}}"#, 400, true),
        (
            r#"{"error":{"message":"x","code":2,"is_transient":false}}"#,
            500,
            false,
        ),
        (
            r#"{"error":{"message":"x","code":190,"is_transient":true}}"#,
            400,
            true,
        ),
        (
            r#"{"error":{"message":"Application request limit reached","code":4}}"#,
            403,
            false,
        ),
        (r#"{"error":{"message":"x","code":1}}"#, 500, true),
        (r#"{"error":{}}"#, 400, false),
    ] {
        assert_eq!(refused(status, body).transient, transient, "{body}");
    }
}

#[test]
fn the_other_shapes_are_known_too() {
    let meta = refused(
        400,
        r#"{"meta":{"error_type":"OAuthAccessTokenException","code":400,"error_message":"The access_token provided is invalid."}}"#,
    );
    assert_eq!((meta.shape, meta.graph_code()), (Shape::Meta, None));
    assert_eq!(meta.message, "The access_token provided is invalid.");
    let redirect = refused(
        400,
        r#"{"error":"invalid_grant","error_description":"Code expired"}"#,
    );
    assert_eq!(
        (redirect.shape, redirect.message.as_str()),
        (Shape::Redirect, "Code expired")
    );
    let page = refused(
        400,
        "<!DOCTYPE html><html><head><title>Instagram</title><style>a{}</style>\
         <script>if (a<b) {}</script></head><body><!-- hidden --><p>Invalid Request: Request parameters \
         are invalid:\n Invalid platform app</p></body></html>",
    );
    assert_eq!(page.shape, Shape::Page);
    assert_eq!(
        page.message,
        "Instagram Invalid Request: Request parameters are invalid: Invalid platform app"
    );
    assert!(refused(502, "<h1>502 Bad Gateway</h1>").transient);
}

#[test]
fn hostile_text_is_cleaned_and_shortened() {
    let refusal = refused(
        400,
        r#"{"error_type":"a\u001b]0;x\u0007\nb","error_message":"one\r\ntwo\u202e \u001b[31mred"}"#,
    );
    assert_eq!(refusal.kind.as_deref(), Some("a]0;x b"));
    assert_eq!(refusal.message, "one two [31mred");
    let long = format!(r#"{{"error_message":"{}"}}"#, "word ".repeat(1000));
    assert_eq!(refused(400, &long).message.chars().count(), 501);
}

#[test]
fn a_token_that_the_provider_repeats_is_taken_out() {
    let refusal = refused(
        400,
        r#"{"error":{"message":"Malformed access token IGAAplanted0123456789abcdefghijkl, see instagram_business_manage_insights"}}"#,
    );
    assert_eq!(
        refusal.message,
        "Malformed access token […], see instagram_business_manage_insights"
    );
}

#[test]
fn a_text_of_any_kind_becomes_a_refusal() {
    let rows = [
        (
            "Insufficient developer role",
            Shape::Page,
            "Insufficient developer role",
        ),
        (
            "  Sorry, this page isn't available.\n",
            Shape::Page,
            "Sorry, this page isn't available.",
        ),
        (
            "<p>Sorry, this page isn&#39;t available. &amp; more &lt;3 &unknown;</p>",
            Shape::Page,
            "Sorry, this page isn't available. & more <3 &unknown;",
        ),
        (
            "HTTP/1.1 400\n\n<html><body>Invalid redirect_uri</body></html>",
            Shape::Page,
            "HTTP/1.1 400 Invalid redirect_uri",
        ),
        (
            r#"{"error_type":"OAuthException","code":400,"error_message":"Invalid platform app"}"#,
            Shape::Flat,
            "Invalid platform app",
        ),
        (
            r#"Error: {"error":{"message":"Session key invalid","code":190}}"#,
            Shape::Graph,
            "Session key invalid",
        ),
        (
            r#"{\"error\":{\"message\":\"Session key invalid\"}}"#,
            Shape::Graph,
            "Session key invalid",
        ),
        (r#"[{"error":{"message":"x"}}]"#, Shape::Graph, "x"),
        (r#"{"meta":{"error_message":"gone"}}"#, Shape::Meta, "gone"),
        (
            "https://localhost/?error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request#_",
            Shape::Redirect,
            "The user denied your request",
        ),
        (
            "?error=access_denied&error_description=Insufficient%20developer%20role",
            Shape::Redirect,
            "Insufficient developer role",
        ),
        ("error=server_error", Shape::Redirect, "server_error"),
        ("{not json}", Shape::Page, "{not json}"),
        ("", Shape::Page, ""),
        (
            r#"{"error_type":"OAuthException","코드":400,"error_message":"일치하는 코드를 찾을 수 없거나 이미 사용 중입니다."}"#,
            Shape::Flat,
            "일치하는 코드를 찾을 수 없거나 이미 사용 중입니다.",
        ),
    ];
    for (text, shape, message) in rows {
        let refusal = refusal_of_text(text);
        assert_eq!(
            (refusal.shape, refusal.message.as_str()),
            (shape, message),
            "{text}"
        );
        assert_eq!(refusal.status, None);
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), status in 100..600_u16) {
        let answer = Answer { status, body: SecretBytes::new(bytes), ..Answer::default() };
        let _ = (short_lived(&answer), long_lived(&answer), me(&answer));
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "[\\[\\]{}\":,0-9a-z\\\\<>&;#x/! é\n-]{0,200}", status in 100..600_u16) {
        let _ = (short_lived(&answer(status, &text)), refusal_of_text(&text));
    }

    #[test]
    fn every_user_id_keeps_its_digits(id in "[1-9][0-9]{0,62}") {
        let body = format!(r#"{{"access_token":"x","user_id":{id}}}"#);
        prop_assert_eq!(short_lived(&answer(200, &body)).unwrap().user_id, Some(id));
    }
}
