//! What a test or a wizard steers the practice provider with: state, clock, faults, reset, play.

use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answer, Ask, Method};
use super::clock;
use super::faults::{Faults, Planned};
use super::identifiers::Dice;
use super::play;
use super::provider::{Moment, Provider};
use super::world::{App, RoleName, RoleStatus, Start, World};

/// A century: more than any practice needs, and far from the ends of the calendar.
const FURTHEST: i64 = 100 * 365 * clock::DAY;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_seconds: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultOrder {
    call: Option<String>,
    fault: String,
    times: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    world: Option<String>,
}

/// Answers a control path.
pub(super) fn answer(
    provider: &mut Provider,
    path: &str,
    ask: &Ask,
    moment: &mut Moment<'_>,
) -> Answer {
    let result = match (ask.method, path) {
        (Method::Get, "/sandbox/state") => Ok(()),
        (Method::Post, "/sandbox/clock") => advance(provider, &ask.body),
        (Method::Post, "/sandbox/faults") => order_fault(provider, &ask.body),
        (Method::Post, "/sandbox/reset") => reset(provider, &ask.body, moment.dice),
        (Method::Post, "/sandbox/play") => {
            return match play::play(provider, ask, moment) {
                Ok(played) => Answer::json(200, &played),
                Err(text) => Answer::control_error(400, &text),
            };
        }
        (
            _,
            "/sandbox/state" | "/sandbox/clock" | "/sandbox/faults" | "/sandbox/reset"
            | "/sandbox/play",
        ) => return Answer::control_error(405, "this path takes another method"),
        _ => return Answer::control_error(404, "there is no such control"),
    };
    match result {
        Ok(()) => Answer::json(200, &state(provider, provider.now(moment.machine))),
        Err(text) => Answer::control_error(400, &text),
    }
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| format!("the body cannot be read: {error}"))
}

fn advance(provider: &mut Provider, body: &[u8]) -> Result<(), String> {
    let order: Advance = read(body)?;
    let offset = provider
        .world
        .clock_offset
        .saturating_add(order.advance_seconds);
    if offset.unsigned_abs() > FURTHEST.unsigned_abs() {
        return Err(format!(
            "the clock goes at most {FURTHEST} seconds either way"
        ));
    }
    provider.world.clock_offset = offset;
    Ok(())
}

fn order_fault(provider: &mut Provider, body: &[u8]) -> Result<(), String> {
    let order: FaultOrder = read(body)?;
    let planned = Planned::from_fields(order.call.as_deref(), &order.fault, order.times)
        .map_err(|error| error.to_string())?;
    provider.faults.add(planned);
    Ok(())
}

fn reset(provider: &mut Provider, body: &[u8], dice: &mut Dice) -> Result<(), String> {
    let order: Reset = if body.trim_ascii().is_empty() {
        Reset::default()
    } else {
        read(body)?
    };
    let start = match order.world.as_deref() {
        None | Some("ready") => Start::Ready,
        Some("empty") => Start::Empty,
        Some(other) => return Err(format!("unknown world {other:?}; known: ready, empty")),
    };
    // The home keeps its name: whoever knows this provider by it must find it again.
    let home = std::mem::take(&mut provider.world.home);
    provider.world = World::make(start, dice);
    provider.world.home = home;
    provider.faults = Faults::default();
    Ok(())
}

/// All that may be known of the world; no secret, no code and no token.
fn state(provider: &Provider, now: i64) -> Value {
    let world = &provider.world;
    let accounts: Vec<Value> = world
        .accounts
        .iter()
        .map(|account| {
            json!({
                "username": account.username,
                "account_type": account.kind.word(),
                "public": account.public,
                "user_id": account.user_id,
            })
        })
        .collect();
    let faults: Vec<Value> = provider
        .faults
        .iter()
        .map(|planned| {
            json!({
                "call": planned.call.name(),
                "fault": planned.fault.name(),
                "times": planned.times,
            })
        })
        .collect();
    json!({
        "schema": 1,
        "home": world.home,
        "now": clock::rfc3339(now),
        "clock_offset_seconds": world.clock_offset,
        "apps": world.apps.iter().map(app_state).collect::<Vec<_>>(),
        "accounts": accounts,
        "tokens": world.tokens.len(),
        "codes": world.codes.len(),
        "calls": world.calls,
        "faults": faults,
    })
}

fn app_state(app: &App) -> Value {
    let products = [
        ("instagram-login", app.instagram_login.set_up),
        ("basic-display", app.basic_display.set_up),
    ];
    let testers: Vec<Value> = app
        .roles
        .iter()
        .filter(|role| role.name == RoleName::InstagramTester)
        .map(|role| {
            let status = match role.status {
                RoleStatus::Pending => "pending",
                RoleStatus::Accepted => "accepted",
            };
            json!({ "username": role.username, "status": status })
        })
        .collect();
    json!({
        "meta_app_id": app.meta_app_id,
        "app_id": app.app_id(),
        "display_name": app.display_name,
        "redirect_uris": app.redirect_uris().collect::<Vec<_>>(),
        "products": products.iter().filter(|(_, set_up)| *set_up).map(|(name, _)| name).collect::<Vec<_>>(),
        "testers": testers,
    })
}
