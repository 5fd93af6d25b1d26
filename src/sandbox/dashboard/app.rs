//! One app's overview, its basic settings and its use cases.

use super::{AppPage, Done, Visit, here, product, roles, unknown_act};
use crate::sandbox::html::{escape, form, input};
use crate::sandbox::world::{App, UseCase};

/// The navigation on top of every page of an app.
fn navigation(app: &App) -> String {
    let links: Vec<String> = AppPage::ALL
        .iter()
        .map(|page| {
            format!(
                "<a href=\"{}\">{}</a>",
                page.link(&app.meta_app_id),
                escape(page.title())
            )
        })
        .collect();
    format!(
        "<nav><strong>{}</strong>: {}</nav>",
        escape(&app.display_name),
        links.join(" · ")
    )
}

pub(super) fn show(visit: &mut Visit<'_>, meta_app_id: &str, page: AppPage) -> (String, String) {
    let title = page.title().to_owned();
    let Some(app) = visit.world.app_by_any_id(meta_app_id).cloned() else {
        return (title, "<p>There is no such app.</p>".to_owned());
    };
    let body = match page {
        AppPage::Dashboard => dashboard(&app),
        AppPage::Basic => basic(visit, &app),
        AppPage::UseCases => use_cases(&app),
        AppPage::ApiSetup => product::api_setup(visit, &app),
        AppPage::BasicDisplay => product::basic_display(visit, &app),
        AppPage::Roles => roles::show(&app),
    };
    (title, format!("{}{body}", navigation(&app)))
}

pub(super) fn post(visit: &mut Visit<'_>, meta_app_id: &str, page: AppPage) -> Done {
    match page {
        AppPage::Dashboard => unknown_act(),
        AppPage::Basic => post_basic(visit, meta_app_id),
        AppPage::UseCases | AppPage::ApiSetup => product::post_api_setup(visit, meta_app_id),
        AppPage::BasicDisplay => product::post_basic_display(visit, meta_app_id),
        AppPage::Roles => roles::post(visit, meta_app_id),
    }
}

fn dashboard(app: &App) -> String {
    let id = &app.meta_app_id;
    let products = match app.use_case {
        UseCase::InstagramLogin => format!(
            "<li><a href=\"{}\">Manage messaging &amp; content on Instagram: Customize</a></li>",
            AppPage::ApiSetup.link(id)
        ),
        UseCase::EverythingElse => String::new(),
    };
    format!(
        "<p>App ID {id}. This is the <em>Meta</em> app ID; Instagram has one of its own.</p>\
         <h2>Products</h2><ul>{products}<li><a href=\"{}\">Instagram Basic Display: Set up</a></li>\
         </ul>",
        AppPage::BasicDisplay.link(id)
    )
}

fn basic(visit: &Visit<'_>, app: &App) -> String {
    let secret = shown_secret(visit, &app.meta_secret);
    let site = app.site_url.as_deref().unwrap_or_default();
    format!(
        "<table><tr><th>App ID</th><td><code>{}</code></td></tr>\
         <tr><th>App secret</th><td>{secret}</td></tr>\
         <tr><th>Contact e-mail</th><td>{}</td></tr></table>\
         <p class=\"note\">These two are Meta's. An Instagram sign-in needs the <em>Instagram</em> \
         app ID and secret of the product's page.</p><h2>Add platform</h2>{}",
        app.meta_app_id,
        escape(&app.contact_email),
        form(
            "add-platform",
            "Save changes",
            &input("Website: Site URL", "site_url", site)
        ),
    )
}

/// A secret behind a Show button.
pub(super) fn shown_secret(visit: &Visit<'_>, secret: &str) -> String {
    if visit.query.get("show") == Some("secret") {
        format!("<code>{secret}</code>")
    } else {
        "●●●●●●●● <a href=\"?show=secret\">Show</a>".to_owned()
    }
}

fn post_basic(visit: &mut Visit<'_>, meta_app_id: &str) -> Done {
    if visit.act() != "add-platform" {
        return unknown_act();
    }
    let site_url = match visit.need("site_url", "The site URL") {
        Ok(site_url) => site_url,
        Err(refused) => return refused,
    };
    let is_web =
        url::Url::parse(&site_url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if !is_web {
        return Done::Refused("The site URL must begin with https:// or http://.".to_owned());
    }
    if let Some(app) = visit.world.app_by_any_id(meta_app_id) {
        app.site_url = Some(site_url);
    }
    here()
}

fn use_cases(app: &App) -> String {
    let added = &app.instagram_login.permissions;
    let list = if added.is_empty() {
        "<p>No permission added yet.</p>".to_owned()
    } else {
        let items: String = added
            .iter()
            .map(|name| format!("<li>{}</li>", escape(name)))
            .collect::<Vec<_>>()
            .concat();
        format!("<p>Permissions and features:</p><ul>{items}</ul>")
    };
    format!(
        "<p>Manage messaging &amp; content on Instagram: <a href=\"{}\">Customize</a></p>{list}{}",
        AppPage::ApiSetup.link(&app.meta_app_id),
        product::optional_permissions(app),
    )
}
