//! Values that stand alone or behind a label: codes, tokens, IDs and secrets of an app.

use super::mistake;
use super::outcome::{self, Found};
use super::{Known, Missing, PasteTrouble, Pasted, Recognised, StateCheck};
use crate::oauth::percent;
use crate::oauth::query::Params;
use crate::secret::Secret;

/// Codes and tokens are never shorter.
const SHORTEST: usize = 20;
/// What codes of Instagram begin with.
const CODE_PREFIX: &str = "AQ";

/// What a text is that holds one value and nothing else.
///
/// `longest_run` is the longest piece before white space was taken out: words of a sentence make
/// no code.
pub(super) fn read(text: &str, longest_run: usize, known: &Known<'_>) -> Option<Found> {
    let word = text.trim_matches(|c: char| c.is_whitespace() || is_wrapping(c));
    let decoded = Secret::new(percent::decode_fully(word));
    let word = decoded.expose().split('#').next().unwrap_or_default();
    let word = word.trim_end_matches(is_wrapping);
    if let Some(placeholder) = mistake::placeholder(word) {
        let trouble = PasteTrouble::Placeholder(placeholder);
        return Some(Found::new(10, Pasted::unknown(Some(trouble))));
    }
    let word = word.trim_matches(['<', '>']);
    if is_app_id(word) {
        let blank = Pasted::of(Recognised::AppId, StateCheck::NotNeeded);
        return Some(Found::new(
            45,
            Pasted {
                app_id: Some(word.to_owned()),
                ..blank
            },
        ));
    }
    if word.len() == 32 && word.bytes().all(|b| b.is_ascii_hexdigit()) {
        let blank = Pasted::of(Recognised::AppSecret, StateCheck::NotNeeded);
        return Some(Found::new(
            45,
            Pasted {
                app_secret: Some(word.into()),
                ..blank
            },
        ));
    }
    let whole = without_ellipsis(word);
    if !whole.bytes().all(is_code_byte) || whole.is_empty() {
        return None;
    }
    let cut = whole.len() < word.len();
    let word = if cut {
        whole
    } else {
        word.trim_end_matches('.')
    };
    if let Some(found) = token(word, cut, known) {
        return Some(found);
    }
    if word.starts_with(CODE_PREFIX) && word.len() > 3 && (cut || word.len() < SHORTEST) {
        return Some(Found::new(
            10,
            Pasted::unknown(Some(PasteTrouble::Truncated)),
        ));
    }
    let in_one_piece = longest_run >= SHORTEST - 4 || word.starts_with(CODE_PREFIX);
    (!cut && word.len() >= SHORTEST && in_one_piece).then(|| code_alone(word))
}

/// Values behind `code:`, `state:` and `access_token:`, as messages and logs show them.
pub(super) fn labelled(text: &str, known: &Known<'_>) -> Option<Found> {
    let mut params = Params::default();
    let mut label: Option<&'static str> = None;
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| is_wrapping(c) && c != '(');
        if let Some((name, value)) = word.split_once([':', '=']) {
            label = label_of(name).or(label.filter(|_| name.is_empty()));
            if let (Some(key), false) = (label, value.is_empty()) {
                params.set(key, without_code_tail(value));
                label = None;
            }
        } else if let Some(key) = label.take() {
            // A short word is the next of a sentence.
            if word.len() >= 8 {
                params.set(key, without_code_tail(word));
            }
        } else {
            label = label_of(word);
        }
    }
    if params.access_token.is_some() {
        return token_parameter(&params, known);
    }
    let code = match outcome::code(params.code?) {
        Ok(code) => code?,
        Err(trouble) => return Some(Found::new(10, Pasted::unknown(Some(trouble)))),
    };
    let code = Some(code.expose()).filter(|code| code.bytes().all(is_code_byte))?;
    if params.state.is_some() && code.len() >= 8 {
        return Some(outcome::of_params(Recognised::Query, &params, known));
    }
    (code.len() >= SHORTEST).then(|| code_alone(code).worth(55))
}

/// An access token in a parameter of that name.
pub(super) fn token_parameter(params: &Params<'_>, known: &Known<'_>) -> Option<Found> {
    let value = Secret::new(percent::decode_fully(params.access_token?));
    let whole = without_ellipsis(value.expose());
    if !whole.bytes().all(is_code_byte) {
        return None;
    }
    token(whole, whole.len() < value.expose().len(), known)
}

/// Whether this can be an ID of an app.
pub(super) fn is_app_id(text: &str) -> bool {
    (8..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// A token by its prefix; the longest prefix that fits decides whose it is.
fn token(text: &str, cut: bool, known: &Known<'_>) -> Option<Found> {
    let fits = |prefix: &&str| !prefix.is_empty() && text.starts_with(*prefix);
    let longest = |a: Option<&str>| a.map_or(0, str::len);
    let own = known
        .token_prefixes
        .iter()
        .map(String::as_str)
        .filter(fits)
        .max_by_key(|p| p.len());
    let foreign = known
        .foreign_prefixes
        .iter()
        .filter(|(prefix, _)| fits(&prefix.as_str()));
    let foreign = foreign.max_by_key(|(prefix, _)| prefix.len());
    let short = cut || text.len() < SHORTEST;
    if let Some((prefix, owner)) = foreign
        && prefix.len() > longest(own)
    {
        // A short word may begin with two capitals by chance.
        let trouble = PasteTrouble::ForeignToken(owner.clone());
        return (!short || cut).then(|| Found::new(50, Pasted::unknown(Some(trouble))));
    }
    own?;
    if short {
        return Some(Found::new(
            30,
            Pasted::unknown(Some(PasteTrouble::Truncated)),
        ));
    }
    let blank = Pasted::of(Recognised::DashboardToken, StateCheck::NotNeeded);
    Some(Found::new(
        80,
        Pasted {
            token: Some(text.into()),
            ..blank
        },
    ))
}

fn code_alone(code: &str) -> Found {
    let blank = Pasted::of(Recognised::Code, StateCheck::Absent);
    Found::new(
        40,
        Pasted {
            code: Some(code.into()),
            missing: vec![Missing::State],
            ..blank
        },
    )
}

fn label_of(word: &str) -> Option<&'static str> {
    let name = word.trim_matches(|c: char| is_wrapping(c) || c == '-' || c == '*');
    ["code", "state", "access_token", "token"]
        .into_iter()
        .find(|label| name.eq_ignore_ascii_case(label))
        .map(|label| {
            if label == "token" {
                "access_token"
            } else {
                label
            }
        })
}

fn without_code_tail(value: &str) -> &str {
    value
        .split('#')
        .next()
        .unwrap_or(value)
        .trim_matches(is_wrapping)
}

fn without_ellipsis(text: &str) -> &str {
    text.strip_suffix('…')
        .or_else(|| text.strip_suffix("..."))
        .unwrap_or(text)
}

fn is_code_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

fn is_wrapping(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '«' | '»' | '(' | ')' | '[' | ']' | ',' | ';'
    )
}
