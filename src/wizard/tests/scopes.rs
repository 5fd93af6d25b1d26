use crate::text::{Lang, Texts};
use crate::wizard::keymap::Key::Enter;
use crate::wizard::samples::{self, summary};

fn embed(scopes: &str) -> String {
    format!(
        "https://www.instagram.com/oauth/authorize?client_id=990602627938098&redirect_uri=https://localhost:8443/callback&response_type=code&scope={scopes}"
    )
}

#[test]
fn an_embed_url_with_old_names_gives_the_new_ones_and_says_so() {
    for (scopes, taken, names) in [
        ("instagram_business_basic", "instagram_business_basic", ""),
        (
            "business_basic",
            "instagram_business_basic",
            "business_basic → instagram_business_basic",
        ),
        (
            "user_profile,user_media,instagram_business_manage_comments",
            "instagram_business_basic,instagram_business_manage_comments",
            "user_profile → instagram_business_basic, user_media → instagram_business_basic",
        ),
        ("unheard_of", "unheard_of", ""),
    ] {
        let mut desk = samples::waiting_desk();
        desk.paste(&embed(scopes));
        let seen = desk.state.paste.seen.clone().unwrap();
        assert!(seen.usable, "{scopes}");
        let said = Texts::new(Lang::En).say(&seen.say);
        assert_eq!(said.contains("new names"), !names.is_empty(), "{said}");
        assert!(said.contains(names), "{said}");
        let asked = summary(&desk.press(Enter));
        let asked = asked.first().unwrap();
        assert!(asked.ends_with(&format!("scopes={taken}")), "{asked}");
        desk.saved();
        assert_eq!(desk.state.profile.scopes.join(","), taken);
    }
}

#[test]
fn a_config_with_old_names_is_not_changed_but_told_of() {
    let mut begin = samples::set_up();
    begin.profile.scopes = vec!["business_basic".to_owned(), "unheard_of".to_owned()];
    let (desk, _) = samples::Desk::begin(begin);
    let renamed: Vec<_> = desk.state.renamed_scopes().collect();
    assert_eq!(renamed, [("business_basic", "instagram_business_basic")]);
    assert_eq!(desk.state.scopes(), ["business_basic", "unheard_of"]);
    let (desk, _) = samples::Desk::begin(samples::set_up());
    assert_eq!(desk.state.renamed_scopes().count(), 0);
}
