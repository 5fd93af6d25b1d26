//! What each fault makes of an answer.

use serde_json::{Value, json};

use crate::sandbox::answer::{Answer, Delivery, HTML, JSON};
use crate::sandbox::faults::{Alteration, Broken, Effect, Fault};
use crate::sandbox::html;
use crate::sandbox::refusal::{self, Refusal};

/// The size of the `huge` answer, in bytes.
const HUGE: usize = 10 * 1024 * 1024;
/// How deep `deep-json` nests: far beyond what parsers allow.
const DEPTH: usize = 100_000;
/// How long ago a session that has expired by fault ended, in seconds.
const EXPIRED_AGO: i64 = 3_600;

/// What comes in place of the real answer.
pub(super) enum Struck {
    /// The same for every call.
    Answer(Answer),
    /// A refusal, in the shape of the call it strikes.
    Refusal(Refusal),
}

/// What a fault puts in place of the real answer; nothing for one that changes it.
pub(super) fn instead(fault: Fault, now: i64) -> Option<Struck> {
    match fault.effect() {
        Effect::Says(refusal) => Some(Struck::Refusal(refusal.clone())),
        Effect::Expired => {
            let ended = now.saturating_sub(EXPIRED_AGO);
            Some(Struck::Refusal(Refusal::session_expired(ended, now)))
        }
        Effect::Page => {
            let page = html::error_page(&refusal::PAGE_NOT_AVAILABLE.text);
            Some(Struck::Answer(Answer::html(404, page)))
        }
        Effect::Cancelled => Some(Struck::Refusal(refusal::CANCELLED)),
        Effect::Scope => Some(Struck::Refusal(Refusal::said("Invalid scope: []", 100))),
        Effect::Broken(broken) => Some(Struck::Answer(broken_answer(*broken))),
        Effect::Silence => {
            let silence = Answer::new(200, JSON, Vec::new());
            Some(Struck::Answer(Answer {
                delivery: Delivery::Never,
                ..silence
            }))
        }
        Effect::Altered(_) => None,
    }
}

/// The header that goes with the app's limit.
pub(super) fn with_usage(refusal: &Refusal, answer: Answer) -> Answer {
    if *refusal == refusal::RATE_LIMITED {
        let usage = json!({ "call_count": 100, "total_time": 25, "total_cputime": 25 });
        answer.with("X-App-Usage", usage.to_string())
    } else {
        answer
    }
}

fn broken_answer(broken: Broken) -> Answer {
    match broken {
        Broken::ServerError => Answer::html(500, html::error_page("Oops, an error occurred.")),
        Broken::Unavailable => {
            Answer::html(503, html::error_page("Service unavailable.")).with("Retry-After", "1")
        }
        Broken::TooManyRequests => {
            Answer::new(429, "text/plain; charset=utf-8", "Too many requests")
        }
        Broken::Empty => Answer::new(200, JSON, Vec::new()),
        Broken::Html => Answer::html(200, html::error_page("Log in to continue.")),
        Broken::InvalidUtf8 => Answer::new(
            200,
            JSON,
            b"{\"access_token\":\"IGAA\xff\xfe\x80\"}".to_vec(),
        ),
        Broken::DeepJson => {
            let open = "[".repeat(DEPTH);
            Answer::new(
                200,
                JSON,
                format!("{{\"data\":{open}{}}}", "]".repeat(DEPTH)),
            )
        }
        Broken::Huge => {
            let mut body = b"{\"access_token\":\"".to_vec();
            body.resize(HUGE - 2, b'A');
            body.extend_from_slice(b"\"}");
            Answer::new(200, JSON, body)
        }
        Broken::Redirect => Answer::redirect(302, "https://elsewhere.invalid/landing".to_owned()),
    }
}

/// The real answer as a fault changes it on its way.
pub(super) fn altered(fault: Fault, answer: Answer) -> Answer {
    let Effect::Altered(alteration) = fault.effect() else {
        return answer;
    };
    match alteration {
        Alteration::Truncated => Answer {
            delivery: Delivery::Truncated,
            ..answer
        },
        Alteration::Stalled => Answer {
            delivery: Delivery::Stalled,
            ..answer
        },
        Alteration::WrongContentType => Answer {
            content_type: HTML,
            ..answer
        },
        Alteration::NoExpiresIn => change(answer, |mut value| {
            if let Some(object) = value.as_object_mut() {
                object.remove("expires_in");
            }
            value
        }),
        Alteration::AbsurdExpiresIn => change(answer, |mut value| {
            if value.get("expires_in").is_some() {
                value["expires_in"] = json!(u64::MAX);
            }
            value
        }),
        Alteration::Wrapped => change(answer, wrapped),
        Alteration::UserIdText => change(answer, |mut value| {
            if let Some(number) = value.get("user_id").and_then(Value::as_u64) {
                value["user_id"] = json!(number.to_string());
            }
            value
        }),
    }
}

/// The wrapped shape of an answer in the flat one.
fn wrapped(mut value: Value) -> Value {
    if value.get("data").is_some() {
        return value;
    }
    if let Some(number) = value.get("user_id").and_then(Value::as_u64) {
        value["user_id"] = json!(number.to_string());
    }
    if let Some(list) = value.get("permissions").and_then(Value::as_array) {
        let names: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
        value["permissions"] = json!(names.join(","));
    }
    json!({ "data": [value] })
}

/// Changes a successful JSON answer and leaves every other as it is.
fn change(answer: Answer, with: impl FnOnce(Value) -> Value) -> Answer {
    match serde_json::from_slice(&answer.body) {
        Ok(value) if answer.status == 200 => Answer {
            body: with(value).to_string().into_bytes(),
            ..answer
        },
        _ => answer,
    }
}
