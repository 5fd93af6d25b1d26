//! How many packages the program is made of.

/// Every package is somebody to trust with an account, and time at each build. This counts those of
/// all systems and of the tests. The room is for two or three small ones.
const PACKAGES: usize = 356;

#[test]
fn the_packages_are_counted() {
    let lock: toml::Table = include_str!("../../../Cargo.lock")
        .parse()
        .expect("a lock file that parses");
    let packages = lock["package"].as_array().expect("packages").len();
    assert!(packages <= PACKAGES, "{packages} packages");
}
