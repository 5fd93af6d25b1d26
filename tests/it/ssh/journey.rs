//! The whole set-up over a line, with the address of the browser pasted.

use super::{INSTAGRAM_LOGIN, Seat};
