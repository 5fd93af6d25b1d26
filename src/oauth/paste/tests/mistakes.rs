//! Texts that cannot be used, each with the trouble it names.

use super::*;

fn trouble(text: &str) -> Option<PasteTrouble> {
    reading(&filled(text)).trouble
}

fn translated(names: &[&str]) -> PasteTrouble {
    PasteTrouble::Translated(names.iter().map(|&name| name.to_owned()).collect())
}

fn placeholder(text: &str) -> PasteTrouble {
    PasteTrouble::Placeholder(text.to_owned())
}

#[test]
fn nothing_and_too_much_are_said() {
    for text in ["", "  \n\t ", "\u{200b}\u{feff}", "│ │\n│ │"] {
        assert_eq!(trouble(text), Some(PasteTrouble::Empty), "{text:?}");
    }
    assert_eq!(
        trouble(&"a".repeat(LONGEST + 1)),
        Some(PasteTrouble::TooLong)
    );
}

#[test]
fn unknown_texts_stay_unknown() {
    for text in [
        "hello",
        "this is a sentence of several words that is long enough to be a code",
        "Sorry\nthis\npage\nisn't\navailable",
        "Matching code was not found or was already used",
        "https://www.instagram.com/",
        "https://www.instagram.com/accounts/login/?next=%2Foauth%2Fauthorize%3Fclient_id%3D1%26state%3DSTATE",
        "1234567",
        "123456789012345678901234567890123",
        "안녕하세요 여러분 반갑습니다",
        "{}",
        "[1,2,3]",
        "%%%%",
        "://",
        "http://",
    ] {
        let pasted = reading(&filled(text));
        if text.starts_with("1234567890") {
            assert_eq!(pasted.recognised, Recognised::Code, "{text}");
        } else {
            assert_eq!(pasted, Pasted::unknown(None), "{text}");
        }
    }
}

#[test]
fn what_ends_too_early_is_said() {
    for text in [
        "AQBx0123456789…",
        "AQBx0123456789...",
        "AQBx01234",
        "IGAA…",
        "IGAAabc...",
        "IGAAabc",
    ] {
        let pasted = reading(text);
        assert_eq!(pasted.trouble, Some(PasteTrouble::Truncated), "{text}");
        assert_eq!(pasted.recognised, Recognised::Unknown, "{text}");
    }
    let pasted = reading(&filled(
        "https://localhost:8443/callback?code=AQB012345…&state=STATE",
    ));
    assert_eq!(summary(&pasted), "redirect-url match [code] none");
    assert_eq!(pasted.trouble, Some(PasteTrouble::Truncated));
    assert_eq!(
        trouble("code: AQB0123456789abcdefghij…"),
        Some(PasteTrouble::Truncated)
    );
}

#[test]
fn sample_values_are_named() {
    assert_eq!(trouble("AQBx-hBsH3..."), Some(placeholder("AQBx-hBsH3...")));
    assert_eq!(trouble("<APP_ID>"), Some(placeholder("<APP_ID>")));
    assert_eq!(
        trouble("{instagram-app-id}"),
        Some(placeholder("{instagram-app-id}"))
    );
    assert_eq!(
        trouble("YOUR_APP_SECRET"),
        Some(placeholder("YOUR_APP_SECRET"))
    );
    let sample = "https://socialsizzle.herokuapp.com/auth/?code=AQBx-hBsH3...#_";
    assert_eq!(
        summary(&reading(sample)),
        "redirect-url absent [code,state] none"
    );
    assert_eq!(trouble(sample), Some(placeholder("AQBx-hBsH3...")));
    for value in ["%3CAPP_ID%3E", "<APP_ID>"] {
        let link = format!(
            "https://www.instagram.com/oauth/authorize?client_id={value}&redirect_uri=https://a"
        );
        assert_eq!(trouble(&link), Some(placeholder("<APP_ID>")), "{link}");
    }
    assert_eq!(
        trouble(
            "https://api.instagram.com/oauth/authorize?client_id={instagram-app-id}&redirect_uri={redirect-uri}"
        ),
        Some(placeholder("{instagram-app-id}"))
    );
}

#[test]
fn a_code_in_brackets_is_never_shown_as_a_sample() {
    let text = filled("?code={CODE}&state=STATE");
    let pasted = reading(&text);
    assert!(!format!("{pasted:?}").contains("AQBx"), "{pasted:?}");
}

#[test]
fn translated_parameters_are_named() {
    let sample = "https://api.instagram.com/oauth/authorize\n  ?client_id=990602627938098\n  \
                  &redirect_uri=https://socialsizzle.herokuapp.com/auth/\n  \
                  &scope=user_profile,user_media\n  &response_type=코드";
    assert_eq!(trouble(sample), Some(translated(&["response_type=코드"])));
    let embed = reading(sample).embed.unwrap();
    assert_eq!(embed.app_id, "990602627938098");
    assert_eq!(
        embed.redirect_uri,
        "https://socialsizzle.herokuapp.com/auth/"
    );
    assert_eq!(embed.scopes, ["user_profile", "user_media"]);
    let template = "https://api.instagram.com/oauth/authorize\n  ?client_id={instagram-app-id}\n  \
                    &redirect_uri={리디렉션-uri}\n  범위(&scope)={범위}\n  &response_type=코드\n  \
                    &state={state} //선택사항";
    assert_eq!(
        trouble(template),
        Some(translated(&["범위", "response_type=코드"]))
    );
    assert_eq!(reading(template).embed, None);
    let curl = "컬 -X POST \\\n  https://api.instagram.com/oauth/access_token \\\n  \
                -F client_id=990602627938098 \\\n  -F client_secret=eb8c7... \\\n  \
                -F 부여_유형=권한 부여_코드 \\\n  \
                -F redirect_uri=https://socialsizzle.herokuapp.com/auth/ \\\n  -F 코드=AQBx-hBsH3...";
    assert_eq!(trouble(curl), Some(translated(&["부여_유형", "코드"])));
    assert_eq!(
        trouble("https://localhost/?코드=CODE&state=x"),
        Some(translated(&["코드"]))
    );
}

#[test]
fn an_answer_for_another_host_needs_the_right_state() {
    let other = Some(PasteTrouble::OtherRedirect);
    assert_eq!(
        trouble("https://other.example/?code=CODE&state=STATE"),
        None
    );
    assert_eq!(
        trouble("https://other.example/?code=CODE&state=nope"),
        other
    );
    assert_eq!(trouble("https://other.example/?code=CODE"), other);
    assert_eq!(
        trouble("https://localhost:1/elsewhere?code=CODE&state=nope"),
        None
    );
}
