//! The document of the figures as a table: a program in each line, and below it how many times more
//! than the first program that is.

use std::fmt::Write as _;

use anyhow::Result;
use serde_json::Value;

/// Figures: a heading and where they stand in the document.
type Columns = [(&'static str, &'static str, usize)];

/// What a person waits for.
const FELT: &Columns = &[
    ("start ms", "/first_frame/ms_median", 2),
    ("first B", "/first_frame/bytes", 0),
    ("writes", "/first_frame/writes", 0),
    ("key ms", "/typed_key/ms_median", 2),
    ("p99", "/typed_key/ms_p99", 2),
    ("key B", "/typed_key/bytes_mean", 1),
    ("writes", "/typed_key/writes_mean", 1),
    ("next B", "/next_screen/bytes_mean", 0),
    ("move B", "/move/bytes_mean", 0),
    ("writes", "/move/writes_mean", 1),
    ("paste B", "/paste/bytes_mean", 0),
    ("writes", "/paste/writes_mean", 1),
];

/// What it costs to leave it open, and how it begins and ends.
const REST: &Columns = &[
    ("idle s", "/idle/seconds", 0),
    ("bytes", "/idle/bytes", 0),
    ("wakes", "/idle/wake_ups", 0),
    ("switches", "/idle/context_switches", 0),
    ("CPU ms", "/idle/cpu_ms", 2),
    ("peak KiB", "/peak_kib", 0),
    ("threads", "/threads", 0),
    ("exit ms", "/exit_ms_median", 2),
    ("called", "/while_calling/ms_median", 2),
    ("worst", "/while_calling/ms_max", 2),
    ("9600 ms", "/first_screen_9600_baud_ms", 0),
    ("300 ms", "/first_screen_300_ms_round_trip_ms", 0),
];

/// Of the commands without a screen.
const COMMANDS: &Columns = &[
    ("min ms", "/ms_min", 2),
    ("median", "/ms_median", 2),
    ("p90", "/ms_p90", 2),
];

fn lines(rows: &[Value], name: &str, columns: &Columns, out: &mut String) -> Result<()> {
    write!(out, "\n{:<24}", "")?;
    for (heading, ..) in columns {
        write!(out, "{heading:>9}")?;
    }
    writeln!(out)?;
    for row in rows {
        let name = row.get(name).and_then(Value::as_str).unwrap_or("?");
        write!(out, "{name:<24}")?;
        for (_, place, digits) in columns {
            match row.pointer(place).and_then(Value::as_f64) {
                Some(value) => write!(out, "{value:>9.digits$}")?,
                None => write!(out, "{:>9}", "-")?,
            }
        }
        write!(out, "\n{:<24}", "  x the first")?;
        for (_, place, _) in columns {
            let of = |row: &Value| row.pointer(place).and_then(Value::as_f64);
            match (of(row), rows.first().and_then(of)) {
                (Some(value), Some(base)) if base > 0.0 => write!(out, "{:>9.2}", value / base)?,
                _ => write!(out, "{:>9}", "-")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The whole table.
pub(crate) fn text(document: &Value) -> Result<String> {
    let mut out = String::new();
    let list = |name: &str| {
        let list = document.get(name).and_then(Value::as_array);
        list.map(Vec::as_slice).unwrap_or_default()
    };
    lines(list("programs"), "name", FELT, &mut out)?;
    lines(list("programs"), "name", REST, &mut out)?;
    lines(list("commands"), "command", COMMANDS, &mut out)?;
    let number = |name: &str| document.get(name).and_then(Value::as_f64).unwrap_or(0.0);
    writeln!(
        out,
        "\nbinary: {:.0} bytes; load {} before and {} after, on {:.0} processors",
        number("binary_bytes"),
        number("load_before"),
        number("load_after"),
        number("processors"),
    )?;
    Ok(out)
}
