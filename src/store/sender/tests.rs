use super::*;
use crate::store::paths::Choice;

fn paths(dir: &tempfile::TempDir) -> Paths {
    let config = dir.path().join("config");
    Paths::under(&config, &dir.path().join("state"), &Choice::default()).unwrap()
}

#[test]
fn who_waits_for_an_answer_is_found_by_number_until_it_has_ended() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(&dir);
    assert_eq!(look(&paths, "shop"), None);
    assert!(!paths.state_dir.exists(), "looking makes nothing");
    let guard = hold(&paths, "shop").unwrap();
    let process = Some(std::process::id());
    assert_eq!(look(&paths, "shop"), Some(Sender { process }));
    assert_eq!(look(&paths, "other"), None, "each profile by itself");
    assert!(hold(&paths, "shop").is_none(), "only one");
    assert_eq!(look(&paths, "shop"), Some(Sender { process }), "still it");
    drop(guard);
    assert_eq!(look(&paths, "shop"), None, "its number alone says nothing");
}

#[test]
fn a_longer_number_of_an_earlier_process_leaves_no_rest() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(&dir);
    let path = paths.sender_lock("shop");
    let guard = lock::exclusive(&path).unwrap();
    guard.sign(&path, u32::MAX).unwrap();
    drop(guard);
    let guard = lock::exclusive(&path).unwrap();
    guard.sign(&path, 7).unwrap();
    let process = Some(7);
    assert_eq!(look(&paths, "shop"), Some(Sender { process }));
    let mut emptied = std::fs::File::options();
    drop(emptied.write(true).truncate(true).open(&path).unwrap());
    assert_eq!(look(&paths, "shop"), Some(Sender { process: None }));
}
