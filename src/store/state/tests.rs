#![expect(
    clippy::disallowed_methods,
    reason = "the tests play other programs, which write files as they like"
)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use super::*;
use crate::store::paths::Choice;

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
