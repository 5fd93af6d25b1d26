//! Answers that end early, stop, or never come.

use super::*;
use crate::sandbox::Planned;

fn fault(text: &str) -> Options {
    Options {
        auto_approve: true,
        faults: vec![Planned::parse(text).unwrap()],
        ..Options::default()
    }
}

#[tokio::test]
async fn a_truncated_answer_ends_in_the_middle_of_its_body_but_has_had_its_effect() {
    let world = World::ready().unwrap();
    let facts = world.ready_facts().unwrap();
    let running = Running::start(world, fault("exchange:truncated:1")).await;
    let form = urlencoded_body(&exchange_fields(&running, &facts).await);
    let answer = running.post("/oauth/access_token", FORM, &form).await;
    let (head, part) = answer.split_once("\r\n\r\n").unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap();
    let length: usize = length.parse().unwrap();
    assert!(
        !part.is_empty() && part.len() < length,
        "{} of {length}",
        part.len()
    );
    let again = running.post("/oauth/access_token", FORM, &form).await;
    assert_eq!(
        body(&again)["error_message"],
        "This authorization code has been used"
    );
    running.stop().await;
}

#[tokio::test]
async fn a_stalled_answer_sends_half_a_body_and_then_nothing_until_the_stop() {
    let world = World::ready().unwrap();
    let facts = world.ready_facts().unwrap();
    let running = Running::start(world, fault("exchange:stall-in-body")).await;
    let form = urlencoded_body(&exchange_fields(&running, &facts).await);
    let head = running.head("POST /oauth/access_token");
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let request = format!(
        "{head}Content-Type: {FORM}\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut received = Vec::new();
    let half = async {
        while !String::from_utf8_lossy(&received).contains("access_token\":\"IGAA") {
            assert_ne!(
                stream.read_buf(&mut received).await.unwrap(),
                0,
                "it must stay open"
            );
        }
    };
    tokio::time::timeout(DEADLINE, half)
        .await
        .expect("half of the body comes");
    // Another call is asked and answered meanwhile: time enough for the other half.
    assert_eq!(status(&running.get("/sandbox/state").await), "200");
    let more = stream.try_read_buf(&mut received).unwrap_err();
    assert_eq!(
        more.kind(),
        ErrorKind::WouldBlock,
        "nothing more comes and nothing ends"
    );
    running.stop().await;
}

#[tokio::test]
async fn a_timeout_never_answers_and_other_calls_go_on() {
    let running = Running::start(World::ready().unwrap(), fault("me:timeout:1")).await;
    let mut silent = TcpStream::connect(running.address).await.unwrap();
    silent
        .write_all(format!("{}\r\n", running.head("GET /me")).as_bytes())
        .await
        .unwrap();
    let seen = async { while body(&running.get("/sandbox/state").await)["calls"]["me"] != 1 {} };
    tokio::time::timeout(DEADLINE, seen)
        .await
        .expect("the silent call arrives");
    assert_eq!(status(&running.get("/me").await), "400");
    let nothing = silent.try_read(&mut [0]).unwrap_err();
    assert_eq!(nothing.kind(), ErrorKind::WouldBlock, "not one byte");
    running.stop().await;
    let mut rest = Vec::new();
    // Closed or reset, but never a late answer.
    let _ = tokio::time::timeout(DEADLINE, silent.read_to_end(&mut rest))
        .await
        .expect("it ends");
    assert_eq!(rest, b"");
}
