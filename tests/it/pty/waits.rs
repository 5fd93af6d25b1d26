//! What can be waited for: a text, a file, a rest, the end. Each has a deadline, and prints the screen
//! when it never comes.

use std::time::{Duration, Instant};

use super::{PATIENCE, Pty, modes};
use crate::budgets::Counted;

impl Pty {
    /// Waits until the screen satisfies a condition.
    #[track_caller]
    pub(crate) fn wait(&mut self, what: &str, ready: impl Fn(&str) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !ready(&self.screen()) {
            // What is waited for may also be a file: look again although nothing was written.
            let slice = Instant::now() + Duration::from_millis(20);
            self.read_until(slice.min(deadline));
            let late = Instant::now() >= deadline && !ready(&self.screen());
            assert!(!late, "no {what} on this screen:\n{}", self.picture());
        }
        self
    }

    /// Waits until the screen satisfies a condition; tells whether the program lived to see it.
    #[track_caller]
    pub(crate) fn lives_until(&mut self, what: &str, ready: impl Fn(&str) -> bool) -> bool {
        let deadline = Instant::now() + PATIENCE;
        while !ready(&self.screen()) {
            if self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                return false;
            }
            let late = Instant::now() >= deadline;
            assert!(!late, "no {what} on this screen:\n{}", self.picture());
            self.read_until(Instant::now() + Duration::from_millis(20));
        }
        true
    }

    /// Waits for the end; tells whether a signal brought it.
    #[track_caller]
    pub(crate) fn ends_by_signal(&mut self) -> bool {
        assert!(!self.lives_until("end", |_| false));
        let status = self.child.wait().expect("an exit status");
        status.signal().is_some()
    }

    /// Waits until everything that was ever written satisfies a condition.
    #[track_caller]
    pub(crate) fn wait_raw(&mut self, what: &str, ready: impl Fn(&str) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !ready(&String::from_utf8_lossy(&self.raw)) {
            let late = Instant::now() >= deadline;
            assert!(!late, "no {what} before this screen:\n{}", self.picture());
            let slice = Instant::now() + Duration::from_millis(20);
            self.read_until(slice.min(deadline));
        }
        self
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub(crate) fn see(&mut self, text: &str) -> &mut Self {
        let wanted = text.to_owned();
        self.wait(&format!("{text:?}"), move |screen| {
            flat(screen).contains(&wanted)
        })
    }

    /// Waits until the screen shows a text no more.
    #[track_caller]
    pub(crate) fn see_no_more(&mut self, text: &str) -> &mut Self {
        let gone = text.to_owned();
        self.wait(&format!("end of {text:?}"), move |screen| {
            !flat(screen).contains(&gone)
        })
    }

    /// Waits until a text was written, after what was waited for before.
    #[track_caller]
    pub(crate) fn hear(&mut self, text: &str) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let news = self.raw.get(self.past..).unwrap_or_default();
            let place = news
                .windows(text.len())
                .position(|part| part == text.as_bytes());
            if let Some(place) = place {
                self.past += place + text.len();
                return self;
            }
            let late = Instant::now() >= deadline;
            assert!(!late, "no {text:?} after all this:\n{}", self.written());
            let slice = Instant::now() + Duration::from_millis(20);
            self.read_until(slice.min(deadline));
        }
    }

    /// Waits until the terminal is as it was before the program began.
    #[track_caller]
    pub(crate) fn given_back(&mut self) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !self.modes_are_as_before() {
            let late = Instant::now() >= deadline;
            assert!(!late, "the terminal is not given back");
            let slice = Instant::now() + Duration::from_millis(20);
            self.read_until(slice.min(deadline));
        }
        self
    }

    /// Waits until more was written than so many bytes.
    #[track_caller]
    pub(crate) fn more_than(&mut self, bytes: usize) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while self.raw.len() <= bytes {
            self.read_until(deadline);
            let late = Instant::now() >= deadline;
            assert!(!late, "nothing new on this screen:\n{}", self.picture());
        }
        self
    }

    /// Takes in whatever is written within a time.
    pub(crate) fn watch(&mut self, time: Duration) -> &mut Self {
        let deadline = Instant::now() + time;
        while self.read_until(deadline) {}
        self
    }

    /// Waits until the program is at rest: it writes nothing, and none of its threads wakes up.
    #[track_caller]
    pub(crate) fn settle(&mut self) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let before = (self.raw.len(), Counted::of(self.id()));
            self.watch(Duration::from_millis(200));
            let after = (self.raw.len(), Counted::of(self.id()));
            if before == after && !after.1.busy {
                return self;
            }
            let late = Instant::now() >= deadline;
            assert!(!late, "no rest on this screen:\n{}", self.picture());
        }
    }

    /// Waits for the end; the terminal must have been given back.
    #[track_caller]
    pub(crate) fn ends_with(&mut self, code: u32) {
        let found = self.ends();
        assert_eq!(found, code, "the last screen:\n{}", self.picture());
    }

    /// The same with any exit code, which it tells.
    #[track_caller]
    pub(crate) fn ends(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        // The output ends when the last process that holds the terminal is gone.
        while self.read_until(deadline) {}
        let ended = self.child.try_wait().expect("a status");
        let Some(status) = ended.or_else(|| self.reap(deadline)) else {
            panic!("still running, on this screen:\n{}", self.picture());
        };
        assert_eq!(status.signal(), None, "{}", self.picture());
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert_eq!(
            modes(&*self.master),
            self.before,
            "the terminal's modes are as before"
        );
        status.exit_code()
    }

    /// The output has ended: the program is about to, unless the time is over.
    fn reap(&mut self, deadline: Instant) -> Option<portable_pty::ExitStatus> {
        (Instant::now() < deadline).then(|| self.child.wait().expect("an exit status"))
    }
}

/// The screen on one line, so that a wrapped sentence is found.
fn flat(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}
