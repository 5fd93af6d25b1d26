use super::*;
use crate::time::DAY;

#[test]
fn the_offset_moves_the_clock() {
    let clock = Clock::new();
    let before = clock.now();
    clock.set_offset(50 * DAY);
    let moved = clock.now().since(before);
    assert!((50 * DAY..51 * DAY).contains(&moved), "{moved}");
    assert_eq!(clock.offset(), 50 * DAY);
    clock.set_offset(0);
    assert!(clock.now().since(before) < DAY);
}
