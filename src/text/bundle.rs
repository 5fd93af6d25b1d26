//! Looks sentences up in the Fluent files of one language.
//!
//! The files are compiled in. Where each sentence stands is found when the first one is asked for; a
//! sentence is parsed when it is first said, since a command says a few out of some hundred.

use std::cell::{OnceCell, RefCell};
use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Arg, Lang, Phrase, Say};

/// Names of the areas: one file for each in every language.
#[cfg(test)]
pub(super) const AREAS: &[&str] = &[
    "common", "provider", "wizard", "keys", "cli", "schedule", "refresh", "doctor", "deliver",
    "screen", "callback", "plain", "fault",
];

const EN: &[&str] = &[
    include_str!("en/common.ftl"),
    include_str!("en/provider.ftl"),
    include_str!("en/wizard.ftl"),
    include_str!("en/keys.ftl"),
    include_str!("en/cli.ftl"),
    include_str!("en/schedule.ftl"),
    include_str!("en/refresh.ftl"),
    include_str!("en/doctor.ftl"),
    include_str!("en/deliver.ftl"),
    include_str!("en/screen.ftl"),
    include_str!("en/callback.ftl"),
    include_str!("en/plain.ftl"),
    include_str!("en/fault.ftl"),
];
const KO: &[&str] = &[
    include_str!("ko/common.ftl"),
    include_str!("ko/provider.ftl"),
    include_str!("ko/wizard.ftl"),
    include_str!("ko/keys.ftl"),
    include_str!("ko/cli.ftl"),
    include_str!("ko/schedule.ftl"),
    include_str!("ko/refresh.ftl"),
    include_str!("ko/doctor.ftl"),
    include_str!("ko/deliver.ftl"),
    include_str!("ko/screen.ftl"),
    include_str!("ko/callback.ftl"),
    include_str!("ko/plain.ftl"),
    include_str!("ko/fault.ftl"),
];

/// The sentences of one language.
pub struct Texts {
    lang: Lang,
    library: OnceCell<Library>,
}

/// Where the sentences of a language stand, and those of them that are parsed.
struct Library {
    /// Names and texts, in the order of the names.
    places: Vec<(&'static str, &'static str)>,
    parsed: RefCell<FluentBundle<FluentResource>>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts")
            .field("lang", &self.lang)
            .finish_non_exhaustive()
    }
}

/// The sources of one language, in the order of their names.
pub(super) const fn sources(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => EN,
        Lang::Ko => KO,
    }
}

impl Texts {
    /// The sentences of `lang`; nothing is parsed yet.
    pub const fn new(lang: Lang) -> Self {
        Self {
            lang,
            library: OnceCell::new(),
        }
    }

    /// The language.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// A sentence without values.
    pub fn get(&self, id: &'static str) -> String {
        self.phrase(&Phrase::new(id))
    }

    /// A sentence with its values. A missing one shows its name, which a test refuses.
    pub fn phrase(&self, phrase: &Phrase) -> String {
        let library = self.library.get_or_init(|| Library::open(self.lang));
        if !library.parse(phrase.id) {
            return phrase.id.to_owned();
        }
        let mut args = FluentArgs::new();
        for (name, arg) in &phrase.args {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(text.as_str()),
                Arg::Number(number) => FluentValue::from(*number),
                Arg::Phrase(inner) => FluentValue::from(self.phrase(inner)),
            };
            args.set(*name, value);
        }
        let bundle = library.parsed.borrow();
        let message = bundle.get_message(phrase.id);
        let Some(pattern) = message.and_then(|message| message.value()) else {
            return phrase.id.to_owned();
        };
        let mut errors = Vec::new();
        bundle
            .format_pattern(pattern, Some(&args), &mut errors)
            .into_owned()
    }

    /// Anything that is to be said.
    pub fn say(&self, say: &Say) -> String {
        match say {
            Say::Phrase(phrase) => self.phrase(phrase),
            Say::Words(words) => words.get(self.lang).to_owned(),
        }
    }
}

impl Library {
    /// All sentences of a language, none of them parsed.
    fn open(lang: Lang) -> Self {
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![id]);
        // The marks would be invisible characters that upset the columns.
        bundle.set_use_isolating(false);
        let sources = sources(lang).iter();
        let mut places: Vec<_> = sources.flat_map(|source| sentences(source)).collect();
        places.sort_unstable_by_key(|(name, _)| *name);
        Self {
            places,
            parsed: RefCell::new(bundle),
        }
    }

    /// Has a sentence ready; false when there is none of this name.
    fn parse(&self, id: &str) -> bool {
        if self.parsed.borrow().has_message(id) {
            return true;
        }
        let place = self.places.binary_search_by_key(&id, |(name, _)| name);
        let Some((_, text)) = place.ok().and_then(|at| self.places.get(at)) else {
            return false;
        };
        let resource = match FluentResource::try_new((*text).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        self.parsed.borrow_mut().add_resource_overriding(resource);
        true
    }
}

/// The names in a file and the text of each, from its name to the next one or to a comment.
pub(super) fn sentences(
    source: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut marks = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        // What belongs to a sentence is indented, or a brace.
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            marks.push((at, line.split_once('=').map(|(name, _)| name.trim_end())));
        } else if line.starts_with('#') {
            marks.push((at, None));
        }
        at += line.len();
    }
    let ends: Vec<usize> = marks
        .iter()
        .skip(1)
        .map(|(at, _)| *at)
        .chain([at])
        .collect();
    let between = marks.into_iter().zip(ends);
    between.filter_map(|((start, name), end)| Some((name?, source.get(start..end)?)))
}
