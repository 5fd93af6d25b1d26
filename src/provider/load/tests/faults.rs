use super::*;
use crate::text::{Lang, Texts};

/// A small provider, right in everything.
const SMALL: &str = r#"id = "small"
name = "Small"
[api.authorize]
url = "https://example.com/authorize"
scope_separator = ","
[api.exchange]
url = "https://example.com/token"
[api.long_lived]
url = "https://example.com/long"
grant_type = "long"
[api.refresh]
url = "https://example.com/refresh"
grant_type = "refresh"
[api.me]
url = "http://127.0.0.1:8080/me"
fields = ["id"]
[scopes]
default = ["basic"]
required = "basic"
known = ["basic"]
[token]
short_lived_seconds = 3600
long_lived_seconds = 5184000
refresh_after_seconds = 86400
code_seconds = 3600
prefixes = []
[redirect]
default = "https://localhost:8443/callback"
step = "form"
[[step]]
id = "form"
kind = "manual"
title = { en = "Form", ko = "양식" }
instructions = ["Type {app_id}."]
[[step.link]]
label = "Page"
url = "https://example.com/{meta_app_id}/{app_id}"
[[step.field]]
id = "app_id"
label = "ID"
kind = "text"
[[step.field.check]]
rule = "digits"
say = "Digits only."
[[step.field]]
id = "app_secret"
label = "Secret"
kind = "secret"
[[step.field.check]]
rule = "differs-from"
field = "app_id"
say = "The same."
[[step]]
id = "authorize"
kind = "authorize"
title = "Authorize"
[[step]]
id = "exchange"
kind = "exchange"
title = "Exchange"
[[step]]
id = "verify"
kind = "verify"
title = "Verify"
[[symptom]]
id = "broken"
title = "Broken"
cause = "It broke."
fix = "Mend it."
step = "form"
confidence = "reported"
match = [{ text = ["broken"] }]
"#;

fn own(file: &str, text: &str) -> (String, String) {
    (file.to_owned(), text.to_owned())
}

/// What is wrong, in English; in Korean it is said as well.
fn said(error: &FileError) -> String {
    let korean = Texts::new(Lang::Ko).phrase(&error.problem);
    assert!(
        korean.contains(|c: char| ('가'..='힣').contains(&c)),
        "{korean}"
    );
    Texts::new(Lang::En).phrase(&error.problem)
}

fn failure(text: &str) -> FileError {
    Providers::with_files(&[own("own.toml", text)]).expect_err("the file is broken")
}

#[test]
fn an_own_file_replaces_or_adds() {
    let added = Providers::with_files(&[own("small.toml", SMALL)]).unwrap();
    let ids: Vec<_> = added.all().iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["instagram-login", "basic-display", "small"]);

    let mine = SMALL.replace("id = \"small\"", "id = \"instagram-login\"");
    let files = [own("mine.toml", &mine)];
    let replaced = Providers::with_files(&files).unwrap();
    assert_eq!(replaced.all().len(), 2);
    assert_eq!(replaced.default().unwrap().name.en, "Small");
    assert_eq!(
        Providers::one("instagram-login", &files)
            .unwrap()
            .unwrap()
            .name
            .en,
        "Small"
    );
    assert_eq!(
        Providers::one("basic-display", &files).unwrap().unwrap().id,
        "basic-display"
    );
    assert!(Providers::one("small", &files).unwrap().is_none());
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    let windows = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    let plain = Providers::with_files(&[own("a", SMALL)]).unwrap();
    assert_eq!(Providers::with_files(&[own("a", &windows)]).unwrap(), plain);
    let broken = windows.replace("code_seconds = 3600", "code_seconds = 0");
    assert_eq!(failure(&broken).line, 25);
}

/// What is replaced, by what; the line, the key and the start of the problem.
type Row = (
    &'static str,
    &'static str,
    usize,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const FAULTS: &[Row] = &[
    ("[scopes]", "[scopes", 17, "(file)", "not valid TOML"),
    ("code_seconds = 3600", "code_seconds = qqvalue", 25, "token.code_seconds", "not valid TOML"),
    ("id = \"small\"", "id = \"small\"\nid = \"qqvalue\"", 2, "id", "the key is there twice"),
    ("id = \"small\"", "colour = 1\nid = \"small\"", 1, "colour", "unknown key"),
    ("[api.me]\nurl = \"http://127.0.0.1:8080/me\"\nfields = [\"id\"]\n", "", 3, "api.me", "missing key"),
    ("known = [\"basic\"]\n", "", 17, "scopes.known", "missing key"),
    ("fields = [\"id\"]", "fields = \"qqvalue\"", 16, "api.me.fields", "wrong type: expected a list"),
    ("fields = [\"id\"]", "fields = [\"id\", 77]", 16, "api.me.fields[1]", "wrong type: expected a text"),
    ("url = \"https://example.com/token\"", "url = \"https://example.com/token?a=qqvalue\"", 7, "api.exchange.url", "an endpoint has no part after"),
    ("https://localhost:8443/callback", "http://qqvalue.example/", 28, "redirect.default", "it has to be a whole https address"),
    ("id = \"small\"", "id = \"QQvalue qqvalue\"", 1, "id", "only small letters"),
    ("rule = \"digits\"\n", "", 42, "step[0].field[0].check[0].rule", "missing key"),
    ("field = \"app_id\"\n", "", 49, "step[0].field[1].check[0].field", "missing key"),
    ("say = \"Digits only.\"", "say = \"a\"\n[[step.field.check]]\nrule = \"hex\"\nsay = \"b\"", 45, "step[0].field[0].check[1].length", "missing key"),
    ("[\"Type {app_id}.\"]", "[\n\"a\",\n77,\n]", 36, "step[0].instructions[1]", "wrong type: expected a text"),
    ("text = [\"broken\"]", "text = [\"broken\"] }, { code = \"qqvalue\"", 72, "symptom[0].match[1].code", "wrong type: expected a number"),
    ("name = \"Small\"\n", "", 1, "name", "missing key"),
    ("name = \"Small\"", "name = \"Small\"\ncolour = \"qqvalue\"", 3, "colour", "unknown key"),
    ("name = \"Small\"", "name = 77", 2, "name", "wrong type: expected a text, or a table of en and ko"),
    ("title = { en = \"Form\", ko = \"양식\" }", "title = { en = \"qqvalue\" }", 33, "step[0].title", "wrong type: expected a text, or a table of en and ko"),
    ("code_seconds = 3600", "code_seconds = \"qqvalue\"", 25, "token.code_seconds", "wrong type: expected a number"),
    ("kind = \"text\"", "kind = \"qqvalue\"", 41, "step[0].field[0].kind", "unknown word: expected one of "),
    ("kind = \"secret\"\n", "", 45, "step[0].field[1].kind", "missing key"),
    ("rule = \"digits\"", "rule = \"qqvalue\"", 43, "step[0].field[0].check[0].rule", "unknown word: expected"),
    ("rule = \"digits\"", "rule = \"hex\"", 42, "step[0].field[0].check[0].length", "missing key"),
    ("rule = \"digits\"", "rule = \"digits\"\nlength = 3", 42, "step[0].field[0].check[0].length", "unknown key"),
    ("https://example.com/token", "qqvalue", 7, "api.exchange.url", "the value cannot be read"),
    ("https://example.com/token", "http://qqvalue.example", 7, "api.exchange.url", "an endpoint has to be https"),
    ("default = [\"basic\"]", "default = []", 18, "scopes.default", "it is empty"),
    ("default = [\"basic\"]", "default = [\"qqvalue\"]", 18, "scopes.default", "the required scope is not among them"),
    ("code_seconds = 3600", "code_seconds = -1", 25, "token.code_seconds", "it has to be greater than zero"),
    ("step = \"form\"\n[[step]]", "step = \"qqvalue\"\n[[step]]", 29, "redirect.step", "there is no such step"),
    ("step = \"form\"\nconfidence", "step = \"qqvalue\"\nconfidence", 70, "symptom[0].step", "there is no such step"),
    ("match = [{ text = [\"broken\"] }]", "match = [{ calls = [\"me\"] }]", 72, "symptom[0].match[0]", "it says nothing about the failure"),
    ("id = \"verify\"", "id = \"form\"", 62, "step[3].id", "another step has this id"),
    ("kind = \"verify\"", "kind = \"manual\"", 30, "step", "there is no step of the kind verify"),
    ("kind = \"authorize\"", "kind = \"exchange\"", 30, "step", "there is no step of the kind authorize"),
    ("id = \"app_secret\"", "id = \"app_id\"", 46, "step[0].field[1].id", "another field has this id"),
    ("field = \"app_id\"", "field = \"qqvalue\"", 51, "step[0].field[1].check[0].field", "there is no such field"),
    ("{meta_app_id}", "{qqvalue}", 37, "step[0].link[0].url", "there is no field for the name in braces"),
    ("Type {app_id}.", "Type {app_id.", 34, "step[0].instructions[0]", "a brace stands alone"),
    ("https://example.com/{meta_app_id}", "ftp://qqvalue/{meta_app_id}", 37, "step[0].link[0].url", "a link has to be a whole address"),
    ("\"It broke.\"", "\"qqvalue \\u001b[31m\"", 68, "symptom[0].cause", "a character that cannot be shown"),
    ("\"It broke.\"", "\"qqvalue \\u202e\"", 68, "symptom[0].cause", "a character that cannot be shown"),
];

#[test]
fn a_wrong_file_names_line_and_key_and_shows_no_value() {
    let base = Providers::with_files(&[own("own.toml", SMALL)]);
    assert!(base.is_ok(), "{base:?}");
    for &(from, to, line, key, problem) in FAULTS {
        assert!(SMALL.contains(from), "{from}");
        let error = failure(&SMALL.replacen(from, to, 1));
        let shown = format!("{error} {error:?}");
        assert_eq!(
            (error.line, error.key.as_str()),
            (line, key),
            "{to}: {error}"
        );
        let said = said(&error);
        assert!(said.starts_with(problem), "{to}: {said}");
        assert_eq!(error.file, "own.toml");
        assert!(!shown.contains("qqvalue"), "{shown}");
    }
}

#[test]
fn steps_of_action_have_an_order() {
    let swapped = SMALL
        .replace("kind = \"authorize\"", "kind = \"later\"")
        .replace("kind = \"exchange\"", "kind = \"authorize\"")
        .replace("kind = \"later\"", "kind = \"exchange\"");
    let error = failure(&swapped);
    assert_eq!(error.key, "step[1].kind");
    assert_eq!(
        said(&error),
        "the order has to be authorize, exchange, verify"
    );
}

#[test]
fn a_file_cut_off_anywhere_has_a_fault_inside_it() {
    let offsets = SMALL.char_indices().map(|(offset, _)| offset).step_by(11);
    for text in offsets.filter_map(|offset| SMALL.get(..offset)) {
        if let Err(error) = Providers::with_files(&[own("own.toml", text)]) {
            let lines = text.lines().count().max(1);
            assert!((1..=lines).contains(&error.line), "{error}");
            assert!(!error.key.is_empty() && !said(&error).is_empty(), "{error}");
        }
    }
}
