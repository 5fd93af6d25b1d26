use super::*;

#[test]
fn the_second_name_of_a_header_is_found_however_it_is_written() {
    for (header, name) in [
        ("[profiles.a]", "a"),
        ("[profiles.a.token]", "a"),
        ("[[ profiles . \"a.b\" . deliver ]]", "\"a.b\""),
        ("['profiles'.'a]b']", "'a]b'"),
        ("[profiles.\"a\\\"b\".x]", "\"a\\\"b\""),
    ] {
        let range = second_name(header).unwrap();
        assert_eq!(header.get(range), Some(name), "{header}");
    }
    assert_eq!(second_name("[profiles]"), None);
}
