//! The Instagram side: tester invites, and what sort of account it is.

use super::{Done, Visit, here, unknown_act};
use crate::sandbox::html::{escape, form, option};
use crate::sandbox::world::AccountKind;

/// The line that says, and changes, who is logged in.
fn signed_in(visit: &Visit<'_>) -> String {
    let signed_in = &visit.world.signed_in;
    let accounts: String = visit
        .world
        .accounts
        .iter()
        .map(|account| option(&account.username, account.username == *signed_in))
        .collect();
    let select = format!("<label>Account<select name=\"username\">{accounts}</select></label>");
    format!(
        "<p>Logged in as <strong>{}</strong>.</p>{}",
        escape(signed_in),
        form("sign-in", "Switch account", &select)
    )
}

fn post_sign_in(visit: &mut Visit<'_>) -> Done {
    let username = visit.form.get("username").unwrap_or_default();
    match visit
        .world
        .account(username)
        .map(|account| account.username.clone())
    {
        Some(username) => {
            visit.world.signed_in = username;
            here()
        }
        None => Done::Refused("There is no such practice account.".to_owned()),
    }
}

pub(super) fn manage_access(visit: &mut Visit<'_>) -> (String, String) {
    let username = &visit.world.signed_in;
    let hidden = |id: &str| format!("<input type=\"hidden\" name=\"app\" value=\"{id}\">");
    let invites: String = visit
        .world
        .apps
        .iter()
        .filter(|app| app.has_pending_invite(username))
        .map(|app| {
            format!(
                "<li>{} {}{}</li>",
                escape(&app.display_name),
                form("accept", "Accept", &hidden(&app.meta_app_id)),
                form("decline", "Decline", &hidden(&app.meta_app_id))
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let active: String = visit
        .world
        .apps
        .iter()
        .filter(|app| app.has_accepted_tester(username))
        .map(|app| format!("<li>{}</li>", escape(&app.display_name)))
        .collect::<Vec<_>>()
        .concat();
    // As in life, the tab is there only while an invitation waits for this very account.
    let invites = if invites.is_empty() {
        String::new()
    } else {
        format!("<h2>Tester invites</h2><ul>{invites}</ul>")
    };
    let body = format!(
        "{}<h2>Active</h2><ul>{active}</ul>{invites}",
        signed_in(visit)
    );
    ("Apps and websites".to_owned(), body)
}

pub(super) fn post_manage_access(visit: &mut Visit<'_>) -> Done {
    let act = visit.act().to_owned();
    if act == "sign-in" {
        return post_sign_in(visit);
    }
    let id = visit.form.get("app").unwrap_or_default();
    let username = visit.world.signed_in.clone();
    let Some(app) = visit
        .world
        .app_by_any_id(id)
        .filter(|app| app.has_pending_invite(&username))
    else {
        return Done::Refused("This account has no such invitation.".to_owned());
    };
    match act.as_str() {
        "accept" => app.accept_invite(&username),
        "decline" => app.decline_invite(&username),
        _ => return unknown_act(),
    }
    here()
}

pub(super) fn professional(visit: &mut Visit<'_>) -> (String, String) {
    let username = visit.world.signed_in.clone();
    let state = visit.world.account(&username).map(|account| {
        let openness = if account.public { "public" } else { "private" };
        format!("<p>Account type: {}, {openness}.</p>", account.kind.word())
    });
    let body = format!(
        "{}{}{}{}{}{}{}",
        signed_in(visit),
        state.unwrap_or_default(),
        form("business", "Switch to a business account", ""),
        form("creator", "Switch to a creator account", ""),
        form("personal", "Switch to a personal account", ""),
        form("public", "Make it public", ""),
        form("private", "Make it private", ""),
    );
    ("Account type and privacy".to_owned(), body)
}

pub(super) fn post_professional(visit: &mut Visit<'_>) -> Done {
    let act = visit.act().to_owned();
    if act == "sign-in" {
        return post_sign_in(visit);
    }
    let username = visit.world.signed_in.clone();
    let Some(account) = visit.world.account_mut(&username) else {
        return unknown_act();
    };
    match act.as_str() {
        "business" => account.kind = AccountKind::Business,
        "creator" => account.kind = AccountKind::Creator,
        "personal" => account.kind = AccountKind::Personal,
        "public" => account.public = true,
        "private" => account.public = false,
        _ => return unknown_act(),
    }
    here()
}
