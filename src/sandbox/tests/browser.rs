//! The consent page, as a browser without JavaScript sees it.

use super::*;

fn consent_page(practice: &mut Practice) -> String {
    let link = practice.link(LOGIN);
    let url = url::Url::parse(&link).unwrap();
    let query = Fields::urlencoded(url.query().unwrap().as_bytes());
    let answer = practice.ask(&Ask {
        path: "/oauth/authorize".into(),
        query,
        ..Ask::default()
    });
    assert_eq!(answer.status, 200, "{}", text(&answer));
    text(&answer)
}

fn token_in(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"consent\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

fn press(practice: &mut Practice, token: &str, decision: &str) -> Answer {
    let form = [
        ("consent", token),
        ("decision", decision),
        ("username", "practice.account"),
    ];
    practice.post("/oauth/authorize", &form)
}

#[test]
fn the_page_names_the_app_the_account_and_what_is_asked_and_says_practice() {
    let mut practice = Practice::ready();
    practice.provider.world.apps[0].display_name = "<b>\"Feed\" & 'me'".to_owned();
    let page = consent_page(&mut practice);
    for part in [
        "Practice",
        "practice.account",
        "see your profile",
        "Allow",
        "Cancel",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(
        page.contains("&lt;b&gt;&quot;Feed&quot; &amp; &#39;me&#39;"),
        "{page}"
    );
    for outside in ["<script", "src=", "<link", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn allow_gives_a_code_that_can_be_exchanged() {
    let mut practice = Practice::ready();
    let token = token_in(&consent_page(&mut practice));
    let answer = press(&mut practice, &token, "allow");
    assert_eq!(answer.status, 302);
    let location = answer.header("Location").unwrap().to_owned();
    assert!(location.ends_with("&state=st4te#_"), "{location}");
    assert_eq!(practice.exchange(&code_of(&location)).status, 200);
}

#[test]
fn cancel_goes_back_with_the_documented_error() {
    let mut practice = Practice::ready();
    let token = token_in(&consent_page(&mut practice));
    assert_eq!(
        press(&mut practice, &token, "cancel")
            .header("Location")
            .unwrap(),
        "https://localhost:8443/callback?error=access_denied&error_reason=user_denied\
         &error_description=The+user+denied+your+request&state=st4te"
    );
}

#[test]
fn a_page_is_answered_once_and_within_the_hour() {
    let mut practice = Practice::ready();
    let (first, second) = (
        token_in(&consent_page(&mut practice)),
        token_in(&consent_page(&mut practice)),
    );
    assert_ne!(first, second);
    assert_eq!(press(&mut practice, &first, "allow").status, 302);
    assert_eq!(
        press(&mut practice, &first, "allow").status,
        400,
        "answered already"
    );
    practice.now += 3_600;
    assert_eq!(
        press(&mut practice, &second, "allow").status,
        400,
        "too old"
    );
    assert_eq!(press(&mut practice, "", "allow").status, 400, "guessed");
    assert_eq!(practice.provider.world.codes.len(), 1);
}

#[test]
fn the_wrong_account_has_no_role() {
    let mut practice = Practice::ready();
    practice.post(
        "/",
        &[("do", "open-account"), ("username", "somebody.else")],
    );
    let page = consent_page(&mut practice);
    assert!(page.contains("<option value=\"somebody.else\">"), "{page}");
    let token = token_in(&page);
    let form = [
        ("consent", token.as_str()),
        ("decision", "allow"),
        ("username", "somebody.else"),
    ];
    let answer = practice.post("/oauth/authorize", &form);
    assert!(text(&answer).contains("Insufficient developer role"));
}

#[test]
fn what_changed_while_the_page_was_open_is_checked_again() {
    let mut practice = Practice::ready();
    let token = token_in(&consent_page(&mut practice));
    practice.provider.world.apps[0]
        .instagram_login
        .permissions
        .clear();
    let answer = press(&mut practice, &token, "allow");
    assert!(
        answer
            .header("Location")
            .unwrap()
            .contains("Invalid+Scopes"),
        "{answer:?}"
    );
    assert!(practice.provider.world.codes.is_empty());
}

#[test]
fn whoever_accepted_an_invitation_last_is_the_one_signed_in() {
    let mut practice = Practice::ready();
    practice.play(&[("step", "accept-invite"), ("tester", "second.one")]);
    let page = consent_page(&mut practice);
    assert!(
        page.contains("<option value=\"second.one\" selected>"),
        "{page}"
    );
}
