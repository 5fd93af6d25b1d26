//! Answers in every known form, and what is none.

use super::*;
use crate::secret::SecretBytes;

mod refusals;

pub(super) fn answer(status: u16, body: &str) -> Answer {
    Answer {
        status,
        body: SecretBytes::new(body.as_bytes().to_vec()),
        ..Answer::default()
    }
}

fn not_understood(status: u16, what: Misread) -> AnswerError {
    AnswerError::NotUnderstood { status, what }
}

#[test]
fn a_short_lived_token_is_read_flat_and_wrapped() {
    let basic = "instagram_business_basic";
    let messages = "instagram_business_manage_messages";
    let rows: [(&str, &str, Option<&str>, &[&str]); 8] = [
        (
            r#"{"access_token":"IGQVJx","user_id":17841405793187218}"#,
            "IGQVJx",
            Some("17841405793187218"),
            &[],
        ),
        (
            r#"{"access_token":"IGAAx","user_id":27640875392278831,"permissions":["instagram_business_basic"]}"#,
            "IGAAx",
            Some("27640875392278831"),
            &[basic],
        ),
        (
            r#"{"data":[{"access_token":"EAAx","user_id":"1020","permissions":"instagram_business_basic,instagram_business_manage_messages"}]}"#,
            "EAAx",
            Some("1020"),
            &[basic, messages],
        ),
        (r#"{"data":{"access_token":"x"}}"#, "x", None, &[]),
        (
            r#"{"access_token":"x","user_id":null,"permissions":null}"#,
            "x",
            None,
            &[],
        ),
        (
            r#"{"access_token":"x","user_id":184467440737095516151234}"#,
            "x",
            Some("184467440737095516151234"),
            &[],
        ),
        (
            "\u{feff} {\"access_token\":\"x\",\"permissions\":\"a, b\"} \n",
            "x",
            None,
            &["a", "b"],
        ),
        (
            r#"{"access_token":"x","token_type":"bearer","extra":{"deep":[1.5e3,-2,true]}}"#,
            "x",
            None,
            &[],
        ),
    ];
    for (body, token, user_id, permissions) in rows {
        let read = short_lived(&answer(200, body)).unwrap();
        assert_eq!(read.access_token, token.into(), "{body}");
        assert_eq!(read.user_id.as_deref(), user_id, "{body}");
        assert_eq!(read.permissions, permissions, "{body}");
    }
}

#[test]
fn a_long_lived_token_keeps_only_a_credible_lifetime() {
    for (seconds, expected) in [
        ("5183944", Some(5_183_944)),
        ("\"5184000\"", Some(5_184_000)),
        ("5184000.0", Some(5_184_000)),
        ("0", None),
        ("-1", None),
        ("34560000", Some(34_560_000)),
        ("34560001", None),
        ("1e300", None),
        ("99999999999999999999999", None),
        ("null", None),
        ("\"soon\"", None),
    ] {
        let body =
            format!(r#"{{"access_token":"IGAAx","token_type":"bearer","expires_in":{seconds}}}"#);
        for read in [
            long_lived(&answer(200, &body)),
            refreshed(&answer(200, &body)),
        ] {
            let read = read.unwrap();
            assert_eq!(read.access_token, "IGAAx".into());
            assert_eq!(read.expires_in, expected, "{seconds}");
        }
    }
    let read = long_lived(&answer(200, r#"{"data":[{"access_token":"x"}]}"#)).unwrap();
    assert_eq!(read.expires_in, None);
}

#[test]
fn me_tells_the_two_ids_apart() {
    let rows = [
        (
            r#"{"user_id":"17841405793187218","username":"a.b","id":"27640875392278831","account_type":"BUSINESS"}"#,
            (
                Some("17841405793187218"),
                Some("27640875392278831"),
                Some("a.b"),
                Some("BUSINESS"),
            ),
        ),
        (
            r#"{"data":[{"user_id":17841405793187218,"username":"a.b"}]}"#,
            (Some("17841405793187218"), None, Some("a.b"), None),
        ),
        (
            r#"{"id":"17841405793187218","username":"a.b","account_type":"PERSONAL","media_count":3}"#,
            (
                Some("17841405793187218"),
                None,
                Some("a.b"),
                Some("PERSONAL"),
            ),
        ),
        (
            r#"{"username":"a\u001b[31m.b"}"#,
            (None, None, Some("a[31m.b"), None),
        ),
    ];
    for (body, expected) in rows {
        let me = me(&answer(200, body)).unwrap();
        let found = (
            me.user_id.as_deref(),
            me.app_scoped_id.as_deref(),
            me.username.as_deref(),
            me.account_type.as_deref(),
        );
        assert_eq!(found, expected, "{body}");
    }
    assert_eq!(
        me(&answer(200, r#"{"name":"x"}"#)),
        Err(not_understood(200, Misread::Missing("user_id")))
    );
}

#[test]
fn what_is_no_answer_is_named_without_its_text() {
    let deep = "[".repeat(100_000);
    let deep_map = "{\"a\":".repeat(100_000);
    for (status, body, what) in [
        (200, "", Misread::Empty),
        (502, " \r\n", Misread::Empty),
        (
            200,
            "<html><body>Sign in to the hotel</body></html>",
            Misread::Html,
        ),
        (404, "<html></html>", Misread::Html),
        (200, "access_token=IGAAx", Misread::NotJson),
        (200, "{\"access_token\":\"IGAAx\"", Misread::NotJson),
        (
            200,
            "{\"access_token\":\"IGAAx\"} trailing",
            Misread::NotJson,
        ),
        (200, deep.as_str(), Misread::TooDeep),
        (200, deep_map.as_str(), Misread::TooDeep),
        (200, "{}", Misread::Missing("access_token")),
        (200, "{\"data\":[]}", Misread::Missing("access_token")),
        (
            200,
            "{\"access_token\":\"\"}",
            Misread::Missing("access_token"),
        ),
        (
            200,
            "{\"access_token\":17}",
            Misread::Missing("access_token"),
        ),
        (
            200,
            "{\"access_token\":\"IGAA x\"}",
            Misread::Missing("access_token"),
        ),
        (
            200,
            "{\"access_token\":\"IGAA\\nx\"}",
            Misread::Missing("access_token"),
        ),
        (
            200,
            "{\"access_token\":\"IGAA\\u200bx\"}",
            Misread::Missing("access_token"),
        ),
        (200, "[]", Misread::Foreign),
        (200, "\"text\"", Misread::Foreign),
        (200, "17", Misread::Foreign),
        (400, "{\"detail\":\"no\"}", Misread::Foreign),
        (302, "{\"access_token\":\"x\"}", Misread::Foreign),
        (400, "not json", Misread::NotJson),
    ] {
        assert_eq!(
            short_lived(&answer(status, body)),
            Err(not_understood(status, what)),
            "{body:.40}"
        );
    }
    let bytes = Answer {
        status: 200,
        body: SecretBytes::new(vec![b'{', 0xff, b'}']),
        ..Answer::default()
    };
    assert_eq!(
        short_lived(&bytes),
        Err(not_understood(200, Misread::NotUtf8))
    );
}

#[test]
fn no_token_is_seen_in_debug() {
    let body = r#"{"access_token":"IGAAplanted0123456789abcdefghijkl","user_id":1}"#;
    let answer = answer(200, body);
    let shown = format!(
        "{answer:?} {:?} {:?}",
        short_lived(&answer),
        long_lived(&answer)
    );
    assert!(!shown.contains("planted"), "{shown}");
    let broken = format!(
        "{:?}",
        short_lived(&super::tests::answer(200, body.trim_end_matches('}')))
    );
    assert!(!broken.contains("planted"), "{broken}");
}
