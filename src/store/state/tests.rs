#![expect(
    clippy::disallowed_methods,
    reason = "the tests play other programs, which write files as they like"
)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use super::*;
use crate::provider::StepId;
use crate::store::paths::Choice;
use crate::time::Timestamp;
use crate::wizard::saved::Mark;

fn paths(dir: &Path) -> Paths {
    Paths::under(&dir.join("c"), &dir.join("s"), &Choice::default()).unwrap()
}

fn full() -> Progress {
    Progress {
        provider: "instagram-login".into(),
        current: Some(StepId::new("authorize")),
        marks: [
            (StepId::new("account"), Mark::Claimed),
            (StepId::new("exchange"), Mark::NotNeeded),
        ]
        .into(),
        fields: [("display_name".to_owned(), "Feed \"of\" mine".to_owned())].into(),
        sign_in: Some(SignIn {
            state: "Planted0123456789".into(),
            redirect_uri: "https://localhost:8443/callback".into(),
            scopes: vec!["instagram_business_basic".into()],
            started_at: Timestamp::from_seconds(1_795_363_380),
            ends_at: Timestamp::from_seconds(1_795_366_980),
            code: Some("AQCode".into()),
            code_sent: true,
        }),
        undelivered: true,
    }
}

#[test]
fn progress_comes_back_as_it_was_saved() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    assert_eq!(load(&paths, "default").unwrap(), Kept::default());
    assert_eq!(save(&paths, "default", &full()).unwrap(), []);
    assert_eq!(load(&paths, "default").unwrap().progress, Some(full()));
    let mode = fs::metadata(&paths.state_file)
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let bare = Progress {
        provider: "basic-display".into(),
        ..Progress::default()
    };
    save(&paths, "default", &bare).unwrap();
    assert_eq!(load(&paths, "default").unwrap().progress, Some(bare));
}

#[test]
fn other_profiles_and_unknown_keys_stay() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    fs::create_dir_all(&paths.state_dir).unwrap();
    fs::write(
        &paths.state_file,
        "new_key = 7\n[profiles.other]\nprovider = \"p\"\nlater = [1, 2]\n",
    )
    .unwrap();
    save(&paths, "default", &full()).unwrap();
    let text = fs::read_to_string(&paths.state_file).unwrap();
    let table: Table = text.parse().unwrap();
    assert_eq!(table["new_key"], Value::Integer(7));
    assert_eq!(table["profiles"]["other"]["later"][1], Value::Integer(2));
}

#[test]
fn a_time_under_an_unknown_key_of_the_profile_stays_a_time() {
    let text = "[profiles.default]\nprovider = \"p\"\nlater = 1979-05-27\n";
    let new = saved(text, "default", &full()).unwrap();
    assert!(new.contains("\nlater = 1979-05-27\n"), "{}", *new);
}

#[test]
fn names_from_the_file_can_be_shown() {
    let text = "[profiles.default.marks]\n\"\\u001b[2J\" = \"claimed\"\n\
                [profiles.default.fields]\n\"a\\u202e\" = \"b\"\n";
    let Seen::Whole(Some(progress)) = seen(text, "default") else {
        panic!("{text}");
    };
    let marks: Vec<&str> = progress.marks.keys().map(StepId::as_str).collect();
    assert_eq!(marks, ["[2J"]);
    assert_eq!(progress.fields.keys().collect::<Vec<_>>(), ["a"]);
}

#[test]
fn removing_and_renaming_concern_one_profile() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    save(&paths, "a", &full()).unwrap();
    save(&paths, "b", &Progress::default()).unwrap();
    rename(&paths, "a", "c").unwrap();
    assert_eq!(load(&paths, "a").unwrap().progress, None);
    assert_eq!(load(&paths, "c").unwrap().progress, Some(full()));
    remove(&paths, "c").unwrap();
    assert_eq!(load(&paths, "c").unwrap().progress, None);
    assert_eq!(
        load(&paths, "b").unwrap().progress,
        Some(Progress::default())
    );
}

#[test]
fn a_broken_file_is_set_aside_and_never_lost() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    fs::create_dir_all(&paths.state_dir).unwrap();
    let large = vec![b'#'; 1024 * 1024 + 1];
    for (n, broken) in [&b"not [ toml"[..], b"\xff\xfe", &large]
        .into_iter()
        .enumerate()
    {
        fs::write(&paths.state_file, broken).unwrap();
        let kept = load(&paths, "default").unwrap();
        assert_eq!(kept.progress, None);
        let aside = format!("{}.broken-{}", paths.state_file.display(), n + 1);
        let expected = Note::SetAside {
            path: aside.clone(),
        };
        assert!(kept.notes.contains(&expected), "{kept:?}");
        assert_eq!(fs::read(aside).unwrap(), broken);
        assert!(!paths.state_file.exists());
    }
}

#[test]
fn a_part_that_cannot_be_read_is_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    fs::create_dir_all(&paths.state_dir).unwrap();
    fs::write(
        &paths.state_file,
        "[profiles.default]\nprovider = \"p\"\nmarks = { a = \"claimed\", b = \"new\", c = 3 }\n\
         sign_in = { state = \"s\" }\n",
    )
    .unwrap();
    let progress = load(&paths, "default").unwrap().progress.unwrap();
    assert_eq!(progress.marks, [(StepId::new("a"), Mark::Claimed)].into());
    assert_eq!(progress.sign_in, None);
}

#[test]
fn what_is_unchanged_is_not_written() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    save(&paths, "default", &full()).unwrap();
    let before = fs::read_to_string(&paths.state_file).unwrap();
    let old = fs::File::open(&paths.state_file).unwrap();
    save(&paths, "default", &full()).unwrap();
    let new = fs::File::open(&paths.state_file).unwrap();
    assert_eq!(old.metadata().unwrap().ino(), new.metadata().unwrap().ino());
    assert_eq!(before, fs::read_to_string(&paths.state_file).unwrap());
}

#[test]
fn many_writers_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    std::thread::scope(|scope| {
        for n in 0..20 {
            let paths = &paths;
            scope.spawn(move || save(paths, &format!("p{n}"), &full()).unwrap());
        }
    });
    for n in 0..20 {
        let kept = load(&paths, &format!("p{n}")).unwrap();
        assert_eq!(kept.progress, Some(full()));
    }
}

fn waiting(state: &str) -> Progress {
    let mut progress = full();
    if let Some(sign_in) = &mut progress.sign_in {
        sign_in.state = state.into();
        sign_in.code = None;
        sign_in.code_sent = false;
    }
    progress
}

fn known(progress: &Progress) -> Option<Known> {
    progress.sign_in.as_ref().map(Known::of)
}

#[test]
fn a_sign_in_that_another_finished_replaced_or_sent_is_not_written_again() {
    let ours = waiting("ours0123456789");
    let mut finished = ours.clone();
    finished.sign_in = None;
    let mut sent = ours.clone();
    sent.sign_in.as_mut().unwrap().code_sent = true;
    for theirs in [finished, waiting("theirs0123456789"), sent] {
        let dir = tempfile::tempdir().unwrap();
        let paths = paths(dir.path());
        let mut at_first = known(&ours);
        save(&paths, "default", &theirs).unwrap();
        let result = save_known(&paths, "default", &ours, &mut at_first);
        assert_eq!(result, Err(StoreError::Overtaken));
        assert_eq!(load(&paths, "default").unwrap().progress, Some(theirs));
    }
}

#[test]
fn of_two_that_would_send_a_code_one_may() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    let open = waiting("ours0123456789");
    save(&paths, "default", &open).unwrap();
    let (mut first, mut second) = (known(&open), known(&open));
    let mut sent = open;
    sent.sign_in.as_mut().unwrap().code_sent = true;
    save_known(&paths, "default", &sent, &mut first).unwrap();
    let late = save_known(&paths, "default", &sent, &mut second);
    assert_eq!(late, Err(StoreError::Overtaken));
    // The one that may goes on to its end.
    sent.sign_in = None;
    save_known(&paths, "default", &sent, &mut first).unwrap();
    assert_eq!(load(&paths, "default").unwrap().progress, Some(sent));
}

#[test]
fn a_fresh_link_is_written_and_anothers_is_kept_by_who_has_none() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    let old = waiting("old0123456789");
    save(&paths, "default", &waiting("theirs0123456789")).unwrap();
    let fresh = waiting("fresh0123456789");
    let mut last = known(&old);
    save_known(&paths, "default", &fresh, &mut last).unwrap();
    assert_eq!(
        load(&paths, "default").unwrap().progress,
        Some(fresh.clone())
    );
    let mut none = fresh.clone();
    none.sign_in = None;
    let mut nothing = None;
    save_known(&paths, "default", &none, &mut nothing).unwrap();
    assert_eq!(load(&paths, "default").unwrap().progress, Some(fresh));
    save_known(&paths, "default", &none, &mut last).unwrap();
    assert_eq!(load(&paths, "default").unwrap().progress, Some(none));
}
