//! What the program costs the person at the far end of a slow line, measured from the terminal's side.
//!
//! `cargo bench --bench terminal` starts the release binary on a pseudo-terminal, plays a script of
//! keys, and reports bytes, writes, times, wake-ups and memory as a table, with `--json FILE` as
//! JSON too. Other programs (`--others FILE`) run in the same rounds, in turn, so that their figures
//! can be compared. Start with [`measure::round`]; `docs/performance.md` says how to read it.

mod floor;
mod home;
mod measure;
mod options;
mod process;
mod provider;
mod report;
mod script;
mod slow;
mod table;
mod terminal;
mod wall;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser as _;

use measure::Sample;
use options::Options;
use script::Program;

fn main() -> ExitCode {
    // Without a parser, which would be most of what the floor costs.
    let mut arguments = std::env::args_os().skip(1);
    let done = if arguments.next().is_some_and(|first| first == floor::OPTION) {
        floor::run(&PathBuf::from(arguments.next().unwrap_or_default()))
    } else {
        run(&Options::parse())
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            report::complain(&format!("{problem:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<()> {
    let homes = home::Homes::make()?;
    let first = measure::first_frame(&Program::wizard(&homes, "en"))?;
    let frame = homes.keep_frame(&first)?;
    let mut programs = vec![
        Program::floor("floor", &frame)?,
        Program::floor("floor again", &frame)?,
        Program::wizard(&homes, "en"),
        Program::wizard(&homes, "ko"),
        Program::many_profiles(&homes),
        Program::at_authorize(&homes),
        Program::while_calling(&homes)?,
    ];
    if let Some(file) = &options.others {
        programs.extend(script::read(file)?);
    }
    if let Some(only) = &options.only {
        programs.retain(|program| only.split(',').any(|name| name == program.name));
    }
    let load_before = process::load();
    let mut samples: Vec<Vec<Sample>> = vec![Vec::new(); programs.len()];
    for round in 0..options.rounds {
        // In turn, and each round begins with another one, so that none always runs on warm caches.
        for index in 0..programs.len() {
            let index = (index + round) % programs.len();
            let (Some(program), Some(kept)) = (programs.get(index), samples.get_mut(index)) else {
                continue;
            };
            report::progress(&format!(
                "round {} of {}: {}",
                round + 1,
                options.rounds,
                program.name
            ));
            kept.push(measure::round(program, options)?);
        }
    }
    let mut slow = Vec::new();
    for program in &programs {
        report::progress(&format!("slow line: {}", program.name));
        slow.push(slow::first_screen(program)?);
    }
    report::progress("commands without a screen");
    let mut wall = wall::commands(&homes, options.rounds)?;
    report::progress("refresh --all");
    wall.push(wall::fleet(&homes)?);
    let whole = report::Whole {
        programs: &programs,
        samples: &samples,
        slow: &slow,
        wall: &wall,
        load: (load_before, process::load()),
        binary_bytes: std::fs::metadata(env!("CARGO_BIN_EXE_igtoken"))?.len(),
    };
    report::table(&whole)?;
    if let Some(file) = &options.json {
        report::json(&whole, file)?;
    }
    Ok(())
}
