//! What pages asked for, from the browser's own log.

use serde_json::Value;

/// One request of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) url: String,
}

/// The requests in the entries of the performance log; the browser's own pages do not count.
pub(super) fn requests(entries: &Value) -> Vec<Sent> {
    let entries = entries.as_array().expect("a list of entries");
    entries
        .iter()
        .filter_map(|entry| {
            let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &message["message"];
            let made = match message["method"].as_str()? {
                "Network.requestWillBeSent" => Sent {
                    method: message["params"]["request"]["method"].as_str()?.to_owned(),
                    url: message["params"]["request"]["url"].as_str()?.to_owned(),
                },
                "Network.webSocketCreated" => Sent {
                    method: "WEBSOCKET".to_owned(),
                    url: message["params"]["url"].as_str()?.to_owned(),
                },
                _ => return None,
            };
            Some(made)
        })
        .filter(|sent| {
            !["data:", "chrome"]
                .iter()
                .any(|own| sent.url.starts_with(own))
        })
        .collect()
}
