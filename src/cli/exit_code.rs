//! The exit codes, which scripts and timers act on.

use crate::wizard::ErrorKind;

/// What the process ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code(u8);

pub(super) const DONE: Code = Code(0);
pub(super) const USAGE: Code = Code(2);
pub(super) const NOTHING_THERE: Code = Code(4);
pub(super) const EXPIRED: Code = Code(7);
pub(super) const CANCELLED: Code = Code(130);

/// The code of a kind of error.
pub(super) const fn of(kind: ErrorKind) -> Code {
    Code(match kind {
        ErrorKind::Internal => 1,
        ErrorKind::Usage => 2,
        ErrorKind::Config => 3,
        ErrorKind::NotFound | ErrorKind::NotReady => 4,
        ErrorKind::ProviderRefused => 5,
        ErrorKind::Network => 6,
        ErrorKind::Expired => 7,
        ErrorKind::Input => 8,
        ErrorKind::Cancelled => 130,
    })
}

impl From<Code> for std::process::ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code.0)
    }
}
