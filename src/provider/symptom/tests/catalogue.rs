//! Every known text and code, with the diagnosis it has to lead to.

use super::*;

/// Text, call, diagnosis, its step with `instagram-login`, its step with `basic-display`.
type Row = (
    &'static str,
    Option<Call>,
    &'static str,
    &'static str,
    &'static str,
);

const NO: &str = "-";
const AT: Option<Call> = Some(Call::Authorize);
const EX: Option<Call> = Some(Call::Exchange);
const LL: Option<Call> = Some(Call::LongLived);
const RE: Option<Call> = Some(Call::Refresh);
const ME: Option<Call> = Some(Call::Me);

#[rustfmt::skip]
const TEXTS: &[Row] = &[
    // authorize
    ("Invalid platform app", AT, "invalid-platform-app", "app-credentials", "app-credentials"),
    ("Invalid Request: Request parameters are invalid: Invalid platform app", AT, "invalid-platform-app", "app-credentials", "app-credentials"),
    ("Invalid redirect_uri", AT, "invalid-redirect-uri", "redirect-uri", "oauth-settings"),
    ("Invalid Request: Request parameters are invalid: Invalid redirect_uri", AT, "invalid-redirect-uri", "redirect-uri", "oauth-settings"),
    ("Insufficient developer role", AT, "insufficient-developer-role", "accept-invite", "accept-invite"),
    ("Sorry, this page isn't available. The link you followed may be broken, or the page may have been removed.", AT, "page-not-available", "app-credentials", "app-credentials"),
    ("Sorry, this content isn't available right now", AT, "page-not-available", "app-credentials", "app-credentials"),
    ("Invalid scope: user_profile", AT, "api-switched-off", "authorize", NO),
    ("Invalid Request: Request parameters are invalid: Invalid scope: user_profile", AT, "api-switched-off", "authorize", NO),
    ("Invalid scope field(s): basic", AT, "outdated-scope", "authorize", "authorize"),
    ("Invalid scope: ['basic']", AT, "outdated-scope", "authorize", "authorize"),
    ("Invalid scope: []", AT, "no-usable-scope", "accept-invite", "accept-invite"),
    ("Invalid Scopes: instagram_business_basic, instagram_business_content_publish", AT, "scopes-of-other-login", "authorize", "authorize"),
    ("Invalid Scopes: instagram_basic", AT, "facebook-scopes", "add-product", "add-product"),
    ("error=invalid_request Invalid Scopes: instagram_business_manage_insights", AT, "scope-not-added", "add-product", "add-product"),
    ("Invalid scope field(s): instagram_business_everything", AT, "invalid-scope", "authorize", "authorize"),
    ("Invalid Scopes: instagram_business_basic invalid_request", AT, "scope-not-added", "add-product", "add-product"),
    ("Invalid response type: token", AT, "wrong-response-type", "authorize", "authorize"),
    ("Only response type \"code\" and \"token\" is allowed", AT, "wrong-response-type", "authorize", "authorize"),
    ("You must include a valid client_id, response_type, and redirect_uri parameters", AT, "missing-parameter", "authorize", "authorize"),
    ("You must provide a client_id", AT, "missing-parameter", "authorize", "authorize"),
    ("error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request", AT, "cancelled", "authorize", "authorize"),
    ("The user denied your request", AT, "cancelled", "authorize", "authorize"),
    ("Oops, an error occurred", AT, "sign-in-page-error", "app-credentials", "app-credentials"),
    ("Redirect URI does not match registered redirect URI", AT, "invalid-redirect-uri", "redirect-uri", "oauth-settings"),
    ("You are not a sandbox user of this client", AT, "insufficient-developer-role", "accept-invite", "accept-invite"),
    ("URL Blocked. This redirect failed because the redirect URI is not whitelisted in the app's Client OAuth Settings.", AT, "url-blocked", "redirect-uri", "oauth-settings"),
    ("Can't Load URL: The domain of this URL isn't included in the app's domains", AT, "domain-not-included", "redirect-uri", "add-platform"),
    ("Feature Unavailable: Facebook Login is currently unavailable for this app, since we are updating additional details for this app", AT, "feature-unavailable", "create-app", "create-app"),
    ("Sorry, something went wrong. We're working on getting this fixed as soon as we can.", AT, "app-type-not-business", "create-app", "create-app"),
    ("Insecure Login Blocked: You can't get an access token or log in to this app from an insecure page", AT, "insecure-login-blocked", "redirect-uri", "oauth-settings"),
    ("App not active", AT, "app-not-active", "add-tester", "add-tester"),
    ("user_denied Insufficient developer role", AT, "insufficient-developer-role", "accept-invite", "accept-invite"),
    ("access_denied", AT, "cancelled", "authorize", "authorize"),
    // exchange
    ("Matching code was not found or was already used", EX, "code-not-found", "authorize", "authorize"),
    ("일치하는 코드를 찾을 수 없거나 이미 사용 중입니다.", EX, "code-not-found", "authorize", "authorize"),
    ("This authorization code has been used", EX, "code-used", "authorize", "authorize"),
    ("This authorization code has been used.", None, "code-used", "authorize", "authorize"),
    ("This authorization code has expired", EX, "code-expired", "authorize", "authorize"),
    ("Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request", EX, "redirect-mismatch", "redirect-uri", "oauth-settings"),
    ("Invalid authorization code", EX, "invalid-authorization-code", "authorize", "authorize"),
    ("Invalid Client Secret", EX, "invalid-client-secret", "app-credentials", "app-credentials"),
    ("You must provide a code", EX, "missing-parameter", "authorize", "authorize"),
    ("You must provide a client_secret", EX, "missing-client-secret", "app-credentials", "app-credentials"),
    ("Invalid platform app", EX, "invalid-platform-app", "app-credentials", "app-credentials"),
    ("Unsupported request - method type: get", EX, "wrong-method", "authorize", "authorize"),
    ("No matching code found.", EX, "code-not-found", "authorize", "authorize"),
    ("Error validating client secret.", EX, "invalid-client-secret", "app-credentials", "app-credentials"),
    ("Error validating application. Invalid application ID.", EX, "invalid-application-id", "app-credentials", "app-credentials"),
    ("\"response\" body \"token_type\" property must be a string", None, "strict-client-library", "authorize", "authorize"),
    // a guide translated by machine
    ("https://api.instagram.com/oauth/authorize?client_id=1&response_type=코드", None, "translated-parameters", "authorize", "authorize"),
    ("?client_id={instagram-app-id}&redirect_uri={리디렉션-uri} 범위(&scope)={범위}", None, "translated-parameters", "authorize", "authorize"),
    ("-F 부여_유형=권한 부여_코드", None, "translated-parameters", "authorize", "authorize"),
    ("-F client_id=1 -F 코드=AQBx-hBsH3...", None, "translated-parameters", "authorize", "authorize"),
    // long-lived, refresh, me
    ("Unsupported request - method type: get", LL, "tester-role-missing", "accept-invite", "accept-invite"),
    ("Unsupported request - method type: get", RE, "tester-role-missing", "accept-invite", "accept-invite"),
    ("Unsupported request - method type: get", ME, "tester-role-missing", "accept-invite", "accept-invite"),
    ("Unsupported request - method type: get", None, "tester-role-missing", "accept-invite", "accept-invite"),
    ("Session key invalid", LL, "already-long-lived", "verify", "verify"),
    ("Invalid OAuth access token - Cannot parse access token", ME, "wrong-token", "authorize", "authorize"),
    ("Invalid client secret", LL, "invalid-client-secret", "app-credentials", "app-credentials"),
    ("token too new", RE, "token-too-new", NO, NO),
    ("Error validating access token: Session has expired on Monday, 01-Dec-25 11:00:00 PST. The current time is Tuesday.", RE, "session-expired", "authorize", "authorize"),
    ("Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.", RE, "password-changed", "authorize", "authorize"),
    ("The access_token provided is invalid.", ME, "token-invalid", "authorize", "authorize"),
    // graph calls in general
    ("Application request limit reached", ME, "rate-limited", NO, NO),
    ("User request limit reached", ME, "rate-limited-user", NO, NO),
    ("API access blocked.", ME, "api-access-blocked", NO, NO),
    ("API access deactivated", ME, "api-access-deactivated", NO, NO),
    ("The App_id in the input_token did not match the Viewing App", ME, "wrong-app-token", "app-credentials", "app-credentials"),
    ("The user must be an administrator, editor, or moderator of the page in order to impersonate it", ME, "page-role-missing", "account", "add-tester"),
];

/// Graph code, subcode, diagnosis.
const CODES: &[(i64, Option<i64>, &str)] = &[
    (1, None, "transient"),
    (2, None, "transient"),
    (3, None, "capability-missing"),
    (4, None, "rate-limited"),
    (10, None, "permission-missing"),
    (17, None, "rate-limited-user"),
    (32, None, "rate-limited-throttled"),
    (100, None, "bad-parameter"),
    (100, Some(36007), "code-expired"),
    (100, Some(36008), "redirect-mismatch"),
    (100, Some(36009), "code-used"),
    (101, None, "invalid-application-id"),
    (102, None, "token-invalid"),
    (190, None, "token-invalid"),
    (190, Some(0), "token-invalid"),
    (190, Some(458), "app-removed"),
    (190, Some(459), "account-checkpointed"),
    (190, Some(460), "password-changed"),
    (190, Some(463), "session-expired"),
    (190, Some(464), "unconfirmed-user"),
    (190, Some(467), "logged-out"),
    (190, Some(492), "page-role-missing"),
    (191, None, "redirect-mismatch"),
    (200, None, "permission-missing"),
    (299, None, "permission-missing"),
    (341, None, "policy-limit"),
    (368, None, "policy-limit"),
    (613, None, "rate-limited-throttled"),
    (2500, None, "unknown-path"),
    (80002, None, "rate-limited-account"),
];

fn step(symptom: &Symptom) -> &str {
    symptom.step.as_ref().map_or(NO, StepId::as_str)
}

#[test]
fn every_known_text_leads_to_its_diagnosis_and_step() {
    let all = Providers::embedded().unwrap();
    for &(message, call, id, current, old) in TEXTS {
        for (provider, expected) in all.all().iter().zip([current, old]) {
            let evidence = Evidence {
                call,
                message,
                status: Some(400),
                ..Evidence::default()
            };
            let found = diagnose(provider, &evidence);
            let first = found.first().copied().expect(message);
            assert_eq!(
                (first.id.as_str(), step(first)),
                (id, expected),
                "{message}"
            );
            // The text alone is enough for a person who knows nothing else of it.
            let alone = Evidence {
                message,
                ..Evidence::default()
            };
            let known = diagnose(provider, &alone);
            assert!(known.iter().any(|s| s.id == id), "{message}");
        }
    }
}

#[test]
fn every_known_code_leads_to_its_diagnosis() {
    for provider in Providers::embedded().unwrap().all() {
        for &(code, subcode, id) in CODES {
            let evidence = Evidence {
                call: ME,
                message: "An error without a known text.",
                status: Some(400),
                code: Some(code),
                subcode,
                kind: Some("OAuthException"),
                transient: false,
            };
            assert_eq!(
                first(provider, &evidence).as_deref(),
                Some(id),
                "{code} {subcode:?}"
            );
        }
    }
}

#[test]
fn a_status_alone_says_something_too() {
    let all = Providers::embedded().unwrap();
    let provider = all.default().unwrap();
    for (call, status, id) in [
        (ME, 429, Some("rate-limited")),
        (ME, 503, Some("transient")),
        (EX, 500, Some("transient")),
        (AT, 500, Some("sign-in-page-error")),
        (ME, 400, None),
    ] {
        let evidence = Evidence {
            call,
            status: Some(status),
            ..Evidence::default()
        };
        assert_eq!(
            first(provider, &evidence).as_deref(),
            id,
            "{call:?} {status}"
        );
    }
    let passing = Evidence {
        transient: true,
        ..Evidence::default()
    };
    assert_eq!(first(provider, &passing).as_deref(), Some("transient"));
}
