//! What a terminal is told besides letters: all of it must be of this program's own making.

/// What a stream of bytes did to a terminal.
#[derive(Debug, Default)]
struct Seen {
    titles: usize,
    clipboard: Vec<Vec<u8>>,
    asked_clipboard: usize,
    bells: usize,
    unknown: Vec<String>,
}

impl vt100::Callbacks for Seen {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.bells += 1;
    }

    fn set_window_icon_name(&mut self, _: &mut vt100::Screen, _: &[u8]) {
        self.titles += 1;
    }

    fn set_window_title(&mut self, _: &mut vt100::Screen, _: &[u8]) {
        self.titles += 1;
    }

    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.clipboard.push(data.to_vec());
    }

    fn paste_from_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8]) {
        self.asked_clipboard += 1;
    }

    fn unhandled_control(&mut self, _: &mut vt100::Screen, byte: u8) {
        self.unknown.push(format!("control {byte:#x}"));
    }

    fn unhandled_osc(&mut self, _: &mut vt100::Screen, parameters: &[&[u8]]) {
        // Links are ours: number 8.
        if parameters.first() != Some(&&b"8"[..]) {
            self.unknown.push(format!("osc {parameters:?}"));
        }
    }
}

/// Insists that a stream changes neither title nor clipboard, rings no bell, and holds no control
/// but those that this program draws with. What it copies itself is a link, or the line of a tunnel.
#[track_caller]
pub(super) fn assert_ours(raw: &[u8], which: &str) {
    let size = |cells| std::num::NonZeroU16::new(cells).unwrap();
    let mut parser = vt100::Parser::new_with_callbacks(size(24), size(80), 0, Seen::default());
    parser.process(raw);
    let seen = parser.callbacks();
    assert_eq!(seen.titles, 0, "{which}: a title was set");
    assert_eq!(seen.bells, 0, "{which}: a bell rang");
    assert_eq!(
        seen.asked_clipboard, 0,
        "{which}: the clipboard was asked for"
    );
    for copied in &seen.clipboard {
        // Base64 of `http` and `ssh -N -L`: a link, or the line of a tunnel.
        let ours = [&b"aHR0c"[..], b"c3NoIC1OIC1M"];
        let is_ours = ours.iter().any(|start| copied.starts_with(start));
        assert!(is_ours, "{which}: copied {copied:?}");
    }
    assert_eq!(seen.unknown, Vec::<String>::new(), "{which}");
    let text = String::from_utf8_lossy(raw);
    for c in text.chars() {
        let foul = (c.is_control() && !"\r\n\u{1b}\u{8}\u{7}".contains(c)) || is_invisible(c);
        assert!(!foul, "{which}: {c:?} was written");
    }
}

/// Characters that change the order of others or take no room.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// Insists that a stream holds words and line breaks alone: no escape byte, nothing invisible.
#[track_caller]
pub(super) fn assert_words(raw: &[u8], which: &str) {
    let text = String::from_utf8_lossy(raw);
    let foul = text
        .chars()
        .find(|c| (c.is_control() && !"\r\n".contains(*c)) || is_invisible(*c));
    assert_eq!(foul, None, "{which}: {text:?}");
}
