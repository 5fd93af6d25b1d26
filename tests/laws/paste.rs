//! Nothing is made up from a pasted text, and nothing foreign gets into what is taken from it.

use igtoken::clean;
use igtoken::oauth::Api;
use igtoken::oauth::answer::Refusal;
use igtoken::oauth::paste::{self, Known, PasteTrouble, Pasted, Recognised, StateCheck};
use igtoken::provider::Providers;
use igtoken::secret::Secret;
use url::Url;

const STATE: &str = "s7AteS7atEs7AteS7atE42";

fn api() -> Api {
    let provider = Providers::embedded_one("instagram-login").unwrap();
    provider.unwrap().api
}

fn read(text: &str, api: &Api) -> Pasted {
    let base = Url::parse("http://127.0.0.1:4711/").unwrap();
    let known = Known {
        api,
        redirect_uri: Some("https://localhost:8443/callback"),
        state: Some(&Secret::new(STATE)),
        token_prefixes: &["IGAA".to_owned()],
        foreign_prefixes: &[("EAA".to_owned(), "Facebook".to_owned())],
        practice_base: Some(&base),
    };
    paste::read(text, &known)
}

fn is_graphic(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_clean(refusal: &Refusal) -> bool {
    let texts = [&refusal.kind, &refusal.reason, &refusal.user_message];
    let texts = texts.into_iter().flatten().chain([&refusal.message]);
    texts
        .into_iter()
        .all(|text| !clean::has_control(text) && text.chars().count() <= 501)
}

/// Whether the letters and digits of `part` are all somewhere in `whole`: every way to break,
/// quote or encode a text leaves most of them, and none of them makes new ones.
fn is_from(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|other| other == c))
}

pub(super) fn hold(data: &[u8]) {
    thread_local! {
        static API: Api = api();
    }
    let text = String::from_utf8_lossy(data);
    let pasted = API.with(|api| read(&text, api));
    let encoded = text.contains(['%', '=', '&', '\\']);
    for secret in [&pasted.code, &pasted.token].into_iter().flatten() {
        assert!(is_graphic(secret.expose()), "{:?}", secret.expose());
        assert!(encoded || is_from(secret.expose(), &text));
    }
    if let Some(token) = &pasted.token {
        assert!(token.expose().starts_with("IGAA"));
    }
    if let Some(id) = pasted.app_id.as_ref().or(pasted.meta_app_id.as_ref()) {
        assert!(id.bytes().all(|byte| byte.is_ascii_digit()), "{id:?}");
    }
    if let Some(secret) = &pasted.app_secret {
        let secret = secret.expose();
        assert!(secret.len() == 32 && secret.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
    if let Some(embed) = &pasted.embed {
        let texts = embed
            .scopes
            .iter()
            .chain([&embed.app_id, &embed.redirect_uri]);
        for text in texts {
            assert!(!clean::has_control(text), "{text:?}");
        }
    }
    assert!(pasted.refusal.as_ref().is_none_or(is_clean), "{pasted:?}");
    match &pasted.trouble {
        Some(PasteTrouble::ForeignHost(text) | PasteTrouble::Placeholder(text)) => {
            assert!(!clean::has_control(text), "{text:?}");
        }
        Some(PasteTrouble::Translated(texts)) => {
            assert!(
                !texts.iter().any(|text| clean::has_control(text)),
                "{texts:?}"
            );
        }
        _ => {}
    }
    // Only who knows the state can have it found right.
    let known = STATE.chars().collect::<std::collections::BTreeSet<_>>();
    let there = text.chars().filter(|c| known.contains(c)).count();
    assert!(pasted.state != StateCheck::Match || encoded || there >= STATE.len());
    assert!(pasted.state != StateCheck::Match || pasted.recognised != Recognised::Unknown);
}
