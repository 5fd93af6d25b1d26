//! Percent-encoding, exact to the byte in both directions.

/// What a `+` stands for when a value is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plus {
    /// Itself.
    Literal,
    /// A space, as in forms.
    Space,
}

/// Appends the text with everything but RFC 3986's unreserved characters encoded.
pub(super) fn encode_into(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from(
                    HEX.get(usize::from(nibble)).copied().unwrap_or(b'0'),
                ));
            }
        }
    }
}

/// The text with its escapes decoded once; what is no escape stays as it is.
pub(super) fn decode(text: &str, plus: Plus) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if let Some((decoded, after)) = escape(byte, after) {
            out.push(decoded);
            rest = after;
            continue;
        }
        out.push(if byte == b'+' && plus == Plus::Space {
            b' '
        } else {
            byte
        });
        rest = after;
    }
    match String::from_utf8(out) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

/// The text decoded as often as it was encoded, at most three times.
pub(super) fn decode_fully(text: &str) -> String {
    let mut out = decode(text, Plus::Literal);
    for _ in 0..2 {
        if !out.contains('%') {
            break;
        }
        out = decode(&out, Plus::Literal);
    }
    out
}

fn escape(byte: u8, after: &[u8]) -> Option<(u8, &[u8])> {
    if byte != b'%' {
        return None;
    }
    let (&[high, low], rest) = after.split_first_chunk::<2>()?;
    let digit = |b: u8| {
        char::from(b)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    Some((digit(high)? << 4 | digit(low)?, rest))
}

#[cfg(test)]
mod tests;
