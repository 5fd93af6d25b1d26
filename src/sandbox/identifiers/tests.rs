use super::Dice;

fn is_token_text(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[test]
fn ids_have_the_lengths_and_alphabets_of_the_real_ones() {
    let mut dice = Dice::system();
    for _ in 0..50 {
        let app = dice.app_id();
        assert!(
            app.len() == 15 && app.bytes().all(|b| b.is_ascii_digit()),
            "{app}"
        );
        let meta = dice.meta_app_id();
        assert!(
            meta.len() == 16 && meta.bytes().all(|b| b.is_ascii_digit()),
            "{meta}"
        );
        let secret = dice.secret();
        assert!(secret.len() == 32 && secret.bytes().all(|b| b.is_ascii_hexdigit()));
        let professional = dice.professional_id();
        assert!(professional.starts_with("17841") && professional.len() == 17);
        let scoped: u64 = dice.app_scoped_id().parse().unwrap();
        assert!(
            scoped > 9_007_199_254_740_992,
            "{scoped} fits a JavaScript number"
        );
        assert!(i64::try_from(scoped).is_ok());
    }
    assert!(!dice.failed());
}

#[test]
fn a_code_starts_with_aq_and_always_has_a_dash_and_an_underscore() {
    let mut dice = Dice::counting(3);
    let code = dice.code();
    assert_eq!(code.len(), 200);
    assert!(code.starts_with("AQ") && code.contains('-') && code.contains('_'));
    assert!(is_token_text(&code));
}

#[test]
fn a_token_is_160_url_safe_characters_and_no_two_are_alike() {
    let mut dice = Dice::system();
    let (first, second) = (dice.token("IGAA"), dice.token("IGAA"));
    assert_eq!(first.len(), 160);
    assert!(first.starts_with("IGAA") && is_token_text(&first));
    assert_ne!(first, second);
}

#[test]
fn a_dry_source_is_remembered() {
    let mut dice = Dice::broken();
    assert!(!dice.failed());
    let _ = dice.secret();
    assert!(dice.failed());
}
