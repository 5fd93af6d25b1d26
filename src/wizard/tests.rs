//! The core, tested by events alone: no clock, no disk, no network.

mod keymap;

use super::samples::{self, Desk};
