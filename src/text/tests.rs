use std::collections::{BTreeMap, BTreeSet};

use super::bundle::{AREAS, sentences, sources};
use super::*;

/// Ids and the names of the values in them, of every sentence of a language.
fn catalogue(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for source in sources(lang) {
        let mut current = None;
        for text in source.lines() {
            if let Some((id, _)) = text.split_once('=')
                && text.starts_with(|c: char| c.is_ascii_lowercase())
            {
                let id = id.trim().to_owned();
                assert!(
                    found.insert(id.clone(), BTreeSet::new()).is_none(),
                    "{id} is there twice in {lang:?}"
                );
                current = Some(id);
            }
            let Some(id) = &current else { continue };
            for part in text.split('$').skip(1) {
                let name: String = part
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '-')
                    .collect();
                found.get_mut(id).unwrap().insert(name);
            }
        }
    }
    found
}

#[test]
fn every_sentence_exists_in_both_languages_with_the_same_values() {
    let english = catalogue(Lang::En);
    let korean = catalogue(Lang::Ko);
    for (id, args) in &english {
        assert_eq!(korean.get(id), Some(args), "{id} differs in Korean");
    }
    assert_eq!(
        english.len(),
        korean.len(),
        "Korean has sentences that English lacks"
    );
}

#[test]
fn every_file_of_sentences_is_free_of_syntax_errors() {
    for lang in Lang::ALL {
        assert_eq!(sources(lang).len(), AREAS.len());
        for (area, source) in AREAS.iter().zip(sources(lang)) {
            let result = fluent_bundle::FluentResource::try_new((*source).to_owned());
            assert!(
                result.is_ok(),
                "{area} in {lang:?}: {:?}",
                result.err().map(|(_, e)| e)
            );
        }
    }
}

#[test]
fn every_sentence_can_be_parsed_by_itself() {
    for lang in Lang::ALL {
        let mut found = BTreeSet::new();
        for (id, text) in sources(lang).iter().flat_map(|source| sentences(source)) {
            found.insert(id.to_owned());
            let resource = fluent_bundle::FluentResource::try_new(text.to_owned());
            let resource = resource.unwrap_or_else(|(_, e)| panic!("{id}: {e:?}"));
            assert_eq!(resource.entries().count(), 1, "more than one in {text:?}");
            // A sentence that is put into another one would not be there yet.
            for value in text.split('{').skip(1) {
                let value = value.trim_start();
                let alone = value.starts_with(['$', '"']) || value.starts_with("NUMBER(");
                assert!(
                    alone,
                    "{id} in {lang:?} refers to another sentence: {value}"
                );
            }
        }
        assert!(found.iter().eq(catalogue(lang).keys()), "{lang:?}");
        let texts = Texts::new(lang);
        for id in &found {
            assert_ne!(texts.get(Box::leak(id.clone().into_boxed_str())), *id);
        }
    }
}

#[test]
fn plurals_follow_the_language() {
    let phrase = |n| Phrase::new("days-left").number("days", n);
    assert_eq!(Texts::new(Lang::En).phrase(&phrase(1)), "1 day left");
    assert_eq!(Texts::new(Lang::En).phrase(&phrase(59)), "59 days left");
    assert_eq!(Texts::new(Lang::Ko).phrase(&phrase(1)), "1일 남음");
}

#[test]
fn a_locale_name_gives_its_language() {
    assert_eq!(Lang::parse("ko_KR.UTF-8"), Some(Lang::Ko));
    assert_eq!(Lang::parse("en-GB"), Some(Lang::En));
    assert_eq!(Lang::parse("C.UTF-8"), Some(Lang::En));
    assert_eq!(Lang::parse("fr_FR"), None);
}

#[test]
fn korean_is_polite_and_hangs_no_changing_particle_on_a_value() {
    // After a value, the right one of each pair depends on its last sound.
    let pairs = [
        "을(를)", "를(을)", "이(가)", "은(는)", "와(과)", "과(와)", "(으)로", "(이)라",
    ];
    let stiff = [
        "습니다",
        "합니다",
        "입니다",
        "됩니다",
        "십시오",
        "당신",
        "귀하",
    ];
    for source in sources(Lang::Ko) {
        for line in source.lines() {
            for part in pairs.iter().chain(&stiff) {
                assert!(!line.contains(part), "{part} in: {line}");
            }
            for behind in line.split(" }").skip(1) {
                let hangs = [
                    "을 ", "를 ", "은 ", "는 ", "과 ", "와 ", "가 ", "이 ", "으로 ", "로 ",
                ];
                let hangs = hangs.iter().any(|particle| behind.starts_with(particle));
                assert!(!hangs, "a particle hangs on a value: {line}");
            }
        }
    }
}
