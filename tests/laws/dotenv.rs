//! Setting a variable of a dotenv file changes its values, and not one byte beside them.
//!
//! The first byte is the length of the value that follows; the rest is the file.

use igtoken::store::deliver::dotenv::{assign, is_key};

const KEY: &str = "INSTAGRAM_ACCESS_TOKEN";
/// Stands nowhere else, so that what is around it can be told.
const MARK: &str = "m4rkm4rkm4rk";

fn set(old: &[u8], value: &str) -> Vec<u8> {
    assign(old, KEY, value).unwrap().to_vec()
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

/// The text cut at every mark.
fn pieces(text: &[u8]) -> Vec<&[u8]> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(at) = find(rest, MARK.as_bytes()) {
        found.push(&rest[..at]);
        rest = &rest[at + MARK.len()..];
    }
    found.push(rest);
    found
}

/// The variable that a line sets, read as simply as can be. A shell takes neither a vertical tab
/// nor a blank of another script for one.
fn variable(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line).ok()?;
    let (name, _) = line.split_once('=')?;
    let name = name.trim_ascii();
    let name = name.strip_prefix("export ").unwrap_or(name).trim_ascii();
    is_key(name).then_some(name)
}

/// What a shell or a common reader makes of a value; the text behind the sign up to the line's end.
fn read_back(text: &str) -> String {
    if let Some(rest) = text.strip_prefix('\'') {
        return rest.split('\'').next().unwrap().to_owned();
    }
    let Some(rest) = text.strip_prefix('"') else {
        let bare = text.split(" #").next().unwrap();
        return bare.split("\t#").next().unwrap().trim_end().to_owned();
    };
    let (mut out, mut rest) = (String::new(), rest.chars());
    while let Some(c) = rest.next().filter(|c| *c != '"') {
        match c {
            '\\' => out.extend(rest.next()),
            c => out.push(c),
        }
    }
    out
}

pub(super) fn hold(data: &[u8]) {
    let Some((length, rest)) = data.split_first() else {
        return;
    };
    let (value, old) = rest.split_at(usize::from(*length).min(rest.len()));
    let value = String::from_utf8_lossy(value);
    if find(old, MARK.as_bytes()).is_some() {
        return;
    }
    let marked = set(old, MARK);
    let pieces = pieces(&marked);
    assert!(pieces.len() > 1, "the value is not there");

    // What is around the values is what was around the old ones.
    let added = find(old, KEY.as_bytes()).is_none();
    if added {
        assert_eq!(pieces.len(), 2);
        assert!(marked.starts_with(old));
        let new = String::from_utf8_lossy(&marked[old.len()..]).into_owned();
        assert_eq!(new.trim(), format!("{KEY}={MARK}"));
    } else if !marked.starts_with(old) {
        let mut rest = old;
        for (index, piece) in pieces.iter().enumerate() {
            let last = index + 1 == pieces.len();
            let at = match index {
                0 => rest.starts_with(piece).then_some(0),
                _ if last => rest
                    .len()
                    .checked_sub(piece.len())
                    .filter(|at| rest[*at..] == **piece),
                _ => find(rest, piece),
            };
            let at = at.unwrap_or_else(|| panic!("{:?} is gone", String::from_utf8_lossy(piece)));
            // Below the first line of what was replaced nothing else was set.
            let mut gone = rest[..at].split(|byte| *byte == b'\n');
            gone.next();
            for line in gone {
                assert_eq!(variable(line), None, "a neighbour is gone");
            }
            rest = &rest[at + piece.len()..];
        }
    }
    assert_eq!(set(&marked, MARK), marked, "a second time");

    let Some(new) = assign(old, KEY, &value) else {
        assert!(value.contains(char::is_control), "{value:?}");
        return;
    };
    assert!(!value.contains(char::is_control), "{value:?}");
    assert_eq!(*assign(&new, KEY, &value).unwrap(), *new, "a second time");
    assert_eq!(set(&new, MARK), marked, "the values stand elsewhere now");
    for piece in &pieces[..pieces.len() - 1] {
        assert!(
            new.windows(piece.len().max(1))
                .any(|window| window == *piece)
                || piece.is_empty()
        );
    }
    let start = pieces[0].len();
    let line = new[start..].split(|byte| *byte == b'\n').next().unwrap();
    let line = String::from_utf8_lossy(line).into_owned();
    assert_eq!(read_back(&line), value, "{line:?}");
}
