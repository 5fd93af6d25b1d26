use super::{Call, Fault, Faults, Planned};

fn planned(text: &str) -> Planned {
    Planned::parse(text).unwrap()
}

#[test]
fn a_fault_is_read_with_call_and_times_or_without() {
    let full = planned("exchange:timeout:2");
    assert_eq!(
        (full.call, full.fault.name(), full.times),
        (Call::Exchange, "timeout", Some(2))
    );
    let lasting = planned("long-lived:transient");
    assert_eq!((lasting.call, lasting.times), (Call::LongLived, None));
    let bare = planned("insufficient-developer-role");
    assert_eq!((bare.call, bare.times), (Call::Authorize, None));
    let counted = planned("token-too-new:1");
    assert_eq!((counted.call, counted.times), (Call::Refresh, Some(1)));
}

#[test]
fn what_is_no_fault_is_refused_with_the_names_that_are() {
    let error = Planned::parse("exchange:nonsense").unwrap_err().to_string();
    assert!(
        error.contains("\"nonsense\"") && error.contains("stall-in-body"),
        "{error}"
    );
    let error = Planned::parse("exchang:timeout").unwrap_err().to_string();
    assert!(
        error.contains("unknown call \"exchang\"") && error.contains("long-lived"),
        "{error}"
    );
    for bad in [
        "",
        "exchange:timeout:x",
        "exchange:timeout:-1",
        "a:b:c:d",
        "exchange:timeout:9999999999",
    ] {
        assert!(Planned::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn names_are_unique_and_every_one_can_be_planned_for_every_call() {
    let names: Vec<&str> = Fault::names().collect();
    for name in &names {
        assert_eq!(
            names.iter().filter(|other| *other == name).count(),
            1,
            "{name}"
        );
        for call in ["authorize", "exchange", "long-lived", "refresh", "me"] {
            assert!(
                Planned::parse(&format!("{call}:{name}:1")).is_ok(),
                "{call}:{name}"
            );
        }
    }
}

#[test]
fn a_counted_fault_wears_off_and_the_next_one_takes_its_turn() {
    let mut faults = Faults::new(vec![planned("exchange:empty:2"), planned("exchange:html")]);
    let struck: Vec<_> = (0..4)
        .map(|_| faults.strike(Call::Exchange).unwrap().name())
        .collect();
    assert_eq!(struck, ["empty", "empty", "html", "html"]);
    assert_eq!(faults.strike(Call::Me), None);
}

#[test]
fn a_fault_for_no_times_never_strikes() {
    let mut faults = Faults::new(vec![planned("me:empty:0")]);
    assert_eq!(faults.strike(Call::Me), None);
}
