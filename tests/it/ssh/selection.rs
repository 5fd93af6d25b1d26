//! The link on the screen, selected and copied as people do it: whole and without line breaks.

use portable_pty::CommandBuilder;

use super::{Seat, link_rows, parameters};
use crate::pty::Pty;

/// Selects the link from its first to its last character with tmux's own keys, and copies it.
fn selected(seat: &Seat) -> Option<String> {
    let tmux = &seat.tmux;
    tmux.forget_buffers();
    let (first, rows) = link_rows(&tmux.screen()).expect("a link");
    tmux.run(&["copy-mode"]);
    let move_by = |count: usize, to: &str| {
        if count > 0 {
            tmux.run(&["send-keys", "-X", "-N", &count.to_string(), to]);
        }
    };
    // To its first column, too; the start of a line may be on a row further up.
    tmux.run(&["send-keys", "-X", "top-line"]);
    move_by(first, "cursor-down");
    tmux.run(&["send-keys", "-X", "begin-selection"]);
    let last = rows.last().expect("a row").len() - 1;
    move_by(rows.len() - 1, "cursor-down");
    move_by(last, "cursor-right");
    tmux.run(&["send-keys", "-X", "copy-selection-and-cancel"]);
    tmux.buffer()
}

/// Insists that what is selected is the link, byte for byte.
#[track_caller]
fn copies_whole(seat: &Seat, link: &str) {
    assert_eq!(seat.link(), link, "{}", seat.tmux.picture());
    let joined = seat.tmux.joined();
    assert!(
        joined.lines().any(|line| line.trim_end() == link),
        "{joined}"
    );
    assert_eq!(
        selected(seat).as_deref(),
        Some(link),
        "{}",
        seat.tmux.picture()
    );
}

/// Waits until the link is drawn for a window of that width.
#[track_caller]
fn sees_in(seat: &Seat, link: &str, columns: u16) {
    seat.tmux.wait("link of the new width", |tmux| {
        link_rows(&tmux.screen()).is_some_and(|(_, rows)| {
            let first = rows.first().map_or(0, String::len);
            rows.concat() == link && first == usize::from(columns).min(link.len())
        })
    });
}

/// A seat whose tmux selects as `vi` does: the character under the cursor is part of it.
fn seat(columns: u16, rows: u16) -> Seat {
    let seat = Seat::take(columns, rows);
    seat.tmux.run(&["setw", "-g", "mode-keys", "vi"]);
    seat
}

/// Everything that draws over the link and gives it free again.
fn redraw(seat: &Seat, hint: &str, back: &str) {
    let tmux = &seat.tmux;
    for round in 0..3 {
        tmux.keys(&["?"]).see("PgDn").keys(&["Escape"]).see(hint);
        let text = "no address".repeat(round + 1);
        // The box shows how long it is, and never what it is.
        let told = format!("• {}", text.len());
        tmux.paste(&text).see(&told).keys(&["Escape"]);
        tmux.see_no_more(&told);
        tmux.keys(&["e"]).see_no_more(hint).keys(&["Escape"]);
        tmux.see(hint);
        tmux.keys(&["u"]).see(back).keys(&["Enter"]).see(hint);
    }
}

fn stays_whole(lang: &str, hint: &str, back: &str) {
    let seat = seat(80, 24);
    seat.wizard("");
    seat.through_the_checklist(&super::INSTAGRAM_LOGIN);
    seat.tmux.see("Open this link in any browser");
    if lang != "C.UTF-8" {
        let wizard = seat.wizard_process();
        seat.tmux.keys(&["q"]);
        seat.see_gone(wizard);
        seat.wizard_in(lang, "");
        seat.tmux.see(hint);
    }
    let link = seat.link();
    assert!(parameters(&link).contains_key("state"), "{link}");
    copies_whole(&seat, &link);
    redraw(&seat, hint, back);
    copies_whole(&seat, &link);
    for (columns, rows) in [(120, 40), (61, 30), (40, 24), (200, 50), (80, 24)] {
        seat.tmux.resize(columns, rows);
        sees_in(&seat, &link, columns);
        copies_whole(&seat, &link);
    }
    redraw(&seat, hint, back);
    copies_whole(&seat, &link);
}

#[test]
#[ignore = "needs sshd and tmux"]
fn a_selected_link_has_no_line_breaks_whatever_was_drawn_before() {
    stays_whole(
        "C.UTF-8",
        "Open this link in any browser",
        "Enter goes back",
    );
}

#[test]
#[ignore = "needs sshd and tmux"]
fn a_selected_link_has_no_line_breaks_in_korean_either() {
    stays_whole("ko_KR.UTF-8", "이 링크를 여세요", "Enter");
}

#[test]
#[ignore = "needs sshd and tmux"]
fn a_link_that_does_not_fit_is_selected_whole_on_the_bare_screen() {
    let seat = seat(80, 24);
    let link = seat.up_to_the_link();
    seat.tmux.resize(30, 12).see("needs").keys(&["u"]);
    seat.tmux.wait("bare link", |tmux| {
        link_rows(&tmux.screen()).is_some_and(|(_, rows)| rows.concat() == link)
    });
    assert_eq!(seat.tmux.asked("#{alternate_on}"), "0", "the main screen");
    assert_eq!(selected(&seat).as_deref(), Some(link.as_str()));
    // The bare link is the same one, and would be drawn over while it is selected.
    seat.tmux.keys(&["Enter"]).see("needs").resize(80, 24);
    seat.tmux.see("Open this link in any browser");
    sees_in(&seat, &link, 80);
    copies_whole(&seat, &link);
}

#[test]
#[ignore = "needs sshd and tmux"]
fn a_link_dragged_over_with_the_mouse_is_copied_whole() {
    let seat = seat(80, 24);
    let link = seat.up_to_the_link();
    seat.tmux.run(&["set", "-g", "mouse", "on"]);
    seat.tmux.forget_buffers();
    let (first, rows) = link_rows(&seat.tmux.screen()).expect("a link");
    let mut outer = Pty::spawn(attached(&seat), 80, 24);
    outer.see("Open this link in any browser");
    let (top, bottom) = (first + 1, first + rows.len());
    let right = rows.last().expect("a row").len();
    outer.press(&format!("\x1b[<0;1;{top}M"));
    outer.press(&format!("\x1b[<32;2;{top}M"));
    outer.press(&format!("\x1b[<32;{right};{bottom}M"));
    outer.press(&format!("\x1b[<0;{right};{bottom}m"));
    outer.wait("copied text", |_| seat.tmux.buffer().is_some());
    assert_eq!(seat.tmux.buffer().as_deref(), Some(link.as_str()));
}

/// A terminal around this tmux.
pub(super) fn attached(seat: &Seat) -> CommandBuilder {
    let command = seat.tmux.command();
    let mut built = CommandBuilder::new(command.get_program());
    built.args(command.get_args());
    built.arg("attach");
    built.env_clear();
    for (name, value) in command.get_envs() {
        built.env(name, value.unwrap_or_default());
    }
    built
}
