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
fn every_colour_is_readable_on_light_and_dark_and_without_colour_there_is_none() {
    for role in ROLES {
        let style = Theme::new(Colour::Full).style(role);
        assert!(matches!(
            style.fg,
            None | Some(Color::Green | Color::Magenta | Color::Red)
        ));
        assert_eq!(style.bg, None);
        let plain = Theme::new(Colour::None).style(role);
        assert_eq!((plain.fg, plain.bg), (None, None));
        assert_eq!(plain.add_modifier, style.add_modifier);
    }
}

#[test]
fn a_code_is_black_and_white_under_every_palette_and_reversed_without_colours() {
    let full = Theme::new(Colour::Full);
    let plain = Theme::new(Colour::None);
    for (on_dark, full_is, plain_is) in [
        (false, Modifier::empty(), Modifier::REVERSED),
        (true, Modifier::REVERSED, Modifier::empty()),
    ] {
        let style = full.code(on_dark);
        assert_eq!(style.fg, Some(Color::Indexed(16)));
        assert_eq!(style.bg, Some(Color::Indexed(231)));
        assert_eq!(style.add_modifier, full_is);
        let style = plain.code(on_dark);
        assert_eq!((style.fg, style.bg), (None, None));
        assert_eq!(style.add_modifier, plain_is);
        assert!(!plain.code_pen(on_dark).contains("8;5"));
    }
}
