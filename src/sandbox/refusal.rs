//! The provider's refusals: their texts and codes, and the two JSON shapes they come in.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::clock;
use super::identifiers::Dice;

/// One refusal: a text, and what the graph host says beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) text: Cow<'static, str>,
    pub(super) kind: &'static str,
    pub(super) code: u16,
    pub(super) subcode: Option<u16>,
    pub(super) status: u16,
}

const fn oauth(text: &'static str, code: u16, subcode: Option<u16>) -> Refusal {
    Refusal {
        text: Cow::Borrowed(text),
        kind: "OAuthException",
        code,
        subcode,
        status: 400,
    }
}

const fn other(kind: &'static str, status: u16, text: &'static str, code: u16) -> Refusal {
    Refusal {
        text: Cow::Borrowed(text),
        kind,
        code,
        subcode: None,
        status,
    }
}

/// The graph host's own type beside `OAuthException`.
const GRAPH: &str = "IGApiException";

pub(super) const INSUFFICIENT_ROLE: Refusal = oauth("Insufficient developer role", 10, None);
pub(super) const INVALID_PLATFORM_APP: Refusal = oauth("Invalid platform app", 100, None);
pub(super) const INVALID_REDIRECT: Refusal = oauth("Invalid redirect_uri", 100, None);
pub(super) const PAGE_NOT_AVAILABLE: Refusal = oauth(
    "Sorry, this page isn't available. The link you followed may be broken, or the page may have \
     been removed.",
    100,
    None,
);
pub(super) const CANCELLED: Refusal = oauth("The user denied your request", 100, None);
pub(super) const MISSING_PARAMETERS: Refusal = oauth(
    "You must include a valid client_id, response_type, and redirect_uri parameters",
    100,
    None,
);
pub(super) const NO_CLIENT_ID: Refusal = oauth("You must provide a client_id", 100, None);
pub(super) const NO_SECRET: Refusal = oauth("You must provide a client_secret", 100, None);
pub(super) const NO_CODE: Refusal = oauth("You must provide a code", 100, None);
pub(super) const NO_REDIRECT: Refusal = oauth("You must provide a redirect_uri", 100, None);
pub(super) const BAD_GRANT: Refusal = oauth("Invalid grant_type", 100, None);
pub(super) const CODE_NOT_FOUND: Refusal = oauth(
    "Matching code was not found or was already used",
    100,
    Some(36_009),
);
pub(super) const CODE_USED: Refusal =
    oauth("This authorization code has been used", 100, Some(36_009));
pub(super) const CODE_EXPIRED: Refusal =
    oauth("This authorization code has expired", 100, Some(36_007));
/// Also what a wrong secret is told: the redirect is then a red herring.
pub(super) const REDIRECT_MISMATCH: Refusal = oauth(
    "Error validating verification code. Please make sure your redirect_uri is identical to the \
     one you used in the OAuth dialog request",
    100,
    Some(36_008),
);
pub(super) const INVALID_SECRET: Refusal = oauth("Invalid Client Secret", 1, None);
pub(super) const GRAPH_SECRET: Refusal = oauth("Error validating client secret", 1, None);
/// The disguise of a missing tester role on the graph host; nothing is wrong with the method.
pub(super) const ROLE_MISSING: Refusal =
    other(GRAPH, 400, "Unsupported request - method type: get", 100);
pub(super) const UNSUPPORTED_POST: Refusal =
    other(GRAPH, 400, "Unsupported request - method type: post", 100);
pub(super) const ALREADY_LONG_LIVED: Refusal = other(GRAPH, 400, "Session key invalid", 452);
pub(super) const CANNOT_PARSE: Refusal = oauth(
    "Invalid OAuth access token - Cannot parse access token",
    190,
    None,
);
pub(super) const NO_TOKEN: Refusal = oauth(
    "An access token is required to request this resource.",
    104,
    None,
);
pub(super) const PASSWORD_CHANGED: Refusal = oauth(
    "Error validating access token: The session has been invalidated because the user changed \
     their password or Facebook has changed the session for security reasons.",
    190,
    Some(460),
);
/// The real text was never recorded; the rule is documented.
pub(super) const TOO_NEW: Refusal = oauth("token too new", 100, None);
/// The real text was never recorded.
pub(super) const NOT_LONG_LIVED: Refusal =
    oauth("Only a long-lived access token can be refreshed", 100, None);
pub(super) const PERMISSION_MISSING: Refusal = oauth(
    "(#10) Application does not have permission for this action",
    10,
    None,
);
pub(super) const RATE_LIMITED: Refusal = oauth("(#4) Application request limit reached", 4, None);
pub(super) const USER_RATE_LIMITED: Refusal = oauth("(#17) User request limit reached", 17, None);
pub(super) const TRANSIENT: Refusal = other(
    "OAuthException",
    500,
    "An unexpected error has occurred. Please retry your request later.",
    2,
);
pub(super) const ACCESS_BLOCKED: Refusal = oauth("API access blocked.", 200, None);
pub(super) const ACCESS_DEACTIVATED: Refusal = oauth(
    "API access deactivated. To regain access, go to your app's dashboard and restore it.",
    200,
    None,
);
pub(super) const CHECKPOINT: Refusal = oauth(
    "Error validating access token: The user is enrolled in a blocking, logged-in checkpoint",
    190,
    Some(459),
);

pub(super) const APP_REMOVED: Refusal = oauth(
    "Error validating access token: The user has not authorized application.",
    190,
    Some(458),
);
pub(super) const LOGGED_OUT: Refusal = oauth(
    "Error validating access token: The session is invalid because the user logged out.",
    190,
    Some(467),
);

impl Refusal {
    /// An ordinary OAuth refusal of the token host, with a text of its own.
    pub(super) fn said(text: impl Into<Cow<'static, str>>, code: u16) -> Self {
        Self {
            text: text.into(),
            ..oauth("", code, None)
        }
    }

    /// A token past its end, told with both times.
    pub(super) fn session_expired(expired: i64, now: i64) -> Self {
        let text = format!(
            "Error validating access token: Session has expired on {}. The current time is {}.",
            clock::session_time(expired),
            clock::session_time(now)
        );
        Self {
            text: text.into(),
            ..oauth("", 190, Some(463))
        }
    }

    /// The token host's shape, where `code` repeats the HTTP status.
    pub(super) fn token_host(&self) -> Value {
        json!({ "error_type": self.kind, "code": self.status, "error_message": self.text })
    }

    /// The graph host's shape, where `code` is the graph's own.
    pub(super) fn graph_host(&self, dice: &mut Dice) -> Value {
        let mut error = json!({
            "message": self.text,
            "type": self.kind,
            "code": self.code,
            "fbtrace_id": dice.trace(),
        });
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = json!(subcode);
        }
        if matches!(self.code, 1 | 2) && self.status >= 500 {
            error["is_transient"] = json!(true);
        }
        json!({ "error": error })
    }
}
