//! The link as a code to scan: over the screen, then bare on the other one.

use super::super::state::{Overlay, State};
use super::Direction;

/// The same key shows the code, shows it bare, and closes it.
pub(super) fn show(state: &mut State) {
    state.overlay = match state.overlay.take() {
        None if !state.scannable().is_empty() => Some(Overlay::Qr {
            selected: 0,
            bare: false,
        }),
        Some(Overlay::Qr {
            selected,
            bare: false,
        }) => Some(Overlay::Qr {
            selected,
            bare: true,
        }),
        Some(Overlay::Qr { .. }) => None,
        other => other,
    };
}

/// To another link of the step, around the end.
pub(super) fn select(state: &mut State, direction: Direction) {
    let count = state.scannable().len().max(1);
    if let Some(Overlay::Qr {
        selected,
        bare: false,
    }) = &mut state.overlay
    {
        *selected = match direction {
            Direction::Up => (*selected + count - 1) % count,
            Direction::Down => (*selected + 1) % count,
        };
    }
}
