//! The person's browser part of one wizard step, for whoever has no browser at hand.
//!
//! A step that is done stays as it is and answers what is there; ground that is missing is made
//! first, as a person would have to. Only authorize makes nothing: it is what the rest is for.

use serde_json::{Map, Value, json};

use super::answer::{Answer, Ask, Delivery, Fields};
use super::html;
use super::identifiers::Dice;
use super::provider::{Moment, Provider};
use super::world::{
    AccountKind, App, Family, PRACTICE_ACCOUNT, PRACTICE_REDIRECT, Registration, RoleName, UseCase,
    World, check_redirect_uri,
};

const CONTACT: &str = "owner@example.com";
const SITE: &str = "https://example.com/";

/// Which of the two checklists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Checklist {
    InstagramLogin,
    BasicDisplay,
}

/// Plays one step; an error is a text for the one who asked.
pub(super) fn play(
    provider: &mut Provider,
    ask: &Ask,
    moment: &mut Moment<'_>,
) -> Result<Value, String> {
    let form = &ask.form;
    let checklist = match form.get("provider") {
        Some("instagram-login") | None => Checklist::InstagramLogin,
        Some("basic-display") => Checklist::BasicDisplay,
        Some(other) => {
            return Err(format!(
                "unknown provider {other:?}; known: instagram-login, basic-display"
            ));
        }
    };
    let step = form.get("step").ok_or("the field step is missing")?;
    if step == "authorize" {
        return play_authorize(provider, form, moment);
    }
    let now = provider.now(moment.machine);
    let mut person = Person {
        world: &mut provider.world,
        dice: moment.dice,
        form,
        checklist,
        meta_app_id: String::new(),
    };
    if step == "generate-token" {
        return person.generate_token(now);
    }
    let values = person.step(step)?;
    Ok(json!({ "schema": 1, "step": step, "values": values }))
}

fn play_authorize(
    provider: &mut Provider,
    form: &Fields,
    moment: &mut Moment<'_>,
) -> Result<Value, String> {
    let link = form.filled("url").ok_or("the field url is missing")?;
    let url = url::Url::parse(link).map_err(|error| format!("the field url: {error}"))?;
    if !matches!(url.path(), "/oauth/authorize" | "/oauth/authorize/") {
        return Err(format!(
            "the field url leads to {:?}, not to authorize",
            url.path()
        ));
    }
    let link = Ask {
        path: url.path().to_owned(),
        query: Fields::urlencoded(url.query().unwrap_or_default().as_bytes()),
        ..Ask::default()
    };
    let username = signed_in(&provider.world, form, link.query.get("client_id"));
    let answer = provider.play_authorize(&link, &username, moment);
    let mut played = json!({ "schema": 1, "step": "authorize", "values": {} });
    match answer.header("Location") {
        Some(location) => played["redirect"] = json!(location),
        None => played["page"] = json!(page_text(&answer)),
    }
    Ok(played)
}

/// The account the played person signs in with.
fn signed_in(world: &World, form: &Fields, client_id: Option<&str>) -> String {
    let named = form.filled("tester").map(str::to_owned);
    let accepted = || {
        let app = world.app(client_id?)?;
        app.roles
            .iter()
            .find(|role| role.is_accepted_tester())
            .map(|role| role.username.clone())
    };
    named
        .or_else(accepted)
        .unwrap_or_else(|| world.signed_in.clone())
}

/// What a person reads in the browser window.
fn page_text(answer: &Answer) -> String {
    let body = String::from_utf8_lossy(&answer.body);
    if let Some(text) = html::error_text(&body) {
        return text;
    }
    let json: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    match json.get("error_message").and_then(Value::as_str) {
        Some(text) => text.to_owned(),
        None if answer.delivery == Delivery::Never => "The page never loaded.".to_owned(),
        None => format!("The page did not load (HTTP {}).", answer.status),
    }
}

/// Somebody going through the dashboard.
struct Person<'a> {
    world: &'a mut World,
    dice: &'a mut Dice,
    form: &'a Fields,
    checklist: Checklist,
    /// The app the person works on, once there is one.
    meta_app_id: String,
}

impl Person<'_> {
    fn step(&mut self, step: &str) -> Result<Value, String> {
        let login = self.checklist == Checklist::InstagramLogin;
        match step {
            "account" if login => self.account(),
            "create-app" => self.create_app(),
            "add-platform" if !login => self.add_platform(),
            "add-product" => self.add_product(),
            "create-instagram-app" if !login => self.create_instagram_app(),
            "oauth-settings" if !login => self.oauth_settings(),
            "app-credentials" => self.app_credentials(),
            "add-tester" => self.add_tester(),
            "accept-invite" => self.accept_invite(),
            "redirect-uri" if login => self.redirect_uri(),
            _ => Err(format!("there is nothing to play in step {step:?}")),
        }
    }

    fn tester(&self) -> String {
        let text = self.form.filled("tester").unwrap_or(PRACTICE_ACCOUNT);
        text.strip_prefix('@').unwrap_or(text).to_ascii_lowercase()
    }

    fn value(&self, name: &str, default: &str) -> String {
        self.form.filled(name).unwrap_or(default).to_owned()
    }

    fn open_account(&mut self) -> Result<String, String> {
        let username = self.tester();
        let is_new = self.world.account(&username).is_none();
        if !self.world.open_account(&username, self.dice) {
            return Err(format!("{username:?} cannot be an Instagram username"));
        }
        // A person who names another account than before has one that fits the checklist.
        if is_new && self.checklist == Checklist::InstagramLogin {
            self.account()?;
        }
        Ok(username)
    }

    fn account(&mut self) -> Result<Value, String> {
        let username = self.open_account()?;
        if let Some(account) = self.world.account_mut(&username) {
            if account.kind == AccountKind::Personal {
                account.kind = AccountKind::Business;
            }
            account.public = true;
        }
        Ok(json!({}))
    }

    /// The app the wizard means: the one it names, else the first, else a new one.
    fn app(&mut self) -> Result<&mut App, String> {
        if self.meta_app_id.is_empty() {
            let named = ["meta_app_id", "app_id"]
                .iter()
                .filter_map(|name| self.form.filled(name))
                .find_map(|id| {
                    self.world
                        .app_by_any_id(id)
                        .map(|app| app.meta_app_id.clone())
                });
            let known = named.or_else(|| self.world.apps.first().map(|a| a.meta_app_id.clone()));
            self.meta_app_id = match known {
                Some(id) => id,
                None => self.register_app(),
            };
        }
        self.world
            .app_by_any_id(&self.meta_app_id)
            .ok_or_else(|| "there is no app".to_owned())
    }

    fn register_app(&mut self) -> String {
        let registration = Registration {
            display_name: self.value("display_name", "Practice app"),
            contact_email: self.value("contact_email", CONTACT),
            use_case: match self.checklist {
                Checklist::InstagramLogin => UseCase::InstagramLogin,
                Checklist::BasicDisplay => UseCase::EverythingElse,
            },
        };
        self.world.create_app(registration, self.dice)
    }

    fn create_app(&mut self) -> Result<Value, String> {
        let app = self.app()?;
        Ok(json!({
            "display_name": app.display_name,
            "contact_email": app.contact_email,
            "meta_app_id": app.meta_app_id,
        }))
    }

    fn add_platform(&mut self) -> Result<Value, String> {
        let site = self.value("site_url", SITE);
        let app = self.app()?;
        Ok(json!({ "site_url": app.site_url.get_or_insert(site) }))
    }

    fn add_product(&mut self) -> Result<Value, String> {
        self.app()?;
        let (checklist, id) = (self.checklist, self.meta_app_id.clone());
        if let Some(app) = self.world.app_by_any_id(&id) {
            match checklist {
                Checklist::InstagramLogin => app.add_required_permissions(self.dice),
                Checklist::BasicDisplay => app.basic_display.set_up = true,
            }
        }
        Ok(json!({}))
    }

    fn create_instagram_app(&mut self) -> Result<Value, String> {
        self.add_product()?;
        let id = self.meta_app_id.clone();
        let given = self.form.filled("instagram_app_name").map(str::to_owned);
        let app = self.world.app_by_any_id(&id).ok_or("there is no app")?;
        let name = given.unwrap_or_else(|| app.display_name.clone());
        app.create_instagram_app(&name, self.dice);
        Ok(json!({ "instagram_app_name": app.instagram_app_name }))
    }

    /// The product of this checklist, with an Instagram app behind it.
    fn product(&mut self) -> Result<(), String> {
        match self.checklist {
            Checklist::InstagramLogin => self.add_product(),
            Checklist::BasicDisplay => self.create_instagram_app(),
        }
        .map(|_| ())
    }

    fn app_credentials(&mut self) -> Result<Value, String> {
        self.product()?;
        let app = self.app()?;
        let instagram = app
            .instagram
            .as_ref()
            .ok_or("the app has no Instagram app ID yet")?;
        Ok(json!({ "app_id": instagram.app_id, "app_secret": instagram.secret }))
    }

    fn add_tester(&mut self) -> Result<Value, String> {
        let username = self.open_account()?;
        self.app()?.add_role(&username, RoleName::InstagramTester);
        Ok(json!({ "tester": username }))
    }

    fn accept_invite(&mut self) -> Result<Value, String> {
        self.add_tester()?;
        let username = self.tester();
        self.app()?.accept_invite(&username);
        self.world.signed_in = username;
        Ok(json!({}))
    }

    fn redirect_uri(&mut self) -> Result<Value, String> {
        self.product()?;
        let typed = self.form.filled("redirect_uri").map(str::to_owned);
        let product = &mut self.app()?.instagram_login;
        let uri = register(&mut product.redirect_uris, typed)?;
        Ok(json!({ "redirect_uri": uri }))
    }

    fn oauth_settings(&mut self) -> Result<Value, String> {
        self.product()?;
        let typed = self.form.filled("redirect_uri").map(str::to_owned);
        let deauthorize = self.value("deauthorize_url", "https://example.com/deauthorize");
        let deletion = self.value("deletion_url", "https://example.com/deletion");
        let product = &mut self.app()?.basic_display;
        let uri = register(&mut product.redirect_uris, typed)?;
        let mut values = Map::new();
        values.insert("redirect_uri".to_owned(), json!(uri));
        let deauthorize = product.deauthorize_url.get_or_insert(deauthorize);
        values.insert("deauthorize_url".to_owned(), json!(deauthorize));
        let deletion = product.deletion_url.get_or_insert(deletion);
        values.insert("deletion_url".to_owned(), json!(deletion));
        Ok(Value::Object(values))
    }

    fn generate_token(&mut self, now: i64) -> Result<Value, String> {
        self.product()?;
        let username = self.tester();
        let family = match self.checklist {
            Checklist::InstagramLogin => Family::Login,
            Checklist::BasicDisplay => Family::Display,
        };
        let id = self.meta_app_id.clone();
        let step = "generate-token";
        match self
            .world
            .generate_token(&id, &username, family, now, self.dice)
        {
            Ok(token) => {
                Ok(json!({ "schema": 1, "step": step, "values": {}, "token": token.value }))
            }
            Err(refusal) => {
                Ok(json!({ "schema": 1, "step": step, "values": {}, "page": refusal.text }))
            }
        }
    }
}

/// Puts the typed URI on the list; with nothing typed, what is there already will do.
fn register(list: &mut Vec<String>, typed: Option<String>) -> Result<String, String> {
    let uri = match (typed, list.first()) {
        (Some(typed), _) => typed,
        (None, Some(there)) => there.clone(),
        (None, None) => PRACTICE_REDIRECT.to_owned(),
    };
    check_redirect_uri(&uri)?;
    if !list.contains(&uri) {
        list.push(uri.clone());
    }
    Ok(uri)
}
