use crate::wizard::keymap::Key::{Char, Enter};
use crate::wizard::samples::{self, APP_ID, Desk, Step, summary};
use crate::wizard::saved::Mark;

#[test]
fn an_embed_url_fills_the_three_values_to_the_byte() {
    let embed = "https://www.instagram.com/oauth/authorize?force_reauth=true&client_id=990602627938098&redirect_uri=https://localhost:8443/callback/&response_type=code&scope=instagram_business_basic%2Cinstagram_business_manage_comments";
    let mut desk = samples::credentials_desk();
    desk.paste(embed);
    let asked = summary(&desk.press(Enter));
    assert_eq!(
        asked,
        [
            "config provider=instagram-login app_id=990602627938098 redirect_uri=https://localhost:8443/callback/ scopes=instagram_business_basic,instagram_business_manage_comments"
        ]
    );
    desk.saved();
    assert_eq!(
        desk.state.redirect_uri(),
        "https://localhost:8443/callback/"
    );
    assert_eq!(desk.step(), "app-credentials");
    assert_eq!(desk.state.form.value("app_id"), Some(APP_ID));
    assert_eq!(desk.mark("redirect-uri"), Mark::Claimed);
}

#[test]
fn an_embed_url_that_could_not_be_written_is_written_by_r() {
    let embed = "https://www.instagram.com/oauth/authorize?client_id=990602627938098&redirect_uri=https://localhost:8443/callback&response_type=code&scope=instagram_business_basic";
    let mut desk = samples::credentials_desk();
    desk.paste(embed);
    let first = summary(&desk.press(Enter));
    desk.not_saved();
    assert_eq!(desk.problem(), Some("cannot-save"));
    assert_eq!(summary(&desk.press(Char('r'))), first);
    desk.saved();
    assert_eq!(desk.state.profile.app_id.as_deref(), Some(APP_ID));
}

#[test]
fn a_page_of_the_dashboard_makes_the_links_lead_to_the_app() {
    let mut desk = Desk::at(samples::set_up());
    desk.opens("add-tester");
    desk.paste("https://developers.facebook.com/apps/1234567890123456/dashboard/");
    desk.plays(&[Step::Key(Enter)]);
    assert_eq!(
        desk.state.named("meta_app_id").as_deref(),
        Some("1234567890123456")
    );
    let link = desk.state.step().unwrap().links.first().unwrap().clone();
    assert!(desk.state.filled_link(&link).contains("1234567890123456"));
}
