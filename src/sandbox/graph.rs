//! `/me` and `/<id>`: who a token belongs to.

use serde_json::{Map, Value, json};

use super::Shape;
use super::answer::{Answer, Ask, Method};
use super::refusal::{self, Refusal};
use super::token::{Setting, access_token};
use super::world::Token;

/// The node a path of the graph host names: `me` or digits, with or without a version before it.
pub(super) fn node(path: &str) -> Option<&str> {
    let path = path.strip_prefix('/')?;
    let path = path.strip_suffix('/').unwrap_or(path);
    let node = match path.split_once('/') {
        Some((version, node)) if is_version(version) => node,
        Some(_) => return None,
        None => path,
    };
    let is_id = !node.is_empty() && node.bytes().all(|byte| byte.is_ascii_digit());
    (node == "me" || is_id).then_some(node)
}

fn is_version(text: &str) -> bool {
    text.strip_prefix('v')
        .and_then(|number| number.split_once('.'))
        .is_some_and(|(high, low)| {
            [high, low]
                .iter()
                .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        })
}

/// Answers a question about a node.
pub(super) fn answer(setting: &mut Setting<'_>, ask: &Ask, node: &str) -> Answer {
    match answered(setting, ask, node) {
        Ok(value) => Answer::json(200, &value),
        Err(refusal) => Answer::json(refusal.status, &refusal.graph_host(setting.dice)),
    }
}

fn answered(setting: &mut Setting<'_>, ask: &Ask, node: &str) -> Result<Value, Refusal> {
    if ask.method != Method::Get {
        return Err(refusal::UNSUPPORTED_POST);
    }
    let value = access_token(ask).ok_or(refusal::NO_TOKEN)?;
    let token = setting.world.live_token(value, setting.now)?;
    let known = facts(setting, &token);
    let own = node == "me"
        || ["id", "user_id"]
            .iter()
            .any(|name| known.get(*name).is_some_and(|id| id == node));
    if !own {
        let text = format!(
            "Unsupported get request. Object with ID '{node}' does not exist, cannot be loaded \
             due to missing permissions, or does not support this operation"
        );
        return Err(Refusal {
            subcode: Some(33),
            ..Refusal::said(text, 100)
        });
    }
    let mut chosen = Map::new();
    let fields = ask.query.get("fields").unwrap_or("id");
    for field in fields
        .split(',')
        .map(str::trim)
        .filter(|field| !field.is_empty())
    {
        let Some(value) = known.get(field) else {
            let text = format!("(#100) Tried accessing nonexisting field ({field})");
            return Err(Refusal::said(text, 100));
        };
        chosen.insert(field.to_owned(), value.clone());
    }
    Ok(match setting.shape {
        Shape::Flat => Value::Object(chosen),
        Shape::Wrapped => json!({ "data": [chosen] }),
    })
}

/// All that this token may learn about its account.
fn facts(setting: &mut Setting<'_>, token: &Token) -> Map<String, Value> {
    let scoped = setting
        .world
        .app_by_any_id(&token.app_id)
        .map(|app| app.scoped_id(&token.username, setting.dice))
        .unwrap_or_default();
    let mut known = Map::new();
    let Some(account) = setting.world.account(&token.username) else {
        return known;
    };
    known.insert("id".to_owned(), json!(scoped));
    known.insert("username".to_owned(), json!(account.username));
    known.insert("account_type".to_owned(), json!(account.kind.word()));
    known.insert("media_count".to_owned(), json!(account.media_count));
    if !token.is_display() {
        known.insert("user_id".to_owned(), json!(account.user_id));
        known.insert("name".to_owned(), json!(account.username));
        known.insert("followers_count".to_owned(), json!(34));
        known.insert("follows_count".to_owned(), json!(21));
        let picture = format!("https://example.com/{}.jpg", account.username);
        known.insert("profile_picture_url".to_owned(), json!(picture));
    }
    known
}
