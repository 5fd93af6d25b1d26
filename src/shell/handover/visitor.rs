//! The side of the other shell: finds the wizard that waits, and hands a text to it.

use std::io;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::time::timeout;

use super::{LONGEST, VERSION, is_own, read_line};
use crate::clean;
use crate::secret::Secret;
use crate::store::handover as places;
use crate::store::paths::Paths;

/// How long a wizard may take to greet; one that was stopped never does.
const GREETING: Duration = Duration::from_secs(2);
/// The longest that a wizard may take to its last word: calls are repeated, with waits between.
const LONGEST_VISIT: Duration = Duration::from_mins(10);
/// The longest line that a wizard says.
const LONGEST_ANSWER: usize = 64 * 1024;

/// What the wizard said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heard {
    pub recognised: String,
    pub state: String,
    pub missing: Vec<String>,
    pub taken: bool,
    /// Its last word; nothing when it ended in the middle.
    pub ended: Option<Ended>,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub saved: bool,
    pub token: bool,
    /// In the words of the wizard's [`Voice`](super::Voice).
    pub problem: Option<Value>,
}

/// Hands a text to the wizard that waits for this profile; nothing when none does.
pub async fn hand_over(
    paths: &Paths,
    profile: &str,
    text: &Secret,
    lang: &str,
    own_code: bool,
) -> Option<Heard> {
    if text.expose().len() > LONGEST {
        return None;
    }
    for place in places::meeting_places(paths, profile) {
        if let Some(stream) = meet(&place).await {
            return Some(visit(stream, text, lang, own_code).await);
        }
    }
    None
}

/// Connects, and waits for the greeting of a process of one's own.
async fn meet(place: &Path) -> Option<UnixStream> {
    if !places::is_ours(place) {
        return None;
    }
    let mut stream = timeout(GREETING, UnixStream::connect(place))
        .await
        .ok()?
        .ok()?;
    if !is_own(&stream) {
        return None;
    }
    let greeting = timeout(GREETING, read_line(&mut stream, LONGEST_ANSWER));
    let greeting: Value = serde_json::from_str(&greeting.await.ok()?.ok()?).ok()?;
    (greeting.get("version").and_then(Value::as_u64) == Some(VERSION)).then_some(stream)
}

async fn visit(mut stream: UnixStream, text: &Secret, lang: &str, own_code: bool) -> Heard {
    let mut heard = Heard::default();
    let talk = talk(&mut stream, text, lang, own_code, &mut heard);
    match timeout(LONGEST_VISIT, talk).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the wizard left in the middle"),
        Err(_) => tracing::warn!("the wizard says no last word"),
    }
    heard
}

async fn talk(
    stream: &mut UnixStream,
    text: &Secret,
    lang: &str,
    own_code: bool,
    heard: &mut Heard,
) -> io::Result<()> {
    let mut line = json!({
        "version": VERSION,
        "lang": lang,
        "own_code": own_code,
        "length": text.expose().len(),
    })
    .to_string();
    line.push('\n');
    stream.write_all(line.as_bytes()).await?;
    stream.write_all(text.expose().as_bytes()).await?;
    hear_out(stream, heard).await
}

/// Reads what a wizard says, to its last word; the entry for a fuzzer.
pub async fn hear_out(stream: &mut (impl AsyncRead + Unpin), heard: &mut Heard) -> io::Result<()> {
    while heard.ended.is_none() {
        let line = read_line(stream, LONGEST_ANSWER).await?;
        take_in(&cleaned(serde_json::from_str(&line)?), heard);
    }
    Ok(())
}

/// What is said is shown here, so it is text and nothing more, whoever sits in the wizard's place.
fn cleaned(said: Value) -> Value {
    match said {
        Value::String(text) => Value::String(clean::lines(&text)),
        Value::Array(items) => items.into_iter().map(cleaned).collect(),
        Value::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| (clean::line(&key).into_owned(), cleaned(value)))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => said,
    }
}

fn take_in(said: &Value, heard: &mut Heard) {
    let is = |key: &str| said.get(key).and_then(Value::as_bool).unwrap_or(false);
    let text = |key: &str| {
        let text = said.get(key).and_then(Value::as_str);
        text.map(str::to_owned)
    };
    if let Some(recognised) = text("recognised") {
        heard.recognised = recognised;
        heard.state = text("state").unwrap_or_default();
        heard.missing = said
            .get("missing")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|part| part.as_str().map(str::to_owned))
            .collect();
    }
    heard.taken |= is("taken");
    if is("ended") {
        heard.ended = Some(Ended {
            saved: is("saved"),
            token: is("token"),
            problem: said.get("problem").filter(|p| !p.is_null()).cloned(),
        });
    }
}
