//! What stands alone on the main screen: the link, or its code.

use crate::text::{Phrase, Texts};
use crate::tui::code::Code;
use crate::tui::theme::Theme;
use crate::wizard::State;
use crate::wizard::state::{Overlay, Screen};

/// The main screen, with its cursor.
pub(super) const TO_MAIN: &str = "\x1b[m\x1b[?1049l\x1b[?25h";

/// Whether the state is shown on the main screen.
pub(super) fn is_bare(state: &State) -> bool {
    match state.overlay {
        Some(Overlay::Qr { bare, .. }) => bare,
        Some(_) => false,
        None => state.screen == Screen::BareLink,
    }
}

/// The page of a state in a window of this width.
pub(super) fn page(state: &State, texts: &Texts, theme: Theme, width: u16) -> String {
    if let Some(Overlay::Qr { selected, .. }) = state.overlay {
        let link = state.scannable().into_iter().nth(selected);
        let code = link.and_then(|link| Code::of(link.address.expose()));
        return code_page(code.as_ref(), texts, theme, width);
    }
    let link = state.link();
    let link = link.as_ref().map_or("", |link| link.expose());
    link_page(link, &texts.get("screen-bare-hint"))
}

/// What to do, then the link alone on its line, from column 0: the last lines of a small window are
/// the link's. The terminal is raw, so every line is ended with a return.
pub(super) fn link_page(link: &str, hint: &str) -> String {
    let clean = crate::clean::line(link);
    format!("{TO_MAIN}\r\n{hint}\r\n\r\n{clean}\r\n")
}

/// The code from column 0, then what to do. In a window that is too narrow its lines would break,
/// and nothing could read it.
pub(super) fn code_page(code: Option<&Code>, texts: &Texts, theme: Theme, width: u16) -> String {
    let Some(code) = code else {
        let say = texts.get("screen-qr-too-long");
        return format!("{TO_MAIN}\r\n{say}\r\n");
    };
    if code.columns() > width {
        let narrow = Phrase::new("screen-qr-narrow")
            .number("columns", i64::from(code.columns()))
            .number("width", i64::from(width));
        return format!("{TO_MAIN}\r\n{}\r\n", texts.phrase(&narrow));
    }
    let mut page = format!("{TO_MAIN}\r\n");
    for row in code.cells() {
        let mut last = None;
        for (symbol, on_dark) in row {
            if last != Some(on_dark) {
                page.push_str(theme.code_pen(on_dark));
                last = Some(on_dark);
            }
            page.push_str(symbol);
        }
        page.push_str("\x1b[m\r\n");
    }
    let hint = texts.get("screen-qr-bare-hint");
    page.push_str("\r\n");
    page.push_str(&hint);
    page.push_str("\r\n");
    page
}
