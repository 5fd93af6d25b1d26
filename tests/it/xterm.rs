//! The link and its code in a real terminal: what a mouse selects, what a scanner reads.

mod window;

use crate::home::{Home, NO_OPTIONS, Server};
use window::{DARK, Setting, Window, wait};

/// A home whose next step is to sign in, its provider, and the link as `authorize-url` prints it.
fn signing_in() -> (Home, Server, String) {
    let (home, server) = Home::ready(NO_OPTIONS);
    let run = home.practice(["authorize-url"]).run().exits(0).quietly();
    let link = run.stdout.trim_end().to_owned();
    assert!(link.starts_with("http://127.0.0.1:"), "{link}");
    (home, server, link)
}

const AUTHORIZE: [&str; 2] = ["step", "authorize"];

/// Waits until three clicks on some row select the link, whole and nothing else.
#[track_caller]
fn triple_click_selects(window: &Window, link: &str) {
    // A selected line ends with the line's end; before it no line break may be.
    let line = format!("{link}\n");
    // The link takes three rows, and stands near the middle.
    let middle = window.rows / 2;
    let mut rows: Vec<u16> = (0..window.rows).step_by(2).collect();
    rows.sort_by_key(|row| row.abs_diff(middle));
    wait("link under three clicks", || {
        let found = rows
            .iter()
            .find_map(|row| window.triple_click(*row).filter(|text| *text == line));
        found.map(drop)
    });
}

/// The screen as a drag over all of it selects it: lines that the terminal wrapped are one.
fn whole_screen(window: &Window) -> String {
    window.drag((0, 0), (window.columns - 1, window.rows - 1))
}

/// Waits until the link is on the screen, drawn for this width, and gives its first row.
#[track_caller]
fn row_of(window: &Window, link: &str) -> u16 {
    let columns = usize::from(window.columns);
    wait("link in the whole screen", || {
        let screen = whole_screen(window);
        let mut row = 0;
        for line in screen.lines() {
            if line == link {
                let row = u16::try_from(row).ok()?;
                // Before it is drawn anew the rows are as long as the window was wide before.
                let first = window.drag((0, row), (window.columns - 1, row));
                return link
                    .get(..columns)
                    .filter(|part| *part == first)
                    .map(|_| row);
            }
            row += line.chars().count().div_ceil(columns).max(1);
        }
        None
    })
}

#[track_caller]
fn drag_selects(window: &Window, link: &str) {
    let first = row_of(window, link);
    let columns = usize::from(window.columns);
    let last = link.len() - 1;
    let cell = |n: usize| u16::try_from(n).expect("a cell");
    let to = (cell(last % columns), first + cell(last / columns));
    assert_eq!(window.drag((0, first), to), link);
}

/// Presses a key that shows something else.
fn turn_to(window: &Window, key: &str) {
    let before = window.at_rest();
    window.press(&[key]);
    window.changes_from(&before);
}

/// The wizard in a window, with the link of its sign-in on the screen.
struct Signing {
    // Before the home, so that the window is closed when it goes.
    window: Window,
    link: String,
    _server: Server,
    _home: Home,
}

impl Signing {
    fn in_window(setting: Setting) -> Self {
        let (home, server, link) = signing_in();
        Self {
            window: Window::open(&home, setting, &AUTHORIZE),
            link,
            _server: server,
            _home: home,
        }
    }

    /// Three clicks, or a drag, select the link after everything that draws over it.
    #[track_caller]
    fn is_selected_at_every_size(&mut self, selects: fn(&Window, &str), sizes: &[(u16, u16)]) {
        selects(&self.window, &self.link);
        redraw(&self.window);
        selects(&self.window, &self.link);
        for (columns, rows) in sizes {
            self.window.resize(*columns, *rows);
            selects(&self.window, &self.link);
        }
        redraw(&self.window);
        selects(&self.window, &self.link);
    }
}

/// Keys that redraw the screen: help and back, the picker of errors and back, a letter and back.
fn redraw(window: &Window) {
    // The pointer is where no letter is, and nothing is selected.
    let before = window.at_rest();
    for (open, close) in [("question", "Escape"), ("e", "Escape"), ("x", "Escape")] {
        window.press(&[open]);
        window.changes_from(&before);
        window.press(&[close]);
        window.is_again(&before);
    }
}

#[test]
#[ignore = "needs xterm, Xvfb, xdotool and xsel"]
fn three_clicks_select_the_link_whole_after_redraws_and_a_resize() {
    let mut signing = Signing::in_window(DARK);
    signing.is_selected_at_every_size(triple_click_selects, &[(100, 30), (72, 24)]);
}

#[test]
#[ignore = "needs xterm, Xvfb, xdotool and xsel"]
fn a_drag_from_the_first_to_the_last_cell_selects_the_link_without_line_breaks() {
    let setting = Setting {
        many_clicks: false,
        ..DARK
    };
    let mut signing = Signing::in_window(setting);
    signing.is_selected_at_every_size(drag_selects, &[(100, 30)]);
}

#[test]
#[ignore = "needs xterm, Xvfb, xdotool, xsel, ImageMagick and zbarimg"]
fn a_scanner_reads_the_link_from_the_screen_on_dark_and_light_and_without_colours() {
    let (home, _server, link) = signing_in();
    let light = Setting {
        ground: "white",
        letters: "black",
        ..DARK
    };
    let plain = Setting {
        no_color: true,
        ..DARK
    };
    for setting in [DARK, light, plain] {
        let window = Window::open(&home, setting.sized(100, 45), &AUTHORIZE);
        triple_click_selects(&window, &link);
        assert_eq!(window.scanned(), None);
        window.press(&["r"]);
        window.scans(&link);
    }
}

#[test]
#[ignore = "needs xterm, Xvfb, xdotool, xsel, ImageMagick and zbarimg"]
fn a_window_that_grows_shows_the_code() {
    let mut signing = Signing::in_window(DARK);
    let Signing { window, link, .. } = &mut signing;
    triple_click_selects(window, link);
    turn_to(window, "r");
    assert_eq!(window.scanned(), None);
    window.resize(90, 45);
    window.scans(link);
    window.resize(80, 24);
    window.press(&["Escape"]);
    triple_click_selects(window, link);
}

#[test]
#[ignore = "needs xterm, Xvfb, xdotool, xsel, ImageMagick and zbarimg"]
fn the_bare_code_that_scrolled_away_comes_back_in_a_larger_window() {
    let mut signing = Signing::in_window(DARK);
    let Signing { window, link, .. } = &mut signing;
    triple_click_selects(window, link);
    turn_to(window, "r");
    turn_to(window, "r");
    window.resize(80, 50);
    window.scans(link);
    window.press(&["Return"]);
    triple_click_selects(window, link);
}

#[test]
#[ignore = "needs xterm, Xvfb, xdotool, xsel, ImageMagick and zbarimg"]
fn the_link_of_a_step_is_read_in_80_by_24() {
    let (home, server, _) = signing_in();
    let window = Window::open(&home, DARK, &["step", "accept-invite"]);
    let wanted = server.at("/accounts/manage_access/");
    wait("code", || {
        window.press(&["r"]);
        let read = window.scanned();
        if read.is_none() {
            window.press(&["Escape"]);
        }
        read
    });
    window.scans(&wanted);
}
