//! The Korean of the command-line help, by the English line that it stands for.
//!
//! The English is that of the arguments themselves, for completions and manual pages are made of
//! them; so the file needs no names for its sentences. A line without its Korean stays English,
//! which a test refuses.

use std::sync::OnceLock;

const KOREAN: &str = include_str!("ko/help.txt");

/// Each English line with its Korean.
pub fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut english = "";
    KOREAN.lines().filter_map(move |line| {
        if let Some(korean) = line.strip_prefix("  ") {
            return Some((english, korean));
        }
        english = line;
        None
    })
}

/// The Korean of an English line.
pub fn korean(english: &str) -> Option<&'static str> {
    static SORTED: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    let sorted = SORTED.get_or_init(|| {
        let mut sorted: Vec<_> = pairs().collect();
        sorted.sort_unstable();
        sorted
    });
    let place = sorted.binary_search_by_key(&english, |(known, _)| known);
    place
        .ok()
        .and_then(|at| sorted.get(at))
        .map(|(_, korean)| *korean)
}

/// The Korean of an English line whose places `{}` hold these values, in their order.
pub fn korean_with(english: &str, values: &[&str]) -> String {
    let mut parts = korean(english).unwrap_or(english).split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (n, part) in parts.enumerate() {
        text.push_str(values.get(n).copied().unwrap_or_default());
        text.push_str(part);
    }
    text
}
