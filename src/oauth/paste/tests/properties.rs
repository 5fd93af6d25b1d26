//! What holds for every text.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::oauth::link::{LinkParts, authorize_link};

/// What is known while an answer with a `state` is waited for.
fn waiting<'a>(api: &'a Api, state: &'a Secret) -> Known<'a> {
    Known {
        api,
        redirect_uri: Some("https://localhost:8443/callback"),
        state: Some(state),
        token_prefixes: &[],
        foreign_prefixes: &[],
        practice_base: None,
    }
}

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC{0,200}|[?&=#%:/\\\\{}\"'<>()a-z0-9.… \n\u{1b}\\[\\]]{0,200}") {
        let _ = reading(&text);
    }

    #[test]
    fn a_link_is_read_back_to_the_byte(
        redirect_uri in "[^\\p{C}\\s][^\\p{C}\\p{Z}]{0,60}",
        scopes in prop::collection::vec("[^\\p{C}\\s,]{1,20}", 0..4),
        id in "[0-9]{8,20}",
    ) {
        prop_assume!(!clean::has_control(&redirect_uri) && mistake::placeholder(&redirect_uri).is_none());
        prop_assume!(scopes.iter().all(|scope| !clean::has_control(scope)));
        let state = Secret::new(STATE);
        let parts =
            LinkParts { app_id: &id, redirect_uri: &redirect_uri, scopes: &scopes, state: &state };
        let link = authorize_link(&api().authorize, &parts);
        let pasted = reading(link.expose());
        prop_assert_eq!(pasted.recognised, Recognised::EmbedUrl);
        prop_assert_eq!(pasted.embed, Some(Embed { app_id: id, redirect_uri, scopes }));
    }

    #[test]
    fn an_answer_is_read_back(code in "[A-Za-z0-9_-]{1,300}", state in "[A-Za-z0-9]{1,64}", cut in 30..300_usize) {
        let api = api();
        let expected = Secret::new(state.as_str());
        let known = waiting(&api, &expected);
        let mut text = format!("https://localhost:8443/callback?code={code}&state={state}#_");
        for broken in [false, true] {
            if broken && cut < text.len() {
                text.insert_str(cut, "\n   ");
            }
            let pasted = read(&text, &known);
            prop_assert_eq!(pasted.recognised, Recognised::RedirectUrl);
            prop_assert_eq!(pasted.state, StateCheck::Match);
            prop_assert_eq!(pasted.code, Some(Secret::new(code.as_str())));
        }
    }

    #[test]
    fn no_secret_is_seen_in_debug(before in "\\PC{0,20}", middle in "[ ?&=#:{<(\"\n]{1,3}", after in "\\PC{0,20}") {
        for shape in [
            "CODE", "code=CODE", "state=CODE", "?code=CODE&state=CODE", "TOKEN", "access_token=TOKEN",
            "https://x.example/?code=CODE", "error=CODE", "error_description=TOKEN",
            "{\"error_message\":\"TOKEN\"}",
        ] {
            let pasted = reading(&filled(&format!("{before}{middle}{shape}{middle}{after}")));
            let shown = format!("{pasted:?}");
            prop_assert!(!shown.contains("0123456789abcdef"), "{}", shown);
        }
    }
}

#[test]
fn values_that_begin_like_an_encoded_sign_are_values() {
    for (code, state) in [
        ("00", "3D"),
        ("3D", "STATE"),
        ("AQDx", "3D3D"),
        ("2F", "3Dx"),
    ] {
        let expected = Secret::new(state);
        let api = api();
        let known = waiting(&api, &expected);
        let text = format!("https://localhost:8443/callback?code={code}&state={state}#_");
        let pasted = read(&text, &known);
        assert_eq!(pasted.state, StateCheck::Match, "{text}");
        assert_eq!(pasted.code, Some(Secret::new(code)), "{text}");
    }
}

#[test]
fn long_texts_take_linear_time() {
    for piece in [
        "%25",
        "&",
        "http",
        "http://",
        "http://a ",
        "https://a/?code=1 ",
        "://",
        "{",
        "[",
        "\"",
        "\\",
        "=",
        "code=",
        "code: ",
        "<",
        "a\n",
        "a ",
        "│\n",
        "\u{1b}[",
        "\u{1b}]",
        "%",
        "%7B",
        "'(",
        "코드=",
        "https://www.instagram.com/oauth/authorize?",
        "AQ",
        "...",
        "#_",
        ".",
        "{\"a\":",
    ] {
        let text = piece.repeat(LONGEST / piece.len());
        let start = Instant::now();
        let _ = reading(&text);
        let took = start.elapsed();
        assert!(took < Duration::from_secs(5), "{piece:?} took {took:?}");
    }
}
