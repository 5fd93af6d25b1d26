//! How the parts of the screen look: roles to styles.
//!
//! Only the terminal's own 16 colours are used, so the person's palette holds, and only those that
//! can be read on light and on dark: never blue, yellow or cyan for text. They are kept for what
//! has a meaning, green for what is well, magenta for what to mind, red for what failed; nothing is
//! told by colour alone. A code to scan is the exception: it is read by a camera, and has to be
//! dark on light under every palette.

use ratatui::style::{Color, Modifier, Style};

/// Whether colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// The terminal's own colours.
    #[default]
    Full,
    /// Bold, dim, underline and reverse only, as `NO_COLOR` asks for.
    None,
}

/// What a piece of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Role {
    Title,
    Text,
    Dim,
    Key,
    Done,
    Claimed,
    Current,
    Failed,
    Warning,
    Field,
    FieldFocused,
    Link,
    Joy,
}

/// The styles of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    colour: Colour,
}

impl Theme {
    /// A theme with or without colours.
    pub const fn new(colour: Colour) -> Self {
        Self { colour }
    }

    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let (colour, modifier) = match role {
            Role::Title | Role::Current | Role::Key => (Color::Reset, Modifier::BOLD),
            Role::Text | Role::Claimed | Role::Field | Role::Link => {
                (Color::Reset, Modifier::empty())
            }
            Role::Dim => (Color::Reset, Modifier::DIM),
            Role::Done => (Color::Green, Modifier::empty()),
            Role::Failed => (Color::Red, Modifier::BOLD),
            Role::Warning => (Color::Magenta, Modifier::BOLD),
            Role::FieldFocused => (Color::Reset, Modifier::UNDERLINED),
            Role::Joy => (Color::Green, Modifier::BOLD),
        };
        let style = Style::new().add_modifier(modifier);
        match (self.colour, colour) {
            (_, Color::Reset) | (Colour::None, _) => style,
            (Colour::Full, colour) => style.fg(colour),
        }
    }

    /// A code to scan: dark letters on light, or the other way round.
    ///
    /// Black and white of the 256 colours, which palettes leave alone. Without colours reverse
    /// video: right where the terminal is light on dark, as most are. Between the two there is only
    /// one attribute, so that a code stays small on a slow line.
    pub fn code(self, on_dark: bool) -> Style {
        let (style, reversed) = match self.colour {
            Colour::Full => {
                let style = Style::new().fg(Color::Indexed(16)).bg(Color::Indexed(231));
                (style, on_dark)
            }
            Colour::None => (Style::new(), !on_dark),
        };
        if reversed {
            style.add_modifier(Modifier::REVERSED)
        } else {
            style
        }
    }

    /// The same as a sequence for the terminal.
    pub const fn code_pen(self, on_dark: bool) -> &'static str {
        match (self.colour, on_dark) {
            (Colour::Full, false) => "\x1b[38;5;16;48;5;231;27m",
            (Colour::Full, true) => "\x1b[38;5;16;48;5;231;7m",
            (Colour::None, false) => "\x1b[7m",
            (Colour::None, true) => "\x1b[27m",
        }
    }
}

#[cfg(test)]
mod tests;
