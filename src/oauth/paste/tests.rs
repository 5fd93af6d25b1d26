//! Tables of pasted texts: what each is, its state, what it lacks, its trouble.

use super::*;
use crate::oauth::tests::{api, url};

mod carriers;
mod mistakes;
mod properties;
mod states;
mod values;

pub(super) const CODE: &str = "AQBx-hBsH3_0123456789abcdefGHIJ";
pub(super) const STATE: &str = "s7AteS7atEs7AteS7atE42";
pub(super) const TOKEN: &str = "IGAAplantedPLANTED0123456789abcdefghij";

pub(super) fn reading(text: &str) -> Pasted {
    let (api, state, base) = (api(), Secret::new(STATE), url("http://127.0.0.1:4711/"));
    read(
        text,
        &Known {
            api: &api,
            redirect_uri: Some("https://localhost:8443/callback"),
            state: Some(&state),
            token_prefixes: &["IGAA".to_owned()],
            foreign_prefixes: &[
                ("TH".to_owned(), "Threads".to_owned()),
                ("EAA".to_owned(), "Facebook".to_owned()),
                ("IGQV".to_owned(), "Basic Display".to_owned()),
            ],
            practice_base: Some(&base),
        },
    )
}

/// The text with `CODE`, `STATE` and `TOKEN` put in.
pub(super) fn filled(text: &str) -> String {
    text.replace("CODE", CODE)
        .replace("STATE", STATE)
        .replace("TOKEN", TOKEN)
}

/// What was found, in one line: name, state, what is missing, whether a code came out whole.
pub(super) fn summary(pasted: &Pasted) -> String {
    let missing: Vec<&str> = pasted
        .missing
        .iter()
        .map(|missing| missing.name())
        .collect();
    let code = match &pasted.code {
        Some(code) if code.expose() == CODE => "whole",
        Some(_) => "wrong",
        None => "none",
    };
    format!(
        "{} {} [{}] {code}",
        pasted.recognised.name(),
        pasted.state.name(),
        missing.join(",")
    )
}

pub(super) fn check(rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, expected) in rows {
        let pasted = reading(&filled(text));
        let found = summary(&pasted);
        if found != *expected {
            wrong.push(format!(
                "{text:?}\n  expected {expected}\n  found    {found} {pasted:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_redirect_is_found_however_it_is_pasted() {
    let whole = "redirect-url match [] whole";
    check(&[
        (
            "https://localhost:8443/callback?code=CODE&state=STATE",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE&state=STATE#_",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE#_",
            "redirect-url absent [state] whole",
        ),
        (
            "https://localhost:8443/callback?code=CODE&state=STATE#_=_",
            whole,
        ),
        (
            "https://localhost:8443/callback?state=STATE&code=CODE#_",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE%23_&state=STATE%23_%3D_",
            whole,
        ),
        (
            "http://localhost:8443/callback?code=CODE&state=STATE",
            whole,
        ),
        (
            "HTTPS://LOCALHOST:8443/callback?code=CODE&state=STATE",
            whole,
        ),
        ("https://other.example/x?code=CODE&state=STATE", whole),
        ("localhost:8443/callback?code=CODE&state=STATE", whole),
        ("example.org/auth?code=CODE&state=STATE", whole),
        (
            "  'https://localhost:8443/callback?code=CODE&state=STATE'  ",
            whole,
        ),
        (
            "\"https://localhost:8443/callback?code=CODE&state=STATE\"",
            whole,
        ),
        (
            "`https://localhost:8443/callback?code=CODE&state=STATE`",
            whole,
        ),
        (
            "<https://localhost:8443/callback?code=CODE&state=STATE>",
            whole,
        ),
        (
            "<https://localhost:8443/callback?code=CODE&state=STATE|localhost>",
            whole,
        ),
        (
            "“https://localhost:8443/callback?code=CODE&state=STATE”",
            whole,
        ),
        (
            "(https://localhost:8443/callback?code=CODE&state=STATE)",
            whole,
        ),
        (
            "[x](https://localhost:8443/callback?code=CODE&state=STATE)",
            whole,
        ),
        (
            "[https://localhost/callback?code=CODE&state=STATE](https://localhost/callback?code=CODE&state=STATE)",
            whole,
        ),
    ]);
}

#[test]
fn a_redirect_is_found_encoded_and_escaped() {
    let whole = "redirect-url match [] whole";
    check(&[
        (
            "https://localhost:8443/callback?code=CODE&amp;state=STATE",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE&amp;amp;state=STATE",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE&#38;state=STATE",
            whole,
        ),
        (
            "https%3A%2F%2Flocalhost%3A8443%2Fcallback%3Fcode%3DCODE%26state%3DSTATE",
            whole,
        ),
        (
            "https%253A%252F%252Flocalhost%253Fcode%253DCODE%2526state%253DSTATE",
            whole,
        ),
        (
            "https://l.instagram.com/?u=https%3A%2F%2Flocalhost%2F%3Fcode%3DCODE%26state%3DSTATE&e=AT",
            whole,
        ),
        (
            "https://localhost:8443/callback\\?code\\=CODE\\&state\\=STATE",
            whole,
        ),
        (
            "curl -k 'https://localhost:8443/callback?code=CODE&state=STATE' -H 'Accept: */*'",
            whole,
        ),
        (
            "Location: https://localhost:8443/callback?code=CODE&state=STATE\r\n",
            whole,
        ),
        (
            "{\"url\":\"https:\\/\\/localhost\\/cb?code=CODE\\u0026state=STATE\"}",
            whole,
        ),
        (
            "I got https://localhost:8443/callback?code=CODE&state=STATE then nothing",
            whole,
        ),
        (
            "It says https://localhost:8443/callback?code=CODE&state=STATE.",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE&state=wrong",
            "redirect-url mismatch [] whole",
        ),
        (
            "https://localhost:8443/callback?state=STATE",
            "redirect-url match [code] none",
        ),
        (
            "https://localhost:8443/callback?code=&state=STATE",
            "redirect-url match [code] none",
        ),
        (
            "https://localhost:8443/callback",
            "redirect-url absent [code,state] none",
        ),
        (
            "https://localhost:8443/callback?",
            "redirect-url absent [code,state] none",
        ),
    ]);
}

#[test]
fn a_redirect_is_found_through_what_a_terminal_did_to_it() {
    let whole = "redirect-url match [] whole";
    check(&[
        (
            "https://localhost:8443/callback?code=AQBx-hBsH3_0123\n456789abcdefGHIJ&state=STATE",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=AQBx-hBsH3_0123\r\n    456789abcdefGHIJ&state=STATE",
            whole,
        ),
        (
            "│ https://localhost:8443/callback?code=AQBx-hBsH3_0123 │\n│ 456789abcdefGHIJ&state=STATE │",
            whole,
        ),
        (
            "╭──────╮\n│ https://localhost/?code=CODE&st │\n│ ate=STATE │\n╰──────╯",
            whole,
        ),
        (
            "> https://localhost:8443/callback?code=CODE&\n> state=STATE",
            whole,
        ),
        (
            "https://localhost:8443/callback? code=CODE& state=STATE",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=AQBx-hBsH3_0123 456789abcdefGHIJ&state=STATE",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE&state=STATE\nthanks",
            whole,
        ),
        (
            "https://first.example/\nhttps://localhost:8443/callback?code=CODE&state=STATE\nbye",
            whole,
        ),
        (
            "\u{1b}[200~https://localhost:8443/callback?code=CODE&state=STATE\u{1b}[201~",
            whole,
        ),
        (
            "\u{1b}]8;;x\u{7}https://localhost/?code=CODE&state=STATE\u{1b}]8;;\u{7}",
            whole,
        ),
        (
            "\u{feff}https://localhost/?code=AQBx-hBsH3\u{200b}_0123456789abcdefGHIJ&state=STATE\u{202e}",
            whole,
        ),
        ("\thttps://localhost/?code=CODE&state=STATE\u{a0}", whole),
    ]);
}

#[test]
fn parameters_are_enough() {
    let whole = "query match [] whole";
    check(&[
        ("?code=CODE&state=STATE", whole),
        ("code=CODE&state=STATE", whole),
        ("code=CODE&state=STATE#_", whole),
        ("?state=STATE&code=CODE#_", whole),
        ("/callback?code=CODE&state=STATE", whole),
        ("GET /callback?code=CODE&state=STATE HTTP/1.1", whole),
        ("location: /callback?code=CODE&state=STATE", whole),
        ("code=CODE", "query absent [state] whole"),
        ("code = CODE", "query absent [state] whole"),
        ("?state=STATE", "query match [code] none"),
        ("state=STATE", "query match [code] none"),
        ("code=CODE&state=nope", "query mismatch [] whole"),
        ("{\"code\":\"CODE\",\"state\":\"STATE\"}", whole),
        ("{ \"state\" : \"STATE\",\n  \"code\" : \"CODE#_\" }", whole),
        (
            "{\"data\":[{\"code\":\"CODE\",\"state\":\"STATE\"}]}",
            whole,
        ),
        (
            "curl -d '{\"code\":\"CODE\",\"state\":\"STATE\"}' https://x.example/",
            whole,
        ),
        ("code: CODE\nstate: STATE", whole),
        ("code: CODE state: STATE", whole),
        ("\"code\": \"CODE\",\n\"state\": \"STATE\"", whole),
        (
            "curl -X POST https://api.instagram.com/oauth/access_token \\\n -F code=CODE",
            "query absent [state] whole",
        ),
    ]);
}

#[test]
fn a_code_alone_has_no_state() {
    let alone = "code absent [state] whole";
    check(&[
        ("CODE", alone),
        ("CODE#_", alone),
        ("CODE#_=_", alone),
        ("CODE%23_", alone),
        (" \"CODE\" ", alone),
        ("<CODE>", alone),
        ("AQBx-hBsH3_0123\n456789abcdefGHIJ", alone),
        ("  AQBx-hBsH3_0123\n  456789abcdefGHIJ", alone),
        ("AQBx-hBsH3_0123 456789abcdefGHIJ", alone),
        ("code: CODE", alone),
        ("Code:CODE", alone),
        ("The authorization code: CODE", alone),
        ("CODE.", alone),
    ]);
}
