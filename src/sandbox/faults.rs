//! Faults that a test or a curious person can order: everything the real provider can refuse or
//! break, by name, one call at a time.

mod table;

use std::fmt;

use super::SandboxError;
use super::refusal::Refusal;

/// One of the provider's calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// The authorize page.
    Authorize,
    /// A code for a short-lived token.
    Exchange,
    /// A short-lived token for a long-lived one.
    LongLived,
    /// A long-lived token for a newer one.
    Refresh,
    /// Who the token belongs to.
    Me,
}

impl Call {
    pub const ALL: [Self; 5] = [
        Self::Authorize,
        Self::Exchange,
        Self::LongLived,
        Self::Refresh,
        Self::Me,
    ];

    /// The name in commands and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Authorize => "authorize",
            Self::Exchange => "exchange",
            Self::LongLived => "long-lived",
            Self::Refresh => "refresh",
            Self::Me => "me",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|call| call.name() == name)
    }
}

/// What a fault does to the answer.
#[derive(Clone, Debug)]
pub(super) enum Effect {
    /// A refusal in the shape of the call.
    Says(Refusal),
    /// The session's end, told with the time.
    Expired,
    /// A page that names no reason.
    Page,
    /// The person pressed Cancel.
    Cancelled,
    /// The permissions asked for are not there.
    Scope,
    /// A broken answer in place of the real one.
    Broken(Broken),
    /// The real answer, changed on its way.
    Altered(Alteration),
    /// No answer, ever.
    Silence,
}

/// Answers that are no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    ServerError,
    Unavailable,
    TooManyRequests,
    Empty,
    Html,
    InvalidUtf8,
    DeepJson,
    Huge,
    Redirect,
}

/// Changes to an answer that was really made: the call has had its effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alteration {
    Truncated,
    Stalled,
    NoExpiresIn,
    AbsurdExpiresIn,
    Wrapped,
    UserIdText,
    WrongContentType,
}

/// A fault by name.
#[derive(Clone, Copy)]
pub struct Fault(&'static table::Entry);

impl Fault {
    /// The fault of that name.
    pub fn named(name: &str) -> Result<Self, SandboxError> {
        table::ENTRIES
            .iter()
            .find(|entry| entry.name == name)
            .map(Self)
            .ok_or_else(|| {
                let names: Vec<&str> = Self::names().collect();
                SandboxError::Fault(format!(
                    "unknown fault {name:?}; known: {}",
                    names.join(", ")
                ))
            })
    }

    /// Every name there is.
    pub fn names() -> impl Iterator<Item = &'static str> {
        table::ENTRIES.iter().map(|entry| entry.name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    pub(super) fn effect(self) -> &'static Effect {
        &self.0.effect
    }
}

impl PartialEq for Fault {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Fault {}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fault({})", self.0.name)
    }
}

/// A fault that waits for its call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The call it strikes.
    pub call: Call,
    /// What happens.
    pub fault: Fault,
    /// How often it still strikes; without a number until the next reset.
    pub times: Option<u32>,
}

impl Planned {
    /// Reads `exchange:timeout:2`, `exchange:timeout` or `insufficient-developer-role`; without a
    /// call the fault strikes where it is at home in life.
    pub fn parse(text: &str) -> Result<Self, SandboxError> {
        let parts: Vec<&str> = text.split(':').collect();
        let is_count = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (call, fault, times) = match parts.as_slice() {
            [fault] => (None, *fault, None),
            [fault, times] if is_count(times) => (None, *fault, Some(*times)),
            [call, fault] => (Some(*call), *fault, None),
            [call, fault, times] => (Some(*call), *fault, Some(*times)),
            _ => {
                return Err(SandboxError::Fault(format!(
                    "{text:?} is not CALL:FAULT:TIMES"
                )));
            }
        };
        let times = times.map(parse_times).transpose()?;
        Self::from_fields(call, fault, times)
    }

    /// The same from the fields of the control interface.
    pub(super) fn from_fields(
        call: Option<&str>,
        fault: &str,
        times: Option<u32>,
    ) -> Result<Self, SandboxError> {
        let fault = Fault::named(fault)?;
        let call = match call {
            Some(name) => Call::named(name).ok_or_else(|| unknown_call(name))?,
            None => fault.0.home,
        };
        Ok(Self { call, fault, times })
    }
}

fn parse_times(text: &str) -> Result<u32, SandboxError> {
    text.parse()
        .map_err(|_| SandboxError::Fault(format!("{text:?} is not a number of times")))
}

fn unknown_call(name: &str) -> SandboxError {
    let names = Call::ALL.map(Call::name).join(", ");
    SandboxError::Fault(format!("unknown call {name:?}; known: {names}"))
}

/// The faults in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Faults(Vec<Planned>);

impl Faults {
    pub(super) fn new(planned: Vec<Planned>) -> Self {
        let mut faults = Self::default();
        for planned in planned {
            faults.add(planned);
        }
        faults
    }

    /// Adds one behind those that are there; no times at all is no fault.
    pub(super) fn add(&mut self, planned: Planned) {
        if planned.times != Some(0) {
            self.0.push(planned);
        }
    }

    /// The fault that strikes this call now; one with a number of times wears off by this.
    pub(super) fn strike(&mut self, call: Call) -> Option<Fault> {
        let place = self.0.iter().position(|planned| planned.call == call)?;
        let planned = self.0.get_mut(place)?;
        let fault = planned.fault;
        if let Some(times) = &mut planned.times {
            *times -= 1;
            if *times == 0 {
                self.0.remove(place);
            }
        }
        Some(fault)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Planned> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests;
