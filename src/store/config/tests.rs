#![expect(
    clippy::disallowed_methods,
    reason = "the tests play other programs, which write files as they like"
)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use super::*;
use crate::secret::Secret;
use crate::store::paths::Choice;
use crate::time::Timestamp;
use crate::wizard::saved::{Profile, ProfileKey, Slot, Token, TokenKind};

mod comments;
mod editing;
mod properties;
mod reading;
mod sequences;

const PLANTED: &str = "IGAAplantedSecret0123456789";

fn paths(dir: &Path) -> Paths {
    Paths::under(&dir.join("c"), &dir.join("s"), &Choice::default()).unwrap()
}

/// A directory with a config file of this text.
fn with(text: &str) -> (tempfile::TempDir, Paths) {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(dir.path());
    fs::create_dir_all(&paths.config_dir).unwrap();
    fs::write(&paths.config_file, text).unwrap();
    (dir, paths)
}

fn written(paths: &Paths) -> String {
    fs::read_to_string(&paths.config_file).unwrap()
}

fn text(key: ProfileKey, value: &str) -> ConfigEdit {
    ConfigEdit::Text {
        key,
        value: Some(value.to_owned()),
    }
}

fn token(secret: &str) -> Token {
    Token {
        access_token: secret.into(),
        kind: TokenKind::LongLived,
        user_id: Some("17841405793187218".into()),
        app_scoped_id: None,
        username: Some("some.name".into()),
        account_type: None,
        scopes: vec!["instagram_business_basic".into()],
        issued_at: Timestamp::from_seconds(1_795_363_380),
        expires_at: Timestamp::from_seconds(1_800_547_380),
        assumed: false,
    }
}

fn set(slot: Slot, token: Option<Token>) -> ConfigEdit {
    ConfigEdit::Token { slot, token }
}
