//! Whatever comes over the socket, either side reads what was announced and no byte more.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use igtoken::shell::handover::{Heard, LONGEST, hear_out, read_text};

/// Reading from memory never waits.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for more than there is"),
    }
}

pub(super) fn hold(data: &[u8]) {
    let mut rest = data;
    if let Ok(brought) = at_once(read_text(&mut rest)) {
        let text = brought.text.expose();
        assert!(text.len() <= LONGEST);
        let read = &data[..data.len() - rest.len()];
        assert!(read.ends_with(text.as_bytes()));
        let line = &read[..read.len() - text.len()];
        assert_eq!(
            line.iter().position(|byte| *byte == b'\n'),
            Some(line.len() - 1)
        );
        let line: serde_json::Value = serde_json::from_slice(line).unwrap();
        assert_eq!(line["version"], 1);
        assert_eq!(line["length"], text.len());
        assert_eq!(
            line["own_code"].as_bool().unwrap_or(false),
            brought.own_code
        );
    }
    let mut rest = data;
    let mut heard = Heard::default();
    let ended = at_once(hear_out(&mut rest, &mut heard));
    assert_eq!(ended.is_ok(), heard.ended.is_some());
    let problem = heard
        .ended
        .as_ref()
        .and_then(|ended| ended.problem.as_ref());
    let problem = problem
        .map(serde_json::Value::to_string)
        .unwrap_or_default();
    for text in heard
        .missing
        .iter()
        .chain([&heard.recognised, &heard.state, &problem])
    {
        let lines = text.split('\n');
        assert!(
            lines
                .into_iter()
                .all(|line| !igtoken::clean::has_control(line))
        );
    }
    assert!(ended.is_err() || data[..data.len() - rest.len()].ends_with(b"\n"));
}
