//! The line of cron: beside the lines of others, and only where systemd does not serve.

use super::{CRONTAB, Machine, SYSTEMCTL, same_keys};
use crate::home::read;

#[test]
fn cron_gets_one_line_and_keeps_the_others() {
    let machine = Machine::with_cron();
    let others = "MAILTO=min\n# a note: # igtoken-refresh\n  5 4 * * *\techo 50\\%\n\n";
    machine.set("crontab.txt", others);
    for _ in 0..2 {
        // There is no profile, which is what the first run says.
        let run = machine.schedule(&["install"]).run();
        assert!(run.stdout.contains("# igtoken-refresh"), "{run}");
        let now = read(&machine.crontab());
        let ours = now.strip_prefix(others).expect("the others are untouched");
        assert_eq!(ours.lines().count(), 1, "{now}");
        assert!(ours.contains(" refresh --all --if-within 14 "), "{now}");
    }
    assert_eq!(
        machine.changes(),
        ["crontab -"],
        "the second time there was nothing to do"
    );
    let shown = machine.schedule(&["--json"]).run().exits(0).quietly();
    let shown = same_keys(&shown, true, "cron");
    assert!(read(&machine.crontab()).contains(shown["line"].as_str().unwrap()));
    let _ = machine.schedule(&["remove"]).run().exits(0).quietly();
    assert_eq!(read(&machine.crontab()), others);
    let _ = machine.schedule(&["remove"]).run().exits(0);
    assert_eq!(machine.changes(), ["crontab -"]);
}

#[test]
fn a_crontab_with_only_our_line_is_gone_afterwards() {
    let machine = Machine::with_cron();
    let _ = machine.schedule(&["install"]).run();
    assert!(machine.crontab().exists());
    let _ = machine.schedule(&["remove"]).run().exits(0);
    assert!(!machine.crontab().exists());
}

#[test]
fn a_crontab_that_cannot_be_read_is_not_replaced() {
    let machine = Machine::bare();
    machine.program(
        "crontab",
        "echo 'you may not use this program' >&2; exit 1\n",
    );
    let run = machine.schedule(&["install"]).run().exits(1);
    let _ = run.says("you may not use this program");
    assert_eq!(machine.changes(), [""; 0]);
}

#[test]
fn a_manager_that_does_not_answer_leaves_it_to_cron() {
    let machine = Machine::with_systemd();
    machine.program("crontab", CRONTAB);
    machine.set("manager", "offline\n");
    let run = machine.schedule(&["show", "--json"]).run().exits(0);
    let _ = same_keys(&run, false, "cron");
    machine.set("manager", "degraded\n");
    let run = machine.schedule(&["show", "--json"]).run().exits(0);
    let _ = same_keys(&run, false, "systemd");
    let run = machine
        .schedule(&["show", "--json"])
        .without("XDG_RUNTIME_DIR");
    let _ = same_keys(&run.run().exits(0), false, "cron");
}

#[test]
fn the_units_take_the_place_of_the_cron_line() {
    let machine = Machine::with_cron();
    machine.set("crontab.txt", "1 2 * * * other\n");
    let _ = machine.schedule(&["install"]).run();
    machine.program("systemctl", SYSTEMCTL);
    for (name, text) in [("manager", "running"), ("start", "0"), ("status", "0")] {
        machine.set(name, text);
    }
    let _ = machine.schedule(&["install"]).run().exits(0);
    assert_eq!(read(&machine.crontab()), "1 2 * * * other\n");
}
