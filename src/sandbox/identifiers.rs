//! Random ids, secrets, codes and tokens in the forms the real provider uses.
//!
//! Randomness is handed in, so that the model stays a pure function of what it is given.

use std::fmt::Write as _;

const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Fills the bytes, or says that it could not.
type Source = dyn FnMut(&mut [u8]) -> bool + Send;

/// A source of random bytes that remembers whether it ever failed.
///
/// A failure is looked at once, by whoever commits the change, instead of at every drawn digit.
pub(super) struct Dice {
    source: Box<Source>,
    failed: bool,
}

impl Dice {
    /// The machine's own randomness.
    pub(super) fn system() -> Self {
        Self {
            source: Box::new(|bytes| getrandom::fill(bytes).is_ok()),
            failed: false,
        }
    }

    /// Counted bytes, for rehearsals and tests.
    pub(super) fn counting(mut next: u64) -> Self {
        let source = move |bytes: &mut [u8]| {
            for byte in bytes.iter_mut() {
                next = next
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040);
                *byte = next.to_be_bytes()[1];
            }
            true
        };
        Self {
            source: Box::new(source),
            failed: false,
        }
    }

    /// A source that gives nothing, for tests.
    #[cfg(test)]
    pub(super) fn broken() -> Self {
        Self {
            source: Box::new(|_| false),
            failed: false,
        }
    }

    /// Whether any draw so far failed; what was drawn is then worthless.
    pub(super) fn failed(&self) -> bool {
        self.failed
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        if !(self.source)(&mut bytes) {
            self.failed = true;
        }
        bytes
    }

    fn digits(&mut self, count: usize) -> String {
        self.bytes(count)
            .iter()
            .map(|byte| char::from(b'0' + byte % 10))
            .collect()
    }

    fn hex(&mut self, bytes: usize) -> String {
        self.bytes(bytes)
            .iter()
            .fold(String::new(), |mut text, byte| {
                // Writing to a String cannot fail.
                let _ = write!(text, "{byte:02x}");
                text
            })
    }

    fn url_safe(&mut self, count: usize) -> String {
        self.bytes(count)
            .iter()
            .filter_map(|byte| {
                URL_SAFE
                    .get(usize::from(byte & 63))
                    .copied()
                    .map(char::from)
            })
            .collect()
    }

    /// A Meta app ID: 16 digits.
    pub(super) fn meta_app_id(&mut self) -> String {
        format!("1{}", self.digits(15))
    }

    /// An Instagram app ID: 15 digits, never the same as a Meta app ID.
    pub(super) fn app_id(&mut self) -> String {
        format!("9{}", self.digits(14))
    }

    /// An app secret: 32 hexadecimal characters.
    pub(super) fn secret(&mut self) -> String {
        self.hex(16)
    }

    /// A professional account's id: 17 digits from 17841.
    pub(super) fn professional_id(&mut self) -> String {
        format!("17841{}", self.digits(12))
    }

    /// An account's id as one app sees it: 17 digits, above 2^53 as JSON numbers go.
    pub(super) fn app_scoped_id(&mut self) -> String {
        format!("2{}", self.digits(16))
    }

    /// An authorization code, with the `-` and `_` that careless parsers trip over.
    pub(super) fn code(&mut self) -> String {
        format!(
            "AQ{}-{}_{}",
            self.url_safe(98),
            self.url_safe(50),
            self.url_safe(48)
        )
    }

    /// An access token with the prefix of its kind.
    pub(super) fn token(&mut self, prefix: &str) -> String {
        format!("{prefix}{}ZD", self.url_safe(154))
    }

    /// A one-time value for a form.
    pub(super) fn nonce(&mut self) -> String {
        self.hex(16)
    }

    /// A trace id such as the graph host puts into its errors.
    pub(super) fn trace(&mut self) -> String {
        format!("A{}", self.url_safe(22))
    }
}

#[cfg(test)]
mod tests;
