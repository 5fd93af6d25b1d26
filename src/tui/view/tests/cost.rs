//! What a frame costs, in numbers that do not depend on the machine: bytes and allocations.

use allocation_counter::{AllocationInfo, measure};
use ratatui::layout::Size;

use super::*;
use crate::tui::canvas::Canvas;
use crate::tui::terminal::ENTER;
use crate::wizard::event::Typing;
use crate::wizard::{Event, update};

/// The whole way of a key: what it does to the state, the frame, its bytes.
struct Screenful {
    state: State,
    texts: Texts,
    canvas: Canvas<Vec<u8>>,
}

impl Screenful {
    fn of(lang: Lang, state: State) -> Self {
        let size = Size::new(80, 24);
        let mut shown = Self {
            state,
            texts: Texts::new(lang),
            canvas: Canvas::new(Vec::new(), size).unwrap(),
        };
        shown.draw();
        shown
    }

    /// Draws, and says how many bytes that took.
    fn draw(&mut self) -> usize {
        let before = self.canvas.writer().len();
        let theme = Theme::new(Colour::Full);
        let (state, texts) = (&self.state, &self.texts);
        self.canvas
            .draw(|frame| view(state, texts, &theme, KEPT, frame))
            .unwrap();
        self.canvas.writer().len() - before
    }

    /// What an event costs from its coming to the end of its frame.
    fn cost(&mut self, event: Event) -> (usize, AllocationInfo) {
        let mut bytes = 0;
        let allocated = measure(|| {
            update(&mut self.state, event);
            bytes = self.draw();
        });
        (bytes, allocated)
    }
}

#[test]
fn the_first_frame_is_one_segment_and_moving_is_cheap() {
    for (name, state) in samples::all(Lang::En) {
        // Nothing begins with a code, and a code is as large as it is.
        let code = matches!(state.overlay, Some(Over::Qr { .. }));
        let begins = state.notice.is_none() && state.paste.editor.is_empty() && !code;
        let overview = state.screen == Screen::Overview && state.overlay.is_none();
        let mut shown = Screenful::of(Lang::En, state);
        let first = shown.canvas.writer().len() + ENTER.len();
        assert!(first <= 1_400 || !begins, "{name}: {first}");
        if overview {
            samples::did(&mut shown.state, Action::Next);
            let more = shown.draw();
            assert!(more <= 80, "{name}: {more}");
        }
    }
}

/// A screen with an open field, and one with a list.
fn scenes(lang: Lang) -> [(&'static str, State, [Event; 2]); 2] {
    let mut field = samples::credentials(lang);
    samples::keys(&mut field, "1");
    let letter = |c| Event::Typed(Typing::Insert(c));
    let (_, list) = samples::all(lang)
        .into_iter()
        .find(|(_, state)| state.screen == Screen::Overview && state.overlay.is_none())
        .unwrap();
    [
        ("letter", field, [letter('2'), letter('3')]),
        (
            "mark",
            list,
            [Event::Did(Action::Next), Event::Did(Action::Previous)],
        ),
    ]
}

#[test]
fn a_typed_letter_is_one_byte() {
    for lang in Lang::ALL {
        let [(_, state, events), _] = scenes(lang);
        let mut shown = Screenful::of(lang, state);
        assert_eq!(events.map(|event| shown.cost(event).0), [1, 1]);
    }
}

/// The whole screen is made anew for each key: a few hundred short texts, which is a tenth of a
/// millisecond. More grows with the words on it; keeping something would grow with each key.
const ALLOCATIONS_OF_A_KEY: u64 = 500;
const BYTES_OF_A_KEY: u64 = 48 * 1024;
/// A typed character may make its field's text larger.
const KEPT_BY_A_KEY: i64 = 64;

#[test]
fn a_key_allocates_within_its_budget_and_keeps_nothing() {
    for lang in Lang::ALL {
        for (name, state, [first, second]) in scenes(lang) {
            let mut shown = Screenful::of(lang, state);
            // Whatever is made once is made now.
            shown.cost(first);
            shown.canvas.writer_mut().reserve(1_000);
            let (_, cost) = shown.cost(second);
            println!("{name} in {lang:?}: {cost:?}");
            let (count, bytes) = (cost.count_total, cost.bytes_total);
            assert!(count <= ALLOCATIONS_OF_A_KEY, "{name} in {lang:?}: {count}");
            assert!(bytes <= BYTES_OF_A_KEY, "{name} in {lang:?}: {bytes} bytes");
            let kept = cost.bytes_current;
            assert!(
                kept <= KEPT_BY_A_KEY,
                "{name} in {lang:?} keeps {kept} bytes"
            );
        }
    }
}
