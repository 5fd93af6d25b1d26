use super::*;

fn laid(line: &Line, width: Option<u16>) -> String {
    let mut out = String::new();
    lay(line, width, &mut out);
    out
}

#[test]
fn words_are_wrapped_at_the_width_and_links_never() {
    let text = "Open the dashboard and choose the app that was made before";
    assert_eq!(
        laid(&Line::Text(text.to_owned()), Some(24)),
        "Open the dashboard and\nchoose the app that was\nmade before\n"
    );
    let link = "https://www.instagram.com/oauth/authorize?client_id=990602627938098";
    assert_eq!(
        laid(&Line::Text(format!("See {link} now")), Some(24)),
        format!("See\n{link}\nnow\n")
    );
    assert_eq!(
        laid(&Line::Whole(text.to_owned()), Some(24)),
        format!("{text}\n")
    );
}

#[test]
fn without_a_known_width_a_line_is_left_whole() {
    let text = "word ".repeat(100);
    assert_eq!(laid(&Line::Text(text.clone()), None), format!("{text}\n"));
}

#[test]
fn wide_characters_count_twice() {
    assert_eq!(
        laid(
            &Line::Text("앱을 만들고 앱 이름을 입력하세요".to_owned()),
            Some(20)
        ),
        "앱을 만들고 앱\n이름을 입력하세요\n"
    );
}
