//! Authorization codes, and the consents that lead to them.

use serde::{Deserialize, Serialize};

use super::{World, keep_newest};
use crate::sandbox::clock::HOUR;
use crate::sandbox::identifiers::Dice;
use crate::sandbox::refusal::{self, Refusal};

const MOST_CODES: usize = 500;
const MOST_CONSENTS: usize = 100;

/// A checked request to authorize: what the consent page asks about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct Sought {
    pub(in crate::sandbox) app_id: String,
    pub(in crate::sandbox) redirect_uri: String,
    pub(in crate::sandbox) scopes: Vec<String>,
    pub(in crate::sandbox) state: Option<String>,
}

/// A consent page that waits for its answer; the token is good for one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct Consent {
    token: String,
    sought: Sought,
    issued: i64,
}

/// An authorization code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct Code {
    value: String,
    pub(in crate::sandbox) app_id: String,
    pub(in crate::sandbox) username: String,
    pub(in crate::sandbox) scopes: Vec<String>,
    redirect_uri: String,
    issued: i64,
    used: bool,
}

impl World {
    /// Remembers an open consent page and answers its one-time token.
    pub(in crate::sandbox) fn open_consent(
        &mut self,
        sought: Sought,
        now: i64,
        dice: &mut Dice,
    ) -> String {
        let token = dice.nonce();
        self.consents.push(Consent {
            token: token.clone(),
            sought,
            issued: now,
        });
        keep_newest(&mut self.consents, MOST_CONSENTS);
        token
    }

    /// Takes the consent of that token away, if it is there and not older than an hour.
    pub(in crate::sandbox) fn take_consent(&mut self, token: &str, now: i64) -> Option<Sought> {
        let place = self
            .consents
            .iter()
            .position(|consent| consent.token == token)?;
        let consent = self.consents.remove(place);
        (now < consent.issued.saturating_add(HOUR)).then_some(consent.sought)
    }

    /// Issues a code for what was allowed.
    pub(in crate::sandbox) fn issue_code(
        &mut self,
        sought: &Sought,
        username: &str,
        now: i64,
        dice: &mut Dice,
    ) -> String {
        let value = dice.code();
        self.codes.push(Code {
            value: value.clone(),
            app_id: sought.app_id.clone(),
            username: username.to_owned(),
            scopes: sought.scopes.clone(),
            redirect_uri: sought.redirect_uri.clone(),
            issued: now,
            used: false,
        });
        keep_newest(&mut self.codes, MOST_CODES);
        value
    }

    /// Spends a code, once, within its hour, for the app and the redirect URI it was made for.
    pub(in crate::sandbox) fn spend_code(
        &mut self,
        value: &str,
        app_id: &str,
        redirect_uri: &str,
        now: i64,
    ) -> Result<Code, Refusal> {
        let Some(code) = self
            .codes
            .iter_mut()
            .find(|code| code.value == value && code.app_id == app_id)
        else {
            return Err(refusal::CODE_NOT_FOUND);
        };
        if code.used {
            return Err(refusal::CODE_USED);
        }
        if now >= code.issued.saturating_add(HOUR) {
            return Err(refusal::CODE_NOT_FOUND);
        }
        if code.redirect_uri != redirect_uri {
            return Err(refusal::REDIRECT_MISMATCH);
        }
        code.used = true;
        Ok(code.clone())
    }
}
