use ratatui::layout::Size;
use ratatui::style::Style;

use super::Canvas;
use crate::tui::overlay::{LinkBlock, Overlay, rows_needed};

#[test]
fn rows_are_counted_without_a_spare_one() {
    let table = [
        (0, 80, 0),
        (1, 80, 1),
        (80, 80, 1),
        (81, 80, 2),
        (9, 0, 0),
        (9, 1, 9),
    ];
    for (columns, width, rows) in table {
        assert_eq!(rows_needed(columns, width), rows);
    }
}

#[test]
fn a_screen_without_cells_is_drawn_without_harm() {
    for size in [
        Size::new(0, 0),
        Size::new(0, 5),
        Size::new(5, 0),
        Size::new(1, 1),
    ] {
        let mut canvas = Canvas::new(Vec::new(), size).unwrap();
        let link = Some(LinkBlock::new(0, size.width, "https://a", Style::new()));
        let cursor = Some((3, 3).into());
        let drawn = canvas
            .draw(|_| Overlay {
                cursor,
                link,
                full_redraw: true,
            })
            .unwrap();
        assert!(!drawn.fits);
    }
}

#[test]
fn a_resize_draws_everything_again() {
    let mut canvas = Canvas::new(Vec::new(), Size::new(20, 3)).unwrap();
    let view = |frame: &mut ratatui::Frame| {
        frame.buffer_mut().set_string(0, 0, "hello", Style::new());
        Overlay::default()
    };
    canvas.draw(view).unwrap();
    canvas.writer_mut().clear();
    canvas.resize(Size::new(30, 5));
    assert_eq!(canvas.size(), Size::new(30, 5));
    canvas.draw(view).unwrap();
    let text = String::from_utf8(canvas.writer().clone()).unwrap();
    assert!(
        text.contains("\x1b[H\x1b[J") && text.contains("hello"),
        "{text:?}"
    );
}
