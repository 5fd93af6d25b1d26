//! The three token calls: exchange, long-lived and refresh.

use serde_json::{Value, json};

use super::Shape;
use super::answer::{Answer, Ask, Method};
use super::identifiers::Dice;
use super::refusal::{self, Refusal};
use super::world::{Grant, Life, Token, World};

/// What a call works with.
pub(super) struct Setting<'a> {
    pub(super) world: &'a mut World,
    pub(super) dice: &'a mut Dice,
    pub(super) now: i64,
    pub(super) shape: Shape,
}

/// `POST /oauth/access_token`: a code for a short-lived token.
pub(super) fn exchange(setting: &mut Setting<'_>, ask: &Ask) -> Answer {
    let result = match ask.method {
        Method::Post => exchanged(setting, ask),
        Method::Get | Method::Other => Err(refusal::ROLE_MISSING),
    };
    match result {
        Ok(value) => Answer::json(200, &value),
        Err(refusal) => Answer::json(refusal.status, &refusal.token_host()),
    }
}

fn exchanged(setting: &mut Setting<'_>, ask: &Ask) -> Result<Value, Refusal> {
    let form = &ask.form;
    let app_id = form.get("client_id").ok_or(refusal::NO_CLIENT_ID)?;
    let app = setting
        .world
        .app(app_id)
        .ok_or(refusal::INVALID_PLATFORM_APP)?;
    let secret = form.filled("client_secret").ok_or(refusal::NO_SECRET)?;
    if form.get("grant_type") != Some("authorization_code") {
        return Err(refusal::BAD_GRANT);
    }
    let redirect_uri = form.get("redirect_uri").ok_or(refusal::NO_REDIRECT)?;
    let code = form.get("code").ok_or(refusal::NO_CODE)?;
    if app
        .instagram
        .as_ref()
        .is_none_or(|instagram| instagram.secret != secret)
    {
        // The real server blames the redirect URI for a wrong secret.
        return Err(refusal::REDIRECT_MISMATCH);
    }
    let code = setting
        .world
        .spend_code(code, app_id, redirect_uri, setting.now)?;
    let grant = Grant {
        app_id: code.app_id,
        username: code.username,
        scopes: code.scopes,
    };
    let token = setting
        .world
        .issue_token(grant, Life::Short, setting.now, setting.dice);
    Ok(exchange_value(setting, &token))
}

fn exchange_value(setting: &mut Setting<'_>, token: &Token) -> Value {
    let scoped = setting
        .world
        .app_by_any_id(&token.app_id)
        .map(|app| app.scoped_id(&token.username, setting.dice))
        .unwrap_or_default();
    match setting.shape {
        Shape::Flat => {
            let number: u64 = scoped.parse().unwrap_or_default();
            let mut value = json!({ "access_token": token.value, "user_id": number });
            if !token.is_display() {
                value["permissions"] = json!(token.scopes);
            }
            value
        }
        Shape::Wrapped => {
            let mut value = json!({ "access_token": token.value, "user_id": scoped });
            if !token.is_display() {
                value["permissions"] = json!(token.scopes.join(","));
            }
            json!({ "data": [value] })
        }
    }
}

/// `GET /access_token`: a long-lived token for a short-lived one.
pub(super) fn long_lived(setting: &mut Setting<'_>, ask: &Ask) -> Answer {
    let result = graph_get(ask, "ig_exchange_token").and_then(|()| {
        let token = access_token(ask).ok_or(refusal::NO_TOKEN)?;
        let secret = ask
            .query
            .filled("client_secret")
            .ok_or(refusal::NO_SECRET)?;
        setting
            .world
            .lengthen(token, secret, setting.now, setting.dice)
    });
    lasting(setting, result)
}

/// `GET /refresh_access_token`: sixty more days.
pub(super) fn refresh(setting: &mut Setting<'_>, ask: &Ask) -> Answer {
    let result = graph_get(ask, "ig_refresh_token").and_then(|()| {
        let token = access_token(ask).ok_or(refusal::NO_TOKEN)?;
        setting.world.refresh(token, setting.now, setting.dice)
    });
    lasting(setting, result)
}

fn graph_get(ask: &Ask, grant: &str) -> Result<(), Refusal> {
    if ask.method != Method::Get {
        return Err(refusal::UNSUPPORTED_POST);
    }
    if ask.query.get("grant_type") == Some(grant) {
        Ok(())
    } else {
        Err(refusal::BAD_GRANT)
    }
}

/// The token of a graph call: from the query, else from the header.
pub(super) fn access_token(ask: &Ask) -> Option<&str> {
    ask.query
        .get("access_token")
        .filter(|text| !text.is_empty())
        .or(ask.bearer.as_deref())
}

fn lasting(setting: &mut Setting<'_>, result: Result<Token, Refusal>) -> Answer {
    match result {
        Ok(token) => {
            let left = token.expires.saturating_sub(setting.now);
            let value = json!({
                "access_token": token.value, "token_type": "bearer", "expires_in": left,
            });
            Answer::json(200, &value)
        }
        Err(refusal) => Answer::json(refusal.status, &refusal.graph_host(setting.dice)),
    }
}
