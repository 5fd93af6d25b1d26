//! One profile's entry in the state file: its table, and the progress that it stands for.

use toml::{Table, Value};

use crate::clean;
use crate::provider::StepId;
use crate::secret::Secret;
use crate::store::fields::within_range;
use crate::time::Timestamp;
use crate::wizard::saved::{Mark, Progress, SignIn};

/// What can be read of it; a part that cannot is left out.
pub(super) fn progress(table: &Table) -> Progress {
    let text = |key| text(table, key);
    Progress {
        provider: text("provider").unwrap_or_default(),
        current: text("current").map(StepId::new),
        marks: entries(table, "marks")
            .filter_map(|(id, mark)| Some((StepId::new(id), Mark::parse(mark)?)))
            .collect(),
        fields: entries(table, "fields")
            .map(|(id, value)| (id, clean::line(value).into_owned()))
            .collect(),
        sign_in: table
            .get("sign_in")
            .and_then(Value::as_table)
            .and_then(sign_in),
        undelivered: flag(table, "undelivered"),
    }
}

pub(super) fn sign_in(table: &Table) -> Option<SignIn> {
    let secret = |key| table.get(key).and_then(Value::as_str).map(Secret::from);
    Some(SignIn {
        state: secret("state").filter(|state| !state.is_empty())?,
        redirect_uri: text(table, "redirect_uri")?,
        scopes: table
            .get("scopes")
            .and_then(Value::as_array)
            .map(|scopes| {
                let scopes = scopes.iter().filter_map(Value::as_str);
                scopes
                    .map(|scope| clean::line(scope).into_owned())
                    .collect()
            })
            .unwrap_or_default(),
        started_at: time(table, "started_at")?,
        ends_at: time(table, "ends_at")?,
        code: secret("code").filter(|code| !code.is_empty()),
        code_sent: flag(table, "code_sent"),
    })
}

fn text(table: &Table, key: &str) -> Option<String> {
    let text = table.get(key)?.as_str()?;
    Some(clean::line(text).into_owned())
}

fn flag(table: &Table, key: &str) -> bool {
    table.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn time(table: &Table, key: &str) -> Option<Timestamp> {
    let time = Timestamp::parse(&table.get(key)?.as_datetime()?.to_string());
    time.ok().map(within_range)
}

fn entries<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = (String, &'a str)> {
    table
        .get(key)
        .and_then(Value::as_table)
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some((clean::line(key).into_owned(), value.as_str()?)))
}

/// Puts it in the place of what was there; keys that this program does not know stay.
pub(super) fn write(table: &mut Table, progress: &Progress) {
    for known in [
        "provider",
        "current",
        "marks",
        "fields",
        "sign_in",
        "undelivered",
    ] {
        table.remove(known);
    }
    table.insert("provider".into(), progress.provider.clone().into());
    if let Some(current) = &progress.current {
        table.insert("current".into(), current.as_str().into());
    }
    let marks = progress.marks.iter();
    let marks: Table = marks
        .map(|(id, mark)| (id.as_str().to_owned(), mark.name().into()))
        .collect();
    let fields = progress.fields.iter();
    let fields: Table = fields
        .map(|(id, value)| (id.clone(), value.as_str().into()))
        .collect();
    for (key, part) in [("marks", marks), ("fields", fields)] {
        if !part.is_empty() {
            table.insert(key.into(), part.into());
        }
    }
    if let Some(sign_in) = &progress.sign_in {
        table.insert("sign_in".into(), sign_in_table(sign_in).into());
    }
    if progress.undelivered {
        table.insert("undelivered".into(), true.into());
    }
}

fn sign_in_table(sign_in: &SignIn) -> Table {
    let mut table = Table::new();
    table.insert("state".into(), sign_in.state.expose().into());
    table.insert("redirect_uri".into(), sign_in.redirect_uri.as_str().into());
    table.insert("scopes".into(), sign_in.scopes.clone().into());
    for (key, time) in [
        ("started_at", sign_in.started_at),
        ("ends_at", sign_in.ends_at),
    ] {
        if let Ok(time) = within_range(time).to_string().parse() {
            table.insert(key.into(), Value::Datetime(time));
        }
    }
    if let Some(code) = &sign_in.code {
        table.insert("code".into(), code.expose().into());
    }
    if sign_in.code_sent {
        table.insert("code_sent".into(), true.into());
    }
    table
}
