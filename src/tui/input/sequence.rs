//! Bytes to tokens: UTF-8, control characters and escape sequences, split anywhere.

use super::{Code, ESC_MS, Key, LOST_MS};

const ESC: u8 = 0x1b;
/// More of a string or sequence is swallowed but not kept.
const KEPT: usize = 128;

/// One thing the terminal sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A printable character, a line break or a tab.
    Text(char),
    Key(Key),
    PasteStart,
    PasteEnd,
    Unknown,
}

/// What a byte led to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    More,
    Done(Token),
    /// The token ended before this byte, which is to be pushed again.
    Again(Token),
}

/// The unfinished token.
#[derive(Default)]
pub(super) struct Pending {
    bytes: Vec<u8>,
}

impl Pending {
    pub(super) fn push(&mut self, byte: u8) -> Step {
        let step = match self.bytes.as_slice() {
            [] => first(byte),
            [ESC] | [ESC, ESC] => after_escape(byte, self.bytes.len()),
            [ESC, ESC, rest @ ..] => sequence(rest, byte, Alt::Held),
            [ESC, rest @ ..] => sequence(rest, byte, Alt::Free),
            begun => character(begun, byte, Alt::Free),
        };
        if step == Step::More {
            self.bytes.push(byte);
            if self.bytes.len() > KEPT {
                // Long strings are of no interest; what matters is the kind and the last byte.
                self.bytes.drain(4..self.bytes.len() - 1);
            }
        } else {
            self.bytes.clear();
        }
        step
    }

    /// How long to wait for the rest, in milliseconds, if there is a rest.
    pub(super) fn patience(&self) -> Option<u64> {
        match self.bytes.as_slice() {
            [] => None,
            [ESC] | [ESC, ESC] => Some(ESC_MS),
            _ => Some(LOST_MS),
        }
    }

    /// What the unfinished bytes mean when nothing more comes.
    pub(super) fn give_up(&mut self) -> Vec<Token> {
        let escape = Token::Key(Key::plain(Code::Esc));
        match std::mem::take(&mut self.bytes).as_slice() {
            [] => Vec::new(),
            [ESC] => vec![escape],
            [ESC, ESC] => vec![escape, escape],
            [ESC, byte @ (b'[' | b'O' | b']' | b'P' | b'X' | b'^' | b'_')] => {
                vec![alt(Code::Char(char::from(*byte)))]
            }
            _ => vec![Token::Unknown],
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Alt {
    Free,
    Held,
}

fn alt(code: Code) -> Token {
    Token::Key(Key {
        code,
        ctrl: false,
        alt: true,
    })
}

fn first(byte: u8) -> Step {
    match byte {
        ESC | 0xc2..=0xf4 => Step::More,
        _ => Step::Done(single(byte)),
    }
}

/// A byte that is whole on its own.
fn single(byte: u8) -> Token {
    match byte {
        b'\r' | b'\n' | b'\t' | 0x20..=0x7e => Token::Text(char::from(byte)),
        0x08 | 0x7f => Token::Key(Key::plain(Code::Backspace)),
        0 => Token::Key(Key::ctrl(' ')),
        0x01..=0x1a => Token::Key(Key::ctrl(char::from(byte + 0x60))),
        0x1c..=0x1f => Token::Key(Key::ctrl(char::from(byte + 0x40))),
        _ => Token::Unknown,
    }
}

fn after_escape(byte: u8, escapes: usize) -> Step {
    match byte {
        ESC if escapes == 2 => Step::Again(Token::Unknown),
        ESC | b'[' | b'O' | b']' | b'P' | b'X' | b'^' | b'_' | 0xc2..=0xf4 => Step::More,
        // Whoever presses Esc and Ctrl-C at once wants to leave.
        0x03 => Step::Done(single(byte)),
        _ => Step::Done(match single(byte) {
            Token::Text('\r' | '\n') => alt(Code::Enter),
            Token::Text('\t') => alt(Code::Tab),
            Token::Text(c) => alt(Code::Char(c)),
            Token::Key(key) => Token::Key(Key { alt: true, ..key }),
            Token::PasteStart | Token::PasteEnd | Token::Unknown => Token::Unknown,
        }),
    }
}

/// A multi-byte character of which `begun` came.
fn character(begun: &[u8], byte: u8, held: Alt) -> Step {
    if !(0x80..=0xbf).contains(&byte) {
        return Step::Again(Token::Unknown);
    }
    let mut all = begun.to_vec();
    all.push(byte);
    match std::str::from_utf8(&all) {
        Ok(text) => Step::Done(match text.chars().next() {
            Some(c) if c.is_control() => Token::Unknown,
            Some(c) if held == Alt::Held => alt(Code::Char(c)),
            Some(c) => Token::Text(c),
            None => Token::Unknown,
        }),
        Err(error) if error.error_len().is_none() => Step::More,
        Err(_) => Step::Done(Token::Unknown),
    }
}

/// `begun` is what came after the escape, or after two of them.
fn sequence(begun: &[u8], byte: u8, held: Alt) -> Step {
    match begun {
        [b'[', rest @ ..] => control(rest, byte, held),
        [b'O', rest @ ..] => match byte {
            b'0'..=b'9' | b';' if rest.len() < 8 => Step::More,
            ESC => Step::Again(alt(Code::Char('O'))),
            _ => Step::Done(key(letter(byte), modifiers(rest), held)),
        },
        [b']' | b'P' | b'X' | b'^' | b'_', rest @ ..] => match (rest.last(), byte) {
            (Some(&ESC), b'\\') | (_, 0x07 | 0x18 | 0x1a) => Step::Done(Token::Unknown),
            _ => Step::More,
        },
        _ => character(begun, byte, Alt::Held),
    }
}

fn control(rest: &[u8], byte: u8, held: Alt) -> Step {
    match (rest, byte) {
        // Mouse reports of the oldest kind: three bytes follow the letter.
        ([b'M', xyz @ ..], _) => {
            if xyz.len() < 2 {
                Step::More
            } else {
                Step::Done(Token::Unknown)
            }
        }
        // Function keys of the Linux console.
        ([b'['], b'A'..=b'E') => Step::Done(key(
            Some(Code::F(byte - b'A' + 1)),
            (false, false, true),
            held,
        )),
        ([b'['], _) => Step::Done(Token::Unknown),
        ([], b'M' | b'[') | (_, 0x20..=0x3f) => Step::More,
        (_, 0x40..=0x7e) => Step::Done(meaning(rest, byte, held)),
        _ => Step::Again(Token::Unknown),
    }
}

fn meaning(parameters: &[u8], end: u8, held: Alt) -> Token {
    if !parameters
        .iter()
        .all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':'))
    {
        return Token::Unknown;
    }
    let number = field(parameters, 0);
    let modifiers = modifiers(parameters);
    match end {
        b'~' if number == 200 => Token::PasteStart,
        b'~' if number == 201 => Token::PasteEnd,
        b'~' if number == 27 => point(field(parameters, 2), modifiers, held),
        b'~' => key(numbered(number), modifiers, held),
        b'u' => point(number, modifiers, held),
        b'Z' => key(Some(Code::BackTab), modifiers, held),
        // Also a report of the cursor's place, which nobody asked for.
        b'R' if number > 1 => Token::Unknown,
        _ => key(letter(end), modifiers, held),
    }
}

/// The number in the field between semicolons, 0 if there is none.
fn field(parameters: &[u8], index: usize) -> u32 {
    let field = parameters
        .split(|byte| *byte == b';')
        .nth(index)
        .unwrap_or_default();
    let digits = field.split(|byte| *byte == b':').next().unwrap_or_default();
    digits.iter().fold(0_u32, |sum, digit| {
        sum.saturating_mul(10)
            .saturating_add(u32::from(digit.saturating_sub(b'0')))
    })
}

/// Ctrl, Alt, and whether it is a press and no release.
fn modifiers(parameters: &[u8]) -> (bool, bool, bool) {
    let field_bytes = parameters
        .split(|byte| *byte == b';')
        .nth(1)
        .unwrap_or_default();
    let bits = field(parameters, 1).saturating_sub(1);
    let released = field_bytes.split(|byte| *byte == b':').nth(1) == Some(b"3".as_slice());
    (bits & 4 != 0, bits & 2 != 0, !released)
}

fn key(code: Option<Code>, (ctrl, with_alt, pressed): (bool, bool, bool), held: Alt) -> Token {
    match code {
        Some(code) if pressed => Token::Key(Key {
            code,
            ctrl,
            alt: with_alt || held == Alt::Held,
        }),
        Some(_) | None => Token::Unknown,
    }
}

/// A key told by its code point.
fn point(number: u32, modifiers: (bool, bool, bool), held: Alt) -> Token {
    let code = match number {
        27 => Some(Code::Esc),
        13 => Some(Code::Enter),
        9 => Some(Code::Tab),
        8 | 127 => Some(Code::Backspace),
        // The private area names keys that have no character.
        0xe000..=0xf8ff => None,
        _ => char::from_u32(number)
            .filter(|c| !c.is_control())
            .map(Code::Char),
    };
    key(code, modifiers, held)
}

fn letter(byte: u8) -> Option<Code> {
    Some(match byte {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::F(byte - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(u8::try_from(number - 10).ok()?),
        17..=21 => Code::F(u8::try_from(number - 11).ok()?),
        23..=26 => Code::F(u8::try_from(number - 12).ok()?),
        28 | 29 => Code::F(u8::try_from(number - 13).ok()?),
        31..=34 => Code::F(u8::try_from(number - 14).ok()?),
        _ => return None,
    })
}
