//! Every variable of the environment that the program reads, in one table.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::secret::Secret;

/// The variables, as found. `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY` and `SSL_CERT_FILE` are read by
/// the HTTP client itself; `HOME` and the XDG variables by the crate `directories`.
#[derive(Debug, Default, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each variable is set or is not"
)]
pub(super) struct Environment {
    /// `IGTOKEN_CONFIG`: the config file.
    pub(super) config: Option<PathBuf>,
    /// `IGTOKEN_PROFILE`: the profile to work on.
    pub(super) profile: Option<String>,
    /// `IGTOKEN_LANG`: `en` or `ko`.
    pub(super) lang: Option<String>,
    /// `IGTOKEN_APP_SECRET`: the app secret, where none is kept.
    pub(super) app_secret: Option<Secret>,
    /// `IGTOKEN_ENDPOINT`: a base URL in place of every endpoint's host.
    pub(super) endpoint: Option<String>,
    /// `LC_ALL`, `LC_MESSAGES`, `LANG`: the first that is set.
    pub(super) locale: Option<String>,
    /// `NO_COLOR`: no colours when set to anything but nothing.
    pub(super) no_color: bool,
    /// `ACCESSIBLE`: the wizard in lines, unless it is empty, `0` or `false`.
    pub(super) accessible: bool,
    /// `SSH_CONNECTION`, `SSH_CLIENT` or `SSH_TTY`: the person is at the far end of a line.
    pub(super) via_ssh: bool,
    /// `SSH_CONNECTION`: where this machine is reached, for the line of a tunnel.
    pub(super) ssh_connection: Option<String>,
    /// `USER`, else `LOGNAME`: the name for the same line.
    pub(super) user: Option<String>,
    /// `TMUX`: the terminal is tmux.
    pub(super) tmux: bool,
    /// `STY`: the terminal is GNU screen.
    pub(super) screen: bool,
    /// `TERM`.
    pub(super) term: Option<String>,
    /// `PATH`: where the programs of the schedule are looked for.
    pub(super) path: Option<OsString>,
    /// `XDG_RUNTIME_DIR`: there is a session that a user manager can belong to.
    pub(super) session: bool,
    /// `XDG_CONFIG_HOME`, else `.config` in `HOME`: where systemd looks for the person's units.
    pub(super) config_home: Option<PathBuf>,
    /// `XDG_DATA_HOME`, else `.local/share` in `HOME`: where systemd keeps the stamps of timers.
    pub(super) data_home: Option<PathBuf>,
    /// What a scheduled refresh needs as well: name and value, see [`CARRIED`].
    pub(super) carried: Vec<(&'static str, String)>,
    /// `SSL_CERT_FILE`: looked at by `doctor`; the HTTP client reads it itself.
    pub(super) ssl_cert_file: Option<PathBuf>,
    /// `DISPLAY` or `WAYLAND_DISPLAY`: windows can be shown.
    pub(super) display: bool,
    /// `BROWSER`: the person's choice of browsers.
    pub(super) browser: Option<String>,
    /// `VSCODE_IPC_HOOK_CLI`: an editor of that family is around and opens addresses.
    pub(super) editor: bool,
    /// `container` (systemd, podman) or `KUBERNETES_SERVICE_HOST`: within a container.
    pub(super) container: bool,
    /// `TZ`: the time zone, where it is not the system's.
    pub(super) zone: Option<String>,
    /// `WSL_DISTRO_NAME` or `WSL_INTEROP`: within Windows.
    pub(super) wsl: bool,
}

/// Variables that a scheduled refresh needs as the person has them now.
const CARRIED: [&str; 10] = [
    "LANG",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
];

impl Environment {
    /// Reads the variables once.
    pub(super) fn read() -> Self {
        // `IGTOKEN_FAILPOINT`: where a test ends the process; no release knows it.
        #[cfg(debug_assertions)]
        if let Some(order) = text("IGTOKEN_FAILPOINT") {
            crate::failpoint::arm(&order);
        }
        Self {
            config: set("IGTOKEN_CONFIG").map(PathBuf::from),
            profile: text("IGTOKEN_PROFILE"),
            lang: text("IGTOKEN_LANG"),
            app_secret: text("IGTOKEN_APP_SECRET").map(Secret::new),
            endpoint: text("IGTOKEN_ENDPOINT"),
            locale: ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(text),
            no_color: set("NO_COLOR").is_some(),
            accessible: set("ACCESSIBLE")
                .is_some_and(|value| value != "0" && !value.eq_ignore_ascii_case("false")),
            via_ssh: any(&["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"]),
            ssh_connection: text("SSH_CONNECTION"),
            user: ["USER", "LOGNAME"].into_iter().find_map(text),
            tmux: set("TMUX").is_some(),
            screen: set("STY").is_some(),
            term: text("TERM"),
            path: set("PATH"),
            session: set("XDG_RUNTIME_DIR").is_some(),
            config_home: below_home("XDG_CONFIG_HOME", ".config"),
            data_home: below_home("XDG_DATA_HOME", ".local/share"),
            carried: CARRIED
                .into_iter()
                .filter_map(|name| Some((name, text(name)?)))
                .collect(),
            ssl_cert_file: set("SSL_CERT_FILE").map(PathBuf::from),
            display: any(&["DISPLAY", "WAYLAND_DISPLAY"]),
            browser: text("BROWSER"),
            editor: set("VSCODE_IPC_HOOK_CLI").is_some(),
            container: any(&["container", "KUBERNETES_SERVICE_HOST"]),
            zone: text("TZ"),
            wsl: any(&["WSL_DISTRO_NAME", "WSL_INTEROP"]),
        }
    }
}

/// A variable that is set and not empty.
fn set(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Whether one of them is set.
fn any(names: &[&str]) -> bool {
    names.iter().any(|name| set(name).is_some())
}

fn text(name: &str) -> Option<String> {
    set(name).and_then(|value| value.into_string().ok())
}

/// A directory of the person's own; a relative one is not heeded, as the XDG specification has it.
fn below_home(name: &str, usual: &str) -> Option<PathBuf> {
    set(name)
        .map(PathBuf::from)
        .filter(|dir| dir.is_absolute())
        .or_else(|| set("HOME").map(|home| PathBuf::from(home).join(usual)))
}
