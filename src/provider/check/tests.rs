use super::Level::{Refuse, Warn};
use super::*;
use crate::provider::{Provider, Providers};
use crate::text::{Lang, Texts};

const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn provider(id: &str) -> Provider {
    Providers::embedded_one(id).unwrap().unwrap()
}

/// The findings as level and English sentence.
fn said(
    provider: &Provider,
    field: &str,
    value: &str,
    other: Option<&str>,
) -> Vec<(Level, String)> {
    let (_, field) = provider.field(field).unwrap();
    let texts = Texts::new(Lang::En);
    check(field, value, &|_| other.map(str::to_owned))
        .into_iter()
        .map(|finding| (finding.level, texts.say(&finding.say)))
        .collect()
}

/// Provider, field, value; the first finding: its level and a part of its sentence.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    Option<(Level, &'static str)>,
);

const NEW: &str = "instagram-login";
const OLD: &str = "basic-display";

#[rustfmt::skip]
const VALUES: &[Row] = &[
    (NEW, "app_id", "990602627938098", None),
    (NEW, "app_id", " 9906 0262 7938 098 ", None),
    (NEW, "app_id", "", Some((Refuse, "cannot be empty"))),
    (NEW, "app_id", "  ", Some((Refuse, "cannot be empty"))),
    (NEW, "app_id", "99060x", Some((Warn, "digits only"))),
    (NEW, "app_id", "990\u{202e}6", Some((Refuse, "invisible"))),
    (NEW, "app_id", SECRET, Some((Warn, "looks like the app secret"))),
    (NEW, "app_id", "{instagram-app-id}", Some((Warn, "sample"))),
    (NEW, "app_secret", SECRET, None),
    (NEW, "app_secret", "0123456789abcdef0123", Some((Warn, "32 characters"))),
    (NEW, "app_secret", "990602627938098", Some((Warn, "looks like the app ID"))),
    (NEW, "app_secret", "eb8c7...", Some((Warn, "sample"))),
    (NEW, "app_secret", "코드", Some((Warn, "sample"))),
    (NEW, "keep_secret", "no", None),
    (NEW, "keep_secret", "네", None),
    (NEW, "keep_secret", "maybe", Some((Refuse, "yes or no"))),
    (NEW, "display_name", "", None),
    (NEW, "display_name", "내 위젯", None),
    (NEW, "display_name", "Bright pig", None),
    (NEW, "display_name", "My INSTA feed", Some((Warn, "Meta refuses"))),
    (NEW, "display_name", "handbooks", Some((Warn, "Meta refuses"))),
    (NEW, "display_name", "my ig-feed", Some((Warn, "Meta refuses"))),
    (NEW, "contact_email", "", None),
    (NEW, "contact_email", "a@b.example", None),
    (NEW, "contact_email", "a.b.example", Some((Warn, "e-mail"))),
    (NEW, "contact_email", "a@", Some((Warn, "e-mail"))),
    (NEW, "tester", "some.user_1", None),
    (NEW, "tester", "@some.user_1", None),
    (NEW, "tester", "https://www.instagram.com/some.user_1/?hl=ko", None),
    (NEW, "tester", "some user", Some((Warn, "username has"))),
    (NEW, "tester", "사용자", Some((Warn, "username has"))),
    (NEW, "tester", "", Some((Refuse, "cannot be empty"))),
    (OLD, "site_url", "", None),
    (OLD, "site_url", "https://example.com/", None),
    (OLD, "site_url", "http://example.com/", Some((Warn, "https://"))),
    (OLD, "deauthorize_url", "example.com", Some((Warn, "https://"))),
    (OLD, "deletion_url", "https://example.com/gone", None),
    (NEW, "redirect_uri", "https://localhost:8443/callback", None),
    (NEW, "redirect_uri", "https://example.com/", None),
    (NEW, "redirect_uri", "localhost:8443/callback", Some((Refuse, "whole address"))),
    (NEW, "redirect_uri", "/callback", Some((Refuse, "whole address"))),
    (NEW, "redirect_uri", "mailto:a@b.example", Some((Refuse, "whole address"))),
    (NEW, "redirect_uri", "https://socialsizzle. heroku.com/auth/", Some((Warn, "sample"))),
    (NEW, "redirect_uri", "https://example. com/auth/", Some((Refuse, "space"))),
    (NEW, "redirect_uri", "http://example.com/cb", Some((Refuse, "Only https"))),
    (NEW, "redirect_uri", "http://localhost.example/cb", Some((Refuse, "Only https"))),
    (NEW, "redirect_uri", "https://a.example/cb#_", Some((Refuse, "after #"))),
    (NEW, "redirect_uri", "https://u:p@a.example/cb", Some((Refuse, "user name"))),
    (NEW, "redirect_uri", "http://localhost:8080/cb", Some((Warn, "https, even"))),
    (NEW, "redirect_uri", "http://[::1]:8080/cb", Some((Warn, "https, even"))),
    (NEW, "redirect_uri", "myapp://callback/x", Some((Warn, "anything but https"))),
    (NEW, "redirect_uri", "https://a.example/cb?x=1", Some((Warn, "after ?"))),
    (NEW, "redirect_uri", "https://a.example", Some((Warn, "no path"))),
    (NEW, "redirect_uri", "https://localhost:6000/cb", Some((Warn, "port 6000"))),
    (NEW, "redirect_uri", "{리디렉션-uri}", Some((Warn, "sample"))),
];

#[test]
fn values_are_judged_one_by_one() {
    let all = Providers::embedded().unwrap();
    for &(provider, field, value, expected) in VALUES {
        let found = said(all.get(provider).unwrap(), field, value, None);
        match expected {
            None => assert!(found.is_empty(), "{field} {value}: {found:?}"),
            Some((level, part)) => {
                let (first, sentence) = found.first().expect(value);
                assert_eq!(*first, level, "{field} {value}: {sentence}");
                assert!(sentence.contains(part), "{field} {value}: {sentence}");
            }
        }
    }
}

#[test]
fn the_id_and_the_secret_may_not_be_the_same() {
    let current = provider("instagram-login");
    for field in ["app_id", "app_secret"] {
        let found = said(&current, field, SECRET, Some(SECRET));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, Level::Refuse);
    }
    assert!(said(&current, "app_secret", SECRET, Some("990602627938098")).is_empty());
}

#[test]
fn no_sentence_holds_the_value() {
    let all = Providers::embedded().unwrap();
    for provider in all.all() {
        for field in provider.steps.iter().flat_map(|step| &step.fields) {
            for value in ["zq9z", "http://zq9z.example#zq9z", "zq9z\u{1b}[31m"] {
                let found = check(field, value, &|_| Some("zq9z".to_owned()));
                assert!(!format!("{found:?}").contains("zq9z"), "{}", field.id);
            }
        }
    }
}

#[test]
fn a_profile_address_gives_its_name() {
    let current = provider("instagram-login");
    let (_, tester) = current.field("tester").unwrap();
    for value in [
        "some.user",
        " @some.user ",
        "instagram.com/some.user",
        "https://instagram.com/@some.user",
        "https://www.instagram.com/some.user/",
        "http://www.instagram.com/some.user?hl=ko#x",
    ] {
        assert_eq!(normalise(tester, value), "some.user", "{value}");
    }
    let (_, id) = current.field("app_id").unwrap();
    assert_eq!(normalise(id, " 990 602 "), "990602");
    let (_, name) = current.field("display_name").unwrap();
    assert_eq!(normalise(name, " My feed "), "My feed");
}
