//! `sandbox`: the practice provider alone, until it is stopped.

use std::process::ExitCode;

use serde_json::json;

use super::super::args::{AnswerShape, Args, Sandbox};
use super::super::context;
use super::super::env::Environment;
use super::super::practice::{self, First, Served};
use super::super::report::{Failure, SCHEMA};
use super::super::{exit_code, io};
use crate::sandbox::{self, Call, Fault, Options, Planned, Shape};
use crate::shell::signals::{Notice, Signals};
use crate::store::{StoreError, lock};
use crate::text::{Phrase, Texts};
use crate::wizard::{ErrorKind, Problem};

/// Runs `sandbox`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Sandbox,
) -> Result<ExitCode, Failure> {
    let texts = Texts::new(context::language(args, environment, None));
    let faults = options
        .fault
        .iter()
        .map(|fault| {
            Planned::parse(fault).map_err(|_| {
                Failure::wrong_use(
                    Phrase::new("cli-unknown-fault")
                        .with("fault", crate::clean::short_line(fault, 60)),
                    Phrase::new("cli-unknown-fault-fix")
                        .with("calls", Call::ALL.map(Call::name).join(", "))
                        .with("names", Fault::names().collect::<Vec<_>>().join(", ")),
                )
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let practice_args = Args {
        sandbox: true,
        ..args.clone()
    };
    let paths = context::paths(&practice_args, environment)?;
    let files = practice::files(&paths)?;
    let guard = match lock::try_exclusive(&files.lock) {
        Ok(guard) => guard,
        Err(StoreError::Busy) => {
            let url = practice::running(files)?;
            return Err(Failure::from(Problem::own(
                ErrorKind::NotReady,
                "practice-runs",
                Phrase::new("cli-practice-runs").with("url", url.as_str()),
                Phrase::new("cli-practice-runs-fix"),
            )));
        }
        Err(error) => return Err(Failure::store(&error)),
    };
    let first = if options.fresh {
        First::Fresh
    } else {
        First::Ready
    };
    let served = practice::prepare(files, guard, first, options.port)?;
    announce(&served, &texts, options.json)?;
    let shape = match options.shape {
        AnswerShape::Flat => Shape::Flat,
        AnswerShape::Wrapped => Shape::Wrapped,
    };
    let options = Options {
        shape,
        auto_approve: options.auto_approve,
        faults,
    };
    let save = practice::saver(files.world.clone());
    let Served {
        world,
        listener,
        lock: _lock,
    } = served;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let mut signals = Signals::listen()?;
        let stop = async move {
            while !matches!(
                signals.next().await,
                Notice::Terminate | Notice::HangUp | Notice::Interrupt
            ) {}
        };
        sandbox::serve(listener, world, options, save, stop).await
    })?;
    Ok(exit_code::DONE.into())
}

/// Says where it listens and what it is ready for.
fn announce(served: &Served, texts: &Texts, json: bool) -> Result<(), Failure> {
    let url = format!("http://127.0.0.1:{}", served.listener.local_addr()?.port());
    let ready = served.world.ready_facts();
    if json {
        io::say_json(&json!({
            "schema": SCHEMA,
            "url": url,
            "app_id": ready.as_ref().map(|facts| facts.app_id.as_str()),
            "app_secret": ready.as_ref().map(|facts| facts.app_secret.as_str()),
            "redirect_uri": ready.as_ref().map(|facts| facts.redirect_uri.as_str()),
            "username": ready.as_ref().map(|facts| facts.username.as_str()),
        }));
        return Ok(());
    }
    io::say(&texts.phrase(&Phrase::new("cli-practice-listens").with("url", url)));
    if let Some(facts) = ready {
        io::say(&format!("  app_id        {}", facts.app_id));
        io::say(&format!("  app_secret    {}", facts.app_secret));
        io::say(&format!("  redirect_uri  {}", facts.redirect_uri));
        io::say(&format!("  username      {}", facts.username));
    }
    Ok(())
}
