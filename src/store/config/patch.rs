//! Changes to the text itself, at the places where the parsed document says that things stand.
//!
//! A value is replaced where it stands, a new key goes behind the last key of its table, a removed
//! key takes its line with it. Every other byte stays: comments, blanks, line ends, unknown keys.

use std::fmt::Write as _;
use std::ops::Range;

use toml_edit::{Item, Table};
use zeroize::Zeroizing;

use super::super::fields::quoted;
use super::plan::{Keys, ProfileChange};

/// Replacements in one text, none of which overlap.
pub(super) struct Patches<'a> {
    text: &'a str,
    line_end: &'static str,
    list: Vec<(Range<usize>, Zeroizing<String>)>,
}

/// Whether the table and the tables below it are written with headers of their own, so that lines
/// can be patched.
pub(super) fn is_plain(table: &Table) -> bool {
    !table.is_dotted()
        && table.iter().all(|(_, item)| match item {
            Item::Table(table) => is_plain(table),
            Item::Value(_) | Item::ArrayOfTables(_) | Item::None => true,
        })
        && ["token", "pending_token"].iter().all(|key| {
            !matches!(
                table.get(key),
                Some(Item::Value(_) | Item::ArrayOfTables(_))
            )
        })
}

/// Where a key of the file itself goes when there is none yet: above the first table, and above the
/// comment that belongs to it.
pub(super) fn top_of_file(root: &Table, text: &str) -> usize {
    let Some(first) = first_header(root) else {
        return text.len();
    };
    let mut at = line_start(text, first);
    while at > 0 {
        let above = line_start(text, at - 1);
        if !text
            .get(above..at)
            .is_some_and(|line| line.trim_start().starts_with('#'))
        {
            break;
        }
        at = above;
    }
    at
}

impl<'a> Patches<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Self {
            text,
            line_end,
            list: Vec::new(),
        }
    }

    /// The text with every patch applied.
    pub(super) fn apply(mut self) -> Zeroizing<String> {
        // Stable: what goes to the same place keeps its order.
        self.list.sort_by_key(|(range, _)| range.start);
        let added: usize = self.list.iter().map(|(_, new)| new.len()).sum();
        let mut out = Zeroizing::new(String::with_capacity(self.text.len() + added));
        let mut done = 0;
        for (range, new) in &self.list {
            let start = range.start.max(done);
            out.push_str(self.text.get(done..start).unwrap_or_default());
            out.push_str(new);
            done = range.end.max(done);
        }
        out.push_str(self.text.get(done..).unwrap_or_default());
        out
    }

    /// Sets and removes keys of a table; new ones go behind its last key, else to `otherwise`.
    pub(super) fn keys(&mut self, table: &Table, keys: &Keys<'_>, otherwise: usize) {
        let mut lines = Zeroizing::new(String::new());
        for (key, value) in keys {
            match (value, table.get_key_value(key)) {
                (Some(new), None | Some((_, Item::None))) => {
                    let _ = write!(lines, "{key} = {}{}", *new.repr(), self.line_end);
                }
                (Some(new), Some((_, item))) => {
                    if let Some(span) = item.span().filter(|_| !new.is(item)) {
                        self.list.push((span, new.repr()));
                    }
                }
                (None, Some((_, item))) => {
                    for range in self.lines_of(table, key, item) {
                        self.list.push((range, Zeroizing::default()));
                    }
                }
                (None, None) => {}
            }
        }
        if lines.is_empty() {
            return;
        }
        let at = last_key(table).map_or(otherwise, |end| self.line_end_after(end));
        // A line of its own between the file's own keys and the first table.
        let needs_blank = table.span().is_some_and(|span| span.is_empty())
            && last_key(table).is_none()
            && at < self.text.len();
        if needs_blank {
            lines.push_str(self.line_end);
        }
        self.insert(at, lines);
    }

    /// The edits of a profile that has a table, or at least tables below it.
    pub(super) fn profile(&mut self, table: &Table, change: &ProfileChange<'_>) {
        let end = self.end_of(table);
        match header(table) {
            Some(header) => {
                self.keys(table, &change.keys, self.line_end_after(header.end));
            }
            None if change.keys.iter().any(|(_, value)| value.is_some())
                || !change.leaves_some(table) =>
            {
                self.block(end, &[change.name], &change.keys);
            }
            None => {}
        }
        for (name, keys) in &change.tables {
            match (table.get(name), keys) {
                (Some(Item::Table(old)), None) => self.remove(old),
                (Some(Item::Table(old)), Some(keys)) => match header(old) {
                    Some(header) => self.keys(old, keys, self.line_end_after(header.end)),
                    None => self.block(end, &[change.name, name], keys),
                },
                (_, Some(keys)) => self.block(end, &[change.name, name], keys),
                (_, None) => {}
            }
        }
    }

    /// A profile that the file does not know, behind the last one.
    pub(super) fn new_profile(&mut self, profiles: Option<&Table>, change: &ProfileChange<'_>) {
        let end = profiles.map_or(self.text.len(), |profiles| self.end_of(profiles));
        self.block(end, &[change.name], &change.keys);
        for (name, keys) in &change.tables {
            if let Some(keys) = keys {
                self.block(end, &[change.name, name], keys);
            }
        }
    }

    /// Gives the profile another name, in every header below it too.
    pub(super) fn rename(&mut self, table: &Table, to: &str) {
        let mut headers = Vec::new();
        collect_headers(table, &mut headers);
        for span in headers {
            let header = self.text.get(span.clone()).unwrap_or_default();
            if let Some(name) = second_name(header) {
                let range = span.start + name.start..span.start + name.end;
                self.list.push((range, Zeroizing::new(bare(to))));
            }
        }
    }

    /// Removes the table with everything below it, and the blank line above it.
    pub(super) fn remove(&mut self, table: &Table) {
        let mut headers = Vec::new();
        collect_headers(table, &mut headers);
        for span in headers {
            let mut range = line_start(self.text, span.start)..self.line_end_after(span.end);
            let above = line_start(self.text, range.start.saturating_sub(1));
            if self
                .text
                .get(above..range.start)
                .is_some_and(|line| !line.is_empty() && line.trim().is_empty())
            {
                range.start = above;
            }
            self.list.push((range, Zeroizing::default()));
        }
        for range in self.all_lines(table) {
            self.list.push((range, Zeroizing::default()));
        }
    }

    /// A new table with its header, set off by a blank line.
    fn block(&mut self, at: usize, path: &[&str], keys: &Keys<'_>) {
        let end = self.line_end;
        let names: Vec<String> = path.iter().map(|name| bare(name)).collect();
        let blank = if at == 0 { "" } else { end };
        let mut text = Zeroizing::new(format!("{blank}[profiles.{}]{end}", names.join(".")));
        for (key, value) in keys {
            if let Some(new) = value {
                let _ = write!(text, "{key} = {}{end}", *new.repr());
            }
        }
        self.insert(at, text);
    }

    fn insert(&mut self, at: usize, mut text: Zeroizing<String>) {
        let first = !self
            .list
            .iter()
            .any(|(range, _)| range.is_empty() && range.start == at);
        let cut_off = at > 0 && !self.text.get(..at).is_some_and(|t| t.ends_with('\n'));
        if first && cut_off {
            text.insert_str(0, self.line_end);
        }
        self.list.push((at..at, text));
    }

    /// The whole lines of one key of a table.
    fn lines_of(&self, table: &Table, key: &str, item: &Item) -> Vec<Range<usize>> {
        match item {
            Item::Value(value) => {
                let start = table.key(key).and_then(toml_edit::Key::span);
                match (start, value.span()) {
                    (Some(start), Some(end)) => {
                        let start = line_start(self.text, start.start);
                        let line = start..self.line_end_after(end.end);
                        std::iter::once(line).collect()
                    }
                    _ => Vec::new(),
                }
            }
            Item::Table(table) => self.all_lines(table),
            Item::ArrayOfTables(tables) => tables.iter().flat_map(|t| self.all_lines(t)).collect(),
            Item::None => Vec::new(),
        }
    }

    fn all_lines(&self, table: &Table) -> Vec<Range<usize>> {
        table
            .iter()
            .flat_map(|(key, item)| self.lines_of(table, key, item))
            .collect()
    }

    /// Where something new goes that comes behind all of a table.
    fn end_of(&self, table: &Table) -> usize {
        last_of(table).map_or(self.text.len(), |end| {
            self.below_comment(self.line_end_after(end))
        })
    }

    /// Behind the comment that begins at this line: it belongs to what is directly above it, unless
    /// a header is directly below it.
    fn below_comment(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            let below = self.line_end_after(end);
            let line = self.text.get(end..below).unwrap_or_default().trim_start();
            if line.starts_with('[') {
                return at;
            }
            if !line.starts_with('#') {
                return end;
            }
            end = below;
        }
    }

    /// The first byte behind the line that holds the byte before `at`.
    fn line_end_after(&self, at: usize) -> usize {
        self.text
            .get(at..)
            .and_then(|rest| rest.find('\n'))
            .map_or(self.text.len(), |offset| at + offset + 1)
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1)
}

/// The place of a table's own header; `None` when only tables below it have one.
fn header(table: &Table) -> Option<Range<usize>> {
    table
        .span()
        .filter(|span| !span.is_empty() && !table.is_implicit())
}

fn collect_headers(table: &Table, out: &mut Vec<Range<usize>>) {
    out.extend(header(table));
    for (_, item) in table {
        match item {
            Item::Table(table) => collect_headers(table, out),
            Item::ArrayOfTables(tables) => {
                tables.iter().for_each(|table| collect_headers(table, out));
            }
            Item::Value(_) | Item::None => {}
        }
    }
}

fn first_header(root: &Table) -> Option<usize> {
    let mut headers = Vec::new();
    collect_headers(root, &mut headers);
    headers.iter().map(|span| span.start).min()
}

/// Where the last key that stands below the table's own header ends.
fn last_key(table: &Table) -> Option<usize> {
    table
        .iter()
        .filter_map(|(_, item)| match item {
            Item::Value(value) => value.span().map(|span| span.end),
            Item::Table(table) if table.is_dotted() => last_key(table),
            Item::Table(_) | Item::ArrayOfTables(_) | Item::None => None,
        })
        .max()
}

/// Where the last thing that belongs to the table ends, tables below it included.
fn last_of(table: &Table) -> Option<usize> {
    let mut ends: Vec<usize> = header(table).map(|span| span.end).into_iter().collect();
    for (_, item) in table {
        match item {
            Item::Value(value) => ends.extend(value.span().map(|span| span.end)),
            Item::Table(table) => ends.extend(last_of(table)),
            Item::ArrayOfTables(tables) => ends.extend(tables.iter().filter_map(last_of)),
            Item::None => {}
        }
    }
    ends.into_iter().max()
}

/// The place of the second name in a header such as `[profiles."a.b".token]`.
fn second_name(header: &str) -> Option<Range<usize>> {
    let mut quote = None;
    let mut escaped = false;
    let mut start = None;
    let mut end = None;
    let mut dots = 0;
    for (at, c) in header.char_indices() {
        match (quote, c) {
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(open), _) if c == open && !escaped => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '.') => {
                dots += 1;
                if dots == 2 {
                    break;
                }
                continue;
            }
            (None, ']') => break,
            (None, c) if c.is_whitespace() => continue,
            (Some(_) | None, _) => {}
        }
        escaped = false;
        if dots == 1 {
            start.get_or_insert(at);
            end = Some(at + c.len_utf8());
        }
    }
    Some(start?..end?)
}

/// A name as a key: bare where TOML allows it.
fn bare(name: &str) -> String {
    let plain = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    if plain { name.to_owned() } else { quoted(name) }
}

#[cfg(test)]
mod tests;
