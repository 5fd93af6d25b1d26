//! Access tokens: their kinds, their ends, and the exchanges between them.

use serde::{Deserialize, Serialize};

use super::apps::{DISPLAY_SCOPES, OPTIONAL_PERMISSIONS, REQUIRED_PERMISSIONS};
use super::{World, keep_newest};
use crate::sandbox::clock::{DAY, HOUR, SIXTY_DAYS};
use crate::sandbox::identifiers::Dice;
use crate::sandbox::refusal::{self, Refusal};

const MOST_TOKENS: usize = 1_000;

/// Which life a token has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::sandbox) enum Life {
    Short,
    Long,
}

impl Life {
    fn seconds(self) -> i64 {
        match self {
            Self::Short => HOUR,
            Self::Long => SIXTY_DAYS,
        }
    }
}

/// An access token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct Token {
    pub(in crate::sandbox) value: String,
    pub(in crate::sandbox) app_id: String,
    pub(in crate::sandbox) username: String,
    pub(in crate::sandbox) scopes: Vec<String>,
    pub(in crate::sandbox) life: Life,
    issued: i64,
    pub(in crate::sandbox) expires: i64,
}

impl Token {
    /// Whether it belongs to Basic Display, told by its scopes.
    pub(in crate::sandbox) fn is_display(&self) -> bool {
        self.scopes
            .iter()
            .any(|scope| DISPLAY_SCOPES.contains(&scope.as_str()))
    }

    fn has_basic_scope(&self) -> bool {
        let basic = [REQUIRED_PERMISSIONS[0], DISPLAY_SCOPES[0]];
        self.scopes
            .iter()
            .any(|scope| basic.contains(&scope.as_str()))
    }
}

/// Whether this is a scope of the login product.
pub(in crate::sandbox) fn is_login_scope(scope: &str) -> bool {
    REQUIRED_PERMISSIONS.contains(&scope) || OPTIONAL_PERMISSIONS.contains(&scope)
}

/// For whom a token is made.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Grant {
    pub(in crate::sandbox) app_id: String,
    pub(in crate::sandbox) username: String,
    pub(in crate::sandbox) scopes: Vec<String>,
}

impl World {
    /// Issues a token.
    pub(in crate::sandbox) fn issue_token(
        &mut self,
        grant: Grant,
        life: Life,
        now: i64,
        dice: &mut Dice,
    ) -> Token {
        let display = grant
            .scopes
            .iter()
            .any(|scope| DISPLAY_SCOPES.contains(&scope.as_str()));
        let token = Token {
            value: dice.token(if display { "IGQV" } else { "IGAA" }),
            app_id: grant.app_id,
            username: grant.username,
            scopes: grant.scopes,
            life,
            issued: now,
            expires: now.saturating_add(life.seconds()),
        };
        self.tokens.push(token.clone());
        keep_newest(&mut self.tokens, MOST_TOKENS);
        token
    }

    /// The token of that text if the graph host would serve it now.
    pub(in crate::sandbox) fn live_token(&self, value: &str, now: i64) -> Result<Token, Refusal> {
        let Some(token) = self.tokens.iter().find(|token| token.value == value) else {
            return Err(refusal::CANNOT_PARSE);
        };
        if now >= token.expires {
            return Err(Refusal::session_expired(token.expires, now));
        }
        let role = self
            .app(&token.app_id)
            .is_some_and(|a| a.has_accepted_tester(&token.username));
        if role {
            Ok(token.clone())
        } else {
            Err(refusal::ROLE_MISSING)
        }
    }

    /// A long-lived token for a short-lived one.
    pub(in crate::sandbox) fn lengthen(
        &mut self,
        value: &str,
        secret: &str,
        now: i64,
        dice: &mut Dice,
    ) -> Result<Token, Refusal> {
        let token = self.live_token(value, now)?;
        let instagram = self
            .app(&token.app_id)
            .and_then(|app| app.instagram.as_ref());
        if instagram.is_none_or(|instagram| instagram.secret != secret) {
            return Err(refusal::GRAPH_SECRET);
        }
        if token.life == Life::Long {
            return Err(refusal::ALREADY_LONG_LIVED);
        }
        Ok(self.issue_token(grant_of(token), Life::Long, now, dice))
    }

    /// A new long-lived token for one at least a day old.
    pub(in crate::sandbox) fn refresh(
        &mut self,
        value: &str,
        now: i64,
        dice: &mut Dice,
    ) -> Result<Token, Refusal> {
        let token = self.live_token(value, now)?;
        if token.life == Life::Short {
            return Err(refusal::NOT_LONG_LIVED);
        }
        if !token.has_basic_scope() {
            return Err(refusal::PERMISSION_MISSING);
        }
        // Basic Display could not refresh the tokens of private accounts.
        let private = self
            .account(&token.username)
            .is_some_and(|account| !account.public);
        if private && token.is_display() {
            return Err(refusal::PERMISSION_MISSING);
        }
        if now < token.issued.saturating_add(DAY) {
            return Err(refusal::TOO_NEW);
        }
        Ok(self.issue_token(grant_of(token), Life::Long, now, dice))
    }
}

fn grant_of(token: Token) -> Grant {
    Grant {
        app_id: token.app_id,
        username: token.username,
        scopes: token.scopes,
    }
}

impl World {
    /// The dashboard's *Generate token*: long-lived from the start, and only for an accepted tester.
    pub(in crate::sandbox) fn generate_token(
        &mut self,
        meta_app_id: &str,
        username: &str,
        family: Family,
        now: i64,
        dice: &mut Dice,
    ) -> Result<Token, Refusal> {
        let account = self
            .account(username)
            .map(|account| account.username.clone());
        let Some(app) = self.apps.iter().find(|app| app.meta_app_id == meta_app_id) else {
            return Err(refusal::INVALID_PLATFORM_APP);
        };
        let scopes: Vec<String> = match family {
            Family::Login => app.instagram_login.permissions.clone(),
            Family::Display if app.basic_display.set_up => DISPLAY_SCOPES
                .iter()
                .map(|scope| (*scope).to_owned())
                .collect(),
            Family::Display => Vec::new(),
        };
        let (Some(app_id), false) = (app.app_id().map(str::to_owned), scopes.is_empty()) else {
            return Err(refusal::INVALID_PLATFORM_APP);
        };
        match account {
            Some(username) if app.has_accepted_tester(&username) => {
                let grant = Grant {
                    app_id,
                    username,
                    scopes,
                };
                Ok(self.issue_token(grant, Life::Long, now, dice))
            }
            _ => Err(refusal::INSUFFICIENT_ROLE),
        }
    }
}

/// Which of the two products a token is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Family {
    Login,
    Display,
}
