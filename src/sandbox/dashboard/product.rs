//! The two products' pages: credentials, permissions, OAuth settings and *Generate token*.

use super::app::shown_secret;
use super::{AppPage, Done, Visit, here, unknown_act};
use crate::sandbox::html::{escape, form, input, option};
use crate::sandbox::world::{
    App, Family, OPTIONAL_PERMISSIONS, Product, RoleName, check_redirect_uri,
};

/// The API setup page of the login product.
pub(super) fn api_setup(visit: &Visit<'_>, app: &App) -> String {
    let required = form("add-permissions", "Add all required permissions", "");
    let Some(instagram) = app
        .instagram
        .as_ref()
        .filter(|_| app.instagram_login.set_up)
    else {
        return format!("<h2>Add required permissions</h2>{required}");
    };
    format!(
        "<table><tr><th>Instagram app ID</th><td><code>{id}</code></td></tr>\
         <tr><th>Instagram app secret</th><td>{secret}</td></tr></table>\
         <h2>Add required permissions</h2><p>Added: {added}</p>{required}\
         <h2>Generate access tokens</h2>{generate}\
         <h2>Set up Instagram business login</h2>{settings}\
         <h2>Embed URL</h2>{embed}",
        id = instagram.app_id,
        secret = shown_secret(visit, &instagram.secret),
        added = escape(&app.instagram_login.permissions.join(", ")),
        generate = token_generator(app),
        settings = oauth_settings(&app.instagram_login, "OAuth redirect URIs"),
        embed = embed_url(visit.host, &instagram.app_id, &app.instagram_login),
    )
}

/// Buttons for the permissions that are added one by one.
pub(super) fn optional_permissions(app: &App) -> String {
    OPTIONAL_PERMISSIONS
        .iter()
        .filter(|name| {
            !app.instagram_login
                .permissions
                .iter()
                .any(|added| added == *name)
        })
        .map(|name| {
            let hidden = format!("<input type=\"hidden\" name=\"permission\" value=\"{name}\">");
            form("add-permission", &format!("Add {name}"), &hidden)
        })
        .collect()
}

fn embed_url(host: &str, app_id: &str, product: &Product) -> String {
    let Some(redirect_uri) = product.redirect_uris.first() else {
        return "<p>It appears here once a redirect URI is saved.</p>".to_owned();
    };
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("force_reauth", "true")
        .append_pair("client_id", app_id)
        .append_pair("redirect_uri", redirect_uri)
        .append_pair("response_type", "code")
        .append_pair("scope", &product.permissions.join(","))
        .finish();
    let link = escape(&format!("http://{host}/oauth/authorize?{query}"));
    format!("<p><code id=\"embed-url\">{link}</code></p>")
}

/// The page of Basic Display.
pub(super) fn basic_display(visit: &Visit<'_>, app: &App) -> String {
    if !app.basic_display.set_up {
        return form("set-up", "Set up", "");
    }
    let name = app.instagram_app_name.as_deref();
    let (Some(instagram), Some(name)) = (app.instagram.as_ref(), name) else {
        let field = input("Display name", "instagram_app_name", &app.display_name);
        return format!(
            "<h2>Create New App</h2>{}",
            form("create-app", "Create App", &field)
        );
    };
    format!(
        "<table><tr><th>Display name</th><td>{}</td></tr>\
         <tr><th>Instagram App ID</th><td><code>{}</code></td></tr>\
         <tr><th>Instagram App Secret</th><td>{}</td></tr></table>\
         <h2>Client OAuth Settings</h2>{}<h2>User Token Generator</h2>{}",
        escape(name),
        instagram.app_id,
        shown_secret(visit, &instagram.secret),
        oauth_settings(&app.basic_display, "Valid OAuth Redirect URIs"),
        token_generator(app),
    )
}

fn oauth_settings(product: &Product, label: &str) -> String {
    let saved: String = product
        .redirect_uris
        .iter()
        .map(|uri| {
            let uri = escape(uri);
            let hidden = format!("<input type=\"hidden\" name=\"uri\" value=\"{uri}\">");
            format!(
                "<li><code>{uri}</code> {}</li>",
                form("remove-uri", "Remove", &hidden)
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let fields = format!(
        "{}{}{}",
        input(label, "redirect_uri", ""),
        input(
            "Deauthorize callback URL",
            "deauthorize_url",
            product.deauthorize_url.as_deref().unwrap_or_default(),
        ),
        input(
            "Data deletion request URL",
            "deletion_url",
            product.deletion_url.as_deref().unwrap_or_default(),
        ),
    );
    format!("<ul>{saved}</ul>{}", form("save-oauth", "Save", &fields))
}

fn token_generator(app: &App) -> String {
    let testers: String = app
        .roles
        .iter()
        .filter(|role| role.name == RoleName::InstagramTester)
        .map(|role| option(&role.username, false))
        .collect();
    if testers.is_empty() {
        let link = AppPage::Roles.link(&app.meta_app_id);
        return format!("<p>No Instagram Tester yet: <a href=\"{link}\">App roles</a></p>");
    }
    let select = format!("<label>Account<select name=\"username\">{testers}</select></label>");
    form("generate-token", "Generate token", &select)
}

pub(super) fn post_api_setup(visit: &mut Visit<'_>, meta_app_id: &str) -> Done {
    match visit.act() {
        "add-permissions" => {
            if let Some(app) = visit.world.app_by_any_id(meta_app_id) {
                app.add_required_permissions(visit.dice);
            }
            here()
        }
        "add-permission" => {
            let name = visit.form.get("permission").unwrap_or_default();
            match visit.world.app_by_any_id(meta_app_id) {
                Some(app) if OPTIONAL_PERMISSIONS.contains(&name) => {
                    app.add_permission(name);
                    here()
                }
                _ => Done::Refused("There is no such permission.".to_owned()),
            }
        }
        "generate-token" => generate_token(visit, meta_app_id, Family::Login),
        "save-oauth" | "remove-uri" => post_oauth(visit, meta_app_id, Family::Login),
        _ => unknown_act(),
    }
}

pub(super) fn post_basic_display(visit: &mut Visit<'_>, meta_app_id: &str) -> Done {
    match visit.act() {
        "set-up" => {
            if let Some(app) = visit.world.app_by_any_id(meta_app_id) {
                app.basic_display.set_up = true;
            }
            here()
        }
        "create-app" => {
            let name = match visit.need("instagram_app_name", "The display name") {
                Ok(name) => name,
                Err(refused) => return refused,
            };
            if let Some(app) = visit.world.app_by_any_id(meta_app_id) {
                app.create_instagram_app(&name, visit.dice);
            }
            here()
        }
        "generate-token" => generate_token(visit, meta_app_id, Family::Display),
        "save-oauth" | "remove-uri" => post_oauth(visit, meta_app_id, Family::Display),
        _ => unknown_act(),
    }
}

fn generate_token(visit: &mut Visit<'_>, meta_app_id: &str, family: Family) -> Done {
    let username = visit.form.get("username").unwrap_or_default();
    match visit
        .world
        .generate_token(meta_app_id, username, family, visit.now, visit.dice)
    {
        Ok(token) => Done::Shown(format!(
            "<p class=\"note\">Copy this token now, it is not shown again: \
             <code id=\"token\">{}</code></p>",
            token.value
        )),
        Err(refusal) => Done::Refused(refusal.text.into_owned()),
    }
}

fn post_oauth(visit: &mut Visit<'_>, meta_app_id: &str, family: Family) -> Done {
    let (form, act) = (visit.form, visit.act().to_owned());
    let Some(app) = visit.world.app_by_any_id(meta_app_id) else {
        return unknown_act();
    };
    let product = match family {
        Family::Login => &mut app.instagram_login,
        Family::Display => &mut app.basic_display,
    };
    if !product.set_up {
        return Done::Refused("Set the product up first.".to_owned());
    }
    if act == "remove-uri" {
        let uri = form.get("uri").unwrap_or_default();
        product.redirect_uris.retain(|saved| saved != uri);
        return here();
    }
    for name in ["redirect_uri", "deauthorize_url", "deletion_url"] {
        if let Some(Err(reason)) = form.filled(name).map(check_redirect_uri) {
            return Done::Refused(reason.to_owned());
        }
    }
    if let Some(uri) = form.filled("redirect_uri")
        && !product.redirect_uris.iter().any(|saved| saved == uri)
    {
        product.redirect_uris.push(uri.to_owned());
    }
    let filled = |name| form.filled(name).map(str::to_owned);
    product.deauthorize_url = filled("deauthorize_url").or(product.deauthorize_url.take());
    product.deletion_url = filled("deletion_url").or(product.deletion_url.take());
    here()
}
