//! One table of all that a provider, or the way to it, may do; and what comes of each.
//!
//! Every row is tried at each of the three calls of a sign-in. A cell is the exit code, the id of
//! the error and how many requests reached the server; or that the token was saved (`guessed` with
//! an assumed life). `-` where the row has no meaning. The last column is in the message.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use super::answers::SHORT_TOKEN;
use super::far::{Far, Way};
use super::*;

const TABLE: &str = "
what it does                  | over | exchange                  | long-lived                | me                        | says
connection refused            | both | 6 connection-refused 0    | -                         | 6 connection-refused 0    | refused the connection
name not found                | tls  | 6 name-not-found 0        | -                         | 6 name-not-found 0        | was not found
certificate of a stranger     | tls  | 6 tls-failed 0            | -                         | 6 tls-failed 0            | certificate was not accepted
certificate out of date       | tls  | 6 tls-failed 0            | -                         | 6 tls-failed 0            | certificate was not accepted
certificate of another host   | tls  | 6 tls-failed 0            | -                         | 6 tls-failed 0            | certificate was not accepted
hangs up in the handshake     | tls  | 6 tls-failed 0            | -                         | 6 tls-failed 0            | no TLS came about
plain text to a TLS hello     | tls  | 6 tls-failed 0            | -                         | 6 tls-failed 0            | no TLS came about
silence in the handshake      | tls  | 6 timed-out 0             | -                         | 6 timed-out 0             | did not answer in time
closed before the answer      | both | 6 interrupted 1           | 6 interrupted 4           | 6 interrupted 4           | broke in the middle
half a head                   | both | 6 interrupted 1           | 6 interrupted 4           | 6 interrupted 4           | broke in the middle
half a body                   | both | 6 interrupted 1           | 6 interrupted 4           | 6 interrupted 4           | broke in the middle
half a body in chunks         | both | 6 interrupted 1           | 6 interrupted 4           | 6 interrupted 4           | broke in the middle
cut without a TLS farewell    | tls  | 6 interrupted 1           | -                         | 6 interrupted 4           | broke in the middle
another protocol              | both | 6 unreachable 1           | 6 unreachable 4           | 6 unreachable 4           | cannot be reached
silence before the answer     | both | 6 timed-out 1             | saved 2                   | saved 2                   | did not answer in time
silence inside the body       | both | 6 timed-out 1             | saved 2                   | saved 2                   | did not answer in time
empty body                    | both | 5 answer-not-understood 1 | 5 answer-not-understood 1 | 5 answer-not-understood 1 | It is empty
page instead of JSON          | both | 5 answer-not-understood 1 | 5 answer-not-understood 1 | 5 answer-not-understood 1 | a web page
page with 404                 | both | 5 unknown-refusal 1       | 5 unknown-refusal 1       | 5 unknown-refusal 1       | nothing here
half a JSON                   | both | 5 answer-not-understood 1 | 5 answer-not-understood 1 | 5 answer-not-understood 1 | not JSON
a list                        | both | 5 answer-not-understood 1 | 5 answer-not-understood 1 | 5 answer-not-understood 1 | none of the known shapes
another thing                 | both | 5 answer-not-understood 1 | 5 answer-not-understood 1 | 5 answer-not-understood 1 | It lacks
invalid UTF-8                 | both | 5 answer-not-understood 1 | 5 answer-not-understood 1 | 5 answer-not-understood 1 | It is not text
JSON 20000 levels deep        | both | 5 answer-not-understood 1 | 5 answer-not-understood 1 | 5 answer-not-understood 1 | cannot be read
10 MiB announced              | both | 6 answer-too-large 1      | 6 answer-too-large 1      | 6 answer-too-large 1      | longer than 1 MiB
10 MiB unannounced            | both | 6 answer-too-large 1      | 6 answer-too-large 1      | 6 answer-too-large 1      | longer than 1 MiB
302 to another host           | both | 6 redirected 1            | 6 redirected 1            | 6 redirected 1            | never followed
307 to another host           | both | 6 redirected 1            | 6 redirected 1            | 6 redirected 1            | never followed
308 to another host           | both | 6 redirected 1            | 6 redirected 1            | 6 redirected 1            | never followed
429                           | both | 6 provider-busy 1         | 6 provider-busy 4         | 6 provider-busy 4         | HTTP 429
429 once                      | both | 6 provider-busy 1         | saved 2                   | saved 2                   | HTTP 429
500                           | both | 6 provider-busy 1         | 6 provider-busy 4         | 6 provider-busy 4         | HTTP 500
502 page                      | both | 6 provider-busy 1         | 6 provider-busy 4         | 6 provider-busy 4         | HTTP 502
503 once                      | both | 6 provider-busy 1         | saved 2                   | saved 2                   | HTTP 503
JSON as text/plain            | both | saved 1                   | saved 1                   | saved 1                   | -
JSON as text/html             | both | saved 1                   | saved 1                   | saved 1                   | -
JSON as text/javascript       | both | saved 1                   | saved 1                   | saved 1                   | -
JSON as nothing               | both | saved 1                   | saved 1                   | saved 1                   | -
flat                          | both | saved 1                   | saved 1                   | saved 1                   | -
wrapped                       | both | saved 1                   | saved 1                   | saved 1                   | -
user_id as number             | both | saved 1                   | -                         | saved 1                   | -
user_id as string             | both | saved 1                   | -                         | saved 1                   | -
no token_type                 | both | -                         | saved 1                   | -                         | -
no expires_in                 | both | -                         | saved 1 guessed           | -                         | -
absurd expires_in             | both | -                         | saved 1 guessed           | -                         | -
negative expires_in           | both | -                         | saved 1 guessed           | -                         | -
expires_in 0                  | both | -                         | saved 1 guessed           | -                         | -
expires_in as text            | both | -                         | saved 1                   | -                         | -
Date a day ahead              | both | saved 1                   | saved 1                   | saved 1                   | -
Date a day behind             | both | saved 1                   | saved 1                   | saved 1                   | -
";

const CALLS: [(&str, &str); 3] = [
    ("exchange", EXCHANGE),
    ("long-lived", "/access_token"),
    ("me", ME),
];

/// Many at once: most of the time is waiting.
const WORKERS: usize = 24;

/// One cell of the table, over one transport.
#[derive(Debug, Clone)]
struct Case {
    what: &'static str,
    way: Way,
    call: &'static str,
    path: &'static str,
    outcome: &'static str,
    says: &'static str,
}

fn cases() -> Vec<Case> {
    let rows = TABLE.lines().filter(|line| !line.is_empty()).skip(1);
    let mut cases = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [what, over, first, second, third, says] = cells[..] else {
            panic!("not six cells: {row}");
        };
        let ways = match over {
            "both" => &[Way::Tcp, Way::Tls][..],
            "tls" => &[Way::Tls],
            _ => panic!("over what: {row}"),
        };
        for (way, ((call, path), outcome)) in ways
            .iter()
            .flat_map(|way| {
                CALLS
                    .into_iter()
                    .zip([first, second, third])
                    .map(|at| (*way, at))
            })
            .filter(|(_, (_, outcome))| *outcome != "-")
        {
            cases.push(Case {
                what,
                way,
                call,
                path,
                outcome,
                says,
            });
        }
    }
    // What waits longest begins first.
    cases.sort_by_key(|case| {
        (
            !case.what.starts_with("silence"),
            case.outcome.ends_with('1'),
        )
    });
    cases
}

/// Runs the program against one case and says what came of it, as a cell of the table does.
fn outcome(case: &Case, elsewhere: &str) -> String {
    let home = home();
    let far = Far::of(case.what, case.way, case.path, elsewhere);
    let also = far.authority.lay(&home);
    let also = ["--ca-cert", also.to_str().unwrap()];
    let run = if case.call == "me" {
        paste_token_with(&home, &far.url, &also)
    } else {
        sign_in_with(&home, &far.url, &also)
    };
    let requests = far.requests(case.path);
    if case.path != EXCHANGE {
        assert!(far.requests(EXCHANGE) <= 1, "{run}");
    }
    if run.code == Some(0) {
        let document = assert_taken(&home, &run);
        let profile = &document["profile"];
        assert_eq!(profile["user_id"], "17841405793187218", "{run}");
        let left = profile["expires_in_seconds"].as_i64().unwrap();
        assert!((5_183_000..=5_184_000).contains(&left), "{run}");
        let guessed = profile["assumed"] == true && case.call == "long-lived";
        return format!("saved {requests}{}", if guessed { " guessed" } else { "" });
    }
    let document = run.json();
    let (code, id) = (run.code.unwrap(), document["error"]["id"].as_str().unwrap());
    let message = document["error"]["message"].as_str().unwrap();
    assert!(message.contains(case.says), "{message}");
    let _ = assert_kept(&home, &run, code, id, case.call);
    // What was received before is on disk.
    let waits = match case.call {
        "long-lived" => SHORT_TOKEN,
        "me" => NEW,
        _ => OLD,
    };
    assert!(read(&home.config_file()).contains(waits), "{run}");
    let state = std::fs::read_to_string(home.state_dir().join("state.toml")).unwrap_or_default();
    assert_eq!(
        state.contains(CODE),
        case.call == "exchange" && requests == 0,
        "{run}"
    );
    format!("{code} {id} {requests}")
}

#[test]
fn every_row_of_the_table_of_faults_holds_over_tcp_and_over_tls() {
    let elsewhere = Misbehaving::start(|_, _| Act::json("200 OK", WHO));
    let cases = cases();
    let many = cases.len();
    let (queue, wrong) = (Mutex::new(VecDeque::from(cases)), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                loop {
                    let Some(case) = queue.lock().unwrap().pop_front() else {
                        return;
                    };
                    let found = catch_unwind(AssertUnwindSafe(|| outcome(&case, &elsewhere.url)));
                    let found = found.unwrap_or_else(|_| "a failed assertion".to_owned());
                    if found != case.outcome {
                        wrong
                            .lock()
                            .unwrap()
                            .push(format!("{found:?} for {case:?}"));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(
        wrong.is_empty(),
        "{} of {many}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(many > 200, "only {many} cases");
    assert_eq!(elsewhere.all(), 0, "a redirect was followed");
    println!("{many} cases");
}
