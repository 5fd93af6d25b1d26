//! Randomness from the operating system.

use zeroize::Zeroizing;

use crate::secret::Secret;

/// The operating system gives no random bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no random bytes from the operating system")]
pub struct NoEntropy;

const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A text of letters and digits that is at least this many bits hard to guess.
pub fn letters_and_digits(bits: usize) -> Result<Secret, NoEntropy> {
    // One of 62 characters is worth 5.954 bits.
    let length = bits.saturating_mul(1000).div_ceil(5954);
    let mut text = Zeroizing::new(String::with_capacity(length));
    let mut pool = Zeroizing::new([0_u8; 64]);
    while text.len() < length {
        getrandom::fill(&mut *pool).map_err(|_| NoEntropy)?;
        let fair = pool.iter().filter_map(|byte| character(*byte));
        let missing = length - text.len();
        text.extend(fair.take(missing));
    }
    Ok(Secret::new(std::mem::take(&mut *text)))
}

/// The character for a byte; the last 8 bytes have none, for they would favour the first 8.
fn character(byte: u8) -> Option<char> {
    if byte >= 248 {
        return None;
    }
    ALPHABET
        .get(usize::from(byte) % ALPHABET.len())
        .map(|byte| char::from(*byte))
}

#[cfg(test)]
mod tests;
