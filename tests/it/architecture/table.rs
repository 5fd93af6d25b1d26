//! Who may import whom, as data.

/// What a module may name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Imports {
    pub(super) module: &'static str,
    /// Modules of this package.
    pub(super) ours: &'static [&'static str],
    /// Crates of others.
    pub(super) others: &'static [&'static str],
}

/// The table; a comment gives the reason for what is not plain.
pub(super) const TABLE: &[Imports] = &[
    Imports {
        module: "secret",
        ours: &[],
        others: &["zeroize", "subtle"],
    },
    // serde: times stand in files as numbers or texts. jiff: the calendar.
    Imports {
        module: "time",
        ours: &[],
        others: &["jiff", "serde", "thiserror"],
    },
    // rustix: a process ends itself as `kill -9` would.
    Imports {
        module: "failpoint",
        ours: &[],
        others: &["rustix"],
    },
    Imports {
        module: "clean",
        ours: &[],
        others: &["unicode_width"],
    },
    Imports {
        module: "oauth",
        ours: &["secret", "clean"],
        others: &["url", "serde", "serde_json", "thiserror"],
    },
    Imports {
        module: "text",
        ours: &[],
        others: &["fluent_bundle", "unic_langid", "serde"],
    },
    // oauth: a provider's endpoints are the protocol's `Api`, the same type, not a copy of it.
    // clean: what a provider file says is shown. secret: checks look at an app secret.
    // unicode_width: a step's text must fit its screen.
    Imports {
        module: "provider",
        ours: &["oauth", "text", "clean", "secret"],
        others: &["toml", "serde", "url", "thiserror", "unicode_width"],
    },
    Imports {
        module: "wizard",
        ours: &["provider", "oauth", "secret", "time", "clean", "text"],
        others: &[
            "serde",
            "serde_json",
            "thiserror",
            "tui_input",
            "url",
            "zeroize",
        ],
    },
    Imports {
        module: "front",
        ours: &["wizard"],
        others: &[],
    },
    // secret: the one-piece link is one, and is shown as such.
    // url: the practice provider's address is shown. rustix: raw mode, suspend, the window's size.
    Imports {
        module: "tui",
        ours: &[
            "front",
            "wizard",
            "provider",
            "text",
            "clean",
            "time",
            "secret",
            "failpoint",
        ],
        others: &[
            "ratatui",
            "crossterm",
            "qrcode",
            "unicode_width",
            "unicode_segmentation",
            "rustix",
            "url",
            "zeroize",
            "tracing",
        ],
    },
    Imports {
        module: "plain",
        ours: &[
            "front",
            "wizard",
            "provider",
            "text",
            "clean",
            "time",
            "secret",
            "failpoint",
        ],
        others: &["unicode_width", "rustix", "url", "zeroize", "tracing"],
    },
    // provider: the state file names steps (`StepId`). clean: a file's text may reach the screen.
    // wizard: the saved types.
    Imports {
        module: "store",
        ours: &["wizard", "provider", "secret", "time", "clean", "failpoint"],
        others: &[
            "toml",
            "toml_edit",
            "directories",
            "serde",
            "tempfile",
            "rustix",
            "thiserror",
            "zeroize",
            "getrandom",
            "tracing",
        ],
    },
    // serde_json: what is said on the socket between two shells.
    Imports {
        module: "shell",
        ours: &[
            "front",
            "wizard",
            "oauth",
            "store",
            "secret",
            "time",
            "clean",
            "failpoint",
        ],
        others: &[
            "tokio",
            "reqwest",
            "open",
            "rustix",
            "serde_json",
            "url",
            "zeroize",
            "getrandom",
            "tracing",
            "thiserror",
            "rustls",
            "tokio_rustls",
            "rcgen",
            "httparse",
        ],
    },
    // serde, thiserror, url, getrandom: shares no code with the client, so it has its own of each.
    Imports {
        module: "sandbox",
        ours: &[],
        others: &[
            "axum",
            "serde",
            "serde_json",
            "tokio",
            "thiserror",
            "url",
            "getrandom",
        ],
    },
];
