//! Where a new table goes among the comments of a person.

use super::*;

/// A comment directly below a profile, and one that belongs to the file's end or to another table.
const COMMENTED: [(&str, &str, &str); 5] = [
    (
        "[profiles.a]\ntester = \"t\"\n# below a\n  # and more\n",
        "",
        "",
    ),
    (
        "[profiles.a]\ntester = \"t\"\n# below a\n",
        "\n# the end\n",
        "",
    ),
    ("[profiles.a]\n# only this\n", "\n[other]\nx = 1\n", ""),
    (
        "[profiles.a]\ntester = \"t\"\n",
        "# about other\n[other]\nx = 1\n# end\n",
        "",
    ),
    ("[profiles.a]\r\ntester = 't'\r\n# below a", "", "\r\n"),
];

#[test]
fn a_new_profile_leaves_comments_with_what_they_belong_to() {
    for (profile, rest, cut_off) in COMMENTED {
        let (_dir, paths) = with(&format!("{profile}{rest}"));
        let (name, provider) = ("b".to_owned(), "p".to_owned());
        edit_document(&paths, &DocumentEdit::AddProfile { name, provider }).unwrap();
        let end = if profile.contains('\r') { "\r\n" } else { "\n" };
        let new = format!("{end}[profiles.b]{end}provider = \"p\"{end}");
        assert_eq!(written(&paths), format!("{profile}{cut_off}{new}{rest}"));
    }
}

#[test]
fn a_new_table_of_a_profile_leaves_comments_with_what_they_belong_to() {
    for (profile, rest, cut_off) in COMMENTED {
        let (_dir, paths) = with(&format!("{profile}{rest}"));
        edit(&paths, "a", &[set(Slot::Token, Some(token(PLANTED)))]).unwrap();
        let text = written(&paths);
        let end = if profile.contains('\r') { "\r\n" } else { "\n" };
        let before = format!("{profile}{cut_off}{end}[profiles.a.token]{end}");
        assert!(text.starts_with(&before) && text.ends_with(rest), "{text}");
    }
}
