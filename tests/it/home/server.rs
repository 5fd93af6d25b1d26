//! A running practice provider, and its control interface.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

use serde_json::{Value, json};

use super::{DEADLINE, kill};
use crate::http::{self, Reply};

/// A running practice provider.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
    pub(crate) app_id: String,
    pub(crate) app_secret: String,
    pub(crate) redirect_uri: String,
    pub(crate) username: String,
    pub(crate) line: String,
}

impl Server {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = child.stdout.take().unwrap();
        let (send, first) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            drop(BufReader::new(out).read_line(&mut line));
            drop(send.send(line));
        });
        let line = first
            .recv_timeout(DEADLINE)
            .expect("the practice provider listens");
        let facts: Value = serde_json::from_str(&line).expect("one line of JSON");
        let fact = |name: &str| facts[name].as_str().unwrap_or_default().to_owned();
        Self {
            child,
            url: fact("url"),
            app_id: fact("app_id"),
            app_secret: fact("app_secret"),
            redirect_uri: fact("redirect_uri"),
            username: fact("username"),
            line,
        }
    }

    /// An address of the provider.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// What the control interface tells.
    pub(crate) fn state(&self) -> Value {
        http::get(&self.at("/sandbox/state")).answers(200).json()
    }

    /// How often a call was asked for.
    pub(crate) fn calls(&self, call: &str) -> u64 {
        self.state()["calls"][call].as_u64().unwrap()
    }

    /// Moves the practice clock.
    pub(crate) fn advance(&self, seconds: i64) {
        let order = json!({ "advance_seconds": seconds });
        let _ = http::post_json(&self.at("/sandbox/clock"), &order).answers(200);
    }

    /// Orders a fault.
    pub(crate) fn fault(&self, call: &str, fault: &str, times: u32) {
        let order = json!({ "call": call, "fault": fault, "times": times });
        let _ = http::post_json(&self.at("/sandbox/faults"), &order).answers(200);
    }

    /// The person's part of a step.
    pub(crate) fn play(&self, form: &[(&str, &str)]) -> Reply {
        http::post_form(&self.at("/sandbox/play"), form)
    }

    /// A token of the dashboard's *Generate token*.
    pub(crate) fn dashboard_token(&self, provider: &str) -> String {
        let played = self.play(&[("step", "generate-token"), ("provider", provider)]);
        played.json()["token"]
            .as_str()
            .unwrap_or_else(|| panic!("{played:?}"))
            .to_owned()
    }

    /// Where a person lands who opens a link and presses Allow.
    pub(crate) fn allow(&self, link: &str) -> String {
        let played = self.play(&[("step", "authorize"), ("url", link)]);
        played.json()["redirect"]
            .as_str()
            .unwrap_or_else(|| panic!("{played:?}"))
            .to_owned()
    }

    /// Stops answering, as a provider does that is very slow, until [`Self::go_on`].
    pub(crate) fn pause(&self) {
        kill(self.child.id(), rustix::process::Signal::STOP);
    }

    /// Answers everything that was asked meanwhile.
    pub(crate) fn go_on(&self) {
        kill(self.child.id(), rustix::process::Signal::CONT);
    }

    /// Ends it as a service manager would.
    pub(crate) fn stop(mut self) {
        kill(self.child.id(), rustix::process::Signal::TERM);
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been stopped already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
