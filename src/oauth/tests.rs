//! What the tests of this module share: the endpoints of the current API as literals.

use super::*;

pub(super) fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

pub(super) fn api() -> Api {
    Api {
        authorize: AuthorizeApi {
            url: url("https://www.instagram.com/oauth/authorize"),
            scope_separator: ",".to_owned(),
            extra: vec![("force_reauth".to_owned(), "true".to_owned())],
        },
        exchange: ExchangeApi {
            url: url("https://api.instagram.com/oauth/access_token"),
        },
        long_lived: GrantApi {
            url: url("https://graph.instagram.com/access_token"),
            grant_type: "ig_exchange_token".to_owned(),
            send_secret: true,
        },
        refresh: GrantApi {
            url: url("https://graph.instagram.com/refresh_access_token"),
            grant_type: "ig_refresh_token".to_owned(),
            send_secret: false,
        },
        me: MeApi {
            url: url("https://graph.instagram.com/me"),
            fields: ["user_id", "username"].map(str::to_owned).to_vec(),
        },
    }
}

#[test]
fn a_rebased_api_keeps_its_paths() {
    let api = api().rebased(&url("http://127.0.0.1:4711"));
    assert_eq!(
        api.authorize.url.as_str(),
        "http://127.0.0.1:4711/oauth/authorize"
    );
    assert_eq!(api.me.url.as_str(), "http://127.0.0.1:4711/me");
}
