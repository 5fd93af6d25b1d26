use ratatui::style::Color;

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
