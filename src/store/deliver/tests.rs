use std::os::unix::fs::symlink;

use super::*;
use crate::store::paths::Choice;

const KEY: &str = "INSTAGRAM_ACCESS_TOKEN";

struct Desk {
    dir: tempfile::TempDir,
    paths: Paths,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let paths = Paths::under(
            &dir.path().join("config"),
            &dir.path().join("state"),
            &Choice::default(),
        )
        .unwrap();
        Self { dir, paths }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn lay(&self, name: &str, text: &str, mode: u32) -> PathBuf {
        let path = self.at(name);
        File::options()
            .create(true)
            .truncate(true)
            .write(true)
            .open(&path)
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        path
    }

    fn deliver(&self, path: &Path, value: &str) -> Result<(), StoreError> {
        to_dotenv(
            &self.paths,
            path.to_str().unwrap(),
            KEY,
            &Secret::new(value),
        )
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.dir.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_new_file_is_private_and_an_old_one_keeps_its_mode() {
    let desk = Desk::new();
    let fresh = desk.at(".env");
    desk.deliver(&fresh, "one").unwrap();
    assert_eq!(
        (text(&fresh), mode(&fresh)),
        (format!("{KEY}=one\n"), 0o600)
    );
    for kept in [0o644, 0o640, 0o400] {
        let old = desk.lay("old.env", "# mine\r\nA=1\r\n", kept);
        desk.deliver(&old, "two").unwrap();
        assert_eq!(text(&old), format!("# mine\r\nA=1\r\n{KEY}=two\r\n"));
        assert_eq!(mode(&old), kept);
        fs::remove_file(old).unwrap();
    }
    assert_eq!(
        desk.names(),
        [".env", "state"],
        "nothing is left beside the file"
    );
}

#[test]
fn a_file_that_says_it_already_is_not_touched() {
    let desk = Desk::new();
    let path = desk.lay(".env", "INSTAGRAM_ACCESS_TOKEN=one\n", 0o644);
    let before = fs::metadata(&path).unwrap().ino();
    desk.deliver(&path, "one").unwrap();
    assert_eq!(fs::metadata(&path).unwrap().ino(), before);
    desk.deliver(&path, "two").unwrap();
    assert_ne!(fs::metadata(&path).unwrap().ino(), before, "replaced whole");
}

#[test]
fn bytes_that_are_no_text_stay() {
    let desk = Desk::new();
    let path = desk.lay(".env", "", 0o600);
    let mut file = File::options().write(true).open(&path).unwrap();
    file.write_all(b"A=\xff\xfe\nINSTAGRAM_ACCESS_TOKEN=old\n")
        .unwrap();
    desk.deliver(&path, "new").unwrap();
    assert_eq!(
        fs::read(&path).unwrap(),
        b"A=\xff\xfe\nINSTAGRAM_ACCESS_TOKEN=new\n"
    );
}

#[test]
fn a_link_of_ones_own_is_followed_and_stays_a_link() {
    let desk = Desk::new();
    let path = desk.lay("real.env", "A=1\n", 0o644);
    let link = desk.at(".env");
    symlink(&path, &link).unwrap();
    desk.deliver(&link, "one").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(text(&path), format!("A=1\n{KEY}=one\n"));
    let nowhere = desk.at("nowhere");
    symlink(desk.at("gone"), &nowhere).unwrap();
    let error = desk.deliver(&nowhere, "one").unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::Refused {
                why: Why::Symlink,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is_made() {
    let desk = Desk::new();
    let missing = desk.at("none").join(".env");
    let error = desk.deliver(&missing, "one").unwrap_err();
    assert!(
        matches!(&error, StoreError::NotWritable { reason: Fault::Vanished, path } if path.ends_with("none/.env")),
        "{error:?}"
    );
    let inside = desk.lay("file", "", 0o600).join(".env");
    assert!(desk.deliver(&inside, "one").is_err());
    let dir = desk.at(".env");
    fs::create_dir(&dir).unwrap();
    let error = desk.deliver(&dir, "one").unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::Refused {
                why: Why::Directory,
                ..
            }
        ),
        "{error:?}"
    );
    let path = desk.lay("lines.env", "A=1\n", 0o600);
    let error = desk.deliver(&path, "one\ntwo").unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::Refused {
                why: Why::NotOneLine,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(
        (text(&path).as_str(), desk.at("none").exists()),
        ("A=1\n", false)
    );
}

#[test]
fn what_a_dead_process_left_is_removed() {
    let desk = Desk::new();
    let path = desk.lay(".env", "A=1\n", 0o600);
    let left = desk.lay(".igtoken-.env-abc.tmp", "half", 0o600);
    desk.deliver(&path, "one").unwrap();
    assert!(!left.exists());
}

#[test]
fn many_at_once_lose_nothing() {
    let desk = Desk::new();
    let path = desk.lay(".env", "# all\n", 0o600);
    std::thread::scope(|scope| {
        for n in 0..20 {
            let (desk, path) = (&desk, &path);
            scope.spawn(move || {
                let key = format!("KEY_{n}");
                to_dotenv(&desk.paths, path.to_str().unwrap(), &key, &Secret::new("v")).unwrap();
            });
        }
    });
    let text = text(&path);
    assert!(text.starts_with("# all\n"));
    for n in 0..20 {
        assert!(text.contains(&format!("\nKEY_{n}=v\n")), "{text}");
    }
}

#[test]
fn a_file_of_another_user_keeps_its_owner_under_root_and_is_refused_else() {
    if atomic::me() != 0 {
        return;
    }
    let desk = Desk::new();
    let path = desk.lay(".env", "A=1\n", 0o640);
    std::os::unix::fs::chown(&path, Some(1234), Some(4321)).unwrap();
    desk.deliver(&path, "one").unwrap();
    let meta = fs::metadata(&path).unwrap();
    assert_eq!((meta.uid(), meta.gid(), mode(&path)), (1234, 4321, 0o640));
}
