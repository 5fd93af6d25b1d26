use std::collections::BTreeMap;

use super::*;

#[test]
fn the_text_is_long_enough_for_the_bits_asked_for() {
    for (bits, length) in [(0, 0), (1, 1), (128, 22), (256, 43)] {
        let secret = letters_and_digits(bits).unwrap();
        assert_eq!(secret.len(), length);
        assert!(secret.expose().bytes().all(|b| b.is_ascii_alphanumeric()));
    }
}

#[test]
fn two_texts_differ() {
    assert_ne!(letters_and_digits(128), letters_and_digits(128));
}

#[test]
fn every_character_stands_for_equally_many_bytes() {
    let mut counts = BTreeMap::new();
    for c in (0..=255).filter_map(character) {
        *counts.entry(c).or_insert(0) += 1;
    }
    assert_eq!(counts.len(), 62);
    assert!(counts.values().all(|count| *count == 4));
}
