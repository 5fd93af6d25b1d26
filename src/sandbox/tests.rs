//! The provider tried as a client and a browser would: most of it without a socket, and what only
//! a socket can show over loopback.

mod authorize;
mod browser;
mod calls;
mod control;
mod dashboard;
mod faults;
mod me;
mod play;
mod socket;

use serde_json::Value;

use super::answer::{Answer, Ask, Fields, Method};
use super::identifiers::Dice;
use super::provider::{Moment, Provider};
use super::world::{Start, World};
use super::{Options, ReadyFacts};

/// 2026-11-22T16:00:00Z.
const NOON: i64 = 1_795_363_200;
const REDIRECT: &str = "https://localhost:8443/callback";

/// A provider with its own clock and dice.
struct Practice {
    provider: Provider,
    dice: Dice,
    now: i64,
}

impl Practice {
    fn with(start: Start, options: Options) -> Self {
        let mut dice = Dice::counting(7);
        let world = World::make(start, &mut dice);
        Self {
            provider: Provider::new(world, options),
            dice,
            now: NOON,
        }
    }

    fn ready() -> Self {
        Self::with(Start::Ready, Options::default())
    }

    fn empty() -> Self {
        Self::with(Start::Empty, Options::default())
    }

    fn facts(&self) -> ReadyFacts {
        self.provider.world.ready_facts().unwrap()
    }

    fn ask(&mut self, ask: &Ask) -> Answer {
        let mut moment = Moment {
            machine: self.now,
            dice: &mut self.dice,
        };
        self.provider.answer(ask, &mut moment)
    }

    fn get(&mut self, path: &str, query: &[(&str, &str)]) -> Answer {
        self.ask(&Ask {
            path: path.to_owned(),
            query: fields(query),
            ..Ask::default()
        })
    }

    fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.ask(&Ask {
            method: Method::Post,
            path: path.to_owned(),
            form: fields(form),
            host: "127.0.0.1:8080".to_owned(),
            ..Ask::default()
        })
    }

    fn control(&mut self, path: &str, body: &str) -> Answer {
        let body = body.as_bytes().to_vec();
        self.ask(&Ask {
            method: Method::Post,
            path: path.to_owned(),
            body,
            ..Ask::default()
        })
    }

    fn state(&mut self) -> Value {
        json(&self.get("/sandbox/state", &[]))
    }

    fn play(&mut self, form: &[(&str, &str)]) -> Value {
        let answer = self.post("/sandbox/play", form);
        assert_eq!(answer.status, 200, "{}", text(&answer));
        json(&answer)
    }

    fn link(&self, scope: &str) -> String {
        let facts = self.facts();
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", &facts.app_id)
            .append_pair("redirect_uri", &facts.redirect_uri)
            .append_pair("response_type", "code")
            .append_pair("scope", scope)
            .append_pair("state", "st4te")
            .append_pair("force_reauth", "true")
            .finish();
        format!("https://www.instagram.com/oauth/authorize?{query}")
    }

    /// A code, as a person pressing Allow gets it.
    fn code(&mut self, scope: &str) -> String {
        let link = self.link(scope);
        let played = self.play(&[("step", "authorize"), ("url", &link)]);
        code_of(
            played["redirect"]
                .as_str()
                .unwrap_or_else(|| panic!("{played}")),
        )
    }

    fn exchange(&mut self, code: &str) -> Answer {
        self.exchange_with(code, &[])
    }

    /// The exchange with some fields replaced, or left out when the new value is `-`.
    fn exchange_with(&mut self, code: &str, other: &[(&str, &str)]) -> Answer {
        let facts = self.facts();
        let mut form = vec![
            ("client_id", facts.app_id.as_str()),
            ("client_secret", facts.app_secret.as_str()),
            ("grant_type", "authorization_code"),
            ("redirect_uri", facts.redirect_uri.as_str()),
            ("code", code),
        ];
        for (name, value) in other {
            form.retain(|(key, _)| key != name);
            if *value != "-" {
                form.push((name, value));
            }
        }
        self.post("/oauth/access_token", &form)
    }

    fn short_token(&mut self, scope: &str) -> String {
        let code = self.code(scope);
        let answer = self.exchange(&code);
        assert_eq!(answer.status, 200, "{}", text(&answer));
        json(&answer)["access_token"].as_str().unwrap().to_owned()
    }

    fn lengthen(&mut self, token: &str) -> Answer {
        let secret = self.facts().app_secret;
        self.get(
            "/access_token",
            &[
                ("grant_type", "ig_exchange_token"),
                ("client_secret", &secret),
                ("access_token", token),
            ],
        )
    }

    fn long_token(&mut self, scope: &str) -> String {
        let short = self.short_token(scope);
        let answer = self.lengthen(&short);
        assert_eq!(answer.status, 200, "{}", text(&answer));
        json(&answer)["access_token"].as_str().unwrap().to_owned()
    }

    fn refresh(&mut self, token: &str) -> Answer {
        let query = [("grant_type", "ig_refresh_token"), ("access_token", token)];
        self.get("/refresh_access_token", &query)
    }

    fn me(&mut self, token: &str, wanted: &str) -> Answer {
        self.get("/me", &[("fields", wanted), ("access_token", token)])
    }

    fn remove_role(&mut self) {
        let id = self.provider.world.apps[0].meta_app_id.clone();
        let form = [
            ("do", "remove"),
            ("role", "instagram-tester"),
            ("username", "practice.account"),
        ];
        let answer = self.post(&format!("/apps/{id}/roles/roles/"), &form);
        assert_eq!(answer.status, 303, "{}", text(&answer));
    }
}

const LOGIN: &str = "instagram_business_basic";
const DISPLAY: &str = "user_profile,user_media";

fn fields(pairs: &[(&str, &str)]) -> Fields {
    Fields(
        pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect(),
    )
}

fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

fn json(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|e| panic!("{e}: {}", text(answer)))
}

fn code_of(redirect: &str) -> String {
    let url = url::Url::parse(redirect).unwrap();
    url.query_pairs()
        .find(|(key, _)| key == "code")
        .unwrap()
        .1
        .into_owned()
}

/// The token host's refusal: status and text.
fn refused(answer: &Answer) -> (u16, String) {
    let value = json(answer);
    assert_eq!(
        value["code"], answer.status,
        "the token host repeats the status: {value}"
    );
    assert!(!value["error_type"].as_str().unwrap().is_empty());
    (
        answer.status,
        value["error_message"].as_str().unwrap().to_owned(),
    )
}

/// The graph host's refusal: code, subcode and text.
fn graph_refused(answer: &Answer) -> (u64, Option<u64>, String) {
    let value = json(answer);
    let error = &value["error"];
    assert!(
        error["fbtrace_id"].is_string() && error["type"].is_string(),
        "{value}"
    );
    let message = error["message"].as_str().unwrap().to_owned();
    (
        error["code"].as_u64().unwrap(),
        error["error_subcode"].as_u64(),
        message,
    )
}
