//! An xterm on an X server of its own: keys and the mouse in, pictures and the selection out.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::home::Home;

/// How long a screen may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Clicks that are nearer than this count together.
const TOGETHER: Duration = Duration::from_millis(300);

/// A server that starts while another one ends can take its display: one window at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// A child that ends with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How the terminal looks and counts clicks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) columns: u16,
    pub(crate) rows: u16,
    pub(crate) ground: &'static str,
    pub(crate) letters: &'static str,
    pub(crate) no_color: bool,
    /// Whether clicks in a row count together.
    pub(crate) many_clicks: bool,
}

/// Light letters on black.
pub(crate) const DARK: Setting = Setting {
    columns: 80,
    rows: 24,
    ground: "black",
    letters: "gray90",
    no_color: false,
    many_clicks: true,
};

impl Setting {
    pub(crate) fn sized(self, columns: u16, rows: u16) -> Self {
        Self {
            columns,
            rows,
            ..self
        }
    }
}

/// The program in an xterm.
pub(crate) struct Window {
    // Before its server, so that it is ended first.
    terminal: Running,
    _server: Running,
    _alone: MutexGuard<'static, ()>,
    display: String,
    id: String,
    /// The size of a cell in pixels.
    cell: (u16, u16),
    pub(crate) columns: u16,
    pub(crate) rows: u16,
}

impl Window {
    /// Runs the program with these arguments in practice mode.
    pub(crate) fn open(home: &Home, setting: Setting, args: &[&str]) -> Self {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        // A socket that a killed server left can stand in the way of the next one.
        let (server, display) = wait("X server that answers", || {
            let (server, display) = serve();
            let mut asked = Command::new("xdotool");
            asked.arg("getdisplaygeometry").env("DISPLAY", &display);
            let answers = asked.output().expect("xdotool").status.success();
            answers.then_some((server, display))
        });
        let mut terminal = Command::new("xterm");
        let geometry = format!("{}x{}+0+0", setting.columns, setting.rows);
        terminal.args(["-geometry", &geometry, "-b", "0", "-bw", "0", "+sb", "-u8"]);
        terminal.args(["-fa", "DejaVu Sans Mono", "-fs", "8"]);
        terminal.args(["-bg", setting.ground, "-fg", setting.letters]);
        terminal.args(["-xrm", "XTerm*waitForMap: true"]);
        let together = if setting.many_clicks {
            TOGETHER.as_millis()
        } else {
            1
        };
        terminal.args(["-xrm", &format!("XTerm*multiClickTime: {together}")]);
        terminal.args(["-e", env!("CARGO_BIN_EXE_igtoken"), "--sandbox"]);
        terminal.args(args).env_clear();
        terminal
            .env("HOME", home.path())
            .env("DISPLAY", &display)
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .env("PATH", std::env::var_os("PATH").unwrap_or_default());
        if setting.no_color {
            terminal.env("NO_COLOR", "1");
        }
        terminal.stdin(Stdio::null());
        let terminal = Running(terminal.spawn().expect("xterm"));
        let mut window = Self {
            terminal,
            _server: server,
            _alone: alone,
            display,
            id: String::new(),
            cell: (0, 0),
            columns: setting.columns,
            rows: setting.rows,
        };
        window.id = wait("window", || {
            let ended = window.terminal.0.try_wait().expect("a status");
            assert_eq!(ended, None, "xterm ended");
            let found = window.output("xdotool", &["search", "--onlyvisible", "--class", "xterm"]);
            text(&found).lines().next().map(str::to_owned)
        });
        let (width, height) = window.size();
        assert_eq!(width % window.columns, 0, "no border: {width}");
        assert_eq!(height % window.rows, 0, "no border: {height}");
        window.cell = (width / window.columns, height / window.rows);
        // Without a window manager the keys go to where the pointer is.
        window.point(window.columns - 1, 0);
        window
    }

    fn command(&self, program: &str, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(args).env("DISPLAY", &self.display);
        command
    }

    fn output(&self, program: &str, args: &[&str]) -> Output {
        let output = self.command(program, args).output();
        output.unwrap_or_else(|error| panic!("{program}: {error}"))
    }

    #[track_caller]
    fn does(&self, args: &[&str]) {
        let done = self.output("xdotool", args);
        assert!(done.status.success(), "xdotool {args:?}: {done:?}");
    }

    fn size(&self) -> (u16, u16) {
        let told = self.output("xdotool", &["getwindowgeometry", "--shell", &self.id]);
        let told = text(&told);
        let number = |name: &str| {
            let line = told.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|number| number.parse().ok())
                .unwrap_or_else(|| panic!("no {name} in {told}"))
        };
        (number("WIDTH="), number("HEIGHT="))
    }

    /// The middle of a cell in pixels.
    fn middle(&self, column: u16, row: u16) -> (String, String) {
        let (width, height) = self.cell;
        (
            (column * width + width / 2).to_string(),
            (row * height + height / 2).to_string(),
        )
    }

    fn point(&self, column: u16, row: u16) {
        let (x, y) = self.middle(column, row);
        self.does(&["mousemove", "--window", &self.id, &x, &y]);
    }

    /// Presses keys by their X names.
    pub(crate) fn press(&self, keys: &[&str]) {
        for key in keys {
            self.does(&["key", key]);
        }
    }

    /// Gives the window room for so many cells.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        let (width, height) = self.cell;
        let (width, height) = (columns * width, rows * height);
        let (w, h) = (width.to_string(), height.to_string());
        self.does(&["windowsize", &self.id, &w, &h]);
        wait("new size", || {
            (self.size() == (width, height)).then_some(())
        });
        (self.columns, self.rows) = (columns, rows);
        self.point(0, 0);
    }

    /// Every pixel of the window.
    pub(crate) fn pixels(&self) -> Vec<u8> {
        let taken = self.output("import", &["-window", &self.id, "-depth", "8", "rgb:-"]);
        assert!(taken.status.success(), "{taken:?}");
        taken.stdout
    }

    /// The picture with nothing selected and the pointer where it is before every key.
    pub(crate) fn at_rest(&self) -> Vec<u8> {
        self.forget();
        self.point(self.columns - 1, 0);
        let mut last = self.pixels();
        wait("still picture", || {
            let now = self.pixels();
            let still = now == last;
            last = now;
            still.then(|| last.clone())
        })
    }

    /// Waits for a picture that differs from another one.
    pub(crate) fn changes_from(&self, before: &[u8]) {
        wait("change", || (self.pixels() != before).then_some(()));
    }

    /// Waits for a picture that is the same as another one.
    pub(crate) fn is_again(&self, before: &[u8]) {
        wait("return", || (self.pixels() == before).then_some(()));
    }

    /// What a scanner reads from a picture of the screen.
    pub(crate) fn scanned(&self) -> Option<String> {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let file = dir.path().join("screen.png");
        let taken = self.output("import", &["-window", "root", path(&file)]);
        assert!(taken.status.success(), "{taken:?}");
        let read = self.output("zbarimg", &["-q", "--raw", path(&file)]);
        let read = text(&read);
        (!read.is_empty()).then(|| read.trim_end_matches('\n').to_owned())
    }

    /// Waits until a scanner reads something.
    #[track_caller]
    pub(crate) fn scans(&self, wanted: &str) {
        let read = wait("code", || self.scanned());
        assert_eq!(read, wanted);
    }

    /// Selects with a drag from one cell to another and gives what was selected.
    pub(crate) fn drag(&self, from: (u16, u16), to: (u16, u16)) -> String {
        self.forget();
        // A cell belongs to the selection from where the next one begins.
        let right = (to.0 + 1) * self.cell.0;
        let (_, y) = self.middle(0, to.1);
        self.point(from.0, from.1);
        // From the left edge of the first cell, for the middle is nearer to the next one.
        let (_, first) = self.middle(0, from.1);
        let left = (from.0 * self.cell.0).to_string();
        self.does(&["mousemove", "--window", &self.id, &left, &first]);
        self.does(&["mousedown", "1"]);
        self.does(&["mousemove", "--window", &self.id, &right.to_string(), &y]);
        self.does(&["mouseup", "1"]);
        wait("selection", || self.selection())
    }

    /// Selects a line as the terminal wrapped it, with three clicks.
    pub(crate) fn triple_click(&self, row: u16) -> Option<String> {
        self.forget();
        self.point(3, row);
        self.does(&["click", "--repeat", "3", "--delay", "20", "1"]);
        // The terminal itself counts by time: the next click must not belong to these. An empty
        // line selects nothing, so there is nothing else to wait for.
        let apart = Instant::now() + 2 * TOGETHER;
        let mut found = None;
        while Instant::now() < apart {
            found = self.selection();
        }
        found
    }

    fn forget(&self) {
        let cleared = self.output("xsel", &["--clear", "--primary"]);
        assert!(cleared.status.success(), "{cleared:?}");
    }

    fn selection(&self) -> Option<String> {
        let found = self.output("xsel", &["--output", "--primary"]);
        let found = text(&found);
        (!found.is_empty()).then_some(found)
    }
}

/// Waits for a condition.
#[track_caller]
pub(crate) fn wait<T>(what: &str, mut ready: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = ready() {
            return found;
        }
        assert!(Instant::now() < deadline, "no {what}");
    }
}

/// An X server on a display that is free, and the display's name.
fn serve() -> (Running, String) {
    let mut server = Command::new("Xvfb");
    server.args(["-displayfd", "1", "-screen", "0", "1400x1000x24"]);
    server.args(["-nolisten", "tcp"]);
    server.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = Running(server.spawn().expect("Xvfb"));
    let told = server.0.stdout.take().expect("its standard output");
    let mut number = String::new();
    BufReader::new(told)
        .read_line(&mut number)
        .expect("the number of the display");
    let number = number.trim();
    assert!(!number.is_empty(), "Xvfb does not start");
    (server, format!(":{number}"))
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn path(file: &Path) -> &str {
    file.to_str().expect("a path in UTF-8")
}
