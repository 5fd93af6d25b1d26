//! The lines as a front: says what is new, asks one question, hears one line.
//!
//! An answer is taken only after its question was said, and only one at a time, since it may change
//! what the next line means. So a whole journey may come through a pipe at once.

use std::collections::VecDeque;
use std::io::{self, Write};

use super::answer::{Answer, answer};
use super::editor::{Editor, Read, Signal};
use super::input::{Input, Pipe};
use super::manual;
use super::page::{self, Page, Told};
use super::question::{self, Question, question};
use super::speech::{Line, Look};
use super::terminal::Terminal;
use super::voice::Voice;
use crate::failpoint;
use crate::front::{Front, Heard};
use crate::text::{Lang, Texts};
use crate::wizard::event::Typing;
use crate::wizard::state::{Overlay, Purpose};
use crate::wizard::{Action, Event, State};

pub use super::manual::Reason;
pub use super::voice::Width;

/// What the front is told at its start; it reads no environment itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainOptions {
    pub lang: Lang,
    pub reason: Reason,
    /// The config file, as the person knows it.
    pub where_kept: String,
    pub width: Width,
    /// Whether standard input is a terminal.
    pub from_terminal: bool,
}

/// What is to be done before the next question.
#[derive(Debug)]
enum Next {
    Event(Event),
    /// Goes on with the field, if the value stayed in it.
    GoOn(String),
}

/// The wizard in lines.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing about the conversation, and all go together"
)]
pub struct Plain<W> {
    voice: Voice<W>,
    input: Input,
    texts: Texts,
    options: PlainOptions,
    greeted: bool,
    page: Option<Page>,
    run: Told,
    notice: Option<String>,
    /// The question that was said, with its prompt.
    asked: Option<(Question, String)>,
    /// Whether `asked` waits for its answer.
    waits: bool,
    /// The steps are listed, to open one.
    steps: bool,
    next: VecDeque<Next>,
    /// Something can be done at once.
    ready: bool,
    suspend: bool,
    input_ended: bool,
    early: bool,
}

impl<W: Write> Plain<W> {
    /// Begins; a terminal on standard input is taken over.
    pub fn enter(out: W, options: PlainOptions) -> io::Result<Self> {
        let input = if options.from_terminal {
            Input::Terminal {
                terminal: Terminal::take(io::stdin())?,
                editor: Editor::default(),
            }
        } else {
            Input::Pipe(Pipe::default())
        };
        Ok(Self::new(out, options, input))
    }

    fn new(out: W, options: PlainOptions, input: Input) -> Self {
        Self {
            voice: Voice::new(out, options.width, input.is_terminal()),
            input,
            texts: Texts::new(options.lang),
            options,
            greeted: false,
            page: None,
            run: Told::default(),
            notice: None,
            asked: None,
            waits: false,
            steps: false,
            next: VecDeque::new(),
            ready: false,
            suspend: false,
            input_ended: false,
            early: false,
        }
    }

    /// Says the rest when the wizard has ended.
    pub fn finish(&mut self, state: &State) -> io::Result<()> {
        let lines = {
            let look = look(&self.texts, &self.options, state);
            page::news(&look, &mut self.run)
        };
        self.voice.say(&lines)?;
        self.voice.close_line()
    }

    /// Whether the input ended before the wizard was done.
    pub fn input_ended_early(&self) -> bool {
        self.early && !self.voice.unheard
    }

    /// What is new: page, run and notice.
    fn news(&mut self, state: &State, busy: bool) -> Vec<Line> {
        let look = look(&self.texts, &self.options, state);
        let mut lines = Vec::new();
        if !self.greeted {
            lines.extend(manual::greeting(&look, self.options.reason));
            self.greeted = true;
        }
        let mut told = std::mem::take(&mut self.run);
        let run = page::news(&look, &mut told);
        self.run = told;
        let notice = state.notice.as_ref().map(|notice| look.say(&notice.say));
        let notice_is_new = notice.is_some() && notice != self.notice;
        let notice_line = notice.clone().filter(|_| notice_is_new).map(Line::Text);
        let fresh = (!busy || state.is_running()).then(|| page::page(&look));
        // A finished run is told before the page that it led to.
        let leads_on = self.page.is_some() && !state.is_running();
        let (before, after) = if leads_on {
            (run, Vec::new())
        } else {
            (Vec::new(), run)
        };
        lines.extend(before);
        lines.extend(notice_line);
        if let Some(fresh) = fresh {
            if !fresh.is_about_the_same(self.page.as_ref()) {
                self.asked = None;
                if self.page.is_some() {
                    lines.push(Line::Text(String::new()));
                }
            }
            lines.extend(fresh.news(self.page.as_ref()));
            self.page = Some(fresh);
        }
        lines.extend(after);
        self.notice = notice;
        lines
    }

    /// A pasted text that cannot be used is explained and given up: the next one takes its place.
    fn gives_up(&mut self, state: &State) -> Option<Line> {
        let seen = state.paste.seen.as_ref().filter(|seen| !seen.usable)?;
        if !state.box_is_open() || state.paste.editor.is_empty() {
            return None;
        }
        let look = look(&self.texts, &self.options, state);
        let line = Line::Text(look.say(&seen.say));
        self.next
            .push_back(Next::Event(Event::Typed(Typing::Clear)));
        Some(line)
    }

    fn ask(&mut self, state: &State, told: bool) -> io::Result<()> {
        let (question, prompt, lines) = {
            let look = look(&self.texts, &self.options, state);
            let question = question(state, self.steps);
            let prompt = question.prompt(&look);
            let lines = question.lines(&look);
            (question, prompt, lines)
        };
        let same = self
            .asked
            .as_ref()
            .is_some_and(|(asked, said)| *asked == question && *said == prompt);
        if self.waits && same && !told {
            return Ok(());
        }
        if !same || question::focused(state).is_some() {
            self.voice.say(&lines)?;
        }
        self.voice.prompt(&prompt)?;
        self.asked = Some((question, prompt));
        self.waits = true;
        Ok(())
    }

    /// The next event, if one is due.
    fn step(&mut self, state: &State, now_ms: u64) -> Vec<Event> {
        match self.next.pop_front() {
            Some(Next::Event(event)) => return vec![event],
            Some(Next::GoOn(field)) => {
                let stayed = question::focused(state).is_some_and(|focus| focus.id == field);
                if stayed {
                    return vec![Event::Did(Action::Continue)];
                }
                // It went elsewhere, which is asked about next.
                self.ready = true;
                return Vec::new();
            }
            None => {}
        }
        if !self.waits || is_busy(state) {
            return Vec::new();
        }
        let Some((question, _)) = &self.asked else {
            return Vec::new();
        };
        match self.input.line(question.manner, now_ms) {
            Some(Read::Line(line)) => {
                self.voice.open = false;
                let answer = answer(state, question, &line);
                self.take(state, answer)
            }
            Some(Read::End) => self.leave_early(),
            None if self.input_ended || self.voice.unheard => self.leave_early(),
            None => Vec::new(),
        }
    }

    fn leave_early(&mut self) -> Vec<Event> {
        self.early = true;
        self.waits = false;
        vec![Event::Interrupted]
    }

    fn take(&mut self, state: &State, answer: Answer) -> Vec<Event> {
        self.waits = false;
        let look = look(&self.texts, &self.options, state);
        let lines = match answer {
            Answer::Events(events) => {
                self.steps = false;
                self.notice = None;
                return events;
            }
            Answer::Value { field, text } => {
                self.notice = None;
                self.next.push_back(Next::GoOn(field));
                return vec![Event::Typed(Typing::Clear), Event::Pasted(text)];
            }
            Answer::Help => manual::help(&look, self.asked.as_ref().map(|(question, _)| question)),
            Answer::Steps(open) => {
                self.steps = open;
                Vec::new()
            }
            Answer::Repeat => {
                self.page = None;
                self.asked = None;
                Vec::new()
            }
            Answer::Not(why) => vec![Line::Text(look.get(why))],
        };
        if self.voice.say(&lines).is_err() {
            self.voice.unheard = true;
        }
        // Said again at the next look.
        self.ready = true;
        Vec::new()
    }
}

fn look<'a>(texts: &'a Texts, options: &'a PlainOptions, state: &'a State) -> Look<'a> {
    Look {
        state,
        texts,
        where_kept: &options.where_kept,
    }
}

/// Whether what is under way decides what is asked next.
fn is_busy(state: &State) -> bool {
    if matches!(state.overlay, Some(Overlay::AskSecret { .. })) {
        return false;
    }
    state.is_running()
        || state.is_writing()
        || state
            .tasks
            .has(|purpose| matches!(purpose, Purpose::State | Purpose::Practise))
}

impl<W: Write> Front for Plain<W> {
    fn show(&mut self, state: &State) -> io::Result<()> {
        let busy = is_busy(state);
        let news = self.news(state, busy);
        let mut told = !news.is_empty();
        self.voice.say(&news)?;
        failpoint::pass("view.drawn");
        self.ready = !self.next.is_empty();
        if busy {
            self.waits = false;
            return Ok(());
        }
        if self.next.is_empty()
            && let Some(line) = self.gives_up(state)
        {
            self.voice.say(&[line])?;
            told = true;
            self.asked = None;
        }
        if self.next.is_empty() {
            let waited = self.waits;
            self.ask(state, told)?;
            // What was typed ahead may answer it.
            self.ready = !waited;
        } else {
            self.ready = true;
        }
        Ok(())
    }

    fn hear(&mut self, state: &State, heard: Heard<'_>, now_ms: u64) -> Vec<Event> {
        self.ready = false;
        match heard {
            Heard::Bytes(bytes) => match self.input.hear(bytes, now_ms) {
                Some(Signal::Cancel) => return vec![Event::Did(Action::Cancel)],
                Some(Signal::Suspend) => {
                    self.suspend = true;
                    return Vec::new();
                }
                None => {}
            },
            Heard::Ended => {
                self.input_ended = true;
                self.input.end();
            }
            Heard::Resumed => {
                self.input.resume();
                self.waits = false;
                return Vec::new();
            }
            Heard::Silence | Heard::Idle | Heard::Resized => {}
        }
        self.step(state, now_ms)
    }

    fn deadline_ms(&self) -> Option<u64> {
        if self.ready {
            Some(0)
        } else if self.waits {
            self.input.deadline_ms()
        } else {
            None
        }
    }

    fn listens(&self) -> bool {
        true
    }

    fn is_hungry(&self) -> bool {
        self.input.is_hungry()
    }

    fn copy(&mut self, _text: &str) -> io::Result<()> {
        // The clipboard is reached by an escape sequence only, and the choice is not offered.
        Ok(())
    }

    fn wants_suspend(&mut self) -> bool {
        std::mem::take(&mut self.suspend)
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.voice.close_line()?;
        self.input.suspend()
    }
}

#[cfg(test)]
mod tests;
