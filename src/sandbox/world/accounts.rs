//! Instagram accounts of the practice world.

use serde::{Deserialize, Serialize};

use super::World;
use crate::sandbox::identifiers::Dice;

/// What sort of account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::sandbox) enum AccountKind {
    Personal,
    Business,
    Creator,
}

impl AccountKind {
    /// The word `/me` answers with.
    pub(in crate::sandbox) fn word(self) -> &'static str {
        match self {
            Self::Personal => "PERSONAL",
            Self::Business => "BUSINESS",
            Self::Creator => "MEDIA_CREATOR",
        }
    }
}

/// One Instagram account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct Account {
    pub(in crate::sandbox) username: String,
    pub(in crate::sandbox) kind: AccountKind,
    pub(in crate::sandbox) public: bool,
    /// The professional id, `17841…`, the same for every app.
    pub(in crate::sandbox) user_id: String,
    pub(in crate::sandbox) media_count: u32,
}

/// Whether this can be an Instagram username: 1 to 30 letters, digits, dots and underscores.
pub(in crate::sandbox) fn is_username(text: &str) -> bool {
    (1..=30).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_')
}

impl World {
    /// The account of that name, which Instagram compares without case.
    pub(in crate::sandbox) fn account(&self, username: &str) -> Option<&Account> {
        self.accounts
            .iter()
            .find(|account| account.username.eq_ignore_ascii_case(username))
    }

    /// The same, to change it.
    pub(in crate::sandbox) fn account_mut(&mut self, username: &str) -> Option<&mut Account> {
        self.accounts
            .iter_mut()
            .find(|account| account.username.eq_ignore_ascii_case(username))
    }

    /// Makes a personal, public account unless there is one of that name; false for a name that
    /// cannot be one.
    pub(in crate::sandbox) fn open_account(&mut self, username: &str, dice: &mut Dice) -> bool {
        if !is_username(username) {
            return false;
        }
        if self.account(username).is_none() {
            self.accounts.push(Account {
                username: username.to_ascii_lowercase(),
                kind: AccountKind::Personal,
                public: true,
                user_id: dice.professional_id(),
                media_count: 12,
            });
        }
        true
    }
}
