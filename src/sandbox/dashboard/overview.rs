//! Pages above the single app: the index, the list of apps, and the form for a new one.

use super::{AppPage, Done, Visit, here, unknown_act};
use crate::sandbox::clock;
use crate::sandbox::html::{escape, form, input};
use crate::sandbox::world::{Registration, UseCase, is_username};

pub(super) fn index(visit: &mut Visit<'_>) -> (String, String) {
    let apps: String = visit
        .world
        .apps
        .iter()
        .map(|app| {
            let pages: String = AppPage::ALL
                .iter()
                .map(|page| {
                    let link = page.link(&app.meta_app_id);
                    format!("<li><a href=\"{link}\">{}</a></li>", escape(page.title()))
                })
                .collect::<Vec<_>>()
                .concat();
            format!(
                "<h2>App: {}</h2><ul>{pages}</ul>",
                escape(&app.display_name)
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let accounts: String = visit
        .world
        .accounts
        .iter()
        .map(|account| {
            let openness = if account.public { "public" } else { "private" };
            let name = escape(&account.username);
            format!("<li>{name}: {}, {openness}</li>", account.kind.word())
        })
        .collect::<Vec<_>>()
        .concat();
    let body = format!(
        "<p>Practice clock: <strong>{now}</strong></p>\
         <h2>Developer side</h2><ul><li><a href=\"/async/registration\">Register as a developer</a>\
         </li><li><a href=\"/apps\">My Apps</a></li><li><a href=\"/apps/creation/\">Create App</a>\
         </li></ul>{apps}\
         <h2>Instagram side</h2><ul><li><a href=\"/accounts/manage_access/\">Apps and websites, \
         tester invites</a></li><li><a href=\"/accounts/convert_to_professional_account/\">Account \
         type and privacy</a></li></ul><h2>Practice accounts</h2><ul>{accounts}</ul>{new}\
         <h2>For programs</h2><ul><li><a href=\"/sandbox/state\">/sandbox/state</a></li></ul>",
        now = clock::rfc3339(visit.now),
        new = form(
            "open-account",
            "Make a practice account",
            &input("Username", "username", "")
        ),
    );
    ("All pages".to_owned(), body)
}

pub(super) fn post_index(visit: &mut Visit<'_>) -> Done {
    if visit.act() != "open-account" {
        return unknown_act();
    }
    let username = match visit.need("username", "The username") {
        Ok(username) => username,
        Err(refused) => return refused,
    };
    if !is_username(&username) {
        return Done::Refused(
            "A username has 1 to 30 letters, digits, dots or underscores.".to_owned(),
        );
    }
    visit.world.open_account(&username, visit.dice);
    here()
}

pub(super) fn registration() -> (String, String) {
    let body = "<p>You are registered as a Meta developer: terms accepted, phone and e-mail \
                confirmed.</p><p><a href=\"/apps\">Continue to My Apps</a></p>";
    ("Register as a developer".to_owned(), body.to_owned())
}

pub(super) fn apps(visit: &mut Visit<'_>) -> (String, String) {
    let list: String = visit
        .world
        .apps
        .iter()
        .map(|app| {
            let link = AppPage::Dashboard.link(&app.meta_app_id);
            let name = escape(&app.display_name);
            format!(
                "<li><a href=\"{link}\">{name}</a> · App ID {}</li>",
                app.meta_app_id
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let list = if list.is_empty() {
        "<p>No app yet.</p>".to_owned()
    } else {
        list
    };
    let body = format!("<ul>{list}</ul><p><a href=\"/apps/creation/\">Create App</a></p>");
    ("My Apps".to_owned(), body)
}

pub(super) fn creation(visit: &mut Visit<'_>) -> (String, String) {
    let name = visit.form.get("display_name").unwrap_or_default();
    let contact = visit.form.get("contact_email").unwrap_or_default();
    let fields = format!(
        "{}{}<p>Use case</p>\
         <label><input type=\"radio\" name=\"use_case\" value=\"instagram-login\" checked> Manage \
         messaging &amp; content on Instagram</label>\
         <label><input type=\"radio\" name=\"use_case\" value=\"everything-else\"> Everything else \
         (consumer)</label>\
         <p>Business: I don't want to connect a business portfolio yet.</p>",
        input("App name", "display_name", name),
        input("App contact email", "contact_email", contact),
    );
    (
        "Create an app".to_owned(),
        form("create", "Create app", &fields),
    )
}

/// Why the dashboard refuses a display name.
fn name_refusal(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let part = ["insta", "gram", "face", "book"]
        .iter()
        .any(|word| lower.contains(word));
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let word = words.any(|word| word == "ig" || word == "fb");
    (part || word).then_some(
        "The name cannot have Meta's trademarks in it: Insta, Gram, IG, FB, Face or Book.",
    )
}

pub(super) fn post_creation(visit: &mut Visit<'_>) -> Done {
    if visit.act() != "create" {
        return unknown_act();
    }
    let fields = visit
        .need("display_name", "The app name")
        .and_then(|name| Ok((name, visit.need("contact_email", "The contact e-mail")?)));
    let (display_name, contact_email) = match fields {
        Ok(fields) => fields,
        Err(refused) => return refused,
    };
    if let Some(reason) = name_refusal(&display_name) {
        return Done::Refused(reason.to_owned());
    }
    if !contact_email.contains('@') {
        return Done::Refused("The contact e-mail has no @ in it.".to_owned());
    }
    let use_case = match visit.form.get("use_case") {
        Some("everything-else") => UseCase::EverythingElse,
        _ => UseCase::InstagramLogin,
    };
    let registration = Registration {
        display_name,
        contact_email,
        use_case,
    };
    let meta_app_id = visit.world.create_app(registration, visit.dice);
    Done::To(AppPage::Dashboard.link(&meta_app_id))
}
