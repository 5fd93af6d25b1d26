use super::*;

#[test]
fn debug_never_shows_a_secret() {
    let secret = Secret::new("IGAAplanted0123456789");
    assert_eq!(format!("{secret:?}"), "[secret]");
    let bytes = SecretBytes::new(b"IGAAplanted".to_vec());
    assert_eq!(format!("{bytes:?}"), "[secret, 11 bytes]");
}

#[test]
fn the_tail_of_a_short_secret_is_withheld() {
    assert_eq!(Secret::new("short").tail(), "");
    assert_eq!(Secret::new("0123456789abcdef").tail(), "cdef");
}

#[test]
fn secrets_compare_by_value() {
    assert_eq!(Secret::new("a"), Secret::new("a"));
    assert_ne!(Secret::new("a"), Secret::new("b"));
    assert_ne!(Secret::new("a"), Secret::new("ab"));
}

/// What is checked here is checked by the compiler: the text is kept in a type that wipes itself.
#[test]
fn a_secret_is_wiped_when_it_is_dropped() {
    fn wiped_on_drop<T: zeroize::ZeroizeOnDrop>(_: &T) {}
    wiped_on_drop(&Secret::new("IGAAplanted0123456789").0);
    let mut bytes = b"IGAAplanted".to_vec();
    zeroize::Zeroize::zeroize(&mut bytes);
    assert!(
        bytes.is_empty(),
        "and emptied, after every byte was overwritten"
    );
    const { assert!(std::mem::needs_drop::<Secret>()) };
    const { assert!(std::mem::needs_drop::<SecretBytes>()) };
}
