//! Reads Rust sources well enough to say which names they use.
//!
//! No parser: comments, texts and test-only items are taken out, and what is left is looked
//! through for paths. Start with [`Source::named`] and [`paths`].

use std::collections::BTreeSet;
use std::path::Path;

/// One file below `src` or `tests`.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// With slashes, from the package's directory.
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Source {
    /// The names of the modules above this file's items: `src/a/b.rs` is `["a", "b"]`.
    pub(crate) fn module(&self) -> Vec<&str> {
        let path = self.name.strip_prefix("src/").unwrap_or(&self.name);
        let path = path.strip_suffix(".rs").unwrap_or(path);
        if matches!(path, "lib" | "main") {
            return Vec::new();
        }
        path.split('/').collect()
    }

    /// Every path that its code names, `super` resolved to `crate`.
    pub(crate) fn named(&self) -> Vec<Vec<String>> {
        let module = self.module();
        let code = without_tests(&code(&self.text));
        paths(&code)
            .into_iter()
            .map(|path| absolute(path, &module))
            .collect()
    }
}

fn absolute(path: Vec<String>, module: &[&str]) -> Vec<String> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    if ups == 0 && path.first().is_none_or(|part| part != "self") {
        return path;
    }
    let kept = module.len().saturating_sub(ups);
    let rest = path
        .iter()
        .skip(ups)
        .filter(|part| *part != "self")
        .cloned();
    std::iter::once("crate".to_owned())
        .chain(module.iter().take(kept).map(|part| (*part).to_owned()))
        .chain(rest)
        .collect()
}

/// All Rust files below a directory of the package.
pub(crate) fn below(dir: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut waiting = vec![root.join(dir)];
    while let Some(dir) = waiting.pop() {
        for entry in std::fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                let text = std::fs::read_to_string(&path).unwrap();
                found.push(Source { name, text });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Whether a file holds tests or what only tests use, told by its name or by its declaration.
pub(crate) fn is_test(source: &Source, all: &[Source]) -> bool {
    if source.name.starts_with("tests/") || source.name.ends_with("/tests.rs") {
        return true;
    }
    let module = source.module();
    (1..=module.len()).any(|length| {
        let (above, name) = (
            module.get(..length - 1).unwrap(),
            module.get(length - 1).unwrap(),
        );
        *name == "tests"
            || all
                .iter()
                .filter(|other| other.module() == above)
                .any(|parent| test_modules(&parent.text).contains(*name))
    })
}

/// The modules that a file declares for tests only.
fn test_modules(text: &str) -> BTreeSet<String> {
    let tokens = tokens(&code(text));
    let mut found = BTreeSet::new();
    for (index, _) in tokens.iter().enumerate().filter(|(_, token)| *token == "#") {
        let Some(end) = test_attribute(&tokens, index) else {
            continue;
        };
        let mut rest = tokens.iter().skip(end).skip_while(|token| *token != "mod");
        if let (Some(_), Some(name)) = (rest.next(), rest.next()) {
            found.insert(name.clone());
        }
    }
    found
}

/// Where an attribute ends that says `cfg(test)`, alone or in a list.
fn test_attribute(tokens: &[String], start: usize) -> Option<usize> {
    let is = |offset: usize, text: &str| tokens.get(start + offset).is_some_and(|t| t == text);
    if !(is(0, "#") && is(1, "[") && is(2, "cfg")) {
        return None;
    }
    let length = tokens.iter().skip(start).position(|token| token == "]")?;
    let attribute = tokens.get(start..start + length)?;
    let tests = attribute.iter().any(|token| token == "test");
    let negated = attribute.iter().any(|token| token == "not");
    (tests && !negated).then_some(start + length + 1)
}

/// The code without items that only tests have.
fn without_tests(code: &str) -> Vec<String> {
    let tokens = tokens(code);
    let mut kept = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        if let Some(mut end) = test_attribute(&tokens, index) {
            let mut depth = 0_usize;
            while let Some(token) = tokens.get(end) {
                end += 1;
                match token.as_str() {
                    "{" => depth += 1,
                    "}" => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            break;
                        }
                    }
                    ";" if depth == 0 => break,
                    _ => {}
                }
            }
            index = end;
        } else {
            kept.push(token.clone());
            index += 1;
        }
    }
    kept
}

/// The text without comments, and with every text and character left empty.
pub(crate) fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let mut out = String::new();
    let mut index = 0;
    while index < chars.len() {
        let (here, next) = (at(index), at(index + 1));
        let word_before = index > 0 && is_word(at(index - 1));
        if here == '/' && next == '/' {
            while index < chars.len() && at(index) != '\n' {
                index += 1;
            }
        } else if here == '/' && next == '*' {
            let mut depth = 0_usize;
            loop {
                match (at(index), at(index + 1)) {
                    ('/', '*') => (depth, index) = (depth + 1, index + 2),
                    ('*', '/') => (depth, index) = (depth - 1, index + 2),
                    _ => index += 1,
                }
                if depth == 0 || index >= chars.len() {
                    break;
                }
            }
        } else if here == 'r' && !word_before && matches!(next, '"' | '#') {
            let hashes = (index + 1..).take_while(|place| at(*place) == '#').count();
            if at(index + 1 + hashes) == '"' {
                index += hashes + 2;
                let closed = |place: usize| (1..=hashes).all(|more| at(place + more) == '#');
                while index < chars.len() && !(at(index) == '"' && closed(index)) {
                    index += 1;
                }
                index += hashes + 1;
                out.push_str("\"\"");
            } else {
                out.push(here);
                index += 1;
            }
        } else if here == '"' {
            index += 1;
            while index < chars.len() && at(index) != '"' {
                index += if at(index) == '\\' { 2 } else { 1 };
            }
            index += 1;
            out.push_str("\"\"");
        } else if here == '\'' && (next == '\\' || at(index + 2) == '\'') {
            index += if next == '\\' { 3 } else { 2 };
            while index < chars.len() && at(index) != '\'' {
                index += 1;
            }
            index += 1;
            out.push_str("' '");
        } else {
            out.push(here);
            index += 1;
        }
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Words, `::` and single signs.
fn tokens(code: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if is_word(c) {
            let mut word = c.to_string();
            while let Some(more) = chars.next_if(|c| is_word(*c)) {
                word.push(more);
            }
            found.push(word);
        } else if c == ':' && chars.next_if_eq(&':').is_some() {
            found.push("::".to_owned());
        } else if !c.is_whitespace() {
            found.push(c.to_string());
        }
    }
    found
}

/// Every path of two parts or more, and every `use` of a single name; trees are unfolded.
fn paths(tokens: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let follows_path = index > 0 && tokens.get(index - 1).is_some_and(|t| t == "::");
        let used = index > 0 && tokens.get(index - 1).is_some_and(|t| t == "use");
        let leads = tokens.get(index + 1).is_some_and(|next| next == "::");
        let is_name = token
            .chars()
            .next()
            .is_some_and(|c| is_word(c) && !c.is_numeric());
        if is_name && !follows_path && (leads || used) {
            index = tree(tokens, index, &[], &mut found);
        } else {
            index += 1;
        }
    }
    found
}

/// Unfolds one path, which may end in a list of paths; answers where it ends.
fn tree(tokens: &[String], start: usize, above: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = above.to_vec();
    let mut index = start;
    while let Some(token) = tokens.get(index) {
        if token == "{" {
            index += 1;
            while let Some(token) = tokens.get(index) {
                match token.as_str() {
                    "}" => return index + 1,
                    "," => index += 1,
                    "as" => index += 2,
                    _ => index = tree(tokens, index, &path, found).max(index + 1),
                }
            }
            return index;
        }
        if !token.chars().all(is_word) && token != "*" {
            break;
        }
        path.push(token.clone());
        index += 1;
        let Some("::") = tokens.get(index).map(String::as_str) else {
            break;
        };
        index += 1;
    }
    found.push(path);
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        let source = Source {
            name: "src/a/b.rs".to_owned(),
            text: text.to_owned(),
        };
        source.named().iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn trees_are_unfolded_and_super_is_resolved() {
        assert_eq!(
            named(
                "use crate::{c, d::{e, f as g}};\nuse super::super::h::i;\nuse super::j;\nuse k;"
            ),
            [
                "crate::c",
                "crate::d::e",
                "crate::d::f",
                "crate::h::i",
                "crate::a::j",
                "k"
            ]
        );
    }

    #[test]
    fn comments_texts_and_tests_are_left_out() {
        let text = "// a::b\n/* a::c /* a::d */ */ \"a::e\" r#\"a::f \" \"# '\"' 'x' &'a str \
                    #[cfg(test)] mod tests { fn f() { g::h() } } #[cfg(test)] use i::j; k::l()";
        assert_eq!(named(text), ["k::l"]);
    }

    #[test]
    fn a_module_for_tests_is_known_by_its_declaration() {
        let file = |name: &str, text: &str| Source {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let all = [
            file(
                "src/a.rs",
                "mod c;\n#[cfg(test)]\npub(crate) mod samples;\n",
            ),
            file("src/a/samples.rs", ""),
            file("src/a/samples/more.rs", ""),
            file("src/a/c.rs", "#[cfg(not(test))] mod d;"),
            file("src/a/c/d.rs", ""),
            file("src/a/c/tests/e.rs", ""),
        ];
        let tests = all.iter().filter(|source| is_test(source, &all));
        let names: Vec<&str> = tests.map(|source| source.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "src/a/samples.rs",
                "src/a/samples/more.rs",
                "src/a/c/tests/e.rs"
            ]
        );
    }
}
