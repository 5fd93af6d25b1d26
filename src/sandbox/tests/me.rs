//! `/me`: whose token it is.

use super::calls::wrapped;
use super::*;

#[test]
fn me_tells_the_app_scoped_id_from_the_professional_one() {
    let mut practice = Practice::ready();
    let code = practice.code(LOGIN);
    let exchanged = json(&practice.exchange(&code));
    let token = exchanged["access_token"].as_str().unwrap();
    let value = json(&practice.me(token, "id,user_id,username,account_type"));
    assert_eq!(
        value["id"],
        exchanged["user_id"].as_u64().unwrap().to_string()
    );
    assert!(value["user_id"].as_str().unwrap().starts_with("17841"));
    assert_eq!(value["username"], "practice.account");
    assert_eq!(value["account_type"], "BUSINESS");
}

#[test]
fn me_answers_the_fields_asked_for_and_no_others() {
    let mut practice = Practice::ready();
    let token = practice.long_token(LOGIN);
    let value = json(&practice.me(&token, "username"));
    assert_eq!(value, serde_json::json!({ "username": "practice.account" }));
    let (code, _, said) = graph_refused(&practice.me(&token, "id,shoe_size"));
    assert_eq!(code, 100);
    assert!(said.contains("shoe_size"));
}

#[test]
fn me_of_basic_display_has_four_fields() {
    let mut practice = Practice::ready();
    let token = practice.long_token(DISPLAY);
    let value = json(&practice.me(&token, "id,username,account_type,media_count"));
    assert_eq!(value.as_object().unwrap().len(), 4);
    assert_eq!(practice.me(&token, "user_id").status, 400);
}

#[test]
fn me_is_found_under_versions_ids_and_the_bearer_header() {
    let mut practice = Practice::ready();
    let token = practice.long_token(LOGIN);
    let value = json(&practice.me(&token, "id,user_id"));
    let ids = [
        value["id"].as_str().unwrap(),
        value["user_id"].as_str().unwrap(),
    ];
    for node in ["me", ids[0], ids[1]] {
        for path in [
            format!("/{node}"),
            format!("/v25.0/{node}"),
            format!("/v26.0/{node}/"),
        ] {
            let ask = Ask {
                path,
                bearer: Some(token.clone()),
                ..Ask::default()
            };
            let answer = practice.ask(&ask);
            assert_eq!(json(&answer)["id"], ids[0], "{}", ask.path);
        }
    }
    let stranger = practice.get("/17841000000000000", &[("access_token", token.as_str())]);
    assert_eq!(graph_refused(&stranger).1, Some(33));
}

#[test]
fn me_is_wrapped_with_the_wrapped_shape() {
    let mut practice = wrapped();
    let code = practice.code(LOGIN);
    let exchanged = json(&practice.exchange(&code));
    let token = exchanged["data"][0]["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let value = json(&practice.me(&token, "username"));
    assert_eq!(value["data"][0]["username"], "practice.account");
}

#[test]
fn a_damaged_or_missing_token_is_told_apart() {
    let mut practice = Practice::ready();
    let token = practice.long_token(LOGIN);
    for wrong in [&format!("\"{token}\""), &format!("{token} "), "EAAxyz"] {
        let (code, subcode, said) = graph_refused(&practice.me(wrong, "id"));
        assert_eq!((code, subcode), (190, None));
        assert_eq!(
            said,
            "Invalid OAuth access token - Cannot parse access token"
        );
    }
    assert_eq!(graph_refused(&practice.get("/me", &[])).0, 104);
}

#[test]
fn a_personal_account_is_let_through_and_says_so() {
    let mut practice = Practice::ready();
    practice.post(
        "/accounts/convert_to_professional_account/",
        &[("do", "personal")],
    );
    let token = practice.long_token(LOGIN);
    assert_eq!(
        json(&practice.me(&token, "account_type"))["account_type"],
        "PERSONAL"
    );
}
