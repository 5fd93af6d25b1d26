//! The calls of the provider as values: each function builds one request.

use url::Url;

use super::{Api, GrantApi, Method, Request, Value};
use crate::secret::Secret;

/// Authorization code to short-lived token; the redirect URI must be the one of the link.
pub fn exchange(
    api: &Api,
    app_id: &str,
    app_secret: &Secret,
    redirect_uri: &str,
    code: &Secret,
) -> Request {
    let form = vec![
        plain("client_id", app_id),
        secret("client_secret", app_secret),
        plain("grant_type", "authorization_code"),
        plain("redirect_uri", redirect_uri),
        secret("code", code),
    ];
    Request {
        form,
        ..request(Method::Post, &api.exchange.url)
    }
}

/// Short-lived to long-lived token.
pub fn long_lived(api: &Api, app_secret: &Secret, token: &Secret) -> Request {
    let app_secret = api.long_lived.send_secret.then_some(app_secret);
    grant(&api.long_lived, app_secret, token)
}

/// Long-lived token to one that lives on; the app secret never goes with it.
pub fn refresh(api: &Api, token: &Secret) -> Request {
    grant(&api.refresh, None, token)
}

/// The call that proves a token.
pub fn me(api: &Api, token: &Secret) -> Request {
    let mut request = request(Method::Get, &api.me.url);
    request
        .query
        .push(plain("fields", &api.me.fields.join(",")));
    request.query.push(secret("access_token", token));
    request
}

/// A form sent to the practice provider at `base`.
pub fn practice(base: &Url, path: &str, form: Vec<(String, Value)>) -> Request {
    let mut url = base.clone();
    url.set_path(path);
    url.set_query(None);
    Request {
        form,
        ..request(Method::Post, &url)
    }
}

fn grant(api: &GrantApi, app_secret: Option<&Secret>, token: &Secret) -> Request {
    let mut request = request(Method::Get, &api.url);
    request.query.push(plain("grant_type", &api.grant_type));
    if let Some(app_secret) = app_secret {
        request.query.push(secret("client_secret", app_secret));
    }
    request.query.push(secret("access_token", token));
    request
}

/// A request to the endpoint, whose own query parameters are moved to where they belong.
fn request(method: Method, endpoint: &Url) -> Request {
    let query = endpoint
        .query_pairs()
        .map(|(key, value)| (key.into_owned(), Value::Plain(value.into_owned())))
        .collect();
    let mut url = endpoint.clone();
    url.set_query(None);
    url.set_fragment(None);
    Request {
        method,
        url,
        query,
        form: Vec::new(),
    }
}

fn plain(key: &str, value: &str) -> (String, Value) {
    (key.to_owned(), Value::Plain(value.to_owned()))
}

fn secret(key: &str, value: &Secret) -> (String, Value) {
    (key.to_owned(), Value::Secret(value.clone()))
}

#[cfg(test)]
mod tests;
