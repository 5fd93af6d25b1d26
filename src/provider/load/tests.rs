mod faults;

use super::*;
use crate::provider::{Proof, StepId, StepKind};
use crate::text::Words;
use unicode_width::UnicodeWidthStr as _;

#[test]
fn both_embedded_files_load_and_instagram_login_is_the_default() {
    let all = Providers::embedded().unwrap();
    let ids: Vec<_> = all.all().iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["instagram-login", "basic-display"]);
    assert!(Providers::embedded_ids().eq(ids));
    assert_eq!(all.default().unwrap().id, "instagram-login");
    assert!(all.get("facebook-login").is_none());
    for provider in all.all() {
        let one = Providers::embedded_one(&provider.id).unwrap().unwrap();
        assert_eq!(&one, provider);
        assert!(provider.symptoms.len() > 20, "{}", provider.symptoms.len());
        let mut bare = provider.clone();
        bare.symptoms = Symptoms::default();
        let head = Providers::embedded_without_steps(&provider.id).unwrap();
        bare.steps.clear();
        assert_eq!(head.unwrap(), bare);
    }
    assert!(Providers::embedded_one("none").unwrap().is_none());
}

/// Steps as `id kind`, and below each its fields; `*` marks those of the config file, `!` the
/// required ones.
fn outline(provider: &Provider) -> Vec<String> {
    let line = |step: &crate::provider::Step| {
        let fields: Vec<_> = step
            .fields
            .iter()
            .map(|f| {
                let marks = [(f.config, "*"), (f.required, "!")];
                let marks = marks.iter().filter(|m| m.0).map(|m| m.1);
                format!("{}{}", f.id, marks.collect::<String>())
            })
            .collect();
        format!("{} {:?}: {}", step.id.as_str(), step.kind, fields.join(" "))
    };
    provider.steps.iter().map(line).collect()
}

#[test]
fn the_checklists_are_those_of_the_contract() {
    let all = Providers::embedded().unwrap();
    assert_eq!(
        outline(&all.all()[0]),
        [
            "account Manual: ",
            "create-app Manual: display_name contact_email",
            "add-product Manual: ",
            "app-credentials Manual: app_id*! app_secret*! keep_secret",
            "add-tester Manual: tester*!",
            "accept-invite Manual: ",
            "redirect-uri Manual: redirect_uri*!",
            "authorize Authorize: ",
            "exchange Exchange: ",
            "verify Verify: ",
        ]
    );
    assert_eq!(
        outline(&all.all()[1]),
        [
            "create-app Manual: display_name contact_email",
            "add-platform Manual: site_url",
            "add-product Manual: ",
            "create-instagram-app Manual: instagram_app_name",
            "oauth-settings Manual: redirect_uri*! deauthorize_url deletion_url",
            "app-credentials Manual: app_id*! app_secret*! keep_secret",
            "add-tester Manual: tester*!",
            "accept-invite Manual: ",
            "authorize Authorize: ",
            "exchange Exchange: ",
            "verify Verify: ",
        ]
    );
    for (provider, redirect) in all.all().iter().zip(["redirect-uri", "oauth-settings"]) {
        assert_eq!(provider.redirect.step.as_str(), redirect);
        let (step, field) = provider.field("redirect_uri").unwrap();
        assert_eq!(step.id.as_str(), redirect);
        assert_eq!(
            field.default.as_deref(),
            Some(provider.redirect.default.as_str())
        );
        let (_, keep) = provider.field("keep_secret").unwrap();
        assert_eq!(keep.default.as_deref(), Some("yes"));
        for step in &provider.steps {
            let expected = match step.id.as_str() {
                "app-credentials" => Some(Proof::Exchange),
                id if id == redirect => Some(Proof::Exchange),
                "account" | "add-tester" | "accept-invite" => Some(Proof::Me),
                _ => None,
            };
            assert_eq!(step.verified_by, expected, "{}", step.id.as_str());
            let from = provider.position(&StepId::new("accept-invite"));
            let offers = provider.position(&step.id) >= from
                && matches!(step.kind, StepKind::Manual | StepKind::Authorize);
            assert_eq!(step.short_way.is_some(), offers, "{}", step.id.as_str());
        }
    }
}

#[test]
fn the_calls_go_where_the_platform_answers() {
    let all = Providers::embedded().unwrap();
    let api = &all.all()[0].api;
    assert_eq!(
        api.authorize.url.as_str(),
        "https://www.instagram.com/oauth/authorize"
    );
    assert_eq!(
        api.authorize.extra,
        [("force_reauth".to_owned(), "true".to_owned())]
    );
    assert_eq!(
        api.exchange.url.as_str(),
        "https://api.instagram.com/oauth/access_token"
    );
    assert_eq!(
        api.long_lived.url.as_str(),
        "https://graph.instagram.com/access_token"
    );
    assert_eq!(api.me.url.as_str(), "https://graph.instagram.com/v25.0/me");
    assert!(api.long_lived.send_secret && !api.refresh.send_secret);
    let old = &all.all()[1];
    assert_eq!(
        old.api.authorize.url.as_str(),
        "https://api.instagram.com/oauth/authorize"
    );
    assert_eq!(old.api.me.url.as_str(), "https://graph.instagram.com/me");
    assert_eq!(old.scopes.default, ["user_profile", "user_media"]);
    assert_eq!(old.retired.as_ref().unwrap().instead, "instagram-login");
}

#[test]
fn every_sentence_is_there_in_both_languages_and_fits_its_place() {
    fn fits(words: &Words, english: usize, columns: usize, name: &str) {
        for text in [&words.en, &words.ko] {
            assert!(!text.trim().is_empty(), "{name} is empty");
            assert!(!clean::has_control(text), "{name}: {text}");
            assert!(text.width() <= columns, "{} columns: {text}", text.width());
            for word in ["simply", "please", "just "] {
                assert!(!text.to_lowercase().contains(word), "{name}: {text}");
            }
        }
        assert!(words.en.chars().count() <= english, "{name}: {}", words.en);
        assert!(
            !words
                .en
                .chars()
                .any(|c| matches!(c, '\u{ac00}'..='\u{d7a3}')),
            "{name}: {}",
            words.en
        );
    }
    let hangul = |words: &Words| {
        let is = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
        assert!(words.ko.contains(is), "no Korean: {}", words.ko);
    };
    for provider in Providers::embedded().unwrap().all() {
        for step in &provider.steps {
            let name = step.id.as_str();
            fits(&step.title, 40, 40, name);
            hangul(&step.title);
            assert!((3..=6).contains(&step.instructions.len()), "{name}");
            assert!(step.traps.len() <= 2, "{name}");
            for words in step
                .instructions
                .iter()
                .chain(&step.traps)
                .chain(&step.short_way)
            {
                fits(words, 110, 120, name);
                hangul(words);
            }
            for link in &step.links {
                fits(&link.label, 40, 48, name);
            }
            for field in &step.fields {
                fits(&field.label, 24, 24, &field.id);
                hangul(&field.label);
                for words in field.hint.iter().chain(field.checks.iter().map(|c| &c.say)) {
                    fits(words, 110, 120, &field.id);
                    hangul(words);
                }
            }
        }
        for symptom in provider.symptoms.iter() {
            for (words, limit) in [
                (&symptom.title, 60),
                (&symptom.cause, 160),
                (&symptom.fix, 160),
            ] {
                fits(words, limit, 180, &symptom.id);
                hangul(words);
            }
        }
    }
}
