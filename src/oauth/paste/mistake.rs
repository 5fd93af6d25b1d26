//! Mistakes that can be named: translated parameters and sample values of the documentation.

use super::tidy::Tidy;
use super::{PasteTrouble, Pasted};
use crate::clean;
use crate::oauth::percent;
use crate::secret::Secret;

/// The code that the documentation and every article after it print.
const SAMPLE_CODE: &str = "AQBx-hBsH3";
/// Names that a translated page shows in place of `code`, `scope`, `grant_type` and `state`.
const TRANSLATED: [&str; 6] = [
    "코드",
    "범위",
    "부여_유형",
    "권한_부여_유형",
    "상태",
    "응답_유형",
];

/// Adds the trouble that the whole text shows, where nothing worse was found in it.
pub(super) fn look_for(tidy: &Tidy, pasted: &mut Pasted) {
    let text = Secret::new(tidy.joined_with(" "));
    let translated = translated(text.expose());
    if !translated.is_empty() {
        pasted.trouble = Some(PasteTrouble::Translated(translated));
        return;
    }
    let weak = match &pasted.trouble {
        None | Some(PasteTrouble::HalfEmbed(_) | PasteTrouble::OtherRedirect) => true,
        Some(_) => false,
    };
    if weak && pasted.code.is_none() && pasted.token.is_none() && pasted.embed.is_none() {
        let found = text
            .expose()
            .split(['=', ' '])
            .find_map(|piece| placeholder(first(piece)));
        pasted.trouble = found
            .map(PasteTrouble::Placeholder)
            .or(pasted.trouble.take());
    }
}

/// The sample value that the text is, if it is one; never a text that could be a secret.
pub(super) fn placeholder(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 120 {
        return None;
    }
    if text.trim_end_matches(['.', '…']) == SAMPLE_CODE {
        return Some(text.to_owned());
    }
    let decoded = percent::decode_fully(text);
    let inner = [('{', '}'), ('<', '>'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| decoded.strip_prefix(open)?.strip_suffix(close));
    let yours = decoded.to_ascii_lowercase();
    let inner = match inner {
        Some(inner) => inner,
        None if yours.starts_with("your_") || yours.starts_with("your-") => &decoded,
        None => return None,
    };
    let named = inner.chars().any(char::is_alphabetic)
        && inner
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '_' | ' '));
    named.then(|| clean::short_line(&decoded, 60))
}

fn first(piece: &str) -> &str {
    piece
        .split(['&', '"', '\'', '#', '?'])
        .next()
        .unwrap_or_default()
}

fn translated(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split(|c: char| c.is_whitespace() || matches!(c, '&' | '?' | '"' | '\'')) {
        let piece = piece.trim_end_matches('\\');
        let (key, value) = piece.split_once(['=', ':']).unwrap_or((piece, ""));
        let name = key
            .rsplit(['}', '{', ','])
            .next()
            .unwrap_or(key)
            .trim_end_matches('(');
        let named = TRANSLATED.contains(&name) && (key.ends_with('(') || piece.len() > key.len());
        let entry = if named {
            name.to_owned()
        } else if matches!(key, "response_type" | "grant_type") && is_translation(value) {
            format!("{key}={}", clean::short_line(value, 30))
        } else {
            continue;
        };
        if !found.contains(&entry) && found.len() < 8 {
            found.push(entry);
        }
    }
    found
}

fn is_translation(value: &str) -> bool {
    let value = percent::decode_fully(value);
    value.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
        && !value.chars().any(char::is_numeric)
}
