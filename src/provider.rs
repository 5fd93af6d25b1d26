//! Providers as data: endpoints, scopes, rules, checklist and known failures of one API variant.
//!
//! The types of the TOML files, the two embedded files, and what is asked of them: look-up
//! ([`Providers`]), checks of what a person types ([`check`]) and the diagnosis of a refusal
//! ([`symptom`]). A file of the same form in the config directory's `providers/` adds a provider or
//! replaces one; this module is handed its text and reads no file itself.

pub mod check;
mod load;
pub mod symptom;

use serde::{Deserialize, Serialize};

pub use load::{FileError, Providers};

use crate::oauth::Api;
use crate::text::Words;
use check::Check;
use symptom::Symptoms;

/// The number in the dashboard's own addresses, as a variable of a link. It is not the app ID that
/// the calls are made with.
pub const META_APP_ID: &str = "meta_app_id";

/// The stable name of a step, such as `accept-invite`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(String);

impl StepId {
    /// From its text.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// As it appears in commands, JSON and files.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One API variant as data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    pub id: String,
    pub name: Words,
    /// Present when the provider's owner has switched it off.
    #[serde(default)]
    pub retired: Option<Retired>,
    pub api: Api,
    pub scopes: Scopes,
    pub token: TokenRules,
    pub redirect: RedirectRules,
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    #[serde(default, rename = "symptom")]
    pub symptoms: Symptoms,
}

/// Why and when a provider ended, and what to take instead.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retired {
    /// The date, such as `2024-12-04`.
    pub since: String,
    /// The provider to take instead.
    pub instead: String,
    pub say: Words,
}

/// What may be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scopes {
    /// Asked for when the config names none.
    pub default: Vec<String>,
    /// Without this one nothing works, the refresh least of all.
    pub required: String,
    /// Everything that the provider is known to offer.
    pub known: Vec<String>,
    /// Names that were given up, with the name to take now.
    #[serde(default)]
    pub renamed: Vec<(String, String)>,
}

/// How tokens of this provider live, in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenRules {
    pub short_lived_seconds: i64,
    pub long_lived_seconds: i64,
    /// A long-lived token must be this old before it can be refreshed.
    pub refresh_after_seconds: i64,
    /// How long an authorization code can be exchanged.
    pub code_seconds: i64,
    /// What tokens of this provider begin with.
    pub prefixes: Vec<String>,
    /// Prefixes of tokens that belong elsewhere, with the name of where.
    #[serde(default)]
    pub foreign_prefixes: Vec<(String, String)>,
}

/// What a redirect URI may be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedirectRules {
    /// Offered when none was given.
    pub default: String,
    /// The step where it is registered.
    pub step: StepId,
}

/// A line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: StepId,
    pub kind: StepKind,
    pub title: Words,
    /// What is to be done, each a numbered line. May hold field ids in braces, such as `{app_id}`.
    #[serde(default)]
    pub instructions: Vec<Words>,
    #[serde(default, rename = "link")]
    pub links: Vec<Link>,
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
    /// Worth knowing before leaving for the browser.
    #[serde(default)]
    pub traps: Vec<Words>,
    /// The call whose success proves that this step was done.
    #[serde(default)]
    pub verified_by: Option<Proof>,
    /// Whether a token made in the dashboard is the short way from this step on.
    #[serde(default)]
    pub short_way: Option<Words>,
}

/// Who does the work of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    Manual,
    Authorize,
    Exchange,
    Verify,
}

/// What proves a manual step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    Exchange,
    Me,
}

/// A page that a step leads to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub label: Words,
    /// May hold field ids in braces, and [`META_APP_ID`].
    pub url: String,
    /// Used while a value in `url` is not known yet.
    #[serde(default)]
    pub fallback: Option<String>,
}

/// Something to be typed in a step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The config key of the profile, or the name in the state file.
    pub id: String,
    pub label: Words,
    #[serde(default)]
    pub hint: Option<Words>,
    pub kind: FieldKind,
    #[serde(default)]
    pub required: bool,
    /// Offered when nothing was given.
    #[serde(default)]
    pub default: Option<String>,
    /// Whether the value is kept in the config file; others are kept in the state file.
    #[serde(default)]
    pub config: bool,
    #[serde(default, rename = "check")]
    pub checks: Vec<Check>,
}

/// How a field is typed and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    Text,
    /// Masked, and never in the state file.
    Secret,
    YesNo,
    /// A redirect URI: refused when it cannot work, see [`check`].
    Redirect,
    /// An address of a page.
    Url,
}

impl Provider {
    /// The step of that name.
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.iter().find(|step| &step.id == id)
    }

    /// The place of a step in the checklist, from zero.
    pub fn position(&self, id: &StepId) -> Option<usize> {
        self.steps.iter().position(|step| &step.id == id)
    }

    /// The first step of a kind.
    pub fn step_of(&self, kind: StepKind) -> Option<&Step> {
        self.steps.iter().find(|step| step.kind == kind)
    }

    /// The field of that name and the step it stands in.
    pub fn field(&self, id: &str) -> Option<(&Step, &Field)> {
        self.steps
            .iter()
            .find_map(|step| step.fields.iter().find(|f| f.id == id).map(|f| (step, f)))
    }
}
