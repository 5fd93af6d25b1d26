use super::*;

fn under(config: Option<&str>, practice: bool) -> Paths {
    let choice = Choice {
        config: config.map(PathBuf::from),
        practice,
    };
    Paths::under(Path::new("/c/igtoken"), Path::new("/s/igtoken"), &choice).unwrap()
}

#[test]
fn the_files_lie_in_the_platforms_directories() {
    let paths = under(None, false);
    assert_eq!(paths.config_file, Path::new("/c/igtoken/config.toml"));
    assert_eq!(paths.providers_dir, Path::new("/c/igtoken/providers"));
    assert_eq!(paths.state_file, Path::new("/s/igtoken/state.toml"));
    assert_eq!(paths.practice, None);
}

#[test]
fn practice_mode_never_touches_the_real_files() {
    for config in [None, Some("/elsewhere/config.toml")] {
        let paths = under(config, true);
        assert!(paths.config_file.starts_with("/c/igtoken/practice"));
        assert!(paths.state_file.starts_with("/s/igtoken/practice"));
        let practice = paths.practice.unwrap();
        assert_eq!(practice.world, Path::new("/s/igtoken/practice/world.json"));
        assert_eq!(
            practice.lock,
            Path::new("/s/igtoken/practice/practice.lock")
        );
        assert_eq!(
            practice.port,
            Path::new("/s/igtoken/practice/practice.port")
        );
    }
}

#[test]
fn each_config_file_has_a_state_of_its_own() {
    let one = under(Some("/a/config.toml"), false);
    let two = under(Some("/b/config.toml"), false);
    assert_eq!(one.config_file, Path::new("/a/config.toml"));
    assert_ne!(one.state_file, two.state_file);
    assert_ne!(one.state_file, under(None, false).state_file);
    assert_eq!(one, under(Some("/a/config.toml"), false));
}

#[test]
fn naming_the_usual_config_changes_nothing() {
    assert_eq!(
        under(Some("/c/igtoken/config.toml"), false),
        under(None, false)
    );
}

#[test]
fn two_ways_to_write_a_path_share_one_state() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("real")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("real"), dir.path().join("link")).unwrap();
    let at = |name: &str| {
        let path = dir.path().join(name).join("c.toml");
        under(path.to_str(), false)
    };
    assert_eq!(at("real"), at("link"));
}

#[test]
fn each_profile_has_a_refresh_lock_of_its_own() {
    let paths = under(None, false);
    assert_ne!(paths.refresh_lock("a"), paths.refresh_lock("b"));
    assert_ne!(paths.refresh_lock("a"), under(None, true).refresh_lock("a"));
}
