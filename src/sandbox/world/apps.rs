//! Apps of the practice dashboard: their two products, their credentials and their roles.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::World;
use crate::sandbox::identifiers::Dice;

/// What *Add all required permissions* adds.
pub(in crate::sandbox) const REQUIRED_PERMISSIONS: [&str; 3] = [
    "instagram_business_basic",
    "instagram_business_manage_comments",
    "instagram_business_manage_messages",
];
/// What is added one by one.
pub(in crate::sandbox) const OPTIONAL_PERMISSIONS: [&str; 2] = [
    "instagram_business_content_publish",
    "instagram_business_manage_insights",
];
/// The scopes of Basic Display.
pub(in crate::sandbox) const DISPLAY_SCOPES: [&str; 2] = ["user_profile", "user_media"];

/// The use case chosen when an app is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::sandbox) enum UseCase {
    InstagramLogin,
    EverythingElse,
}

/// What the form for a new app asks.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Registration {
    pub(in crate::sandbox) display_name: String,
    pub(in crate::sandbox) contact_email: String,
    pub(in crate::sandbox) use_case: UseCase,
}

/// One product of an app with its own OAuth settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct Product {
    pub(in crate::sandbox) set_up: bool,
    /// Permissions added to the use case; empty for Basic Display, whose scopes are fixed.
    pub(in crate::sandbox) permissions: Vec<String>,
    pub(in crate::sandbox) redirect_uris: Vec<String>,
    pub(in crate::sandbox) deauthorize_url: Option<String>,
    pub(in crate::sandbox) deletion_url: Option<String>,
}

/// The Instagram half of an app, whose ID and secret differ from the Meta ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct InstagramApp {
    pub(in crate::sandbox) app_id: String,
    pub(in crate::sandbox) secret: String,
}

/// Which of the two roles that sound alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::sandbox) enum RoleName {
    /// A Facebook role; of no use for Instagram.
    Tester,
    InstagramTester,
}

/// How far an invitation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::sandbox) enum RoleStatus {
    Pending,
    Accepted,
}

/// One person on an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct Role {
    pub(in crate::sandbox) username: String,
    pub(in crate::sandbox) name: RoleName,
    pub(in crate::sandbox) status: RoleStatus,
}

impl Role {
    pub(in crate::sandbox) fn is_accepted_tester(&self) -> bool {
        self.name == RoleName::InstagramTester && self.status == RoleStatus::Accepted
    }

    fn is_pending_invite_of(&self, username: &str) -> bool {
        self.name == RoleName::InstagramTester
            && self.status == RoleStatus::Pending
            && self.username.eq_ignore_ascii_case(username)
    }
}

/// One app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct App {
    pub(in crate::sandbox) meta_app_id: String,
    pub(in crate::sandbox) meta_secret: String,
    pub(in crate::sandbox) display_name: String,
    pub(in crate::sandbox) contact_email: String,
    pub(in crate::sandbox) use_case: UseCase,
    pub(in crate::sandbox) site_url: Option<String>,
    pub(in crate::sandbox) instagram: Option<InstagramApp>,
    /// The display name given in Basic Display's *Create New App*.
    pub(in crate::sandbox) instagram_app_name: Option<String>,
    pub(in crate::sandbox) instagram_login: Product,
    pub(in crate::sandbox) basic_display: Product,
    pub(in crate::sandbox) roles: Vec<Role>,
    /// Username to the id by which this app knows the account.
    pub(in crate::sandbox) scoped_ids: BTreeMap<String, String>,
}

impl App {
    pub(in crate::sandbox) fn app_id(&self) -> Option<&str> {
        self.instagram
            .as_ref()
            .map(|instagram| instagram.app_id.as_str())
    }

    /// Every registered redirect URI, of whichever product.
    pub(in crate::sandbox) fn redirect_uris(&self) -> impl Iterator<Item = &str> {
        let display = self.basic_display.redirect_uris.iter();
        self.instagram_login
            .redirect_uris
            .iter()
            .chain(display.filter(|uri| !self.instagram_login.redirect_uris.contains(uri)))
            .map(String::as_str)
    }

    fn give_instagram_id(&mut self, dice: &mut Dice) {
        if self.instagram.is_none() {
            self.instagram = Some(InstagramApp {
                app_id: dice.app_id(),
                secret: dice.secret(),
            });
        }
    }

    /// Sets up the login product as *Add all required permissions* does.
    pub(in crate::sandbox) fn add_required_permissions(&mut self, dice: &mut Dice) {
        self.give_instagram_id(dice);
        self.instagram_login.set_up = true;
        for permission in REQUIRED_PERMISSIONS {
            self.add_permission(permission);
        }
    }

    /// Adds one permission to the use case, once.
    pub(in crate::sandbox) fn add_permission(&mut self, permission: &str) {
        let permissions = &mut self.instagram_login.permissions;
        if !permissions.iter().any(|added| added == permission) {
            permissions.push(permission.to_owned());
        }
    }

    /// Basic Display's *Create New App*, which makes the Instagram app ID.
    pub(in crate::sandbox) fn create_instagram_app(&mut self, name: &str, dice: &mut Dice) {
        self.basic_display.set_up = true;
        self.give_instagram_id(dice);
        if self.instagram_app_name.is_none() {
            self.instagram_app_name = Some(name.to_owned());
        }
    }

    /// Invites a person; an invitation that is there stays as it is.
    pub(in crate::sandbox) fn add_role(&mut self, username: &str, name: RoleName) {
        let username = username.to_ascii_lowercase();
        if !self
            .roles
            .iter()
            .any(|role| role.name == name && role.username == username)
        {
            self.roles.push(Role {
                username,
                name,
                status: RoleStatus::Pending,
            });
        }
    }

    pub(in crate::sandbox) fn remove_role(&mut self, username: &str, name: RoleName) {
        self.roles
            .retain(|role| role.name != name || !role.username.eq_ignore_ascii_case(username));
    }

    pub(in crate::sandbox) fn has_pending_invite(&self, username: &str) -> bool {
        self.roles
            .iter()
            .any(|role| role.is_pending_invite_of(username))
    }

    pub(in crate::sandbox) fn accept_invite(&mut self, username: &str) {
        for role in self
            .roles
            .iter_mut()
            .filter(|role| role.is_pending_invite_of(username))
        {
            role.status = RoleStatus::Accepted;
        }
    }

    pub(in crate::sandbox) fn decline_invite(&mut self, username: &str) {
        self.roles
            .retain(|role| !role.is_pending_invite_of(username));
    }

    /// Whether this account may use the app at all.
    pub(in crate::sandbox) fn has_accepted_tester(&self, username: &str) -> bool {
        self.roles
            .iter()
            .any(|role| role.is_accepted_tester() && role.username.eq_ignore_ascii_case(username))
    }

    /// The id by which this app knows the account.
    pub(in crate::sandbox) fn scoped_id(&mut self, username: &str, dice: &mut Dice) -> String {
        self.scoped_ids
            .entry(username.to_owned())
            .or_insert_with(|| dice.app_scoped_id())
            .clone()
    }
}

impl World {
    /// Creates an app and answers its Meta app ID.
    pub(in crate::sandbox) fn create_app(
        &mut self,
        registration: Registration,
        dice: &mut Dice,
    ) -> String {
        let meta_app_id = dice.meta_app_id();
        self.apps.push(App {
            meta_app_id: meta_app_id.clone(),
            meta_secret: dice.secret(),
            display_name: registration.display_name,
            contact_email: registration.contact_email,
            use_case: registration.use_case,
            site_url: None,
            instagram: None,
            instagram_app_name: None,
            instagram_login: Product::default(),
            basic_display: Product::default(),
            roles: Vec::new(),
            scoped_ids: BTreeMap::new(),
        });
        meta_app_id
    }

    /// The app with that *Instagram* app ID; the Meta one is another product's id here.
    pub(in crate::sandbox) fn app(&self, app_id: &str) -> Option<&App> {
        self.apps.iter().find(|app| app.app_id() == Some(app_id))
    }

    /// The app with that Meta or Instagram app ID, to change it.
    pub(in crate::sandbox) fn app_by_any_id(&mut self, id: &str) -> Option<&mut App> {
        self.apps
            .iter_mut()
            .find(|app| app.meta_app_id == id || app.app_id() == Some(id))
    }
}

/// Whether the dashboard takes this as a redirect or callback address.
pub(in crate::sandbox) fn check_redirect_uri(text: &str) -> Result<(), &'static str> {
    // It ends up in a Location header as it stands, so it must be able to.
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("An address has no spaces and no letters outside ASCII.");
    }
    let Ok(url) = url::Url::parse(text) else {
        return Err("This is not a whole address: it begins with https:// and names a host.");
    };
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => return Err("This address names no host."),
    };
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        "http" => return Err("A redirect URI off this machine must begin with https://."),
        _ => return Err("A redirect URI must begin with https://; custom schemes are refused."),
    }
    if url.fragment().is_some() {
        return Err("A redirect URI must not have a # part.");
    }
    Ok(())
}
