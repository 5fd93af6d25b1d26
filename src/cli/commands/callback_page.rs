//! `callback-page`: a page for one's own site that can be the redirect URI.
//!
//! The page is one file with both languages in it; its policy names the hashes of its own style
//! and script, so that a browser runs nothing else there.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use super::super::args::{Args, Language};
use super::super::env::Environment;
use super::super::{context, exit_code, io};
use crate::text::{Phrase, Texts};

const PAGE: &str = include_str!("callback_page.html");
/// The page's beginning, which leaves the language to the browser.
const ANY_LANGUAGE: &str = "<html lang=\"en\">";

/// Runs `callback-page`.
pub(in super::super) fn run(args: &Args, environment: &Environment) -> ExitCode {
    io::say(page(args.lang).trim_end());
    if std::io::stdout().is_terminal() {
        let texts = Texts::new(context::language(args, environment, None));
        io::complain(&texts.phrase(&Phrase::new("cli-callback-page-hint")));
    }
    exit_code::DONE.into()
}

/// The page, in one language when the person chose it.
fn page(language: Option<Language>) -> String {
    let name = match language {
        None => return PAGE.to_owned(),
        Some(Language::En) => "en",
        Some(Language::Ko) => "ko",
    };
    let only = format!("<html lang=\"{name}\" data-lang=\"{name}\">");
    PAGE.replacen(ANY_LANGUAGE, &only, 1)
}
