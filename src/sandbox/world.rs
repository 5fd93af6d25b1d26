//! All that the practice provider remembers, and the two worlds it starts from.
//!
//! A pure model: time and randomness are handed in. What one kind of thing can do is in the
//! submodule of its name.

mod accounts;
mod apps;
mod codes;
mod tokens;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::SandboxError;
use super::faults::Call;
use super::identifiers::Dice;

pub(super) use accounts::{Account, AccountKind, is_username};
pub(super) use apps::{
    App, DISPLAY_SCOPES, OPTIONAL_PERMISSIONS, Product, Registration, RoleName, RoleStatus,
    UseCase, check_redirect_uri,
};
pub(super) use codes::{Code, Consent, Sought};
pub(super) use tokens::{Family, Grant, Life, Token, is_login_scope};

/// The form of the saved bytes.
const SCHEMA: u32 = 1;
/// The account both starting worlds have.
pub(super) const PRACTICE_ACCOUNT: &str = "practice.account";
/// The redirect URI of the ready world, and what the played person types.
pub(super) const PRACTICE_REDIRECT: &str = "https://localhost:8443/callback";

/// The practice provider's memory, saved as JSON.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    schema: u32,
    /// Tells one home's world from another's; survives a reset.
    pub(super) home: String,
    /// Seconds added to the machine's clock.
    pub(super) clock_offset: i64,
    /// The account the practice browser is signed in with on the Instagram side.
    pub(super) signed_in: String,
    pub(super) accounts: Vec<Account>,
    pub(super) apps: Vec<App>,
    pub(super) codes: Vec<Code>,
    pub(super) tokens: Vec<Token>,
    pub(super) consents: Vec<Consent>,
    pub(super) calls: Calls,
}

/// How often each call was asked for since the world was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Calls {
    pub(super) authorize: u64,
    pub(super) exchange: u64,
    #[serde(rename = "long-lived")]
    pub(super) long_lived: u64,
    pub(super) refresh: u64,
    pub(super) me: u64,
}

impl Calls {
    pub(super) fn count(&mut self, call: Call) {
        let counter = match call {
            Call::Authorize => &mut self.authorize,
            Call::Exchange => &mut self.exchange,
            Call::LongLived => &mut self.long_lived,
            Call::Refresh => &mut self.refresh,
            Call::Me => &mut self.me,
        };
        *counter = counter.saturating_add(1);
    }
}

/// What a client needs to use the ready app.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadyFacts {
    /// The Instagram app ID.
    pub app_id: String,
    /// The Instagram app secret.
    pub app_secret: String,
    /// A registered redirect URI.
    pub redirect_uri: String,
    /// The account with an accepted role.
    pub username: String,
}

impl fmt::Debug for ReadyFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadyFacts")
            .field("app_id", &self.app_id)
            .field("redirect_uri", &self.redirect_uri)
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World")
            .field("home", &self.home)
            .field("clock_offset", &self.clock_offset)
            .field("accounts", &self.accounts.len())
            .field("apps", &self.apps.len())
            .field("codes", &self.codes.len())
            .field("tokens", &self.tokens.len())
            .finish_non_exhaustive()
    }
}

/// Which world to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    Ready,
    Empty,
}

impl World {
    /// One app with both products set up, and one professional account with an accepted role.
    pub fn ready() -> Result<Self, SandboxError> {
        Self::begin(Start::Ready)
    }

    /// A registered developer and a personal account; no app.
    pub fn empty() -> Result<Self, SandboxError> {
        Self::begin(Start::Empty)
    }

    fn begin(start: Start) -> Result<Self, SandboxError> {
        let mut dice = Dice::system();
        let world = Self::make(start, &mut dice);
        if dice.failed() {
            Err(SandboxError::Entropy)
        } else {
            Ok(world)
        }
    }

    /// A new world from the given randomness.
    pub(super) fn make(start: Start, dice: &mut Dice) -> Self {
        let mut world = Self {
            schema: SCHEMA,
            home: dice.nonce(),
            clock_offset: 0,
            signed_in: PRACTICE_ACCOUNT.to_owned(),
            accounts: Vec::new(),
            apps: Vec::new(),
            codes: Vec::new(),
            tokens: Vec::new(),
            consents: Vec::new(),
            calls: Calls::default(),
        };
        world.open_account(PRACTICE_ACCOUNT, dice);
        if start == Start::Ready {
            world.make_ready(dice);
        }
        world
    }

    fn make_ready(&mut self, dice: &mut Dice) {
        for account in &mut self.accounts {
            account.kind = AccountKind::Business;
        }
        let meta_app_id = self.create_app(
            Registration {
                display_name: "Practice app".to_owned(),
                contact_email: "owner@example.com".to_owned(),
                use_case: UseCase::InstagramLogin,
            },
            dice,
        );
        if let Some(app) = self
            .apps
            .iter_mut()
            .find(|app| app.meta_app_id == meta_app_id)
        {
            app.site_url = Some("https://example.com/".to_owned());
            app.add_required_permissions(dice);
            for permission in apps::OPTIONAL_PERMISSIONS {
                app.add_permission(permission);
            }
            app.create_instagram_app("Practice app", dice);
            for product in [&mut app.instagram_login, &mut app.basic_display] {
                product.redirect_uris.push(PRACTICE_REDIRECT.to_owned());
            }
            app.add_role(PRACTICE_ACCOUNT, RoleName::InstagramTester);
            app.accept_invite(PRACTICE_ACCOUNT);
        }
    }

    /// Reads what [`World::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SandboxError> {
        #[derive(Deserialize)]
        struct Form {
            schema: u32,
        }
        let form: Form = serde_json::from_slice(bytes).map_err(SandboxError::World)?;
        if form.schema != SCHEMA {
            return Err(SandboxError::Schema {
                found: form.schema,
                known: SCHEMA,
            });
        }
        serde_json::from_slice(bytes).map_err(SandboxError::World)
    }

    /// The world as JSON; it holds practice secrets.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Names, numbers and lists only: nothing in a world can fail to serialize.
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    /// What a client needs to use the first app that is ready to be used.
    pub fn ready_facts(&self) -> Option<ReadyFacts> {
        self.apps.iter().find_map(|app| {
            let instagram = app.instagram.as_ref()?;
            let redirect_uri = app.redirect_uris().next()?.to_owned();
            let tester = app.roles.iter().find(|role| role.is_accepted_tester())?;
            Some(ReadyFacts {
                app_id: instagram.app_id.clone(),
                app_secret: instagram.secret.clone(),
                redirect_uri,
                username: tester.username.clone(),
            })
        })
    }

    /// Seconds added to the machine's clock.
    pub fn clock_offset(&self) -> i64 {
        self.clock_offset
    }
}

/// Keeps the newest entries, so that a world used for years stays small.
fn keep_newest<T>(list: &mut Vec<T>, most: usize) {
    let surplus = list.len().saturating_sub(most);
    list.drain(..surplus);
}
