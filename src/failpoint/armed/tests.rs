use super::*;

#[test]
fn an_order_names_a_point_how_often_and_what() {
    let made = |point: &str, nth, act| {
        Some(Order {
            point: point.to_owned(),
            nth,
            act,
        })
    };
    for (text, expected) in [
        ("any:17", made("any", 17, Act::Kill)),
        ("write.made", made("write.made", 1, Act::Kill)),
        (
            "write.synced:2=exdev",
            made("write.synced", 2, Act::Fail(Errno::XDEV)),
        ),
        (
            "write.made=full",
            made("write.made", 1, Act::Fail(Errno::NOSPC)),
        ),
        ("visit.begin=panic", made("visit.begin", 1, Act::Panic)),
        ("write.made=later", None),
        ("write.made:0", None),
        ("write.made:x", None),
        ("", None),
    ] {
        assert_eq!(order(text), expected, "{text}");
    }
}

#[test]
fn without_an_order_nothing_happens() {
    assert!(reach("write.made").is_ok());
}
