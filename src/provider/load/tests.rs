use super::*;

#[test]
fn both_embedded_files_load() {
    let all = Providers::embedded().unwrap();
    let ids: Vec<_> = all.all().iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["instagram-login", "basic-display"]);
}
