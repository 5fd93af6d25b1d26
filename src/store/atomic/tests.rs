#![expect(
    clippy::disallowed_methods,
    reason = "the tests play other programs, which write files as they like"
)]

use std::os::unix::fs::{chown, symlink};

use super::*;

fn mode(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().permissions().mode() & 0o777
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn why<T>(outcome: Result<T, StoreError>) -> Why {
    let Err(StoreError::Refused { why, .. }) = outcome else {
        panic!("not refused: {:?}", outcome.err())
    };
    why
}

fn root() -> bool {
    me() == 0
}

#[test]
fn a_new_file_and_its_directories_are_private_from_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a/b/config.toml");
    replace(&path, b"x").unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&dir.path().join("a/b")), 0o700);
    assert_eq!(mode(&dir.path().join("a")), 0o700);
    assert_eq!(names(&dir.path().join("a/b")), ["config.toml"]);
}

#[test]
fn replacing_an_open_file_closes_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    replace(&path, b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn a_missing_file_is_none() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(read_private(&dir.path().join("none")), Ok(None));
    assert_eq!(read_private(&dir.path().join("no/dir/none")), Ok(None));
}

#[test]
fn an_open_file_is_tightened_and_noted() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f");
    fs::write(&path, "text").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    let read = read_private(&path).unwrap().unwrap();
    assert_eq!(*read.text, "text");
    assert!(!format!("{read:?}").contains("\"text\""));
    assert_eq!(
        read.notes,
        [Note::FileTightened {
            path: shown(&path),
            mode: 0o644
        }]
    );
    assert_eq!(mode(&path), 0o600);
    assert_eq!(read_private(&path).unwrap().unwrap().notes, []);
}

#[test]
fn an_open_directory_is_tightened_and_noted() {
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).unwrap();
    assert!(tighten_directory(dir.path()).is_some());
    assert_eq!(mode(dir.path()), 0o700);
    assert_eq!(tighten_directory(dir.path()), None);
}

#[test]
fn what_is_too_large_or_no_text_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f");
    replace(&path, &vec![b'a'; 1024 * 1024]).unwrap();
    assert!(read_private(&path).is_ok());
    replace(&path, &vec![b'a'; 1024 * 1024 + 1]).unwrap();
    assert_eq!(why(read_private(&path)), Why::TooLarge);
    replace(&path, &[0xff, 0xfe]).unwrap();
    assert_eq!(why(read_private(&path)), Why::NotUtf8);
}

#[test]
fn a_directory_or_a_pipe_in_the_files_place_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("d");
    fs::create_dir(&path).unwrap();
    assert_eq!(why(read_private(&path)), Why::Directory);
    assert_eq!(why(replace(&path, b"x")), Why::Directory);
    let null = Path::new("/dev/null");
    assert_eq!(why(read_private(null)), Why::NotAFile);
}

#[test]
fn a_link_of_ones_own_is_followed_and_stays_a_link() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("dotfiles-config");
    let link = dir.path().join("config.toml");
    fs::write(&target, "old").unwrap();
    symlink(&target, &link).unwrap();
    replace(&link, b"new").unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read(&target).unwrap(), b"new");
    assert_eq!(*read_private(&link).unwrap().unwrap().text, "new");
}

#[test]
fn a_link_that_leads_nowhere_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("config.toml");
    symlink(dir.path().join("none"), &link).unwrap();
    assert_eq!(why(read_private(&link)), Why::Symlink);
    assert_eq!(why(replace(&link, b"x")), Why::Symlink);
}

#[test]
fn what_belongs_to_someone_else_is_refused() {
    if !root() {
        // Only root can give files away; others meet a file that is root's.
        let passwd = Path::new("/etc/passwd");
        assert_eq!(why(read_private(passwd)), Why::ForeignOwner);
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f");
    let link = dir.path().join("l");
    fs::write(&path, "theirs").unwrap();
    chown(&path, Some(12345), None).unwrap();
    symlink(&path, &link).unwrap();
    assert_eq!(why(read_private(&path)), Why::ForeignOwner);
    assert_eq!(why(replace(&path, b"x")), Why::ForeignOwner);
    assert_eq!(why(read_private(&link)), Why::Symlink);
    assert_eq!(why(replace(&link, b"x")), Why::Symlink);
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
}

#[test]
fn a_path_below_a_file_is_said_to_be_that() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "x").unwrap();
    for path in [file.join("config.toml"), file.join("deep/config.toml")] {
        let error = replace(&path, b"x").unwrap_err();
        let expected = Fault::NotADirectory;
        assert!(
            matches!(&error, StoreError::NotWritable { reason, .. } if *reason == expected),
            "{error:?}"
        );
    }
}

#[test]
fn a_file_system_that_takes_no_files_is_an_error_and_leaves_nothing() {
    // Bites root too: nothing can be made below /proc.
    let error = replace(Path::new("/proc/igtoken/config.toml"), b"x").unwrap_err();
    assert!(matches!(error, StoreError::NotWritable { .. }), "{error:?}");
    let error = replace(Path::new("/proc/config.toml"), b"x").unwrap_err();
    assert!(matches!(error, StoreError::NotWritable { .. }), "{error:?}");
}

#[test]
fn a_name_that_cannot_be_written_leaves_the_directory_clean() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("n".repeat(255));
    assert!(replace(&path, b"x").is_err());
    assert!(names(dir.path()).is_empty());
}

#[test]
fn leftovers_of_this_file_are_swept_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config.toml");
    replace(&path, b"whole").unwrap();
    // What is left when a process dies between write and rename.
    let (_, left) = temporary(&path, 1).unwrap().keep().unwrap();
    fs::write(&left, "half").unwrap();
    let name = left.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with(".igtoken-"), "{name}");
    assert!(left.extension().is_some_and(|end| end != "toml"), "{name}");
    assert_eq!(mode(&left), 0o600);
    let (_, other) = temporary(&dir.path().join("state.toml"), 1)
        .unwrap()
        .keep()
        .unwrap();
    sweep(&path).unwrap();
    assert!(!left.exists());
    assert!(other.exists());
    assert_eq!(fs::read(&path).unwrap(), b"whole");
}

#[test]
fn proving_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config.toml");
    replace(&path, b"whole").unwrap();
    let before = path.metadata().unwrap().modified().unwrap();
    prove(&path).unwrap();
    assert_eq!(path.metadata().unwrap().modified().unwrap(), before);
    assert_eq!(names(dir.path()), ["config.toml"]);
    assert!(prove(Path::new("/proc/config.toml")).is_err());
}

#[test]
fn the_faults_of_a_disk_are_told_apart() {
    let of = |kind: io::ErrorKind| Fault::of(&kind.into());
    assert_eq!(of(io::ErrorKind::StorageFull), Fault::DiskFull);
    assert_eq!(of(io::ErrorKind::QuotaExceeded), Fault::DiskFull);
    assert_eq!(of(io::ErrorKind::ReadOnlyFilesystem), Fault::ReadOnly);
    assert_eq!(of(io::ErrorKind::PermissionDenied), Fault::Denied);
    assert_eq!(of(io::ErrorKind::NotFound), Fault::Vanished);
    assert_eq!(of(io::ErrorKind::FileTooLarge), Fault::SizeLimit);
}

#[test]
fn a_path_is_cleaned_before_it_is_shown() {
    let error = replace(Path::new("/proc/a\u{1b}[2J/b"), b"x").unwrap_err();
    assert!(!error.to_string().contains('\u{1b}'));
}
