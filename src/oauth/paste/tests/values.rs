//! Tokens, Embed URLs, IDs, secrets and pages of the dashboard.

use super::*;

#[test]
fn a_token_of_the_dashboard_is_recognised() {
    for text in [
        "TOKEN",
        "  \"TOKEN\"\n",
        "IGAAplantedPLANTED0123\n456789abcdefghij",
        "access_token=TOKEN",
        "access_token: TOKEN",
        "Access_Token = TOKEN",
        "token: TOKEN",
        "{\"access_token\":\"TOKEN\",\"token_type\":\"bearer\"}",
        "{\"data\":[{\"access_token\":\"TOKEN\"}]}",
        "https://localhost:8443/callback#access_token=TOKEN&expires_in=5184000",
        "https://graph.instagram.com/me?fields=id&access_token=TOKEN",
        "INSTAGRAM\naccess_token=TOKEN",
    ] {
        let pasted = reading(&filled(text));
        assert_eq!(pasted.recognised, Recognised::DashboardToken, "{text}");
        assert_eq!(pasted.state, StateCheck::NotNeeded, "{text}");
        assert_eq!(pasted.token, Some(Secret::new(TOKEN)), "{text}");
        assert_eq!(pasted.trouble, None, "{text}");
    }
}

#[test]
fn a_token_of_another_api_is_named() {
    for (text, owner) in [
        ("THAAplanted0123456789abcdef", "Threads"),
        ("EAACEdEose0cBA0123456789abcdef", "Facebook"),
        ("IGQVJplanted0123456789abcdef", "Basic Display"),
        ("access_token=EAACEdEose0cBA0123456789", "Facebook"),
        ("{\"access_token\":\"EAACEdEose0...\"}", "Facebook"),
    ] {
        let pasted = reading(text);
        assert_eq!(pasted.recognised, Recognised::Unknown, "{text}");
        assert_eq!(
            pasted.trouble,
            Some(PasteTrouble::ForeignToken(owner.to_owned())),
            "{text}"
        );
        assert_eq!(pasted.token, None, "{text}");
    }
}

#[test]
fn an_embed_url_gives_what_it_holds_to_the_byte() {
    let query = "client_id=990602627938098&redirect_uri=https%3A%2F%2FExample.org%2Fa%2F%3Fb%3D%2B1%26c\
                 &response_type=code&scope=instagram_business_basic%2Cinstagram_business_manage_comments";
    for text in [
        format!("https://www.instagram.com/oauth/authorize?force_reauth=true&{query}"),
        format!("https://www.instagram.com/oauth/authorize/?{query}&state=whatever#x"),
        format!("https://api.instagram.com/oauth/authorize?{query}"),
        format!("http://127.0.0.1:4711/oauth/authorize?{query}"),
        format!("www.instagram.com/oauth/authorize?{query}"),
        format!("\"https://www.instagram.com/oauth/authorize?{query}\"").replace('&', "&amp;"),
        format!("https://www.instagram.com/oauth/auth\n   orize?{query}"),
    ] {
        let pasted = reading(&text);
        assert_eq!(pasted.recognised, Recognised::EmbedUrl, "{text}");
        assert_eq!(pasted.state, StateCheck::NotNeeded, "{text}");
        assert_eq!(pasted.trouble, None, "{text}");
        let embed = pasted.embed.unwrap();
        assert_eq!(embed.app_id, "990602627938098", "{text}");
        assert_eq!(
            embed.redirect_uri, "https://Example.org/a/?b=+1&c",
            "{text}"
        );
        assert_eq!(
            embed.scopes,
            [
                "instagram_business_basic",
                "instagram_business_manage_comments"
            ],
            "{text}"
        );
    }
}

#[test]
fn an_embed_url_encoded_whole_is_read() {
    let pasted = reading(
        "https%3A%2F%2Fwww.instagram.com%2Foauth%2Fauthorize%3Fclient_id%3D99%26redirect_uri%3D\
         https%253A%252F%252Fa.example%252F%26scope%3Da%2520b",
    );
    let embed = pasted.embed.unwrap();
    assert_eq!(embed.redirect_uri, "https://a.example/");
    assert_eq!(embed.scopes, ["a", "b"]);
}

#[test]
fn an_authorize_link_of_another_host_is_refused_by_name() {
    for (text, host) in [
        (
            "https://www.facebook.com/v25.0/dialog/oauth?client_id=1&redirect_uri=https://a",
            "www.facebook.com",
        ),
        (
            "https://www.instagram.com.evil.example/oauth/authorize?client_id=1",
            "www.instagram.com.evil.example",
        ),
        (
            "https://www.instagram.com@evil.example/oauth/authorize?client_id=1",
            "evil.example",
        ),
        (
            "http://127.0.0.1:9/oauth/authorize?client_id=1&redirect_uri=x",
            "127.0.0.1",
        ),
    ] {
        let pasted = reading(text);
        assert_eq!(pasted.recognised, Recognised::Unknown, "{text}");
        assert_eq!(
            pasted.trouble,
            Some(PasteTrouble::ForeignHost(host.to_owned())),
            "{text}"
        );
        assert_eq!(pasted.embed, None, "{text}");
    }
}

#[test]
fn half_an_embed_url_says_which_half_is_missing() {
    for (query, half) in [
        ("", "client_id"),
        ("?redirect_uri=https%3A%2F%2Fa", "client_id"),
        ("?client_id=&redirect_uri=https%3A%2F%2Fa", "client_id"),
        ("?client_id=1", "redirect_uri"),
        ("?client_id=1&redirect_uri=a%00b", "redirect_uri"),
    ] {
        let pasted = reading(&format!("https://www.instagram.com/oauth/authorize{query}"));
        assert_eq!(pasted.recognised, Recognised::EmbedUrl, "{query}");
        assert_eq!(
            pasted.trouble,
            Some(PasteTrouble::HalfEmbed(half)),
            "{query}"
        );
        assert_eq!(pasted.embed, None, "{query}");
    }
}

#[test]
fn an_app_id_and_an_app_secret_are_told_apart() {
    for text in [
        "990602627938098",
        " 990602627938098\n",
        "\"990602627938098\"",
        "9906 0262 7938 098",
    ] {
        let pasted = reading(text);
        assert_eq!(pasted.recognised, Recognised::AppId, "{text}");
        assert_eq!(pasted.app_id.as_deref(), Some("990602627938098"), "{text}");
        assert_eq!(pasted.state, StateCheck::NotNeeded, "{text}");
    }
    for text in [
        "0123456789abcdef0123456789ABCDEF",
        "0123456789abcdef\n0123456789ABCDEF",
    ] {
        let pasted = reading(text);
        assert_eq!(pasted.recognised, Recognised::AppSecret, "{text}");
        assert_eq!(
            pasted.app_secret,
            Some("0123456789abcdef0123456789ABCDEF".into()),
            "{text}"
        );
        assert_eq!(pasted.code, None, "{text}");
    }
}

#[test]
fn a_page_of_the_dashboard_gives_the_other_id() {
    for text in [
        "https://developers.facebook.com/apps/1234567890123456/use_cases/",
        "https://developers.facebook.com/apps/1234567890123456/instagram-business/API-Setup/?business_id=1",
        "http://127.0.0.1:4711/apps/1234567890123456/roles/roles/",
    ] {
        let pasted = reading(text);
        assert_eq!(pasted.recognised, Recognised::DashboardPage, "{text}");
        assert_eq!(pasted.recognised.name(), "unknown");
        assert_eq!(
            pasted.meta_app_id.as_deref(),
            Some("1234567890123456"),
            "{text}"
        );
    }
}

#[test]
fn an_error_of_the_provider_is_handed_on() {
    let pasted = reading(
        "{\"error_type\":\"OAuthException\",\"code\":400,\"error_message\":\"Invalid platform app\"}",
    );
    assert_eq!(pasted.recognised, Recognised::Unknown);
    assert_eq!(pasted.refusal.unwrap().message, "Invalid platform app");
}
