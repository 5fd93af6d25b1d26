//! Windows too small for a screen: the one line that matters.

use crate::tui::theme::Role;
use crate::wizard::state::{Overlay, Screen};

use super::row::{self, Row};
use super::{Look, fields, overview, qr};

/// What matters most, from the first line on.
pub(super) fn rows(look: &Look, width: u16, height: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    let state = look.state;
    if state.place.practice.is_some() && height > 2 {
        let practice = look.get("screen-practice");
        rows.push(Row::of(practice, look.style(Role::Dim)));
    }
    let line = match (&state.overlay, state.editor()) {
        (Some(Overlay::Trouble { query, .. }), _) => vec![fields::searched(look, query, width)],
        (_, Some(editor)) => vec![fields::typed(look, editor, true, width)],
        (_, None) => row::wrapped(&essence(look), width, look.style(Role::Title)),
    };
    let left = usize::from(height).saturating_sub(rows.len());
    let cut = line.len() > left;
    rows.extend(line.into_iter().take(left));
    if cut && let Some(last) = rows.last_mut() {
        *last = std::mem::take(last).and("…", look.style(Role::Title));
    }
    rows
}

fn essence(look: &Look) -> String {
    let state = look.state;
    match &state.overlay {
        Some(Overlay::ConfirmCode) => return look.get("screen-confirm-title"),
        Some(Overlay::Help) => return look.get("screen-help-title"),
        Some(Overlay::Qr { selected, .. }) => return qr::reason(look, *selected),
        Some(Overlay::Symptom { id }) => {
            let symptom = state.provider.symptoms.iter().find(|s| &s.id == id);
            return symptom.map_or_else(String::new, |s| look.words(&s.fix));
        }
        Some(Overlay::Retired) => {
            let retired = state.provider.retired.as_ref();
            return retired.map_or_else(String::new, |r| look.words(&r.say));
        }
        Some(Overlay::Tunnel) => return state.tunnel_line().unwrap_or_default(),
        Some(Overlay::Trouble { .. } | Overlay::Paste | Overlay::AskSecret { .. }) | None => {}
    }
    if let Some(problem) = &state.problem {
        return format!("✗ {}", look.say(&problem.what));
    }
    if state.screen == Screen::Overview {
        let (mark, _, text) = overview::essence(look);
        return format!("{mark}{text}");
    }
    state
        .step()
        .map_or_else(String::new, |step| look.words(&step.title))
}
