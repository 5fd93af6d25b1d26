//! What the encoding of mails (quoted-printable) does to an address.

/// The text as it was before a mail program encoded it; nothing when it is no such text.
///
/// There every `=` is the start of `=3D` or the like, or stands at the end of a line to say that the
/// line goes on. An answer that was not encoded has an `=` before each of its values.
pub(super) fn decoded(text: &str) -> Option<String> {
    if !text.contains("=3D") || !is_encoded(text, "code=") || !is_encoded(text, "state=") {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('=');
    out.push_str(parts.next()?);
    for part in parts {
        // The end of a line, or what is left of it in a box of one line.
        let goes_on = part.strip_prefix("\r\n").or_else(|| {
            let blank = |c| matches!(c, '\n' | '\r' | ' ');
            part.strip_prefix(blank)
        });
        if let Some(rest) = goes_on {
            out.push_str(rest);
            continue;
        }
        let byte = u8::from_str_radix(part.get(..2)?, 16).ok()?;
        let upper = !part.get(..2)?.contains(|c: char| c.is_ascii_lowercase());
        (byte.is_ascii() && upper).then_some(())?;
        out.push(char::from(byte));
        out.push_str(part.get(2..)?);
    }
    Some(out)
}

/// Whether a parameter's sign is encoded wherever it stands: a value may begin with `3D` too.
fn is_encoded(text: &str, name: &str) -> bool {
    let mut behind = text.split(name).skip(1);
    behind.all(|rest| rest.starts_with("3D") || rest.starts_with(['\n', '\r', ' ']))
}
