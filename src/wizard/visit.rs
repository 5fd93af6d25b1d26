//! A visit: a text that `paste` in another shell hands over, and what that shell is told.

use super::problem::Problem;

/// One text that was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VisitId(pub u64);

/// A text of another shell that this wizard took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    pub id: VisitId,
    /// Whether it leads to a token.
    pub signs_in: bool,
}

/// What the other shell is told. `Ended` comes last, and always.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// What the text was recognised as, by the names of JSON documents.
    Seen {
        recognised: &'static str,
        state: &'static str,
        missing: Vec<&'static str>,
    },
    /// This wizard goes on with it.
    Taken,
    /// What came of it.
    Ended {
        /// Whether anything was saved.
        saved: bool,
        /// Whether that was a verified token.
        token: bool,
        problem: Option<Box<Problem>>,
    },
}
