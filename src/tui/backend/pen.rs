//! The text attributes the terminal writes with, and the shortest way to change them.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Modifiers that can be seen on a blank.
const INK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// Modifiers that share the code which ends them: (members with their codes, ending code).
const GROUPS: [(&[(Modifier, u8)], u8); 7] = [
    (&[(Modifier::BOLD, 1), (Modifier::DIM, 2)], 22),
    (&[(Modifier::ITALIC, 3)], 23),
    (&[(Modifier::UNDERLINED, 4)], 24),
    (&[(Modifier::SLOW_BLINK, 5), (Modifier::RAPID_BLINK, 6)], 25),
    (&[(Modifier::REVERSED, 7)], 27),
    (&[(Modifier::HIDDEN, 8)], 28),
    (&[(Modifier::CROSSED_OUT, 9)], 29),
];

/// Colours and modifiers of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) modifier: Modifier,
}

impl Pen {
    pub(super) const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether a blank shows nothing but its background.
    pub(super) fn is_inkless(self) -> bool {
        !self.modifier.intersects(INK)
    }

    /// Whether a blank written with this pen looks like one without any attribute.
    pub(super) fn blanks_plainly(self) -> bool {
        self.bg == Color::Reset && self.is_inkless()
    }

    /// Appends the shortest sequence that changes the terminal from `from` to this pen.
    pub(super) fn select(self, from: Option<Self>, out: &mut Vec<u8>) {
        if from == Some(self) {
            return;
        }
        let full = self.codes_after_reset();
        match from.map(|old| self.codes_after(old)) {
            Some(step) if step.len() <= full.len() => out.extend_from_slice(&step),
            Some(_) | None => out.extend_from_slice(&full),
        }
    }

    fn codes_after_reset(self) -> Vec<u8> {
        let mut codes = Codes::new();
        if self != Self::PLAIN {
            codes.push("");
        }
        if self.fg != Color::Reset {
            codes.colour(self.fg, 30);
        }
        if self.bg != Color::Reset {
            codes.colour(self.bg, 40);
        }
        for (members, _) in GROUPS {
            codes.switch_on(members, self.modifier);
        }
        codes.finish()
    }

    fn codes_after(self, old: Self) -> Vec<u8> {
        let mut codes = Codes::new();
        for (members, off) in GROUPS {
            let all = members
                .iter()
                .fold(Modifier::empty(), |sum, (one, _)| sum.union(*one));
            let (had, wants) = (
                old.modifier.intersection(all),
                self.modifier.intersection(all),
            );
            if had.difference(wants).is_empty() {
                codes.switch_on(members, wants.difference(had));
            } else {
                codes.push(&off.to_string());
                codes.switch_on(members, wants);
            }
        }
        if self.fg != old.fg {
            codes.colour(self.fg, 30);
        }
        if self.bg != old.bg {
            codes.colour(self.bg, 40);
        }
        codes.finish()
    }
}

struct Codes {
    out: Vec<u8>,
    any: bool,
}

impl Codes {
    fn new() -> Self {
        Self {
            out: b"\x1b[".to_vec(),
            any: false,
        }
    }

    fn push(&mut self, code: &str) {
        if self.any {
            self.out.push(b';');
        }
        self.any = true;
        self.out.extend_from_slice(code.as_bytes());
    }

    fn switch_on(&mut self, members: &[(Modifier, u8)], wanted: Modifier) {
        for (member, on) in members {
            if wanted.contains(*member) {
                self.push(&on.to_string());
            }
        }
    }

    fn colour(&mut self, colour: Color, base: u8) {
        let code = match colour {
            Color::Reset => base + 9,
            Color::Black => base,
            Color::Red => base + 1,
            Color::Green => base + 2,
            Color::Yellow => base + 3,
            Color::Blue => base + 4,
            Color::Magenta => base + 5,
            Color::Cyan => base + 6,
            Color::Gray => base + 7,
            Color::DarkGray => base + 60,
            Color::LightRed => base + 61,
            Color::LightGreen => base + 62,
            Color::LightYellow => base + 63,
            Color::LightBlue => base + 64,
            Color::LightMagenta => base + 65,
            Color::LightCyan => base + 66,
            Color::White => base + 67,
            Color::Indexed(index) => return self.push(&format!("{};5;{index}", base + 8)),
            Color::Rgb(r, g, b) => return self.push(&format!("{};2;{r};{g};{b}", base + 8)),
        };
        self.push(&code.to_string());
    }

    fn finish(mut self) -> Vec<u8> {
        self.out.push(b'm');
        self.out
    }
}
