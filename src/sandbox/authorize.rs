//! The authorize call: what is checked before a person is asked, and what Allow and Cancel do.

use super::refusal::{self, Refusal};
use super::world::{DISPLAY_SCOPES, Sought, World, is_login_scope};
use super::{answer::Fields, identifiers::Dice};

/// How authorize says no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum No {
    /// A web page that never comes back to the app.
    Page(String),
    /// A JSON text in the browser window.
    Json(Refusal),
    /// A redirect to the app with an error in it.
    Back(String),
}

fn invalid_request(reason: &str) -> No {
    No::Page(format!(
        "Invalid Request: Request parameters are invalid: {reason}"
    ))
}

/// Checks the query of an authorize link; unknown parameters are ignored.
pub(super) fn check(world: &World, query: &Fields) -> Result<Sought, No> {
    let (Some(client_id), Some(redirect_uri), Some(response_type)) = (
        query.get("client_id"),
        query.get("redirect_uri"),
        query.get("response_type"),
    ) else {
        return Err(No::Json(refusal::MISSING_PARAMETERS));
    };
    if client_id.is_empty() || !client_id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(No::Page(refusal::PAGE_NOT_AVAILABLE.text.into_owned()));
    }
    let Some(app) = world.app(client_id) else {
        return Err(invalid_request(&refusal::INVALID_PLATFORM_APP.text));
    };
    if redirect_uri.is_empty() {
        return Err(No::Json(refusal::MISSING_PARAMETERS));
    }
    let scopes = split_scopes(query.get("scope").unwrap_or_default());
    let login = scopes.iter().any(|scope| is_login_scope(scope));
    let display = scopes
        .iter()
        .any(|scope| DISPLAY_SCOPES.contains(&scope.as_str()));
    // Each product has its own list; a URI on the other one's list is not registered.
    let registered = if login && app.instagram_login.set_up {
        app.instagram_login
            .redirect_uris
            .iter()
            .any(|uri| uri == redirect_uri)
    } else if display && !login && app.basic_display.set_up {
        app.basic_display
            .redirect_uris
            .iter()
            .any(|uri| uri == redirect_uri)
    } else {
        app.redirect_uris().any(|uri| uri == redirect_uri)
    };
    if !registered {
        return Err(invalid_request(&refusal::INVALID_REDIRECT.text));
    }
    if response_type != "code" {
        let text = format!("Invalid response type: {response_type}");
        return Err(No::Json(Refusal::said(text, 100)));
    }
    let sought = Sought {
        app_id: client_id.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        scopes,
        state: query.get("state").map(str::to_owned),
    };
    check_scopes(world, &sought)?;
    Ok(sought)
}

/// Scopes are separated by commas or spaces.
fn split_scopes(text: &str) -> Vec<String> {
    let mut scopes: Vec<String> = Vec::new();
    for scope in text.split([',', ' ']).filter(|scope| !scope.is_empty()) {
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    scopes
}

fn check_scopes(world: &World, sought: &Sought) -> Result<(), No> {
    let scopes = &sought.scopes;
    if scopes.is_empty() {
        return Err(No::Json(Refusal::said("Invalid scope: []", 100)));
    }
    let unknown: Vec<&str> = scopes
        .iter()
        .map(String::as_str)
        .filter(|scope| !is_login_scope(scope) && !DISPLAY_SCOPES.contains(scope))
        .collect();
    if !unknown.is_empty() {
        let text = format!("Invalid scope field(s): {}", unknown.join(", "));
        return Err(No::Json(Refusal::said(text, 100)));
    }
    let Some(app) = world.app(&sought.app_id) else {
        return Err(invalid_request(&refusal::INVALID_PLATFORM_APP.text));
    };
    let login = scopes.iter().any(|scope| is_login_scope(scope));
    let display: Vec<&str> = scopes
        .iter()
        .map(String::as_str)
        .filter(|scope| DISPLAY_SCOPES.contains(scope))
        .collect();
    if !display.is_empty() && (login || !app.basic_display.set_up) {
        return Err(invalid_request(&format!(
            "Invalid scope: {}",
            display.join(",")
        )));
    }
    let added = &app.instagram_login.permissions;
    let missing: Vec<&str> = scopes
        .iter()
        .map(String::as_str)
        .filter(|scope| is_login_scope(scope) && !added.iter().any(|added| added == scope))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(invalid_scopes(sought, &missing.join(", ")))
    }
}

/// The redirect that names permissions which the use case does not have.
pub(super) fn invalid_scopes(sought: &Sought, scopes: &str) -> No {
    let description = format!("Invalid Scopes: {scopes}");
    No::Back(back(
        sought,
        &[
            ("error", "invalid_request"),
            ("error_description", &description),
        ],
    ))
}

/// What pressing Allow does: the address the browser lands on.
pub(super) fn allow(
    world: &mut World,
    sought: &Sought,
    username: &str,
    now: i64,
    dice: &mut Dice,
) -> Result<String, No> {
    let known = world
        .account(username)
        .map(|account| account.username.clone());
    let Some(username) = known.filter(|username| {
        world
            .app(&sought.app_id)
            .is_some_and(|app| app.has_accepted_tester(username))
    }) else {
        return Err(No::Page(refusal::INSUFFICIENT_ROLE.text.into_owned()));
    };
    // The app may have changed while the page was open.
    check_scopes(world, sought)?;
    let code = world.issue_code(sought, &username, now, dice);
    Ok(format!("{}#_", back(sought, &[("code", &code)])))
}

/// What pressing Cancel does: the address the browser lands on.
pub(super) fn cancel(sought: &Sought) -> String {
    back(
        sought,
        &[
            ("error", "access_denied"),
            ("error_reason", "user_denied"),
            ("error_description", "The user denied your request"),
        ],
    )
}

/// The redirect URI as it was registered, with the answer behind it.
fn back(sought: &Sought, pairs: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    if let Some(state) = &sought.state {
        query.append_pair("state", state);
    }
    let joint = if sought.redirect_uri.contains('?') {
        '&'
    } else {
        '?'
    };
    format!("{}{joint}{}", sought.redirect_uri, query.finish())
}
