//! What happens next: one event changes the state and asks for effects.

mod around;
mod callback;
mod checklist;
mod exchange;
mod form;
mod overtaken;
mod practice;
mod qr;
pub(super) mod resume;
mod sign_in;
mod trouble;
mod turn;
mod visit;

/// The known texts of the browser that fit what was typed.
pub fn picks<'s>(state: &'s State, query: &str) -> Vec<&'s crate::provider::symptom::Symptom> {
    trouble::picks(state, query)
}

/// Whether what is typed into a field may be a secret that belongs elsewhere.
pub fn may_be_secret(state: &State, field: &crate::provider::Field, typed: &str) -> bool {
    form::may_be_secret(state, field, typed)
}

/// Whether the box holds an answer that came after the end of its link.
pub(super) fn is_late(state: &State) -> bool {
    sign_in::is_late_in_box(state)
}

use crate::oauth::Call;
use crate::text::{Phrase, Say};

use super::effect::{Effect, Ending};
use super::event::{Action, Event};
use super::saved::{ConfigEdit, ProfileKey};
use super::state::{Goal, Notice, Overlay, Purpose, Screen, State, Tone};

/// No screen has more pages than this, in a window of any use.
const LAST_PAGE: u16 = 8;

/// What a handler adds its effects to.
type Out<'a> = &'a mut Vec<Effect>;

/// Takes an event in and says what is to be done about it.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let mut out = Vec::new();
    if state.ended.is_some() {
        return out;
    }
    match event {
        Event::Passed { now } => state.now = now,
        Event::Did(action) => act(state, action, &mut out),
        Event::Typed(typing) => form::typed(state, typing, &mut out),
        Event::Pasted(text) => form::pasted(state, &text, &mut out),
        Event::Answered { task, call, answer } => {
            if let Some(purpose) = state.tasks.end(task) {
                match purpose {
                    Purpose::Practise => practice::answered(state, answer, &mut out),
                    Purpose::Run
                    | Purpose::Retry(_)
                    | Purpose::Form
                    | Purpose::Embed
                    | Purpose::State
                    | Purpose::Turn
                    | Purpose::Browser
                    | Purpose::Tmux
                    | Purpose::Code => exchange::answered(state, call, &answer, &mut out),
                }
            }
        }
        Event::StateDrawn { task, value } => {
            if state.tasks.end(task).is_some() {
                sign_in::drawn(state, value, &mut out);
            }
        }
        Event::Saved { task, result } => {
            if let Some(purpose) = state.tasks.end(task) {
                match purpose {
                    Purpose::Form => form::saved(state, result, &mut out),
                    Purpose::Embed => sign_in::embed_saved(state, result, &mut out),
                    Purpose::Code => sign_in::code_saved(state, result, &mut out),
                    Purpose::Run
                    | Purpose::Retry(_)
                    | Purpose::State
                    | Purpose::Turn
                    | Purpose::Browser
                    | Purpose::Tmux
                    | Purpose::Practise => {
                        exchange::saved(state, result, &mut out);
                    }
                }
            }
        }
        Event::TurnTaken { task, result } => {
            if state.tasks.end(task).is_some() {
                turn::taken(state, result, &mut out);
            }
        }
        Event::Waited { task } => {
            if let Some(Purpose::Retry(call)) = state.tasks.end(task) {
                exchange::send_again(state, call, &mut out);
            }
        }
        Event::SecretRead { task, secret } => {
            if state.tasks.end(task).is_some() {
                exchange::secret_read(state, secret, &mut out);
            }
        }
        Event::Delivered { task, result } => {
            if state.tasks.end(task).is_some() {
                exchange::delivered(state, result, &mut out);
            }
        }
        Event::TmuxTold { task, says } => {
            if state.tasks.end(task).is_some() {
                around::tmux_told(state, says);
            }
        }
        Event::BrowserAsked { task, result } => {
            if state.tasks.end(task).is_some() {
                around::opened(state, result);
            }
        }
        Event::HandedOver {
            visit,
            text,
            own_code,
        } => visit::came(state, visit, &text, own_code, &mut out),
        Event::Overtaken(found) => overtaken::adopt(state, *found, &mut out),
        Event::Attended => callback::attended(state),
        Event::Listening { task, result } => callback::listening(state, task, result),
        Event::Reached { task } => callback::reached(state, task),
        Event::Visited {
            task,
            visit,
            address,
        } => callback::visited(state, task, visit, address, &mut out),
        Event::Interrupted => leave(state, Ending::Cancelled, &mut out),
    }
    turn::end_with_the_run(state, &mut out);
    visit::see_off(state, &mut out);
    callback::keep(state, &mut out);
    out
}

fn act(state: &mut State, action: Action, out: Out<'_>) {
    if !matches!(action, Action::PageDown | Action::PageUp) {
        state.page = 0;
    }
    if is_held_up(state, &action) {
        return;
    }
    if !matches!(action, Action::Help | Action::Previous | Action::Next) {
        state.notice = None;
    }
    match action {
        Action::Quit => leave(state, Ending::Done, out),
        Action::Cancel => leave(state, Ending::Cancelled, out),
        Action::Help => {
            state.overlay = match state.overlay.take() {
                Some(Overlay::Help) => None,
                None => Some(Overlay::Help),
                other @ Some(_) => other,
            };
        }
        Action::Back => back(state, out),
        Action::Trouble => trouble::open(state),
        Action::PasteBox => {
            state.paste.clear();
            state.overlay = Some(Overlay::Paste);
        }
        Action::BareLink => {
            if state.link().is_some() {
                state.screen = match state.screen {
                    Screen::BareLink => Screen::Step,
                    Screen::Step | Screen::Overview => Screen::BareLink,
                };
            }
        }
        Action::Copy if state.overlay == Some(Overlay::Tunnel) => {
            callback::copy_tunnel(state, out);
        }
        Action::Copy => around::copy(state, out),
        Action::OpenBrowser => around::open(state, out),
        Action::Tunnel => callback::toggle_tunnel(state),
        Action::Qr => qr::show(state),
        Action::Practise => practice::play(state, out),
        Action::Regenerate => sign_in::regenerate(state, out),
        Action::Refresh => turn::take(state, out),
        Action::Retry => exchange::retry(state, out),
        Action::Mend => trouble::mend(state, out),
        Action::FreshLink => sign_in::fresh(state, out),
        Action::SwitchProvider => {
            if let Some(retired) = &state.provider.retired {
                let provider = retired.instead.clone();
                leave(state, Ending::Switch { provider }, out);
            }
        }
        Action::Open(id) => checklist::open(state, &id, checklist::Arrival::Asked, out),
        Action::Previous => step_or_list(state, Direction::Up, out),
        Action::Next => step_or_list(state, Direction::Down, out),
        Action::PageDown => state.page = (state.page + 1).min(LAST_PAGE),
        Action::PageUp => state.page = state.page.saturating_sub(1),
        Action::NextField => form::focus_next(state),
        Action::PreviousField => form::focus_previous(state),
        Action::Toggle => form::toggle(state, out),
        Action::Continue => go_on(state, out),
    }
}

/// Whether an action has to wait: for a write that it would get in the way of, or for the run.
fn is_held_up(state: &State, action: &Action) -> bool {
    match action {
        Action::Quit | Action::Cancel | Action::Help | Action::PageDown | Action::PageUp => false,
        Action::Continue | Action::Back | Action::Previous | Action::Next => state.is_writing(),
        Action::NextField
        | Action::PreviousField
        | Action::Trouble
        | Action::PasteBox
        | Action::BareLink
        | Action::Qr
        | Action::Copy
        | Action::OpenBrowser
        | Action::Tunnel
        | Action::Practise
        | Action::Regenerate
        | Action::Refresh
        | Action::Retry
        | Action::Mend
        | Action::FreshLink
        | Action::SwitchProvider
        | Action::Toggle
        | Action::Open(_) => state.is_writing() || state.is_running(),
    }
}

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

fn step_or_list(state: &mut State, direction: Direction, out: Out<'_>) {
    if matches!(state.overlay, Some(Overlay::Trouble { .. })) {
        trouble::select(state, direction);
    } else if matches!(state.overlay, Some(Overlay::Qr { .. })) {
        qr::select(state, direction);
    } else if state.overlay.is_none() {
        match state.screen {
            Screen::Overview => {
                let last = state.provider.steps.len().saturating_sub(1);
                state.selected = match direction {
                    Direction::Up => state.selected.saturating_sub(1),
                    Direction::Down => (state.selected + 1).min(last),
                };
            }
            Screen::Step => checklist::browse(state, direction, out),
            Screen::BareLink => {}
        }
    }
}

fn go_on(state: &mut State, out: Out<'_>) {
    match &state.overlay {
        Some(Overlay::Help | Overlay::Retired | Overlay::Tunnel | Overlay::Qr { .. }) => {
            state.overlay = None;
        }
        Some(Overlay::Trouble { .. }) => trouble::pick(state),
        Some(Overlay::Symptom { .. }) => trouble::mend(state, out),
        Some(Overlay::Paste) => sign_in::take(state, out),
        Some(Overlay::ConfirmCode) => sign_in::confirm_code(state, out),
        Some(Overlay::AskSecret { .. }) => exchange::secret_typed(state, out),
        None if state.problem.is_some() => trouble::mend(state, out),
        None => match state.screen {
            Screen::BareLink => state.screen = Screen::Step,
            Screen::Overview => {
                if let Some(step) = state.provider.steps.get(state.selected) {
                    let id = step.id.clone();
                    checklist::open(state, &id, checklist::Arrival::Asked, out);
                }
            }
            Screen::Step => checklist::go_on(state, out),
        },
    }
}

fn back(state: &mut State, out: Out<'_>) {
    if let Some(overlay) = state.overlay.take() {
        match overlay {
            Overlay::Symptom { .. } => trouble::open(state),
            Overlay::AskSecret { .. } => exchange::give_up_secret(state),
            Overlay::Paste => state.paste.clear(),
            Overlay::Help
            | Overlay::Trouble { .. }
            | Overlay::ConfirmCode
            | Overlay::Retired
            | Overlay::Tunnel
            | Overlay::Qr { .. } => {}
        }
    } else if state.screen == Screen::BareLink {
        state.screen = Screen::Step;
    } else if state.problem.is_some() {
        trouble::dismiss(state, out);
    } else if state.box_is_open() && !state.paste.editor.is_empty() {
        state.paste.clear();
    } else if state.form.focus.is_some() {
        state.form.focus = None;
    } else if state.screen == Screen::Step
        && state.is_finished()
        && state.goal == Goal::Setup
        && !state.is_running()
    {
        state.screen = Screen::Overview;
    }
}

/// Ends the program, unless a code or a token would be lost by it. A call that can be made again is
/// waited for too, but not when the person asks twice.
fn leave(state: &mut State, ending: Ending, out: Out<'_>) {
    if state.ended.is_some() {
        return;
    }
    form::keep_drafts(state);
    exchange::stop_waiting(state, out);
    // A text that was only looked at moves nobody's place.
    if state.goal != Goal::Paste || state.run.is_some() {
        remember(state, out);
    }
    let repeatable = state.call_is_repeatable();
    if state.exchange_in_flight() && !(repeatable && state.leaving) {
        state.leaving = true;
        state.leaving_as = Some(ending);
        let say = if repeatable {
            "notice-waits-for-call"
        } else {
            "notice-waits-for-answer"
        };
        notice(state, Tone::Plain, Phrase::new(say));
        return;
    }
    state.ended = Some(ending.clone());
    out.push(Effect::Leave { ending });
}

fn notice(state: &mut State, tone: Tone, say: impl Into<Say>) {
    state.notice = Some(Notice {
        good: tone,
        say: say.into(),
    });
}

/// Writes the place in the checklist when convenient.
fn remember(state: &State, out: Out<'_>) {
    out.push(Effect::Remember {
        progress: Box::new(state.progress.clone()),
    });
}

/// Changes of the config file; the first one of a new profile also names its provider.
fn save_config(state: &mut State, purpose: Purpose, edits: Vec<ConfigEdit>, out: Out<'_>) {
    let mut all = Vec::with_capacity(edits.len() + 1);
    if !state.stored {
        all.push(ConfigEdit::Text {
            key: ProfileKey::Provider,
            value: Some(state.provider.id.clone()),
        });
    }
    all.extend(edits);
    let task = state.tasks.begin(purpose);
    out.push(Effect::SaveConfig { task, edits: all });
}

/// Sends a request of the run.
fn send(state: &mut State, call: Call, request: crate::oauth::Request, out: Out<'_>) {
    let task = state.tasks.begin(Purpose::Run);
    out.push(Effect::Send {
        task,
        call,
        request,
    });
}
