//! Whatever a provider answers: what is taken from it can be shown, kept and sent on.
//!
//! Two bytes are the status, the rest is the body.

use igtoken::clean;
use igtoken::oauth::answer::{self, AnswerError, Refusal};
use igtoken::oauth::wire::Answer;
use igtoken::secret::{Secret, SecretBytes};

fn is_unbroken(text: &str) -> bool {
    !text.is_empty() && !clean::has_control(text) && !text.contains(char::is_whitespace)
}

fn is_shown(text: &str, longest: usize) -> bool {
    !clean::has_control(text) && text.chars().count() <= longest + 1
}

/// No run of it looks like a code, a token or an app secret.
fn is_free_of_tokens(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .all(|run| {
            run.len() < 30
                || !run.bytes().any(|byte| byte.is_ascii_digit())
                || !run.bytes().any(|byte| byte.is_ascii_alphabetic())
        })
}

fn refusal(refusal: &Refusal) {
    let words = [&refusal.kind, &refusal.reason, &refusal.user_message];
    for text in words.into_iter().flatten().chain([&refusal.message]) {
        assert!(is_shown(text, 500), "{text:?}");
        assert!(is_free_of_tokens(text), "{text:?}");
    }
}

fn error(error: AnswerError) {
    if let AnswerError::Refused(said) = error {
        refusal(&said);
    }
}

fn token(token: &Secret) {
    assert!(is_unbroken(token.expose()), "{:?}", token.expose());
}

pub(super) fn hold(data: &[u8]) {
    let (status, body) = match data {
        [high, low, body @ ..] => (u16::from_be_bytes([*high, *low]), body),
        _ => (200, data),
    };
    // Mostly what is met: three digits.
    let status = if (100..600).contains(&status) {
        status
    } else {
        200
    };
    let whole = Answer {
        status,
        body: SecretBytes::new(body.to_vec()),
        ..Answer::default()
    };
    match answer::short_lived(&whole) {
        Ok(short) => {
            token(&short.access_token);
            assert!(
                short
                    .user_id
                    .is_none_or(|id| is_unbroken(&id) && id.len() <= 64)
            );
            assert!(short.permissions.iter().all(|name| is_shown(name, 100)));
        }
        Err(failure) => error(failure),
    }
    match answer::long_lived(&whole) {
        Ok(long) => {
            token(&long.access_token);
            assert!(
                long.expires_in
                    .is_none_or(|seconds| (1..=400 * 86_400).contains(&seconds))
            );
        }
        Err(failure) => error(failure),
    }
    match answer::me(&whole) {
        Ok(me) => {
            assert!(me.user_id.is_some() || me.username.is_some());
            for id in [me.user_id, me.app_scoped_id].into_iter().flatten() {
                assert!(is_unbroken(&id) && id.len() <= 64, "{id:?}");
            }
            for word in [me.username, me.account_type].into_iter().flatten() {
                assert!(is_shown(&word, 100), "{word:?}");
            }
        }
        Err(failure) => error(failure),
    }
    refusal(&answer::refusal_of_text(&String::from_utf8_lossy(body)));
}
