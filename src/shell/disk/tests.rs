use super::*;
use crate::text::{Lang, Texts};
use crate::wizard::problem::save_reason;

#[test]
fn a_name_that_is_refused_is_told_in_the_language_of_the_person() {
    for error in [
        StoreError::BadProfileName,
        StoreError::NoProfile("shop".to_owned()),
        StoreError::ProfileExists("shop".to_owned()),
    ] {
        let said = Texts::new(Lang::Ko).phrase(&save_reason(&trouble(&error)));
        let letters = said.replace("shop", "");
        assert!(
            !letters.contains(|c: char| c.is_ascii_alphabetic()),
            "{said}"
        );
    }
}
