//! The loop: what happened goes into the core, what the core asks for goes to the runner, and the
//! state is shown after a batch of events. Nothing ticks: an idle loop does not wake up.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use crate::front::{Front, Heard};
use crate::wizard::{Effect, Ending, Event, State, update};

use super::input::{Chunk, Input};
use super::runner::{Inline, Runner};
use super::signals::{Notice, Signals};

/// What a wait brought.
enum Brought {
    Event(Event),
    Bytes(usize),
    Silence,
    Resized,
    Resumed,
    Suspend,
    Ended,
    /// Nothing will ever be read again.
    InputEnded,
}

/// Runs the wizard until it ends.
///
/// # Errors
///
/// When signals or input cannot be waited for. A terminal that cannot be written is none: the run
/// ends as soon as nothing is lost by it.
pub async fn run(
    state: &mut State,
    first: Vec<Effect>,
    front: &mut impl Front,
    runner: &mut Runner,
) -> io::Result<Ending> {
    let started = Instant::now();
    let now_ms = || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let mut signals = Signals::listen()?;
    let mut input = if front.listens() {
        Some(Input::open()?)
    } else {
        None
    };
    let mut there = true;
    let mut effects: VecDeque<Effect> = first.into();
    let mut events: VecDeque<Event> = VecDeque::new();
    loop {
        loop {
            while let Some(effect) = effects.pop_front() {
                match runner.begin(effect) {
                    Inline::Event(event) => events.push_back(event),
                    Inline::Copy(text) => front.copy(text.expose())?,
                    Inline::Leave(ending) => {
                        runner.settle().await;
                        return Ok(ending);
                    }
                    Inline::Nothing => {}
                }
            }
            let Some(event) = events.pop_front().or_else(|| runner.inbox.try_recv().ok()) else {
                break;
            };
            runner.heard(&event);
            update(state, Event::Passed { now: runner.now() });
            effects.extend(update(state, event));
        }
        if front.deadline_ms() == Some(0) {
            events.extend(front.hear(state, Heard::Silence, now_ms()));
            continue;
        }
        if front.wants_suspend() {
            suspend(state, front, &mut events, now_ms())?;
            continue;
        }
        if there && front.show(state).is_err() {
            // The line is cut. What would be lost by leaving now is waited for without a screen.
            there = false;
            events.push_back(Event::Interrupted);
            continue;
        }
        runner.hear_visits(front.listens() && state.takes_visits());
        if state.tasks.is_idle() {
            events.extend(front.hear(state, Heard::Idle, now_ms()));
            if !events.is_empty() {
                continue;
            }
        }
        let heard = match wait(front, runner, &mut signals, input.as_mut(), now_ms()).await? {
            Brought::Event(event) => {
                events.push_back(event);
                continue;
            }
            Brought::Ended => {
                events.push_back(Event::Interrupted);
                continue;
            }
            Brought::Suspend => {
                suspend(state, front, &mut events, now_ms())?;
                continue;
            }
            Brought::InputEnded => {
                // Its end would be read again and again.
                input = None;
                Heard::Ended
            }
            Brought::Silence => Heard::Silence,
            Brought::Resized => Heard::Resized,
            Brought::Resumed => Heard::Resumed,
            Brought::Bytes(count) => {
                let bytes = input
                    .as_ref()
                    .map(|input| input.bytes(count))
                    .unwrap_or_default();
                Heard::Bytes(bytes)
            }
        };
        events.extend(front.hear(state, heard, now_ms()));
    }
}

async fn wait(
    front: &impl Front,
    runner: &mut Runner,
    signals: &mut Signals,
    input: Option<&mut Input>,
    now_ms: u64,
) -> io::Result<Brought> {
    let silence = front
        .deadline_ms()
        .map(|at| Duration::from_millis(at.saturating_sub(now_ms)));
    let silent = async {
        match silence {
            Some(left) => tokio::time::sleep(left).await,
            None => std::future::pending().await,
        }
    };
    let read = async {
        match input.filter(|_| front.is_hungry()) {
            Some(input) => input.read().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        biased;
        notice = signals.next() => Ok(match notice {
            Notice::Terminate | Notice::HangUp | Notice::Interrupt => Brought::Ended,
            Notice::Resize => Brought::Resized,
            Notice::Suspend => Brought::Suspend,
            Notice::Continue => Brought::Resumed,
        }),
        Some(event) = runner.inbox.recv() => Ok(Brought::Event(event)),
        chunk = read => Ok(match chunk? {
            Chunk::Bytes(count) => Brought::Bytes(count),
            Chunk::Ended => Brought::InputEnded,
        }),
        () = silent => Ok(Brought::Silence),
    }
}

/// Gives the terminal back and stops, as the person asked for with Ctrl-Z.
fn suspend(
    state: &State,
    front: &mut impl Front,
    events: &mut VecDeque<Event>,
    now_ms: u64,
) -> io::Result<()> {
    front.suspend()?;
    // SIGSTOP cannot be caught, so it works although SIGTSTP is listened for.
    rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP)?;
    events.extend(front.hear(state, Heard::Resumed, now_ms));
    Ok(())
}
