//! The wizard over a real SSH connection, in a real tmux: what a person with a server has.
//!
//! Start with [`Seat::take`]: a home on the far side, a server there, and a tmux on this side.

mod callback;
mod clipboard;
mod cut;
mod given_back;
mod journey;
mod packets;
mod second;
mod selection;
mod tunnel;

use std::collections::BTreeMap;

use crate::home::{Home, read};
use crate::sshd::{Sshd, quoted};
use crate::tmux::Tmux;

/// The steps that a person does in a browser, as the rail names them.
pub(crate) const INSTAGRAM_LOGIN: [&str; 7] = crate::pty_journeys::INSTAGRAM_LOGIN;
pub(crate) const BASIC_DISPLAY: [&str; 8] = crate::pty_journeys::BASIC_DISPLAY;

/// A person with a terminal on this side and a home on the far side of a line.
#[derive(Debug)]
pub(crate) struct Seat {
    // Before the server, so that its clients have hung up when it is stopped.
    pub(crate) tmux: Tmux,
    pub(crate) sshd: Sshd,
    pub(crate) home: Home,
}

impl Seat {
    pub(crate) fn take(columns: u16, rows: u16) -> Self {
        Self::with(Home::new(), columns, rows)
    }

    /// The same with a home that holds something already.
    pub(crate) fn with(home: Home, columns: u16, rows: u16) -> Self {
        Self {
            tmux: Tmux::start(columns, rows),
            sshd: Sshd::start(),
            home,
        }
    }

    /// What a shell over there reads to run the program, with its process id left in a file.
    pub(crate) fn remote(&self, args: &str) -> String {
        self.remote_in("C.UTF-8", args)
    }

    fn remote_in(&self, lang: &str, args: &str) -> String {
        let home = quoted(&self.home.path().display().to_string());
        let program = quoted(env!("CARGO_BIN_EXE_igtoken"));
        format!(
            "echo $$ >{home}/wizard.pid; \
             exec env HOME={home} LANG={lang} TZ=UTC {program} --sandbox {args}"
        )
    }

    /// The same for a command beside the wizard.
    fn beside(&self, args: &str) -> String {
        let home = quoted(&self.home.path().display().to_string());
        let program = quoted(env!("CARGO_BIN_EXE_igtoken"));
        format!("exec env HOME={home} LANG=C.UTF-8 TZ=UTC {program} --sandbox {args}")
    }

    /// The same with the exit code of the program left in a file: tmux can lose the one of a pane
    /// that took the place of another.
    fn remote_to_its_end(&self, lang: &str, args: &str) -> String {
        let home = quoted(&self.home.path().display().to_string());
        // A shell of its own becomes the wizard, so that the process id stays the wizard's.
        let wizard = quoted(&self.remote_in(lang, args));
        format!("sh -c {wizard}; echo $? >{home}/wizard.code")
    }

    /// Opens a line in the pane and runs the wizard over there.
    pub(crate) fn wizard(&self, args: &str) -> &Self {
        self.wizard_in("C.UTF-8", args)
    }

    /// The same in another language.
    pub(crate) fn wizard_in(&self, lang: &str, args: &str) -> &Self {
        drop(std::fs::remove_file(self.pid_file()));
        drop(std::fs::remove_file(self.code_file()));
        let line = self.sshd.line(&self.remote_to_its_end(lang, args));
        self.tmux.respawn(&line);
        self
    }

    /// Runs the wizard in the pane without a line between.
    pub(crate) fn wizard_here(&self, args: &str) -> &Self {
        let line = format!("sh -c {}", quoted(&self.remote(args)));
        self.tmux.respawn(&line);
        self
    }

    fn pid_file(&self) -> std::path::PathBuf {
        self.home.path().join("wizard.pid")
    }

    fn code_file(&self) -> std::path::PathBuf {
        self.home.path().join("wizard.code")
    }

    /// Waits until the wizard has ended and its line with it; the wizard's exit code.
    #[track_caller]
    pub(crate) fn ended(&self) -> i32 {
        self.tmux.ended();
        self.tmux.wait("exit code of the wizard", |_| {
            let text = std::fs::read_to_string(self.code_file()).unwrap_or_default();
            text.ends_with('\n')
        });
        let code = read(&self.code_file());
        code.trim().parse().expect("an exit code")
    }

    /// The wizard's process, once it runs.
    pub(crate) fn wizard_process(&self) -> u32 {
        let mut found = None;
        self.tmux.wait("process of the wizard", |_| {
            let text = std::fs::read_to_string(self.pid_file()).unwrap_or_default();
            text.ends_with('\n')
        });
        if let Ok(id) = read(&self.pid_file()).trim().parse() {
            found = Some(id);
        }
        found.expect("a process id")
    }

    /// Waits until a process over there is gone.
    #[track_caller]
    pub(crate) fn see_gone(&self, process: u32) -> &Self {
        self.tmux.wait("end of the wizard over there", |_| {
            // One that has ended and that nobody has asked about has no command line any more.
            let line = std::fs::read(format!("/proc/{process}/cmdline"));
            line.unwrap_or_default().is_empty()
        });
        self
    }

    /// Does the browser's part of the manual steps by one key each.
    pub(crate) fn through_the_checklist(&self, steps: &[&str]) -> &Self {
        for step in steps {
            self.tmux.see(&format!("● {step}")).keys(&["s"]);
            self.tmux.see("the browser's part is done").keys(&["Enter"]);
        }
        self
    }

    /// Goes as far as the link.
    pub(crate) fn up_to_the_link(&self) -> String {
        self.wizard("").through_the_checklist(&INSTAGRAM_LOGIN);
        self.tmux.see("Open this link in any browser");
        self.link()
    }

    /// The link as its letters stand on the screen, whatever the terminal thinks of its rows.
    #[track_caller]
    pub(crate) fn link(&self) -> String {
        self.tmux.wait("whole link", |tmux| {
            let rows = link_rows(&tmux.screen()).map(|(_, rows)| rows.concat());
            rows.is_some_and(|link| self.is_whole(&link))
        });
        let (_, rows) = link_rows(&self.tmux.screen()).expect("a link");
        rows.concat()
    }

    /// Whether a link has the whole `state` that was written down, and nothing half after it.
    fn is_whole(&self, link: &str) -> bool {
        let kept = std::fs::read_to_string(self.home.practice_state()).unwrap_or_default();
        let Some((_, rest)) = link.split_once("&state=") else {
            return false;
        };
        let state = rest.strip_suffix("&force_reauth=true").unwrap_or(rest);
        kept.contains(&format!("\"{state}\""))
    }

    /// Insists that a finished profile is there, by its commands.
    #[track_caller]
    pub(crate) fn has_a_token(&self) -> String {
        let token = self.home.token();
        assert!(token.starts_with("IG") && token.len() > 40, "a token");
        token
    }
}

/// The first row of the link on a screen, and its rows.
pub(crate) fn link_rows(screen: &str) -> Option<(usize, Vec<String>)> {
    let first = screen
        .lines()
        .position(|row| row.starts_with("http") && !row.contains(' '))?;
    let rows: Vec<String> = screen
        .lines()
        .skip(first)
        .take_while(|row| !row.is_empty() && !row.contains(' '))
        .map(str::to_owned)
        .collect();
    // The next thing on the screen begins with a blank.
    rows.concat()
        .contains("/oauth/authorize")
        .then_some((first, rows))
}

/// The parameters of a link.
pub(crate) fn parameters(link: &str) -> BTreeMap<String, String> {
    let url = url::Url::parse(link).expect("a link that parses");
    url.query_pairs().into_owned().collect()
}
