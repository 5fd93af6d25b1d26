//! The pictures of the documents: real screens of real runs, drawn as SVG.
//!
//! A picture that is not what the program shows now fails its test, which tells the command that
//! makes all of them anew. What differs from run to run (a free port, the date, the end of a
//! token) is put in its place by [`settled`].

mod scenes;
mod svg;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::pty::Pty;
use svg::Grid;

/// The variable that makes the pictures anew instead of comparing them.
const REMAKE: &str = "IGTOKEN_PICTURES";
const COMMAND: &str = "IGTOKEN_PICTURES=1 cargo test --test it picture";

/// After so long without a byte a frame is whole.
const QUIET: Duration = Duration::from_millis(300);
/// How long a frame may be under way.
const PATIENCE: Duration = Duration::from_secs(5);

/// The redirect URI's port in every picture.
const SHOWN_PORT: &str = "8443";

/// A language of the pictures: its folder, and whether a text is the English or the Korean one.
#[derive(Clone, Copy)]
pub(super) struct Tongue {
    pub(super) name: &'static str,
    pick: usize,
}

pub(super) const EN: Tongue = Tongue {
    name: "en",
    pick: 0,
};
pub(super) const KO: Tongue = Tongue {
    name: "ko",
    pick: 1,
};

impl Tongue {
    /// Of a text in both languages, its own.
    pub(super) const fn of(self, both: [&'static str; 2]) -> &'static str {
        both[self.pick]
    }
}

/// The pictures of one language, kept or compared.
pub(super) struct Album {
    folder: PathBuf,
    stale: Vec<String>,
    seen: Vec<String>,
}

impl Album {
    fn open(tongue: Tongue) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("docs/pictures")
            .join(tongue.name);
        Self {
            folder,
            stale: Vec::new(),
            seen: Vec::new(),
        }
    }

    /// The screen as it is when nothing more comes; compared, as soon as it is the picture.
    pub(super) fn take(&mut self, name: &str, pty: &mut Pty, port: Option<u16>) {
        let path = self.folder.join(format!("{name}.svg"));
        self.seen.push(format!("{name}.svg"));
        if std::env::var_os(REMAKE).is_some() {
            while pty.reads_more(QUIET) {}
            std::fs::create_dir_all(&self.folder).expect("the folder of the pictures");
            let mut file = std::fs::OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .open(&path)
                .expect("the picture's file");
            std::io::Write::write_all(&mut file, drawn(pty, port).as_bytes()).expect("the picture");
            return;
        }
        let wanted = std::fs::read_to_string(&path).unwrap_or_default();
        let deadline = Instant::now() + PATIENCE;
        while drawn(pty, port) != wanted {
            if Instant::now() >= deadline {
                let screen = pty.screen();
                self.stale.push(format!("{}\n{screen}", path.display()));
                return;
            }
            pty.reads_more(QUIET);
        }
    }

    /// Insists that every picture is what the program shows, and that there is no other.
    #[track_caller]
    fn close(mut self) {
        let entries = std::fs::read_dir(&self.folder).expect("the folder of the pictures");
        for entry in entries {
            let name = entry.expect("an entry").file_name();
            let name = name.to_string_lossy().into_owned();
            if !self.seen.contains(&name) {
                self.stale.push(format!("{name}: nothing draws it"));
            }
        }
        assert!(
            self.stale.is_empty(),
            "not what the program shows now; make them anew with: {COMMAND}\n{}",
            self.stale.join("\n")
        );
    }
}

fn drawn(pty: &Pty, port: Option<u16>) -> String {
    let mut grid = Grid::of(pty.vt());
    settled(&mut grid, port);
    grid.svg()
}

/// Puts fixed values in the place of what differs from run to run, column by column.
fn settled(grid: &mut Grid, port: Option<u16>) {
    let today = jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    for row in 0..grid.rows() {
        let mut line = grid.line(row);
        if let Some(port) = port {
            let port: Vec<char> = port.to_string().chars().collect();
            replace(&mut line, &port, SHOWN_PORT);
        }
        for start in 0..line.len() {
            if shaped(&line, start, "0000-00-00") {
                let text: String = line.iter().skip(start).take(10).collect();
                let date: jiff::civil::Date = text.parse().expect("a date");
                let near = (date - today).get_days() <= 2;
                put(
                    &mut line,
                    start,
                    if near { "2026-11-23" } else { "2027-01-21" },
                );
                if shaped(&line, start + 11, "00:00") {
                    put(&mut line, start + 11, "16:03");
                }
            }
            let tail = line.get(start + 1..start + 5);
            if line.get(start) == Some(&'…')
                && tail.is_some_and(|tail| tail.iter().all(|&c| c.is_ascii() && c > ' '))
            {
                put(&mut line, start + 1, "4kZD");
            }
        }
        grid.set_line(row, &line);
    }
}

/// Whether the digits of a form are digits here, and its other signs themselves.
fn shaped(line: &[char], start: usize, form: &str) -> bool {
    let here = line.iter().skip(start);
    line.len() >= start + form.len()
        && here.zip(form.chars()).all(|(&is, wanted)| match wanted {
            '0' => is.is_ascii_digit(),
            sign => is == sign,
        })
}

fn put(line: &mut [char], start: usize, text: &str) {
    for (place, sign) in line.iter_mut().skip(start).zip(text.chars()) {
        *place = sign;
    }
}

fn replace(line: &mut [char], what: &[char], with: &str) {
    for start in 0..line.len() {
        if line.get(start..start + what.len()) == Some(what) {
            put(line, start, with);
        }
    }
}

#[test]
fn the_english_pictures_are_what_the_program_shows() {
    let mut album = Album::open(EN);
    scenes::all(EN, &mut album);
    album.close();
}

#[test]
fn the_korean_pictures_are_what_the_program_shows() {
    let mut album = Album::open(KO);
    scenes::all(KO, &mut album);
    album.close();
}
