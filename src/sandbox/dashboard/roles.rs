//! App roles: inviting people, with the two roles that sound alike.

use super::{Done, Visit, here, unknown_act};
use crate::sandbox::html::{escape, form, input};
use crate::sandbox::world::{App, RoleName, RoleStatus};

fn label(name: RoleName) -> &'static str {
    match name {
        RoleName::Tester => "Tester",
        RoleName::InstagramTester => "Instagram Tester",
    }
}

fn field(name: RoleName) -> &'static str {
    match name {
        RoleName::Tester => "tester",
        RoleName::InstagramTester => "instagram-tester",
    }
}

pub(super) fn show(app: &App) -> String {
    let rows: String = app
        .roles
        .iter()
        .map(|role| {
            let status = match role.status {
                RoleStatus::Pending => "Pending",
                RoleStatus::Accepted => "Accepted",
            };
            let username = escape(&role.username);
            let hidden = format!(
                "<input type=\"hidden\" name=\"username\" value=\"{username}\">\
                 <input type=\"hidden\" name=\"role\" value=\"{}\">",
                field(role.name)
            );
            format!(
                "<tr><td>{username}</td><td>{}</td><td>{status}</td><td>{}</td></tr>",
                label(role.name),
                form("remove", "Remove", &hidden)
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let fields = format!(
        "<label>Role<select name=\"role\"><option value=\"tester\">Tester</option>\
         <option value=\"instagram-tester\">Instagram Tester</option></select></label>{}",
        input("Username", "username", "")
    );
    format!(
        "<table><tr><th>Person</th><th>Role</th><th>Status</th><th></th></tr>{rows}</table>\
         <h2>Add People</h2>{}<p class=\"note\">The invitation is accepted on Instagram's side: \
         <a href=\"/accounts/manage_access/\">Tester invites</a></p>",
        form("add", "Add", &fields)
    )
}

pub(super) fn post(visit: &mut Visit<'_>, meta_app_id: &str) -> Done {
    let name = match visit.form.get("role") {
        Some("instagram-tester") => RoleName::InstagramTester,
        Some("tester") => RoleName::Tester,
        _ => return Done::Refused("Choose a role.".to_owned()),
    };
    let username = match visit.need("username", "The username") {
        Ok(username) => username,
        Err(refused) => return refused,
    };
    match visit.act() {
        "add" => {
            if visit.world.account(&username).is_none() {
                return Done::Refused(format!(
                    "There is no practice account {username}. The first page makes one."
                ));
            }
            if let Some(app) = visit.world.app_by_any_id(meta_app_id) {
                app.add_role(&username, name);
            }
            here()
        }
        "remove" => {
            if let Some(app) = visit.world.app_by_any_id(meta_app_id) {
                app.remove_role(&username, name);
            }
            here()
        }
        _ => unknown_act(),
    }
}
