use super::*;

#[test]
fn only_unreserved_characters_stay() {
    let mut out = String::new();
    encode_into(&mut out, "aZ9-._~ ,:/?#[]@!$&'()*+;=%\"é한");
    assert_eq!(
        out,
        "aZ9-._~%20%2C%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%3B%3D%25%22%C3%A9%ED%95%9C"
    );
}

#[test]
fn decoding_leaves_alone_what_is_no_escape() {
    assert_eq!(decode("a%2Fb%2fc%zz%4", Plus::Literal), "a/b/c%zz%4");
    assert_eq!(decode("a+b", Plus::Literal), "a+b");
    assert_eq!(decode("a+b%2B", Plus::Space), "a b+");
    assert_eq!(decode("%ff%41", Plus::Literal), "\u{fffd}A");
    assert_eq!(decode_fully("%25253D"), "=");
}
