//! How the parts of the screen look: roles to styles.
//!
//! Only the terminal's own 16 colours are used, so the person's palette holds; never blue for
//! text, which is hard to read on many dark palettes. Nothing is told by colour alone. A code to
//! scan is the exception: it is read by a camera, and has to be dark on light under every palette.

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
            Role::Title | Role::Current => (Color::Reset, Modifier::BOLD),
            Role::Text | Role::Field | Role::Link => (Color::Reset, Modifier::empty()),
            Role::Dim => (Color::Reset, Modifier::DIM),
            Role::Key => (Color::Cyan, Modifier::BOLD),
            Role::Done => (Color::Green, Modifier::empty()),
            Role::Claimed => (Color::Yellow, Modifier::empty()),
            Role::Failed => (Color::Red, Modifier::BOLD),
            Role::Warning => (Color::Yellow, Modifier::BOLD),
            Role::FieldFocused => (Color::Reset, Modifier::UNDERLINED),
            Role::Joy => (Color::Green, Modifier::BOLD),
        };
        let style = Style::new().add_modifier(modifier);
        match (self.colour, colour) {
            (_, Color::Reset) | (Colour::None, _) => style,
            (Colour::Full, colour) => style.fg(colour),
        }
    }

    /// A code to scan: letters dark, what is behind them light.
    ///
    /// Black and white of the 256 colours, which palettes leave alone. Without colours reverse
    /// video: dark on light where the terminal is light on dark, as most are.
    pub fn code(self) -> Style {
        match self.colour {
            Colour::Full => Style::new().fg(Color::Indexed(16)).bg(Color::Indexed(231)),
            Colour::None => Style::new().add_modifier(Modifier::REVERSED),
        }
    }

    /// The same as a sequence for the terminal.
    pub const fn code_pen(self) -> &'static str {
        match self.colour {
            Colour::Full => "\x1b[38;5;16;48;5;231m",
            Colour::None => "\x1b[7m",
        }
    }
}

#[cfg(test)]
mod tests;
