//! The texts that are installed: two units for systemd, one line for cron. Pure.

use std::fmt::Write as _;

/// The first words of the first line of every file of ours; a file without them is someone else's.
pub(super) const FIRST_WORDS: &str = "# Made by igtoken schedule";
/// The end of our line in a crontab.
pub(super) const MARK: &str = "# igtoken-refresh";
/// The arguments of the scheduled refresh.
const REFRESH: [&str; 4] = ["refresh", "--all", "--if-within", "14"];

/// What is run, and with which variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Job {
    /// The program, absolute.
    pub(super) program: String,
    /// Options before the command, such as `--config PATH`.
    pub(super) options: Vec<String>,
    pub(super) variables: Vec<(&'static str, String)>,
}

impl Job {
    /// The arguments after the program.
    pub(super) fn arguments(&self) -> Vec<&str> {
        self.options
            .iter()
            .map(String::as_str)
            .chain(REFRESH)
            .collect()
    }

    /// The service.
    ///
    /// What needs a name space of its own (`PrivateTmp`, `ProtectSystem`) is left out: a user manager
    /// can make none on every system, and the service would then not start at all. So is
    /// `MemoryDenyWriteExecute`: tokens may be delivered to programs that compile while they run.
    pub(super) fn service(&self) -> String {
        let mut text = format!(
            "{FIRST_WORDS}; igtoken schedule remove takes it away.\n\
             [Unit]\n\
             Description=Refresh Instagram access tokens that expire soon\n\
             \n\
             [Service]\n\
             Type=oneshot\n"
        );
        for (name, value) in &self.variables {
            let pair = unit_word(&format!("{name}={value}"));
            // Writing into a String cannot fail.
            let _ = writeln!(text, "Environment={pair}");
        }
        let mut command = unit_word(&self.program);
        for argument in self.arguments() {
            command.push(' ');
            // In arguments, unlike in the program's own path, a dollar begins a variable.
            command.push_str(&unit_word(&argument.replace('$', "$$")));
        }
        let _ = writeln!(text, "ExecStart={command}");
        text.push_str(
            "TimeoutStartSec=15min\n\
             UMask=0077\n\
             NoNewPrivileges=yes\n\
             LockPersonality=yes\n\
             RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\n\
             RestrictRealtime=yes\n\
             RestrictSUIDSGID=yes\n\
             SystemCallArchitectures=native\n",
        );
        text
    }

    /// The line of the crontab, without its line break.
    pub(super) fn cron_line(&self) -> String {
        let mut command = String::new();
        for (name, value) in &self.variables {
            let _ = write!(command, "{name}={} ", shell_word(value));
        }
        command.push_str(&shell_word(&self.program));
        for argument in self.arguments() {
            command.push(' ');
            command.push_str(&shell_word(argument));
        }
        // A bare percent sign would be a line break to cron.
        let command = command.replace('%', "\\%");
        let (minute, hour) = self.time_of_day();
        format!("{minute} {hour} * * * {command} > /dev/null {MARK}")
    }

    /// Spread over the day, so that not everybody calls the provider at once; always the same here.
    fn time_of_day(&self) -> (u32, u32) {
        let sum = self
            .program
            .bytes()
            .chain(self.options.iter().flat_map(|option| option.bytes()))
            .fold(7_u32, |sum, byte| {
                sum.wrapping_mul(31).wrapping_add(u32::from(byte))
            });
        (sum % 60, (sum / 60) % 24)
    }
}

/// The timer.
pub(super) fn timer() -> String {
    format!(
        "{FIRST_WORDS}; igtoken schedule remove takes it away.\n\
         [Unit]\n\
         Description=Look every day for Instagram access tokens that expire soon\n\
         \n\
         [Timer]\n\
         OnCalendar=daily\n\
         RandomizedDelaySec=6h\n\
         AccuracySec=1h\n\
         Persistent=true\n\
         \n\
         [Install]\n\
         WantedBy=timers.target\n"
    )
}

/// A word of a unit file: quoted where needed, with nothing in it that systemd would expand.
fn unit_word(text: &str) -> String {
    let text = text.replace('%', "%%");
    if is_plain(&text) {
        return text;
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A word for the shell, quoted where needed.
fn shell_word(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "/._-+=:,@%".contains(c))
}

/// The lines of a crontab that are ours.
pub(super) fn our_lines(crontab: &[u8]) -> Vec<String> {
    crontab
        .split_inclusive(|byte| *byte == b'\n')
        .filter(|line| is_ours(line))
        .map(|line| String::from_utf8_lossy(line).trim_end().to_owned())
        .collect()
}

/// The crontab without our lines; all others stay byte for byte.
pub(super) fn without_ours(crontab: &[u8]) -> Vec<u8> {
    crontab
        .split_inclusive(|byte| *byte == b'\n')
        .filter(|line| !is_ours(line))
        .flatten()
        .copied()
        .collect()
}

/// The crontab with this line as the only one of ours.
pub(super) fn with_ours(crontab: &[u8], line: &str) -> Vec<u8> {
    let mut text = without_ours(crontab);
    if text.last().is_some_and(|byte| *byte != b'\n') {
        text.push(b'\n');
    }
    text.extend_from_slice(line.as_bytes());
    text.push(b'\n');
    text
}

fn is_ours(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    !line.starts_with(b"#") && line.ends_with(MARK.as_bytes())
}

#[cfg(test)]
mod tests;
