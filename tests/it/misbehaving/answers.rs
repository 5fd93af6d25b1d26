//! What the server of each row of the table answers.

use super::{Act, EXCHANGE, ME, WHO};

pub(super) const SHORT_TOKEN: &str = "IGAAshortTokenOfOneHour0123456789abcdefghijklmnop";
const SHORT: &str = r#"{"access_token":"IGAAshortTokenOfOneHour0123456789abcdefghijklmnop","user_id":"17841405793187218","permissions":["instagram_business_basic"]}"#;
const LONG: &str = r#"{"access_token":"IGAAn3wTokenThatWaits9RkVy4n3wTokenThatWaits9RkVy4n3wTokenThatWaits9Rk","token_type":"bearer","expires_in":5183944}"#;

/// A body that is right for a call.
pub(super) fn good(path: &str) -> &'static str {
    match path {
        EXCHANGE => SHORT,
        ME => WHO,
        _ => LONG,
    }
}

/// The answer of a row to one call, which was asked for so often before.
pub(super) fn of(what: &str, path: &str, before: usize, elsewhere: &str) -> Act {
    let good = good(path);
    let typed = |media: &str| Act::answer("200 OK", &format!("Content-Type: {media}\r\n"), good);
    let now = "Content-Type: application/json\r\nRetry-After: 0\r\n";
    let chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    let (half, _) = good.split_at(good.len() / 2);
    let begun = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{half}",
        good.len()
    );
    let huge = || format!("{{\"username\":\"{}\"}}", "x".repeat(10 * 1024 * 1024));
    let to = format!("Location: {elsewhere}{path}?access_token=x\r\n");
    let number = |id: &str| good.replace(&format!("\"{id}\""), id);
    let life = |text: &str| good.replace(",\"expires_in\":5183944", text);
    match what {
        "closed before the answer" => Act::Bytes(Vec::new()),
        "half a head" => Act::Bytes(b"HTTP/1.1 20".to_vec()),
        "half a body" => Act::Bytes(begun.into_bytes()),
        "half a body in chunks" => {
            Act::Bytes(format!("{chunks}{:x}\r\n{half}", good.len()).into_bytes())
        }
        "another protocol" => Act::Bytes(b"SSH-2.0-OpenSSH_9.9\r\n".to_vec()),
        "silence before the answer" | "silence inside the body" | "429 once" | "503 once"
            if before > 0 =>
        {
            Act::json("200 OK", good)
        }
        "silence before the answer" => Act::Stall(Vec::new()),
        "silence inside the body" => Act::Stall(begun.into_bytes()),
        "empty body" => Act::json("200 OK", ""),
        "page instead of JSON" => Act::answer("200 OK", "", "<!DOCTYPE html><h1>Hi</h1>"),
        "page with 404" => Act::answer("404 No", "", "<html><body>nothing here</body></html>"),
        "half a JSON" => Act::json("200 OK", half),
        "a list" => Act::json("200 OK", "[1,2]"),
        "another thing" => Act::json("200 OK", "{\"ok\":true}"),
        "invalid UTF-8" => {
            let fields = "Content-Type: application/json\r\n";
            Act::answer("200 OK", fields, b"{\"id\":\"\xff\xfe\"}")
        }
        "JSON 20000 levels deep" => {
            let deep = format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000));
            Act::json("200 OK", &deep)
        }
        "10 MiB announced" => Act::json("200 OK", &huge()),
        "10 MiB unannounced" => {
            let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_owned();
            Act::Bytes((head + &huge()).into_bytes())
        }
        "302 to another host" => Act::answer("302 Found", &to, good),
        "307 to another host" => Act::answer("307 Temporary Redirect", &to, good),
        "308 to another host" => Act::answer("308 Permanent Redirect", &to, good),
        "429" | "429 once" => Act::answer("429 Too Many Requests", now, ""),
        "500" => Act::answer("500 Internal Server Error", now, ""),
        "502 page" => Act::answer("502 Bad Gateway", now, "<html>no</html>"),
        "503 once" => Act::answer("503 Service Unavailable", now, "later"),
        "JSON as text/plain" => typed("text/plain"),
        "JSON as text/html" => typed("text/html; charset=utf-8"),
        "JSON as text/javascript" => typed("text/javascript; charset=UTF-8"),
        "JSON as nothing" => Act::answer("200 OK", "", good),
        "flat" | "user_id as string" => Act::json("200 OK", good),
        "wrapped" => Act::json("200 OK", &format!("{{\"data\":[{good}]}}")),
        "user_id as number" => Act::json("200 OK", &number("17841405793187218")),
        "no token_type" => Act::json("200 OK", &good.replace(",\"token_type\":\"bearer\"", "")),
        "no expires_in" => Act::json("200 OK", &life("")),
        "absurd expires_in" => Act::json("200 OK", &life(",\"expires_in\":99999999999999999")),
        "negative expires_in" => Act::json("200 OK", &life(",\"expires_in\":-5183944")),
        "expires_in 0" => Act::json("200 OK", &life(",\"expires_in\":0")),
        "expires_in as text" => Act::json("200 OK", &life(",\"expires_in\":\"5183944\"")),
        "Date a day ahead" => dated(86_400, good),
        "Date a day behind" => dated(-86_400, good),
        _ => panic!("no answer for {what:?}"),
    }
}

/// A good answer by a clock that is off.
fn dated(seconds: i64, body: &str) -> Act {
    Act::answer("200 OK", &format!("Date: {}\r\n", http_date(seconds)), body)
}

/// So many seconds from now, as the field `Date` has it.
pub(crate) fn http_date(seconds: i64) -> String {
    let time = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
    time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
