use super::*;

#[test]
fn the_answer_is_two_words_of_which_the_second_may_be_missing() {
    let says = |clipboard: &str, passthrough: &str| {
        Some(TmuxSays {
            set_clipboard: clipboard.to_owned(),
            allow_passthrough: passthrough.to_owned(),
        })
    };
    for (line, expected) in [
        ("external off\n", says("external", "off")),
        ("on all", says("on", "all")),
        ("off \n", says("off", "")),
        ("", None),
        ("\n", None),
        ("no server running on", None),
    ] {
        assert_eq!(read(line), expected, "{line:?}");
    }
}
