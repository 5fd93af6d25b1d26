//! The links of a screen that a phone can read as a code.

use super::{Screen, State};
use crate::clean;
use crate::provider::StepKind;
use crate::secret::Secret;
use crate::text::Words;

/// A link that can be shown as a code to scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scannable {
    /// What the step calls it; nothing for the link to sign in.
    pub name: Option<Words>,
    pub address: Secret,
}

impl State {
    /// The links of the open step, in the order in which it names them.
    pub fn scannable(&self) -> Vec<Scannable> {
        if self.screen != Screen::Step || self.problem.is_some() {
            return Vec::new();
        }
        match self.step_kind() {
            StepKind::Authorize => self
                .link()
                .into_iter()
                .map(|address| Scannable {
                    name: None,
                    address,
                })
                .collect(),
            StepKind::Manual => self
                .step()
                .into_iter()
                .flat_map(|step| &step.links)
                .map(|link| Scannable {
                    name: Some(link.label.clone()),
                    address: Secret::new(clean::line(&self.filled_link(link)).as_ref()),
                })
                .collect(),
            StepKind::Exchange | StepKind::Verify => Vec::new(),
        }
    }
}
