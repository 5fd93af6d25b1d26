//! Every fault by name: where it is at home, and what it does.

use super::{Alteration, Broken, Call, Effect};
use crate::sandbox::refusal;

/// One line of the table.
pub(super) struct Entry {
    pub(super) name: &'static str,
    /// The call a fault strikes when none is named.
    pub(super) home: Call,
    pub(super) effect: Effect,
}

const fn says(name: &'static str, home: Call, refusal: refusal::Refusal) -> Entry {
    Entry {
        name,
        home,
        effect: Effect::Says(refusal),
    }
}

const fn broken(name: &'static str, broken: Broken) -> Entry {
    Entry {
        name,
        home: Call::Exchange,
        effect: Effect::Broken(broken),
    }
}

const fn altered(name: &'static str, home: Call, alteration: Alteration) -> Entry {
    Entry {
        name,
        home,
        effect: Effect::Altered(alteration),
    }
}

const fn special(name: &'static str, home: Call, effect: Effect) -> Entry {
    Entry { name, home, effect }
}

pub(super) static ENTRIES: [Entry; 44] = [
    says(
        "insufficient-developer-role",
        Call::Authorize,
        refusal::INSUFFICIENT_ROLE,
    ),
    says(
        "invalid-platform-app",
        Call::Authorize,
        refusal::INVALID_PLATFORM_APP,
    ),
    says(
        "invalid-redirect-uri",
        Call::Authorize,
        refusal::INVALID_REDIRECT,
    ),
    special("page-not-available", Call::Authorize, Effect::Page),
    special("cancelled", Call::Authorize, Effect::Cancelled),
    special("invalid-scope", Call::Authorize, Effect::Scope),
    says("code-used", Call::Exchange, refusal::CODE_USED),
    says("code-not-found", Call::Exchange, refusal::CODE_NOT_FOUND),
    says("code-expired", Call::Exchange, refusal::CODE_EXPIRED),
    says(
        "redirect-mismatch",
        Call::Exchange,
        refusal::REDIRECT_MISMATCH,
    ),
    says(
        "invalid-client-secret",
        Call::Exchange,
        refusal::INVALID_SECRET,
    ),
    says("missing-client-secret", Call::Exchange, refusal::NO_SECRET),
    says(
        "tester-role-missing",
        Call::LongLived,
        refusal::ROLE_MISSING,
    ),
    says(
        "already-long-lived",
        Call::LongLived,
        refusal::ALREADY_LONG_LIVED,
    ),
    says("cannot-parse-token", Call::LongLived, refusal::CANNOT_PARSE),
    special("session-expired", Call::Refresh, Effect::Expired),
    says("password-changed", Call::Refresh, refusal::PASSWORD_CHANGED),
    says("checkpoint", Call::Refresh, refusal::CHECKPOINT),
    says("token-too-new", Call::Refresh, refusal::TOO_NEW),
    says(
        "permission-missing",
        Call::Refresh,
        refusal::PERMISSION_MISSING,
    ),
    says("rate-limited", Call::Me, refusal::RATE_LIMITED),
    says("user-rate-limited", Call::Me, refusal::USER_RATE_LIMITED),
    says("transient", Call::LongLived, refusal::TRANSIENT),
    says("api-access-blocked", Call::Me, refusal::ACCESS_BLOCKED),
    says(
        "api-access-deactivated",
        Call::Me,
        refusal::ACCESS_DEACTIVATED,
    ),
    broken("server-error", Broken::ServerError),
    broken("unavailable", Broken::Unavailable),
    broken("too-many-requests", Broken::TooManyRequests),
    special("timeout", Call::Exchange, Effect::Silence),
    altered("stall-in-body", Call::Exchange, Alteration::Stalled),
    altered("truncated", Call::Exchange, Alteration::Truncated),
    broken("empty", Broken::Empty),
    broken("html", Broken::Html),
    broken("invalid-utf8", Broken::InvalidUtf8),
    broken("deep-json", Broken::DeepJson),
    broken("huge", Broken::Huge),
    broken("redirect", Broken::Redirect),
    altered("no-expires-in", Call::LongLived, Alteration::NoExpiresIn),
    altered(
        "absurd-expires-in",
        Call::LongLived,
        Alteration::AbsurdExpiresIn,
    ),
    altered("wrapped", Call::Exchange, Alteration::Wrapped),
    altered("user-id-text", Call::Exchange, Alteration::UserIdText),
    altered(
        "wrong-content-type",
        Call::Exchange,
        Alteration::WrongContentType,
    ),
    special(
        "removed-by-person",
        Call::Me,
        Effect::Says(refusal::APP_REMOVED),
    ),
    special("logged-out", Call::Me, Effect::Says(refusal::LOGGED_OUT)),
];
