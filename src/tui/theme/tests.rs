use ratatui::style::{Color, Modifier};

use super::{Colour, Role, Theme};

const ROLES: [Role; 13] = [
    Role::Title,
    Role::Text,
    Role::Dim,
    Role::Key,
    Role::Done,
    Role::Claimed,
    Role::Current,
    Role::Failed,
    Role::Warning,
    Role::Field,
    Role::FieldFocused,
    Role::Link,
    Role::Joy,
];

#[test]
fn no_text_is_blue_and_without_colour_there_is_none() {
    for role in ROLES {
        let style = Theme::new(Colour::Full).style(role);
        assert!(!matches!(
            style.fg,
            Some(Color::Blue | Color::Indexed(_) | Color::Rgb(..))
        ));
        assert_eq!(style.bg, None);
        let plain = Theme::new(Colour::None).style(role);
        assert_eq!((plain.fg, plain.bg), (None, None));
        assert_eq!(plain.add_modifier, style.add_modifier);
    }
}

#[test]
fn a_code_is_black_on_white_under_every_palette_and_reversed_without_colours() {
    let full = Theme::new(Colour::Full);
    assert_eq!(full.code().fg, Some(Color::Indexed(16)));
    assert_eq!(full.code().bg, Some(Color::Indexed(231)));
    assert_eq!(full.code_pen(), "\x1b[38;5;16;48;5;231m");
    let plain = Theme::new(Colour::None);
    assert_eq!((plain.code().fg, plain.code().bg), (None, None));
    assert_eq!(plain.code().add_modifier, Modifier::REVERSED);
    assert_eq!(plain.code_pen(), "\x1b[7m");
}
