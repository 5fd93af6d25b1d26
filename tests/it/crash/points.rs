//! The program ends itself at its n-th point, whichever it is, for every n until it gets through.

use super::{Kept, is_taken, leftovers};
use crate::home::{Ended, Home, Igtoken, NO_OPTIONS, Server, read};

const DAY: i64 = 86_400;
/// Far more points than a run has.
const MANY: usize = 1000;

/// A practice profile, its provider, and what was counted before a run.
pub(super) struct Desk {
    pub(super) home: Home,
    pub(super) server: Server,
}

/// Calls of a kind, by the provider's own count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    exchange: u64,
    long_lived: u64,
}

impl Desk {
    pub(super) fn counts(&self) -> Counts {
        let calls = self.server.state()["calls"].clone();
        let of = |call: &str| calls[call].as_u64().unwrap();
        Counts {
            exchange: of("exchange"),
            long_lived: of("long-lived"),
        }
    }

    fn kept(&self) -> Kept {
        Kept::practice(&self.home)
    }

    /// What must be true after any end, whatever comes next.
    #[track_caller]
    fn holds(&self, at: &str, old: Option<&str>, before: Counts) -> Kept {
        let kept = self.serves(at, old, before);
        if self.counts().exchange > before.exchange {
            // The provider has heard the code: its token is here, or it is said that it was sent.
            assert!(kept.has_new(old) || kept.was_sent(), "{at}: {kept:?}");
        }
        kept
    }

    /// The same where the end was noticed: a code whose answer was lost is spent by then.
    #[track_caller]
    pub(super) fn serves(&self, at: &str, old: Option<&str>, before: Counts) -> Kept {
        let (kept, now) = (self.kept(), self.counts());
        if old.is_some() {
            let serves = kept.token.as_deref().unwrap_or_else(|| {
                panic!("{at}: the token that served is gone");
            });
            assert!(is_taken(&self.server, serves), "{at}: {kept:?}");
            let printed = self.home.practice(["token"]).run().exits(0).stdout;
            assert_eq!(printed.trim_end(), serves, "{at}");
        }
        assert!(now.exchange <= before.exchange + 1, "{at}: sent twice");
        if now.long_lived > before.long_lived {
            assert!(kept.has_new(old), "{at}: a token was lost: {kept:?}");
        }
        if let Some((kind, token)) = &kept.pending {
            assert!(kind == "short-lived" || kind == "long-lived", "{at}");
            assert!(
                kind == "short-lived" || is_taken(&self.server, token),
                "{at}: what waits is no token"
            );
        }
        kept
    }

    /// The last word: a verified token, and nothing left over.
    #[track_caller]
    pub(super) fn is_whole(&self, at: &str) {
        let kept = self.kept();
        let token = kept
            .token
            .as_deref()
            .unwrap_or_else(|| panic!("{at}: no token"));
        assert!(is_taken(&self.server, token), "{at}: {kept:?}");
        assert_eq!(kept.pending, None, "{at}");
        assert_eq!(kept.sign_in, None, "{at}");
        let status = self.home.practice(["status", "--json"]).run().exits(0);
        assert_eq!(status.json()["profiles"][0]["state"], "valid", "{at}");
        assert_eq!(
            leftovers(self.home.path()),
            Vec::<std::path::PathBuf>::new(),
            "{at}"
        );
    }
}

/// Runs one command that ends itself at a point; `None` when it got through.
fn killed_at(run: Igtoken, order: &str) -> Option<Ended> {
    let run = run.env("IGTOKEN_FAILPOINT", order).run();
    run.code.is_none().then_some(run)
}

/// Every n-th point of a run, until one gets through; tells how many ended early.
fn at_every_point(mut one: impl FnMut(&str) -> bool) -> usize {
    for n in 1..MANY {
        if !one(&format!("any:{n}")) {
            return n - 1;
        }
    }
    panic!("it never gets through");
}

#[test]
fn a_set_up_killed_at_every_point_goes_on_to_a_token() {
    let kills = at_every_point(|at| {
        let (home, server) = Home::ready(NO_OPTIONS);
        let desk = Desk { home, server };
        let before = desk.counts();
        let killed = killed_at(desk.home.practice(["setup", "--yes", "--json"]), at);
        let kept = desk.holds(at, None, before);
        let counted = desk.counts();
        let again = desk.home.practice(["setup", "--yes", "--json"]).run();
        if kept.was_sent() && !kept.has_new(None) {
            // It says so, and a fresh link leads on.
            let _ = again.fails(4, "not-ready", "code-may-be-spent");
            let step = ["step", "authorize", "--yes", "--json"];
            let _ = desk.home.practice(step).run().exits(0);
        } else {
            let _ = again.exits(0);
        }
        if kept.pending.is_some() {
            assert_eq!(desk.counts().exchange, counted.exchange, "{at}: {kept:?}");
        }
        desk.is_whole(at);
        killed.is_some()
    });
    assert!(kills > 60, "{kills}");
    println!("set-up: {kills} kills");
}

#[test]
fn a_new_token_killed_at_every_point_leaves_the_old_one_and_is_handed_on_at_last() {
    let (home, server) = Home::served();
    let dotenv = home.path().join("site.env");
    let path = home.practice_config();
    let targets = format!(
        "\n[[profiles.default.deliver]]\ndotenv = \"{}\"\n\
         [[profiles.default.deliver]]\ncommand = [\"sh\", \"-c\", \"cat > \\\"$0\\\"\", \"{}\"]\n",
        dotenv.display(),
        home.path().join("kept").display()
    );
    home.lay(&path, &format!("# mine\n{}{targets}", read(&path)));
    home.lay(&dotenv, "A=1\nINSTAGRAM_ACCESS_TOKEN=none\nB=2\n");
    let desk = Desk { home, server };
    let kills = at_every_point(|at| {
        let (old, before) = (desk.home.token(), desk.counts());
        let run = desk.home.practice(["regenerate", "--yes", "--json"]);
        let killed = killed_at(run, at);
        let _ = desk.holds(at, Some(&old), before);
        let text = read(&dotenv);
        assert!(
            text.starts_with("A=1\nINSTAGRAM_ACCESS_TOKEN="),
            "{at}: {text}"
        );
        assert!(text.ends_with("\nB=2\n"), "{at}: {text}");
        let _ = desk
            .home
            .practice(["regenerate", "--yes", "--json"])
            .run()
            .exits(0);
        desk.is_whole(at);
        let token = desk.home.token();
        assert_ne!(token, old, "{at}");
        assert_eq!(
            read(&dotenv),
            format!("A=1\nINSTAGRAM_ACCESS_TOKEN={token}\nB=2\n")
        );
        assert_eq!(read(&desk.home.path().join("kept")), token, "{at}");
        assert!(read(&path).starts_with("# mine\n") && read(&path).ends_with(&targets));
        killed.is_some()
    });
    assert!(kills > 80, "{kills}");
    println!("regenerate: {kills} kills");
}

#[test]
fn a_refresh_killed_at_every_point_leaves_a_token_that_serves() {
    let (home, server) = Home::served();
    let desk = Desk { home, server };
    let kills = at_every_point(|at| {
        desk.server.advance(2 * DAY);
        let (old, before) = (desk.home.token(), desk.counts());
        let killed = killed_at(desk.home.practice(["refresh", "--json"]), at);
        let kept = desk.holds(at, Some(&old), before);
        let again = desk.home.practice(["refresh", "--json"]).run();
        if again.code != Some(0) {
            // It was verified before the end: only the words about it are missing.
            let _ = again.fails(4, "not-ready", "too-young");
            assert_ne!(kept.token.as_deref(), Some(old.as_str()), "{at}");
        }
        desk.is_whole(at);
        assert_ne!(desk.home.token(), old, "{at}");
        killed.is_some()
    });
    assert!(kills > 30, "{kills}");
    println!("refresh: {kills} kills");
}

#[test]
fn a_pasted_answer_killed_at_every_point_is_used_once_or_can_be_pasted_again() {
    let (home, server) = Home::served();
    let desk = Desk { home, server };
    let link = |at: &str| {
        let run = desk.home.practice(["authorize-url"]).run();
        assert_eq!(run.code, Some(0), "{at}: {run}");
        run.stdout.trim_end().to_owned()
    };
    let paste = |text: &str| desk.home.practice(["paste", "--json"]).stdin(text);
    let kills = at_every_point(|at| {
        let (old, before) = (desk.home.token(), desk.counts());
        let landing = desk.server.allow(&link(at));
        let killed = killed_at(paste(&landing), at);
        let kept = desk.holds(at, Some(&old), before);
        let step = || {
            desk.home
                .practice(["step", "exchange", "--yes", "--json"])
                .run()
        };
        let counted = desk.counts();
        if kept.pending.is_some() {
            let _ = step().exits(0);
            assert_eq!(desk.counts().exchange, counted.exchange, "{at}: {kept:?}");
        } else if kept.has_unsent_code() {
            let _ = step().exits(0);
            assert_eq!(desk.counts().exchange, before.exchange + 1, "{at}");
        } else if kept.was_sent() {
            // The same answer is not sent again; a fresh link leads on.
            let refused = paste(&landing).run();
            assert!(
                refused.code.is_some_and(|code| code != 0),
                "{at}: {refused}"
            );
            assert_eq!(desk.counts(), counted, "{at}: {refused}");
            let _ = paste(&desk.server.allow(&link(at))).run().exits(0);
        } else if kept.token.as_deref() == Some(old.as_str()) {
            let _ = paste(&landing).run().exits(0);
        } else {
            // All was done but the ticks; the next write removes what the dead one left.
            let step = ["step", "verify", "--yes", "--json"];
            let _ = desk.home.practice(step).run().exits(0);
        }
        desk.is_whole(at);
        assert_ne!(desk.home.token(), old, "{at}");
        killed.is_some()
    });
    assert!(kills > 50, "{kills}");
    println!("paste of an answer: {kills} kills");
}

#[test]
fn a_dashboard_token_killed_at_every_point_waits_for_its_verification() {
    let (home, server) = Home::served();
    let desk = Desk { home, server };
    let kills = at_every_point(|at| {
        let (old, before) = (desk.home.token(), desk.counts());
        let token = desk.server.dashboard_token("instagram-login");
        let paste = || desk.home.practice(["paste", "--json"]).stdin(&token);
        let killed = killed_at(paste(), at);
        let kept = desk.holds(at, Some(&old), before);
        assert_eq!(desk.counts(), before, "{at}: no code, no exchange");
        if let Some((kind, waits)) = &kept.pending {
            assert_eq!((kind.as_str(), waits), ("long-lived", &token), "{at}");
        }
        let _ = paste().run().exits(0);
        desk.is_whole(at);
        assert_eq!(desk.home.token(), token, "{at}");
        killed.is_some()
    });
    assert!(kills > 25, "{kills}");
    println!("paste of a token: {kills} kills");
}

#[test]
fn every_named_point_is_on_the_way() {
    let (home, server) = Home::served();
    let path = home.practice_config();
    let kept = home.path().join("kept");
    let targets = format!(
        "\n[[profiles.default.deliver]]\ncommand = [\"sh\", \"-c\", \"cat > \\\"$0\\\"\", \"{}\"]\n",
        kept.display()
    );
    home.lay(&path, &(read(&path) + &targets));
    let desk = Desk { home, server };
    for point in [
        "write.begin",
        "write.made",
        "write.filled",
        "write.synced",
        "write.renamed",
        "write.done",
        "prove.filled",
        "lock.taken",
        "disk.begin",
        "disk.end",
        "effect.begin",
        "event.heard",
        "call.begin",
        "call.head",
        "call.body",
        "call.end",
        "command.begin",
        "command.end",
    ] {
        let run = desk.home.practice(["regenerate", "--yes", "--json"]);
        assert!(killed_at(run, point).is_some(), "{point} is never reached");
        let _ = desk
            .home
            .practice(["regenerate", "--yes", "--json"])
            .run()
            .exits(0);
        desk.is_whole(point);
    }
    desk.home.lay(&desk.home.practice_state(), "broken [");
    let run = desk.home.practice(["regenerate", "--yes", "--json"]);
    assert!(killed_at(run, "aside.renamed").is_some());
    let aside = desk
        .home
        .practice_state()
        .with_file_name("state.toml.broken-1");
    assert_eq!(read(&aside), "broken [");
    let _ = desk
        .home
        .practice(["regenerate", "--yes", "--json"])
        .run()
        .exits(0);
    desk.is_whole("aside.renamed");
}
