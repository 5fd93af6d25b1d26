//! The wizard on a terminal, ended at each point of a sign-in; the next start says where it is.

use super::{Kept, is_taken, leftovers};
use crate::home::{Home, NO_OPTIONS};
use crate::pty::Pty;

const SPENT: &str = "the program ended before the answer was read";

/// One step, which makes a fresh link when there is none.
const STEP: &[&str] = &["--sandbox", "step", "authorize"];
/// The whole wizard, which looks at what was left.
const WHOLE: &[&str] = &["--sandbox"];

fn open(home: &Home, args: &[&str], variables: &[(&str, &str)]) -> Pty {
    Pty::open_with(home.path(), args, 100, 30, variables)
}

#[test]
fn a_wizard_killed_in_a_sign_in_says_so_and_goes_on_to_a_token() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let mut kills = 0;
    for point in [
        "call.begin",
        "call.head",
        "call.end",
        "write.synced",
        "write.renamed",
    ] {
        for nth in 1..20 {
            let at = format!("{point}:{nth}");
            let old = Kept::practice(&home).token;
            let mut pty = open(&home, STEP, &[("IGTOKEN_FAILPOINT", &at)]);
            let ended = sign_in(&mut pty);
            let kept = Kept::practice(&home);
            if ended {
                kills += 1;
                drop(pty);
                let spent = kept.was_sent() && !kept.has_new(old.as_deref());
                let mut again = open(&home, if spent { WHOLE } else { STEP }, &[]);
                if spent {
                    again.see(SPENT).see("Enter opens authorize");
                }
                assert!(!sign_in(&mut again), "{at}: {}", again.screen());
            }
            let kept = Kept::practice(&home);
            let token = kept
                .token
                .as_deref()
                .unwrap_or_else(|| panic!("{at}: no token"));
            assert!(is_taken(&server, token), "{at}: {kept:?}");
            assert_eq!((kept.pending, kept.sign_in), (None, None), "{at}");
            assert_eq!(leftovers(home.path()).len(), 0, "{at}");
            if !ended {
                break;
            }
        }
    }
    assert!(kills > 20, "{kills}");
    println!("wizard: {kills} kills");
}

/// Goes through the sign-in as far as the program lives; tells whether it was killed.
fn sign_in(pty: &mut Pty) -> bool {
    let done =
        |screen: &str| screen.contains("Token saved and verified") || screen.contains("days left");
    let asks = |screen: &str| screen.contains("Open this link in any browser");
    let spent = |screen: &str| screen.contains("Enter opens authorize");
    let fits = |screen: &str| screen.contains("it belongs to this link");
    let mut lives = pty.lives_until("a link or a token", |screen| {
        asks(screen) || done(screen) || spent(screen)
    });
    if lives && spent(&pty.screen()) {
        lives = pty.press("\r").lives_until("a link", asks);
    }
    if lives && asks(&pty.screen()) {
        lives = pty.press("s").lives_until("the answer in the box", fits)
            && pty.press("\r").lives_until("a saved token", done);
    }
    if lives {
        // Where one step was asked for, it may have left by itself.
        pty.press("q");
    }
    pty.ends_by_signal()
}
