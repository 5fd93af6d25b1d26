//! The first line: whose token, from where, and whether it is practice.

use unicode_width::UnicodeWidthStr;

use crate::clean;
use crate::tui::theme::Role;
use crate::tui::widget;

use super::Look;
use super::row::Row;

/// The header; what matters least is left off first.
pub(super) fn row(look: &Look, width: u16) -> Row {
    let place = &look.state.place;
    let profile = clean::short_line(&look.state.profile.name, 24);
    let provider = clean::short_line(&look.state.provider.id, 24);
    let practice = place
        .practice
        .is_some()
        .then(|| look.get("screen-practice"));
    let ssh = place.via_ssh.then(|| look.get("screen-via-ssh"));
    let endpoint = place.endpoint.as_ref().map(|base| {
        let text = base.as_str().trim_end_matches('/');
        clean::line(text).into_owned()
    });
    let name = look.get("app-name");
    let all = [
        Some((profile, 2)),
        Some((provider, 3)),
        practice.map(|text| (text, 0)),
        ssh.map(|text| (text, 4)),
        endpoint.map(|text| (text, 1)),
    ];
    let room = usize::from(width).saturating_sub(2);
    for left_off in (1..=5).rev() {
        let parts: Vec<&str> = all
            .iter()
            .flatten()
            .filter(|(text, rank)| *rank < left_off && !text.is_empty())
            .map(|(text, _)| text.as_str())
            .collect();
        let right = parts.join(" · ");
        let fits = name.width() + 2 + right.width() <= room;
        if fits || left_off == 1 {
            let space = room.saturating_sub(name.width() + 2);
            let right = widget::truncate(&right, u16::try_from(space).unwrap_or(u16::MAX));
            return line(look, &name, &right, width);
        }
    }
    Row::default()
}

fn line(look: &Look, name: &str, right: &str, width: u16) -> Row {
    let taken = 2 + name.width() + right.width();
    let gap = usize::from(width).saturating_sub(taken);
    let dim = look.style(Role::Dim);
    Row::of(" ", dim)
        .and(name, look.style(Role::Title))
        .and(" ".repeat(gap), look.style(Role::Text))
        .and(right, dim)
}
