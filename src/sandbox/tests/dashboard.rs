//! The dashboard's pages, read and filled in as a person would.

use super::*;

fn page(practice: &mut Practice, path: &str) -> String {
    let ask = Ask {
        path: path.to_owned(),
        host: "localhost:9".to_owned(),
        ..Ask::default()
    };
    let answer = practice.ask(&ask);
    assert_eq!(answer.status, 200, "{path}");
    text(&answer)
}

fn meta_id(practice: &Practice) -> String {
    practice
        .provider
        .world
        .apps
        .last()
        .unwrap()
        .meta_app_id
        .clone()
}

fn error(answer: &Answer) -> String {
    assert_eq!(answer.status, 400, "{}", text(answer));
    let page = text(answer);
    let (_, rest) = page.split_once("id=\"error\">").unwrap();
    rest.split_once("</p>").unwrap().0.to_owned()
}

const APP_PAGES: [&str; 6] = [
    "dashboard",
    "settings/basic",
    "use_cases",
    "instagram-business/API-Setup",
    "instagram-basic-display/basic-display",
    "roles/roles",
];

#[test]
fn the_help_page_leads_to_the_kind_of_the_account_and_is_no_call() {
    let mut practice = Practice::ready();
    let answer = practice.get("/502981923235522", &[]);
    assert_eq!(answer.status, 302);
    let leads = answer.header("Location");
    assert_eq!(leads, Some("/accounts/convert_to_professional_account/"));
    assert_eq!(practice.state()["calls"]["me"], 0);
}

#[test]
fn every_page_is_headed_and_loads_nothing_from_elsewhere() {
    let mut practice = Practice::ready();
    let id = meta_id(&practice);
    let mut paths: Vec<String> = [
        "/",
        "/async/registration",
        "/apps",
        "/apps/creation/",
        "/accounts/manage_access/",
        "/accounts/convert_to_professional_account/",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend(APP_PAGES.map(|page| format!("/apps/{id}/{page}/")));
    let index = page(&mut practice, "/");
    for path in &paths {
        let page = page(&mut practice, path);
        assert!(page.contains("Practice dashboard"), "{path}");
        for outside in ["<script", "src=", "<link", "@import", "javascript:"] {
            assert!(!page.contains(outside), "{outside} in {path}");
        }
        assert!(
            index.contains(&format!("href=\"{path}\"")),
            "the index leads to {path}"
        );
    }
    assert!(index.contains("2026-11-22T16:00:00Z"));
}

#[test]
fn the_instagram_app_id_in_an_address_leads_to_the_right_page() {
    let mut practice = Practice::ready();
    let (id, app_id) = (meta_id(&practice), practice.facts().app_id);
    for name in APP_PAGES {
        let answer = practice.get(&format!("/apps/{app_id}/{name}/"), &[]);
        assert_eq!(
            answer.header("Location"),
            Some(format!("/apps/{id}/{name}/").as_str())
        );
    }
    for short in [format!("/apps/{id}"), format!("/apps/{app_id}/")] {
        let answer = practice.get(&short, &[]);
        assert_eq!(
            answer.header("Location"),
            Some(format!("/apps/{id}/dashboard/").as_str())
        );
    }
    assert_eq!(practice.get("/apps/123/roles/roles/", &[]).status, 404);
    assert_eq!(
        practice.get(&format!("/apps/{id}/elsewhere/"), &[]).status,
        404
    );
}

#[test]
fn the_basic_settings_show_the_other_pair_of_credentials() {
    let mut practice = Practice::ready();
    let (id, facts) = (meta_id(&practice), practice.facts());
    let basic = page(&mut practice, &format!("/apps/{id}/settings/basic/"));
    assert!(basic.contains(&id) && !basic.contains(&facts.app_id));
    let setup = format!("/apps/{id}/instagram-business/API-Setup/");
    let hidden = page(&mut practice, &setup);
    assert!(hidden.contains(&facts.app_id) && !hidden.contains(&facts.app_secret));
    let shown = text(&practice.get(&setup, &[("show", "secret")]));
    assert!(shown.contains(&facts.app_secret));
}

#[test]
fn the_embed_url_is_an_authorize_link_that_works() {
    let mut practice = Practice::ready();
    let setup = format!("/apps/{}/instagram-business/API-Setup/", meta_id(&practice));
    let page = page(&mut practice, &setup);
    let (_, rest) = page.split_once("id=\"embed-url\">").unwrap();
    let link = rest.split_once('<').unwrap().0.replace("&amp;", "&");
    assert!(link.starts_with("http://localhost:9/oauth/authorize?force_reauth=true&client_id="));
    let played = practice.play(&[("step", "authorize"), ("url", &link)]);
    assert!(played["redirect"].is_string(), "{played}");
}

#[test]
fn the_whole_login_checklist_can_be_clicked() {
    let mut practice = Practice::empty();
    practice.post(
        "/accounts/convert_to_professional_account/",
        &[("do", "creator")],
    );
    let made = practice.post(
        "/apps/creation/",
        &[
            ("do", "create"),
            ("display_name", "Feed"),
            ("contact_email", "a@example.org"),
        ],
    );
    let id = meta_id(&practice);
    assert_eq!(made.status, 303);
    assert_eq!(
        made.header("Location"),
        Some(format!("/apps/{id}/dashboard/").as_str())
    );
    let setup = format!("/apps/{id}/instagram-business/API-Setup/");
    assert_eq!(
        practice
            .post(&setup, &[("do", "add-permissions")])
            .header("Location"),
        Some(&*setup)
    );
    let roles = format!("/apps/{id}/roles/roles/");
    let tester = [
        ("do", "add"),
        ("role", "instagram-tester"),
        ("username", "practice.account"),
    ];
    practice.post(&roles, &tester);
    assert!(page(&mut practice, &roles).contains("Pending"));
    let generate = [("do", "generate-token"), ("username", "practice.account")];
    assert_eq!(
        error(&practice.post(&setup, &generate)),
        "Insufficient developer role"
    );
    let accept = [("do", "accept"), ("app", id.as_str())];
    assert_eq!(
        practice.post("/accounts/manage_access/", &accept).status,
        303
    );
    assert!(page(&mut practice, &roles).contains("Accepted"));
    let shown = text(&practice.post(&setup, &generate));
    assert!(shown.contains("<code id=\"token\">IGAA"));
    assert!(!page(&mut practice, &setup).contains("IGAA"), "shown once");
    practice.post(&setup, &[("do", "save-oauth"), ("redirect_uri", REDIRECT)]);
    let token = practice.long_token(LOGIN);
    assert_eq!(
        json(&practice.me(&token, "account_type"))["account_type"],
        "MEDIA_CREATOR"
    );
}

#[test]
fn the_whole_display_checklist_can_be_clicked() {
    let mut practice = Practice::empty();
    let form = [
        ("do", "create"),
        ("display_name", "Feed"),
        ("contact_email", "a@example.org"),
        ("use_case", "everything-else"),
    ];
    practice.post("/apps/creation/", &form);
    let id = meta_id(&practice);
    let basic = format!("/apps/{id}/settings/basic/");
    practice.post(
        &basic,
        &[("do", "add-platform"), ("site_url", "https://example.org/")],
    );
    assert!(page(&mut practice, &basic).contains("https://example.org/"));
    let display = format!("/apps/{id}/instagram-basic-display/basic-display/");
    assert!(page(&mut practice, &display).contains("Set up"));
    practice.post(&display, &[("do", "set-up")]);
    assert!(page(&mut practice, &display).contains("Create New App"));
    practice.post(
        &display,
        &[("do", "create-app"), ("instagram_app_name", "Feed-IG1")],
    );
    let settings = [
        ("do", "save-oauth"),
        ("redirect_uri", REDIRECT),
        ("deauthorize_url", "https://example.org/out"),
        ("deletion_url", "https://example.org/gone"),
    ];
    practice.post(&display, &settings);
    let saved = page(&mut practice, &display);
    for part in [
        "Feed-IG1",
        REDIRECT,
        "https://example.org/out",
        "https://example.org/gone",
    ] {
        assert!(saved.contains(part), "{part}");
    }
    practice.play(&[("provider", "basic-display"), ("step", "accept-invite")]);
    assert!(practice.long_token(DISPLAY).starts_with("IGQV"));
}

#[test]
fn redirect_uris_are_kept_exactly_several_at_a_time_and_removed_one_by_one() {
    let mut practice = Practice::ready();
    let setup = format!("/apps/{}/instagram-business/API-Setup/", meta_id(&practice));
    for uri in [
        "https://Example.org/Back/",
        "http://127.0.0.1:9/back",
        "https://Example.org/Back/",
    ] {
        let saved = practice.post(&setup, &[("do", "save-oauth"), ("redirect_uri", uri)]);
        assert_eq!(saved.status, 303, "{uri}");
    }
    let listed = &practice.provider.world.apps[0]
        .instagram_login
        .redirect_uris;
    assert_eq!(
        *listed,
        [
            REDIRECT,
            "https://Example.org/Back/",
            "http://127.0.0.1:9/back"
        ]
    );
    practice.post(&setup, &[("do", "remove-uri"), ("uri", REDIRECT)]);
    assert_eq!(
        practice.provider.world.apps[0]
            .instagram_login
            .redirect_uris
            .len(),
        2
    );
    for (uri, said) in [
        ("http://example.org/back", "must begin with https://"),
        ("myapp://back", "custom schemes are refused"),
        ("https://example.org/#x", "# part"),
        ("example.org/back", "not a whole address"),
        ("https://예시.kr/back", "outside ASCII"),
        ("https://example.org/a b", "no spaces"),
    ] {
        let answer = practice.post(&setup, &[("do", "save-oauth"), ("redirect_uri", uri)]);
        assert!(error(&answer).contains(said), "{uri}: {}", error(&answer));
    }
}

#[test]
fn an_invitation_is_seen_only_by_the_account_it_is_for() {
    let mut practice = Practice::ready();
    practice.post("/", &[("do", "open-account"), ("username", "second.one")]);
    let id = meta_id(&practice);
    let invite = [
        ("do", "add"),
        ("role", "instagram-tester"),
        ("username", "second.one"),
    ];
    practice.post(&format!("/apps/{id}/roles/roles/"), &invite);
    let access = "/accounts/manage_access/";
    assert!(!page(&mut practice, access).contains("Tester invites"));
    let accept = [("do", "accept"), ("app", id.as_str())];
    assert_eq!(
        practice.post(access, &accept).status,
        400,
        "not this account's invitation"
    );
    practice.post(access, &[("do", "sign-in"), ("username", "second.one")]);
    assert!(page(&mut practice, access).contains("Tester invites"));
    practice.post(access, &[("do", "decline"), ("app", id.as_str())]);
    assert!(!page(&mut practice, access).contains("Tester invites"));
    assert_eq!(
        practice.state()["apps"][0]["testers"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn text_from_a_person_is_escaped_on_every_page() {
    let mut practice = Practice::ready();
    let evil = "\"><img onerror=x>&'";
    let form = [
        ("do", "create"),
        ("display_name", evil),
        ("contact_email", "<i>@example.org"),
    ];
    practice.post("/apps/creation/", &form);
    let id = meta_id(&practice);
    let display = format!("/apps/{id}/instagram-basic-display/basic-display/");
    practice.post(&display, &[("do", "set-up")]);
    practice.post(
        &display,
        &[("do", "create-app"), ("instagram_app_name", evil)],
    );
    let mut paths = vec!["/".to_owned(), "/apps".to_owned()];
    paths.extend(APP_PAGES.map(|page| format!("/apps/{id}/{page}/")));
    for path in paths {
        let page = page(&mut practice, &path);
        assert!(!page.contains("<img") && !page.contains("<i>"), "{path}");
    }
    let answer = practice.post(
        "/apps/creation/",
        &[("do", "create"), ("display_name", evil)],
    );
    assert!(
        !text(&answer).contains("<img"),
        "nor where it is shown again"
    );
}

#[test]
fn names_with_a_trademark_and_forms_without_their_fields_are_refused() {
    let mut practice = Practice::empty();
    for name in ["My InstaFeed", "Telegram", "Facebook", "IG feed", "my-fb"] {
        let form = [
            ("do", "create"),
            ("display_name", name),
            ("contact_email", "a@example.org"),
        ];
        assert!(
            error(&practice.post("/apps/creation/", &form)).contains("trademarks"),
            "{name}"
        );
    }
    let form = [
        ("do", "create"),
        ("display_name", "Big digits"),
        ("contact_email", "a@b.c"),
    ];
    assert_eq!(
        practice.post("/apps/creation/", &form).status,
        303,
        "ig inside a word is fine"
    );
    let missing = practice.post(
        "/apps/creation/",
        &[("do", "create"), ("display_name", "Feed")],
    );
    assert_eq!(error(&missing), "The contact e-mail is missing.");
    let id = meta_id(&practice);
    let unknown = [
        ("do", "add"),
        ("role", "instagram-tester"),
        ("username", "nobody.here"),
    ];
    let answer = practice.post(&format!("/apps/{id}/roles/roles/"), &unknown);
    assert!(error(&answer).contains("no practice account nobody.here"));
    assert_eq!(practice.post("/apps", &[]).status, 400);
}

#[test]
fn oauth_settings_wait_for_their_product() {
    let mut practice = Practice::empty();
    practice.play(&[("step", "create-app")]);
    let id = meta_id(&practice);
    for name in [
        "instagram-business/API-Setup",
        "instagram-basic-display/basic-display",
    ] {
        let form = [("do", "save-oauth"), ("redirect_uri", REDIRECT)];
        let answer = practice.post(&format!("/apps/{id}/{name}/"), &form);
        assert_eq!(error(&answer), "Set the product up first.");
    }
}
