//! The steps on the left. Every mark has a shape of its own.

use unicode_width::UnicodeWidthStr;

use crate::clean;
use crate::provider::StepId;
use crate::tui::theme::Role;
use crate::tui::widget;
use crate::wizard::saved::Mark;
use crate::wizard::state::Screen;
use crate::wizard::step;

use super::Look;
use super::row::{self, Row};

/// The widest name that is not shortened.
const WIDEST: usize = 24;

/// The columns that the rail wants, the gap behind it included.
pub(super) fn width(look: &Look) -> u16 {
    let names = look.state.provider.steps.iter();
    let widest = names
        .map(|step| step.id.as_str().width())
        .max()
        .unwrap_or_default();
    // The place marker, the mark, a space, the name, two spaces.
    u16::try_from(widest.min(WIDEST) + 5).unwrap_or_default()
}

/// The steps, with the one that is open in sight.
pub(super) fn rows(look: &Look, height: u16) -> Vec<Row> {
    let here = here(look);
    let rows = look
        .state
        .provider
        .steps
        .iter()
        .enumerate()
        .map(|(index, step)| line(look, &step.id, index == here))
        .collect();
    row::window(rows, here, height, look.style(Role::Dim))
}

/// The line that is selected in the overview, or the open step.
fn here(look: &Look) -> usize {
    if look.state.screen == Screen::Overview {
        return look.state.selected;
    }
    let current = look.state.progress.current.as_ref();
    current
        .and_then(|id| look.state.provider.position(id))
        .unwrap_or_default()
}

fn line(look: &Look, id: &StepId, here: bool) -> Row {
    let mark = step::mark(look.state, id);
    let overview = look.state.screen == Screen::Overview;
    let (sign, role) = match mark {
        Mark::Todo if here && !overview => ("●", Role::Current),
        Mark::Todo => (" ", Role::Text),
        Mark::Claimed => ("•", Role::Text),
        Mark::Verified => ("✓", Role::Done),
        Mark::NotNeeded => ("–", Role::Text),
        Mark::Failed => ("✗", Role::Failed),
    };
    let marker = if here && (overview || mark != Mark::Todo) {
        "›"
    } else {
        " "
    };
    let name = clean::line(id.as_str());
    let name = widget::truncate(&name, u16::try_from(WIDEST).unwrap_or(u16::MAX));
    let style = if here {
        look.style(Role::Current)
    } else {
        look.style(Role::Text)
    };
    Row::of(marker, look.style(Role::Text))
        .and(sign, look.style(role))
        .and(" ", look.style(Role::Text))
        .and(name, style)
}
