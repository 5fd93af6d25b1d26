//! Commands without a screen: how long from the start to the end.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Result, ensure};

use crate::home::Homes;
use crate::measure::nanoseconds;
use crate::provider;

/// Runs of each command in a round: they are short.
const RUNS: usize = 20;

/// A command and how long each of its runs took, in nanoseconds.
#[derive(Debug, Clone)]
pub(crate) struct Wall {
    pub(crate) name: &'static str,
    pub(crate) ns: Vec<u64>,
}

/// Runs the commands in turn.
pub(crate) fn commands(homes: &Homes, rounds: usize) -> Result<Vec<Wall>> {
    let own = env!("CARGO_BIN_EXE_igtoken");
    let list: [(&str, &str, &[&str], &Path); 8] = [
        ("true", "/bin/true", &[], &homes.fresh),
        ("--version", own, &["--version"], &homes.fresh),
        ("--help", own, &["--help"], &homes.fresh),
        (
            "--help, Korean",
            own,
            &["--lang", "ko", "--help"],
            &homes.fresh,
        ),
        ("status, 1 profile", own, &["status"], &homes.one),
        ("status, 200 profiles", own, &["status"], &homes.many),
        ("token, 1 profile", own, &["token"], &homes.one),
        ("token, 200 profiles", own, &["token"], &homes.many),
    ];
    let mut walls: Vec<Wall> = list
        .iter()
        .map(|(name, ..)| Wall {
            name,
            ns: Vec::new(),
        })
        .collect();
    for _ in 0..rounds * RUNS {
        for ((name, program, arguments, home), wall) in list.iter().zip(&mut walls) {
            let mut command = Command::new(program);
            command.args(*arguments).env_clear();
            command.envs(Homes::environment(home));
            command.stdin(Stdio::null()).stdout(Stdio::null());
            let begun = Instant::now();
            let status = command.status()?;
            wall.ns.push(nanoseconds(begun, Instant::now()));
            ensure!(status.success(), "{name} ended with {status}");
        }
    }
    Ok(walls)
}

/// All 200 profiles of a config refreshed, at a provider that answers late.
pub(crate) fn fleet(homes: &Homes) -> Result<Wall> {
    let endpoint = format!("http://127.0.0.1:{}", provider::late()?);
    let mut command = Command::new(env!("CARGO_BIN_EXE_igtoken"));
    command.args(["refresh", "--all"]).env_clear();
    command.envs(Homes::environment(&homes.many));
    command.env("IGTOKEN_ENDPOINT", endpoint);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let begun = Instant::now();
    let status = command.status()?;
    let ns = nanoseconds(begun, Instant::now());
    ensure!(status.success(), "refresh --all ended with {status}");
    Ok(Wall {
        name: "refresh --all, 200",
        ns: vec![ns],
    })
}
