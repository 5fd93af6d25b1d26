//! `man`: the manual pages, from the same parser and tables as the help.

use std::fmt::Write as _;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::ExitCode;

use clap::Command;
use clap_mangen::Man as Page;

use super::super::args::Man;
use super::super::args::help::{self, Example};
use super::super::report::Failure;
use super::super::{exit_code, io as out};
use crate::store::atomic;

const NAME: &str = "igtoken";

/// Runs `man`.
pub(in super::super) fn run(options: &Man) -> Result<ExitCode, Failure> {
    let mut root = help::command();
    root.build();
    let mut pages = Vec::new();
    collect(&root, "", &mut pages)?;
    match &options.dir {
        Some(dir) => pages
            .iter()
            .try_for_each(|(name, page)| write(dir, name, page))?,
        None => {
            if let Some((_, page)) = pages.first() {
                out::say(page.trim_end());
            }
        }
    }
    Ok(exit_code::DONE.into())
}

/// The page of a command and those of the commands below it: name and text.
fn collect(command: &Command, path: &str, pages: &mut Vec<(String, String)>) -> io::Result<()> {
    let name = if path.is_empty() {
        NAME.to_owned()
    } else {
        format!("{NAME}-{}", path.replace(' ', "-"))
    };
    pages.push((name.clone(), page(command, &name, path)?));
    for below in command.get_subcommands() {
        if below.is_hide_set() || below.get_name() == "help" {
            continue;
        }
        let path = format!("{path} {}", below.get_name());
        collect(below, path.trim_start(), pages)?;
    }
    Ok(())
}

fn page(command: &Command, name: &str, path: &str) -> io::Result<String> {
    // The page's name; the synopsis keeps the words as they are typed.
    let named = command.clone().display_name(name.to_owned());
    let man = Page::new(named);
    let mut bytes = Vec::new();
    man.render_name_section(&mut bytes)?;
    man.render_synopsis_section(&mut bytes)?;
    man.render_description_section(&mut bytes)?;
    man.render_options_section(&mut bytes)?;
    if command.get_subcommands().any(|below| !below.is_hide_set()) {
        man.render_subcommands_section(&mut bytes)?;
    }
    let mut text = format!(
        ".TH \"{}\" \"1\" \"\" \"{NAME} {}\" \"User Commands\"\n{}",
        name.to_uppercase(),
        env!("CARGO_PKG_VERSION"),
        String::from_utf8_lossy(&bytes)
    );
    if path.is_empty() {
        section(&mut text, "ENVIRONMENT", help::ENVIRONMENT);
        section(&mut text, "FILES", help::FILES);
        section(&mut text, "EXIT STATUS", help::EXIT_CODES);
    }
    section(&mut text, "EXAMPLES", help::examples(path));
    if !path.is_empty() {
        text.push_str(".SH SEE ALSO\n\\fBigtoken\\fR(1)\n");
    }
    Ok(text)
}

/// A heading and a list of terms, when there are any.
fn section(text: &mut String, heading: &str, rows: &[Example]) {
    if rows.is_empty() {
        return;
    }
    // Writing into a text cannot fail.
    let _ = writeln!(text, ".SH \"{heading}\"");
    for (term, meaning) in rows {
        let (term, meaning) = (escaped(term), escaped(meaning));
        let _ = writeln!(text, ".TP\n\\fB{term}\\fR\n{meaning}");
    }
}

/// Text that the formatter takes as it stands.
fn escaped(text: &str) -> String {
    let plain = text
        .replace('\\', "\\e")
        .replace('-', "\\-")
        .replace('\'', "\\(aq")
        .replace('~', "\\(ti")
        .replace('…', "...");
    if plain.starts_with('.') {
        format!("\\&{plain}")
    } else {
        plain
    }
}

/// Writes a page that everybody may read.
fn write(dir: &Path, name: &str, page: &str) -> Result<(), Failure> {
    // Where it cannot be made, the write below says so.
    let _ = fs::create_dir_all(dir);
    let path = dir.join(format!("{name}.1"));
    atomic::replace(&path, page.as_bytes()).map_err(|error| Failure::store(&error))?;
    fs::set_permissions(&path, Permissions::from_mode(0o644))?;
    Ok(())
}
