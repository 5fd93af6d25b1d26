//! Many changes, one after the other: what none of them is about stays byte for byte.

use proptest::prelude::*;

use super::*;

/// What a person wrote that no edit is about, odd on purpose.
const LINES: [&str; 8] = [
    "# a note of the person's",
    "   \t",
    "x_list = [ 1,2 , # inside\n   3 ]   # behind",
    "x_text = \"\"\"two\n# lines\n[profiles.kept]\"\"\"",
    "x_date   =   1979-05-27T07:32:00Z",
    "  'x odd' = { a = \"1\", b=2 }  # inline",
    "x.dotted . key = 0x1F",
    "# 한글 메모",
];

/// Profiles that no edit names, around one that edits name. Each ends with a key: a new profile
/// comes behind the last key, before comments that may follow it.
fn file() -> impl Strategy<Value = (String, Vec<String>)> {
    let block = prop::sample::subsequence(LINES.to_vec(), 0..=LINES.len()).prop_shuffle();
    let blocks = prop::collection::vec(block, 3);
    (blocks, any::<[bool; 2]>()).prop_map(|(blocks, [crlf, mark])| {
        let ends = |text: String| {
            if crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            }
        };
        let kept: Vec<String> = blocks
            .iter()
            .enumerate()
            .map(|(n, lines)| {
                let lines = lines.join("\n");
                ends(format!(
                    "[ profiles . 'kept{n}' ]  # {n}\nprovider='p' # q\n{lines}\nlast=1 # end\n"
                ))
            })
            .collect();
        let between = ends("[profiles.a]\nprovider = \"p\"\n\n".to_owned());
        // A comment that touches a header belongs to it, and goes with it.
        let gap = ends("\n".to_owned());
        let text = [kept.first(), Some(&between), kept.get(1), kept.get(2)]
            .into_iter()
            .flatten()
            .flat_map(|part| [part.as_str(), gap.as_str()])
            .collect::<String>();
        let text = if mark { format!("{BOM}{text}") } else { text };
        (text, kept)
    })
}

#[derive(Debug, Clone)]
enum Move {
    Edit(&'static str, ConfigEdit),
    Add(&'static str),
    Remove(&'static str),
    Rename(&'static str, &'static str),
    Default(&'static str),
    Language(&'static str),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let name = || prop::sample::select(vec!["a", "b", "c"]);
    let value = "[a-z\"\\\\ #é가]{1,8}";
    let edit = prop_oneof![
        prop::option::of(value).prop_map(|value| ConfigEdit::Text {
            key: ProfileKey::Tester,
            value,
        }),
        prop::collection::vec(value, 0..3).prop_map(ConfigEdit::Scopes),
        prop::option::of(value).prop_map(|text| ConfigEdit::AppSecret(text.map(Secret::from))),
        (any::<bool>(), prop::option::of(value)).prop_map(|(pending, secret)| {
            let slot = if pending { Slot::Pending } else { Slot::Token };
            set(slot, secret.map(|secret| token(&secret)))
        }),
    ];
    let one = prop_oneof![
        4 => (name(), edit).prop_map(|(name, edit)| Move::Edit(name, edit)),
        1 => name().prop_map(Move::Add),
        1 => name().prop_map(Move::Remove),
        1 => (name(), name()).prop_map(|(from, to)| Move::Rename(from, to)),
        1 => name().prop_map(Move::Default),
        1 => prop::sample::select(vec!["en", "ko"]).prop_map(Move::Language),
    ];
    prop::collection::vec(one, 1..12)
}

fn make(text: &str, one: &Move) -> Result<Zeroizing<String>, StoreError> {
    let path = Path::new("config.toml");
    match one {
        Move::Edit(name, edit) => {
            let edits = [edit.clone()];
            apply(path, text, &Change::profile(name, &edits))
        }
        Move::Add(name) => apply(path, text, &Change::Add(name, "p")),
        Move::Remove(name) => apply(path, text, &Change::Remove(name)),
        Move::Rename(from, to) => {
            let edit = DocumentEdit::RenameProfile {
                from: (*from).to_owned(),
                to: (*to).to_owned(),
            };
            apply(path, text, &Change::document(&edit))
        }
        Move::Default(name) => {
            let edit = DocumentEdit::SetDefault((*name).to_owned());
            apply(path, text, &Change::document(&edit))
        }
        Move::Language(lang) => apply(path, text, &Change::Language(lang)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_row_of_changes_keeps_the_rest_byte_for_byte((text, kept) in file(), moves in moves()) {
        let mut now = Zeroizing::new(text.clone());
        for one in &moves {
            // A name that is taken or not there is refused, and then nothing changes.
            if let Ok(new) = make(&now, one) {
                now = new;
            }
            let body = now.strip_prefix(BOM).unwrap_or(&now);
            prop_assert!(read::config(Path::new("c"), body).is_ok(), "{:?} after {one:?}", *now);
        }
        let mut from = 0;
        for block in &kept {
            let at = now.get(from..).and_then(|rest| rest.find(block.as_str()));
            let Some(at) = at else {
                return Err(TestCaseError::fail(format!(
                    "{block:?} is not in {:?} after {moves:?}", *now
                )));
            };
            from += at + block.len();
        }
        prop_assert_eq!(text.starts_with(BOM), now.starts_with(BOM));
        if text.contains("\r\n") {
            prop_assert!(!now.replace("\r\n", "").contains('\n'), "{:?}", *now);
        } else {
            prop_assert!(!now.contains('\r'));
        }
    }
}
