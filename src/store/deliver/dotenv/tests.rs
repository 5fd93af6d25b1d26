use proptest::prelude::*;

use super::*;

const KEY: &str = "INSTAGRAM_ACCESS_TOKEN";

fn set(old: &str) -> String {
    let new = assign(old.as_bytes(), KEY, "NEW").unwrap();
    String::from_utf8(new.to_vec()).unwrap()
}

/// A reader as the common ones are: the last assignment counts.
fn look_up(text: &[u8], key: &str) -> Option<String> {
    let text = String::from_utf8_lossy(text).into_owned();
    let mut found = None;
    for line in text.trim_start_matches('\u{feff}').lines() {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        if let Some((name, value)) = line.split_once('=')
            && name.trim() == key
        {
            found = Some(unquoted(value.trim()));
        }
    }
    found
}

fn unquoted(value: &str) -> String {
    if let Some(rest) = value.strip_prefix('\'') {
        return rest.split('\'').next().unwrap().to_owned();
    }
    let Some(rest) = value.strip_prefix('"') else {
        return value.split(" #").next().unwrap().trim_end().to_owned();
    };
    let mut out = String::new();
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out
}

#[test]
fn an_assignment_keeps_its_place_and_what_stands_around_it() {
    for (old, new) in [
        ("INSTAGRAM_ACCESS_TOKEN=old", "INSTAGRAM_ACCESS_TOKEN=NEW"),
        ("INSTAGRAM_ACCESS_TOKEN=\n", "INSTAGRAM_ACCESS_TOKEN=NEW\n"),
        (
            "INSTAGRAM_ACCESS_TOKEN=  # none\n",
            "INSTAGRAM_ACCESS_TOKEN=NEW  # none\n",
        ),
        (
            "INSTAGRAM_ACCESS_TOKEN=\r\n",
            "INSTAGRAM_ACCESS_TOKEN=NEW\r\n",
        ),
        (
            "INSTAGRAM_ACCESS_TOKEN=#old\n",
            "INSTAGRAM_ACCESS_TOKEN=NEW\n",
        ),
        (
            " export INSTAGRAM_ACCESS_TOKEN = 'a # b'  # mine\r\nB=1",
            " export INSTAGRAM_ACCESS_TOKEN = NEW  # mine\r\nB=1",
        ),
        (
            "A=1\nINSTAGRAM_ACCESS_TOKEN=\"o\\\"l'd\"\nB=2\n",
            "A=1\nINSTAGRAM_ACCESS_TOKEN=NEW\nB=2\n",
        ),
        // Every one: readers differ in which of them counts.
        (
            "INSTAGRAM_ACCESS_TOKEN=1\n# INSTAGRAM_ACCESS_TOKEN=2\nINSTAGRAM_ACCESS_TOKEN=3\n",
            "INSTAGRAM_ACCESS_TOKEN=NEW\n# INSTAGRAM_ACCESS_TOKEN=2\nINSTAGRAM_ACCESS_TOKEN=NEW\n",
        ),
        (
            "\u{feff}INSTAGRAM_ACCESS_TOKEN=1\n",
            "\u{feff}INSTAGRAM_ACCESS_TOKEN=NEW\n",
        ),
        // Inside of another value it is no assignment.
        (
            "NOTE=\"one\nINSTAGRAM_ACCESS_TOKEN=x\n\"\nINSTAGRAM_ACCESS_TOKEN=1\n",
            "NOTE=\"one\nINSTAGRAM_ACCESS_TOKEN=x\n\"\nINSTAGRAM_ACCESS_TOKEN=NEW\n",
        ),
        // A value on several lines goes whole; a forgotten quote takes no neighbour along.
        (
            "INSTAGRAM_ACCESS_TOKEN='one\ntwo'\nB=2\n",
            "INSTAGRAM_ACCESS_TOKEN=NEW\nB=2\n",
        ),
        (
            "INSTAGRAM_ACCESS_TOKEN=\"one\nB=\"2\"\n",
            "INSTAGRAM_ACCESS_TOKEN=NEW\nB=\"2\"\n",
        ),
        // What would be glued to the new value is a part of the old one.
        (
            "INSTAGRAM_ACCESS_TOKEN='old'#x\nB=2\n",
            "INSTAGRAM_ACCESS_TOKEN=NEW\nB=2\n",
        ),
        // Nor does one that was forgotten before take the own line along.
        (
            "A=\"1\nINSTAGRAM_ACCESS_TOKEN=\"it's\"\n",
            "A=\"1\nINSTAGRAM_ACCESS_TOKEN=NEW\n",
        ),
        // Quotes of the own line and of its comment end no other value, so the line is found again.
        (
            "A='1\nINSTAGRAM_ACCESS_TOKEN='x' # it's'\n",
            "A='1\nINSTAGRAM_ACCESS_TOKEN=NEW # it's'\n",
        ),
        // The end of a bare value does, as a shell reads it.
        (
            "A=\"1\nINSTAGRAM_ACCESS_TOKEN=x\"\n",
            "A=\"1\nINSTAGRAM_ACCESS_TOKEN=x\"\nINSTAGRAM_ACCESS_TOKEN=NEW\n",
        ),
        // What is no blank for a reader is a part of the value.
        (
            "INSTAGRAM_ACCESS_TOKEN='a'\u{c}# b\n",
            "INSTAGRAM_ACCESS_TOKEN=NEW\n",
        ),
        (
            "INSTAGRAM_ACCESS_TOKEN=a\r\r # b\r\n",
            "INSTAGRAM_ACCESS_TOKEN=NEW # b\r\n",
        ),
    ] {
        assert_eq!(set(old), new, "{old:?}");
    }
}

#[test]
fn a_variable_that_is_not_there_is_added_at_the_end() {
    for (old, new) in [
        ("", "INSTAGRAM_ACCESS_TOKEN=NEW\n"),
        ("A=1", "A=1\nINSTAGRAM_ACCESS_TOKEN=NEW\n"),
        ("A=1\r\nB=2", "A=1\r\nB=2\r\nINSTAGRAM_ACCESS_TOKEN=NEW\r\n"),
        (
            "OLD_INSTAGRAM_ACCESS_TOKEN=1\nINSTAGRAM_ACCESS_TOKEN_2=1\n",
            "OLD_INSTAGRAM_ACCESS_TOKEN=1\nINSTAGRAM_ACCESS_TOKEN_2=1\nINSTAGRAM_ACCESS_TOKEN=NEW\n",
        ),
        (
            "INSTAGRAM_ACCESS_TOKEN\n",
            "INSTAGRAM_ACCESS_TOKEN\nINSTAGRAM_ACCESS_TOKEN=NEW\n",
        ),
        (
            "#INSTAGRAM_ACCESS_TOKEN=1\n",
            "#INSTAGRAM_ACCESS_TOKEN=1\nINSTAGRAM_ACCESS_TOKEN=NEW\n",
        ),
    ] {
        assert_eq!(set(old), new, "{old:?}");
    }
}

#[test]
fn a_value_is_quoted_only_where_it_has_to_be() {
    for (value, written) in [
        ("IGAAabc-_123", Some("IGAAabc-_123")),
        ("", Some("''")),
        ("a b$c#", Some("'a b$c#'")),
        ("it's \"$5\"", Some("\"it's \\\"\\$5\\\"\"")),
        ("a\nB=2", None),
    ] {
        assert_eq!(quoted(value).as_deref(), written, "{value:?}");
    }
}

#[test]
fn a_name_is_a_variable_of_a_shell() {
    for (name, good) in [
        ("A", true),
        ("_a1", true),
        ("1A", false),
        ("", false),
        ("A-B", false),
    ] {
        assert_eq!(is_key(name), good, "{name:?}");
    }
}

/// Lines with quotes in every place where they can mislead.
const LINES: [&str; 18] = [
    "",
    "foo'",
    "\"",
    "# don't'",
    "A='1",
    "A=\"1",
    "A='1' # it's'",
    "A=\"1\"",
    "A=it's \"",
    "A=1\\\"",
    "K=x",
    "K= # it's'",
    "K=x # \"a\"",
    "K='x'",
    "K='x' # it's'",
    "K=\"x\"\t# \"\r",
    "K='x",
    "K=\"",
];

/// Every file of three of the lines, by its number.
fn file(number: usize) -> String {
    let lines = [0, 1, 2].map(|place| LINES[number / LINES.len().pow(place) % LINES.len()]);
    lines.join("\n")
}

#[test]
fn a_second_value_goes_where_the_first_one_went_whatever_quotes_were_forgotten() {
    for number in 0..LINES.len().pow(3) {
        let old = file(number);
        let places = values_of(old.as_bytes(), b"K").len().max(1);
        let first = assign(old.as_bytes(), "K", "NEW").unwrap();
        for value in ["NEW", "a b", "it's", "' # \""] {
            let new = assign(&first, "K", value).unwrap();
            let found = values_of(&new, b"K");
            assert_eq!(found.len(), places, "{old:?} with {value:?}");
            let written = quoted(value).unwrap();
            for place in found {
                assert_eq!(&new[place], written.as_bytes(), "{old:?} with {value:?}");
            }
            let straight = assign(old.as_bytes(), "K", value).unwrap();
            assert_eq!(straight, new, "{old:?} with {value:?}");
        }
    }
}

#[test]
fn a_file_full_of_forgotten_quotes_is_read_once() {
    for line in ["A='\"\n", "K='x\n", "A='x\nB=\"y\n"] {
        let old = line.repeat(40_000);
        let begun = std::time::Instant::now();
        values_of(old.as_bytes(), b"K");
        // Read anew from each line it would take a minute.
        assert!(
            begun.elapsed() < std::time::Duration::from_secs(5),
            "{line:?}"
        );
    }
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "# [ -~]{0,20}",
        "(export )?[A-Z_]{1,6} ?= ?[a-z0-9$#./ ]{0,12}",
        "[A-Z]{1,4}='[a-z\" #]{0,8}'( # [a-z]{1,4})?",
        "[A-Z]{1,4}=\"[a-z' #]{0,8}\"",
        Just("A='tis".to_owned()),
        Just("CERT=\"-----\nabc==\n-----\"".to_owned()),
        "[ -~가é]{0,16}",
    ]
}

fn own() -> impl Strategy<Value = (&'static str, &'static str, &'static str)> {
    (
        prop::sample::select(vec!["", "export ", "  "]),
        prop::sample::select(vec!["", "old", "'o l d'", "\"o\\\"ld\""]),
        prop::sample::select(vec!["", "  ", " # mine"]),
    )
}

proptest! {
    #[test]
    fn the_rest_stays_byte_for_byte_and_the_value_is_read_back(
        before in prop::collection::vec(line(), 0..6),
        own in prop::option::of(own()),
        after in prop::collection::vec("(# [a-z]{0,8}|[A-Z]{1,4}=[a-z0-9]{0,8})", 0..4),
        value in "[ -~]{0,24}",
        crlf in any::<bool>(),
        newline in any::<bool>(),
    ) {
        // A quote that is never closed would make the own line a part of another value.
        let before: Vec<String> = before.into_iter().filter(|line| !line.contains("='tis")).collect();
        let file = |value: &str| {
            let mut lines = before.clone();
            if let Some((export, _, tail)) = own {
                lines.push(format!("{export}{KEY}={value}{tail}"));
            }
            lines.extend(after.iter().cloned());
            let mut text = lines.join("\n");
            if newline && !text.is_empty() {
                text.push('\n');
            }
            if crlf { text.replace('\n', "\r\n") } else { text }
        };
        let old = file(own.map_or("", |(_, value, _)| value));
        prop_assume!(!before.iter().any(|line| line.contains(KEY)));
        // Free text may begin a value in quotes that ends only behind the own line.
        prop_assume!(values_of(old.as_bytes(), KEY.as_bytes()).len() == usize::from(own.is_some()));
        let new = assign(old.as_bytes(), KEY, &value).unwrap();
        let new = String::from_utf8(new.to_vec()).unwrap();
        let written = quoted(&value).unwrap();
        if own.is_some() {
            prop_assert_eq!(&new, &file(&written));
        } else {
            prop_assert!(new.starts_with(&old), "{:?}", new);
        }
        prop_assert_eq!(look_up(new.as_bytes(), KEY), Some(value.clone()));
        // And once more: nothing is left to change.
        let again = assign(new.as_bytes(), KEY, &value).unwrap();
        prop_assert_eq!(&*again, new.as_bytes());
    }

    #[test]
    fn any_bytes_keep_all_but_the_values(old in prop::collection::vec(any::<u8>(), 0..80), tail in line()) {
        let mut old = old;
        old.extend_from_slice(b"\nK=1\n");
        old.extend_from_slice(tail.as_bytes());
        let new = assign(&old, "K", "NEW").unwrap();
        let mut rest = old.as_slice();
        let places = values_of(&old, b"K");
        let kept: usize = rest.len() - places.iter().map(Range::len).sum::<usize>();
        rest = &old[..places.first().map_or(old.len(), |place| place.start)];
        prop_assert!(new.starts_with(rest));
        prop_assert!(new.len() >= kept);
        prop_assert_eq!(assign(&new, "K", "NEW").unwrap(), new);
    }
}
