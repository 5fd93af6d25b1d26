//! The wizard in lines: for screen readers, braille lines, dumb terminals, pipes and scripts.
//!
//! Start with `front`: it says what is new, asks one question and reads one line. `page` turns
//! the state into lines, `choice` offers what the keymap binds as numbers, `answer` makes events
//! of a line, `editor` is the little that a line needs on a terminal, and `terminal` switches the
//! kernel's own line editing off, which cuts lines at 4096 bytes. No escape byte is ever written.

mod answer;
mod choice;
mod editor;
pub mod front;
mod input;
mod manual;
mod page;
mod question;
mod speech;
pub mod terminal;
mod voice;
