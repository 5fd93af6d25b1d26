//! What panics ends the program, and only after everything that was under way is saved.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use tempfile::TempDir;

use super::super::event_loop;
use super::super::http::Settings;
use super::*;
use crate::front::{Front, Heard};
use crate::store::paths::Choice;
use crate::store::{config, state};
use crate::wizard::State;
use crate::wizard::samples::{self, CODE, Desk as Sample, SECRETS, task_of};
use crate::wizard::saved::{ConfigEdit, ProfileKey};

const PATIENCE: Duration = Duration::from_secs(20);

/// Nobody presses a key; it may panic when it shows something.
struct Watcher {
    shown: Rc<Cell<u32>>,
    panics_at: u32,
}

impl Front for Watcher {
    fn show(&mut self, _state: &State) -> io::Result<()> {
        self.shown.set(self.shown.get() + 1);
        assert!(self.shown.get() != self.panics_at, "{CODE}");
        Ok(())
    }

    fn hear(&mut self, _state: &State, _heard: Heard<'_>, _now_ms: u64) -> Vec<Event> {
        Vec::new()
    }

    fn deadline_ms(&self) -> Option<u64> {
        None
    }

    fn listens(&self) -> bool {
        false
    }

    fn copy(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn paths(dir: &TempDir) -> Paths {
    let (config, state) = (dir.path().join("config"), dir.path().join("state"));
    Paths::under(&config, &state, &Choice::default()).unwrap()
}

fn runner(paths: &Paths) -> Runner {
    Runner::new(Equipment {
        client: Client::new(Settings::default()),
        paths: paths.clone(),
        profile: "default".to_owned(),
        clock: Clock::new(),
        clock_follows: ClockFollows::System,
        sign_in: None,
        voice: |_, _| serde_json::Value::Null,
        pages: |_| String::new(),
    })
    .unwrap()
}

/// Runs the loop to its end, in time; whether it ended in a panic.
fn ends_in_panic(
    mut desk: Sample,
    first: Vec<Effect>,
    paths: &Paths,
    panics_at: u32,
    begin: impl FnOnce(&mut Runner, &Sample),
) -> (bool, State) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut front = Watcher {
        shown: Rc::default(),
        panics_at,
    };
    let ended = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let mut runner = runner(paths);
            begin(&mut runner, &desk);
            let run = event_loop::run(&mut desk.state, first, &mut front, &mut runner);
            timeout(PATIENCE, run).await.expect("an end in time")
        })
    }));
    if let Err(payload) = &ended {
        let told = payload
            .downcast_ref::<String>()
            .cloned()
            .unwrap_or_default();
        assert!(!told.contains("an end in time"), "{told}");
    }
    (ended.is_err(), desk.state)
}

#[test]
fn a_task_that_panics_ends_the_program_instead_of_leaving_it_waiting() {
    for desk in [samples::exchanging_desk(), samples::verifying_desk()] {
        let dir = tempfile::tempdir().unwrap();
        let task = desk.open.first().and_then(task_of).unwrap();
        let (panicked, state) = ends_in_panic(desk, Vec::new(), &paths(&dir), 0, |runner, desk| {
            let call = desk
                .open
                .iter()
                .find_map(|open| {
                    let Effect::Send { call, .. } = open else {
                        return None;
                    };
                    Some(*call)
                })
                .unwrap();
            let lost = Event::Answered {
                task,
                call,
                answer: Err(Unreachable {
                    host: "localhost".to_owned(),
                    proxy: None,
                    reason: Reason::Interrupted,
                    sent: true,
                }),
            };
            runner.spawn(task, lost, async { panic!("{CODE}") });
        });
        assert!(panicked, "the panic goes on to where the program ends");
        assert!(state.ended.is_some());
        let shown = format!("{:?}", state.problem);
        assert!(
            SECRETS.iter().all(|secret| !shown.contains(secret)),
            "{shown}"
        );
    }
}

#[test]
fn what_was_to_be_written_is_written_before_a_panic_of_the_screen_ends_the_program() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths(&dir);
    let desk = samples::proving_desk();
    let mut progress = desk.state.progress.clone();
    progress.sign_in = None;
    progress
        .fields
        .insert("tester".to_owned(), "some.username".to_owned());
    let first = vec![
        Effect::Remember {
            progress: Box::new(progress),
        },
        Effect::SaveConfig {
            task: TaskId(9),
            edits: vec![ConfigEdit::Text {
                key: ProfileKey::Provider,
                value: Some("instagram-login".to_owned()),
            }],
        },
    ];
    let (panicked, _) = ends_in_panic(desk, first, &paths, 1, |_, _| {});
    assert!(panicked);
    let kept = state::load(&paths, "default").unwrap().progress.unwrap();
    assert_eq!(kept.fields["tester"], "some.username");
    assert_eq!(config::load(&paths).unwrap().config.profiles.len(), 1);
}
