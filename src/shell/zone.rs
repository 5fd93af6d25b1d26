//! The file of the person's time zone.
//!
//! The calendar finds a zone by itself, but reads the names of all zones first, which takes longer
//! than all the rest of a short command.

use std::path::PathBuf;

/// Where the system keeps its own zone.
const LOCAL: &str = "/etc/localtime";
/// Where the named zones are.
const NAMED: &str = "/usr/share/zoneinfo";

/// The file, given `TZ` when it is set; nothing when the zone has to be found in another way.
pub fn file(tz: Option<&str>) -> Option<Vec<u8>> {
    let path = match tz {
        None => PathBuf::from(LOCAL),
        Some(name) if is_name(name) => PathBuf::from(NAMED).join(name),
        Some(_) => return None,
    };
    std::fs::read(path).ok()
}

/// Whether it is a name such as `Asia/Seoul`, and nothing that leads elsewhere.
fn is_name(name: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
    };
    name.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_up_and_nothing_else_is() {
        for name in [
            "UTC",
            "Asia/Seoul",
            "America/Argentina/Buenos_Aires",
            "Etc/GMT+9",
        ] {
            assert!(is_name(name), "{name}");
        }
        for other in [
            "",
            ":UTC",
            "/etc/passwd",
            "../../etc/passwd",
            "Asia/../x",
            "Asia/",
            "<+09>-9",
        ] {
            assert!(!is_name(other), "{other}");
            assert_eq!(file(Some(other)), None);
        }
    }
}
