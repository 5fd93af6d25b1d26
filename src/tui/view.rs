//! The screens: from the state to cells, cursor and link. Pure: nothing is read or started here.
//!
//! Start with [`view`]. Header, rail, notice and footer stand around every screen; what is between
//! is a list of `Section`s from one file per screen, fitted to the room by `row::fit`.

mod authorize;
mod boxes;
mod fields;
mod footer;
mod header;
mod help;
mod manual;
mod overview;
mod problem;
mod progress;
mod qr;
mod rail;
mod row;
mod tiny;
mod trouble;
mod tunnel;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::clean;
use crate::provider::StepKind;
use crate::text::{Phrase, Say, Texts, Words};
use crate::wizard::state::{Overlay as Over, Screen};
use crate::wizard::{State, keymap};

use super::layout;
use super::overlay::Overlay;
use super::theme::{Role, Theme};
use row::{Keep, Row, Section};

/// Draws the state and says what is not cells. `where_kept` names the config file for the person.
pub fn view(
    state: &State,
    texts: &Texts,
    theme: &Theme,
    where_kept: &str,
    frame: &mut Frame,
) -> Overlay {
    let look = Look {
        state,
        texts,
        theme: *theme,
        where_kept,
        screen: frame.area(),
    };
    let screen = frame.area();
    if let Some(Over::Qr {
        selected,
        bare: false,
    }) = state.overlay
        && let Some(overlay) = qr::draw(&look, selected, frame)
    {
        return overlay;
    }
    if layout::is_tiny(screen) {
        let rows = tiny::rows(&look, screen.width, screen.height);
        return Overlay {
            cursor: row::draw(frame, screen, rows),
            ..Overlay::default()
        };
    }
    let keys = keymap::keymap(state);
    let notice = footer::notice(&look, screen.width);
    let notice_rows = u16::try_from(notice.len()).unwrap_or(u16::MAX).min(3);
    // A command beside the rail could not be selected without it.
    let alone = state.overlay == Some(Over::Tunnel);
    let rail = if alone { 0 } else { rail::width(&look) };
    let areas = layout::areas(screen, rail, notice_rows);
    row::draw(frame, areas.header, vec![header::row(&look, screen.width)]);
    row::draw(frame, areas.notice, notice);
    let hints = footer::row(&look, &keys, screen.width);
    row::draw(frame, areas.footer, vec![hints]);
    if state.overlay.is_none() && state.box_is_open() && state.page == 0 {
        return authorize::draw(&look, frame, &areas);
    }
    row::draw(frame, areas.rail, rail::rows(&look, areas.rail.height));
    let mut room = Room {
        width: areas.body.width,
        height: areas.body.height,
        rail: areas.rail.width > 0,
        full: 0,
    };
    let full = Room {
        full: screen.width.saturating_sub(2),
        ..room
    };
    let mut sections = sections(&look, full);
    if sections.iter().any(Section::is_below_rail) {
        let steps = rail::rows(&look, areas.rail.height).len();
        let below = |line| row::fit_below(&sections, room.height, line);
        if let Some(rows) = below(steps + 1).or_else(|| below(steps)) {
            return Overlay {
                cursor: row::draw(frame, areas.body, rows),
                ..Overlay::default()
            };
        }
        sections = self::sections(&look, room);
    }
    let wanted: usize = sections.iter().map(|section| section.rows.len()).sum();
    if wanted > usize::from(room.height) && notice_rows == 0 {
        // The line of the notice is free.
        room.height += areas.notice.height;
    }
    let rows = match state.page {
        0 => row::fit(sections, room.height, |count| look.more(count)),
        page => row::page(sections, room.height, page),
    };
    let body = Rect {
        height: room.height,
        ..areas.body
    };
    Overlay {
        cursor: row::draw(frame, body, rows),
        ..Overlay::default()
    }
}

fn sections(look: &Look, room: Room) -> Vec<Section> {
    match &look.state.overlay {
        Some(Over::Help) => help::sections(look, room),
        Some(Over::Trouble { query, selected }) => trouble::sections(look, query, *selected, room),
        Some(Over::Symptom { id }) => problem::picked(look, id, room),
        Some(Over::Paste) => boxes::paste(look, room),
        Some(Over::Tunnel) => tunnel::sections(look, room),
        Some(Over::ConfirmCode) => boxes::confirm(look, room),
        Some(Over::AskSecret { editor }) => boxes::secret(look, editor, room),
        Some(Over::Qr { bare: true, .. }) => qr::bare(look, room),
        Some(Over::Qr { selected, .. }) => qr::too_small(look, *selected, room),
        Some(Over::Retired) => boxes::retired(look, room),
        None => match (&look.state.problem, look.state.screen) {
            (Some(problem), _) => problem::sections(look, problem, room),
            (None, Screen::Overview) => overview::sections(look, room),
            (None, Screen::BareLink) => boxes::bare_link(look, room),
            (None, Screen::Step) => match look.state.step_kind() {
                StepKind::Manual => manual::sections(look, room),
                // The first page is drawn apart, for the link takes the whole width.
                StepKind::Authorize if look.state.box_is_open() => authorize::all_words(look, room),
                StepKind::Authorize => authorize::without_link(look, room),
                StepKind::Exchange | StepKind::Verify => progress::sections(look, room),
            },
        },
    }
}

/// What every screen is drawn from.
#[derive(Debug, Clone, Copy)]
struct Look<'a> {
    state: &'a State,
    texts: &'a Texts,
    theme: Theme,
    where_kept: &'a str,
    /// The whole window.
    screen: Rect,
}

/// The room between header and footer.
#[derive(Debug, Clone, Copy)]
struct Room {
    width: u16,
    height: u16,
    /// Whether the steps stand beside it.
    rail: bool,
    /// The width of the screen below the steps, for addresses; nothing to leave it alone.
    full: u16,
}

impl Look<'_> {
    fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    fn get(&self, id: &'static str) -> String {
        self.texts.get(id)
    }

    fn phrase(&self, phrase: &Phrase) -> String {
        clean::line(&self.texts.phrase(phrase)).into_owned()
    }

    fn say(&self, say: &Say) -> String {
        clean::line(&self.texts.say(say)).into_owned()
    }

    fn words(&self, words: &Words) -> String {
        clean::line(words.get(self.texts.lang())).into_owned()
    }

    /// Words with the values in braces filled in as far as they are known.
    fn filled(&self, words: &Words) -> String {
        let template = words.get(self.texts.lang());
        let named = |name: &str| {
            let known = self.state.named(name);
            Some(known.unwrap_or_else(|| format!("{{{name}}}")))
        };
        let text = crate::wizard::state::fill(template, named);
        clean::line(text.as_deref().unwrap_or(template)).into_owned()
    }

    fn more(&self, count: usize) -> Row {
        let count = i64::try_from(count).unwrap_or_default();
        let text = self.phrase(&Phrase::new("screen-more-lines").number("count", count));
        Row::of(text, self.style(Role::Dim))
    }

    /// The place of the open step, such as "step 4 of 10".
    fn step_of(&self) -> Option<String> {
        let current = self.state.progress.current.as_ref()?;
        let place = self.state.provider.position(current)?;
        let number = |n: usize| i64::try_from(n).unwrap_or_default();
        Some(
            self.phrase(
                &Phrase::new("screen-step-of")
                    .number("number", number(place + 1))
                    .number("count", number(self.state.provider.steps.len())),
            ),
        )
    }

    /// The title of the open step and its place; without a rail also its name.
    fn step_heading(&self, room: Room) -> Section {
        let Some(step) = self.state.step() else {
            return Section::new(Keep::Always, Vec::new());
        };
        let title = self.words(&step.title);
        let place = self.step_of().unwrap_or_default();
        let dim = self.style(Role::Dim);
        let bold = self.style(Role::Title);
        if !room.rail {
            let id = clean::line(step.id.as_str()).into_owned();
            let mut rows = vec![Row::of(place, dim).and("  ", dim).and(id, dim)];
            rows.extend(row::wrapped(&title, room.width, bold));
            return Section::new(Keep::Always, rows);
        }
        let reserved = u16::try_from(unicode_width::UnicodeWidthStr::width(place.as_str()) + 2)
            .unwrap_or_default();
        let mut rows = row::wrapped(&title, room.width.saturating_sub(reserved), bold);
        if let Some(first) = rows.first_mut() {
            *first = std::mem::take(first).right(&place, dim, room.width);
        }
        Section::new(Keep::Always, rows)
    }

    /// The title of a screen that is no step.
    fn heading(&self, title: &str, room: Room) -> Section {
        let rows = row::wrapped(title, room.width, self.style(Role::Title));
        Section::new(Keep::Always, rows)
    }

    /// Plain text as a section.
    fn text(&self, text: &str, keep: Keep, room: Room) -> Section {
        let rows = row::wrapped(text, room.width, self.style(Role::Text));
        Section::new(keep, rows)
    }
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
