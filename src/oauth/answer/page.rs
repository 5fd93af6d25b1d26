//! The readable text of an HTML page.

/// The text between the tags, entities decoded, white space as single spaces.
///
/// Scripts, styles and comments are left out. It reads forward only, so it takes linear time.
pub(super) fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, from_tag)) = rest.split_once('<') {
        push_text(&mut out, before);
        if let Some(comment) = from_tag.strip_prefix("!--") {
            rest = after(comment, "-->");
        } else if !from_tag.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            push_text(&mut out, "<");
            rest = from_tag;
            continue;
        } else {
            let (tag, inner) = from_tag.split_once('>').unwrap_or((from_tag, ""));
            let name = tag
                .split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap_or_default();
            rest = match name.to_ascii_lowercase().as_str() {
                "script" => after_closing(inner, "</script", "</SCRIPT"),
                "style" => after_closing(inner, "</style", "</STYLE"),
                _ => inner,
            };
        }
        out.push(' ');
    }
    push_text(&mut out, rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or("", |(_, rest)| rest)
}

fn after_closing<'a>(text: &'a str, lower: &str, upper: &str) -> &'a str {
    let rest = text.split_once(lower).or_else(|| text.split_once(upper));
    rest.map_or("", |(_, rest)| after(rest, ">"))
}

/// Appends text with its entities decoded; an entity that is not known stays as it is.
fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, from_entity)) = rest.split_once('&') {
        out.push_str(before);
        rest = from_entity;
        // The longest that matters is `&#x10FFFF;`, so a far semicolon is not looked for.
        let name: String = from_entity
            .chars()
            .take(8)
            .take_while(|&c| c != ';')
            .collect();
        let decoded = from_entity
            .strip_prefix(name.as_str())
            .and_then(|r| r.strip_prefix(';'));
        if let (Some(c), Some(after)) = (entity(&name), decoded) {
            out.push(c);
            rest = after;
        } else {
            out.push('&');
        }
    }
    out.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "rsquo" => Some('’'),
        "bull" => Some('•'),
        _ => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            number.ok().and_then(char::from_u32)
        }
    }
}
