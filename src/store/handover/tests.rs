use std::os::unix::net::UnixListener;

use super::*;
use crate::store::paths::Choice;

fn paths(dir: &Path, config: Option<&str>, practice: bool) -> Paths {
    let choice = Choice {
        config: config.map(|name| dir.join(name)),
        practice,
    };
    Paths::under(&dir.join("c"), &dir.join("s"), &choice).unwrap()
}

/// A directory that nobody else may enter.
fn private() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), Permissions::from_mode(0o700)).unwrap();
    dir
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn homes_configs_modes_and_profiles_do_not_meet() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let names: std::collections::BTreeSet<String> = [
        (here.path(), None, false, "default"),
        (here.path(), None, false, "other"),
        (here.path(), None, true, "default"),
        (here.path(), Some("mine.toml"), false, "default"),
        (here.path(), Some("mine.toml"), true, "default"),
        (there.path(), None, false, "default"),
    ]
    .map(|(dir, config, practice, profile)| paths(dir, config, practice).handover_name(profile))
    .into();
    assert_eq!(names.len(), 6, "{names:?}");
    assert!(names.iter().all(|name| name.len() == 21), "{names:?}");
}

#[test]
fn a_place_that_is_too_long_for_a_socket_is_none() {
    let dir = tempfile::tempdir().unwrap();
    let long = dir.path().join("x".repeat(90));
    let mut paths = Paths::under(&long, &long, &Choice::default()).unwrap();
    assert_eq!(places(&paths, "default"), [] as [PathBuf; 0]);
    paths.runtime_dir = Some(PathBuf::from("/run/user/1000/igtoken"));
    let found = places(&paths, "default");
    assert!(found.len() == 1 && found.first().unwrap().starts_with("/run/user/1000/igtoken"));
}

#[test]
fn the_directory_is_private_from_its_creation_or_refused() {
    let dir = private();
    let place = dir.path().join("igtoken/a.sock");
    prepare(&place).unwrap();
    assert_eq!(mode(place.parent().unwrap()), 0o700);
    prepare(&place).unwrap();
    fs::set_permissions(place.parent().unwrap(), Permissions::from_mode(0o750)).unwrap();
    assert!(prepare(&place).is_err(), "others may enter");
    let open = dir.path().join("open");
    fs::create_dir(&open).unwrap();
    fs::set_permissions(&open, Permissions::from_mode(0o777)).unwrap();
    assert!(prepare(&open.join("igtoken/a.sock")).is_err());
    let link = dir.path().join("link");
    std::os::unix::fs::symlink(dir.path(), &link).unwrap();
    assert!(
        prepare(&link.join("a.sock")).is_err(),
        "a link is no directory"
    );
}

#[test]
fn a_socket_gets_its_name_closed_and_in_place_of_a_dead_one() {
    let dir = private();
    let place = dir.path().join("a.sock");
    drop(UnixListener::bind(&place).unwrap());
    let first = first_name(&place).unwrap();
    let _listener = UnixListener::bind(&first).unwrap();
    publish(&first, &place).unwrap();
    assert_eq!(mode(&place), 0o600);
    assert!(is_ours(&place) && !first.exists());
    std::os::unix::net::UnixStream::connect(&place).unwrap();
    remove(&place).unwrap();
    remove(&place).unwrap();
    assert!(!is_ours(&place));
}

#[test]
fn what_is_no_socket_stays() {
    let dir = private();
    let place = dir.path().join("a.sock");
    fs::create_dir(&place).unwrap();
    assert!(remove(&place).is_err() && place.is_dir() && !is_ours(&place));
}

#[test]
fn only_the_same_user_is_talked_to() {
    for (peer, me, may) in [
        (1000, 1000, true),
        (0, 0, true),
        (0, 1000, false),
        (1000, 0, false),
        (1001, 1000, false),
        (65_534, 1000, false),
    ] {
        assert_eq!(is_same_user(peer, me), may, "{peer} {me}");
    }
}
