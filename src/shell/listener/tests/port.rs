//! The port itself: where it is listened on, from when, and until when.

use std::time::Instant;

use super::*;

#[tokio::test]
async fn after_the_good_answer_the_port_is_closed_and_the_page_still_comes() {
    for tls in [false, true] {
        let mut stand = Stand::new(tls).await;
        let scheme = if tls { "https" } else { "http" };
        let url = format!("{scheme}://127.0.0.1:{}{GOOD}", stand.at.port);
        let get = tokio::spawn(browser().get(url.clone()).send());
        let (visit, _) = stand.visit().await;
        stand.listener.answer(visit, Verdict::Received);
        stand.listener.stop(TaskId(1));
        stand.listener.settle().await;
        let answer = get.await.unwrap().unwrap();
        assert_eq!(answer.text().await.unwrap(), PAGES(Verdict::Received));
        let again = browser().get(url).send().await;
        assert!(
            again.is_err_and(|error| error.is_connect()),
            "a replayed answer"
        );
        stand.heard_no_answer();
    }
}

#[tokio::test]
async fn a_busy_port_is_said_and_no_other_is_taken() {
    let (sender, _events) = mpsc::unbounded_channel();
    for taken in ["127.0.0.1:0", "[::1]:0"] {
        let Ok(other) = Plain::bind(taken) else {
            continue;
        };
        let at = At {
            tls: false,
            host: Loopback::Name,
            port: other.local_addr().unwrap().port(),
            path: "/".to_owned(),
        };
        let mut listener = Listener::new(PAGES, Limits::default(), sender.clone());
        let said = listener.listen(TaskId(1), at);
        let result = Err(ListenTrouble::Busy);
        assert_eq!(
            said,
            Some(Event::Listening {
                task: TaskId(1),
                result
            })
        );
    }
}

#[tokio::test]
async fn the_same_port_is_listened_on_again_at_once() {
    let mut stand = Stand::new(false).await;
    for task in 2..6 {
        stand.listener.stop(TaskId(task - 1));
        stand.listens(TaskId(task)).await;
    }
    stand.still_works().await;
}

#[tokio::test]
async fn it_is_said_once_that_something_came_through() {
    let mut stand = Stand::with(true, short()).await;
    for _ in 0..3 {
        let mut stream = stand.connects().await;
        stream.write_all(b"\x16\x03\x01").await.unwrap();
        let _ = rest(&mut stream).await;
    }
    assert_eq!(stand.event().await, Event::Reached { task: TaskId(1) });
    assert!(stand.events.try_recv().is_err());
}

#[tokio::test]
async fn only_loopback_is_listened_on() {
    for host in [Loopback::Name, Loopback::V4, Loopback::V6] {
        let at = At {
            tls: false,
            host,
            port: free_port(),
            path: "/".to_owned(),
        };
        // A machine without the other family has nothing to bind there.
        for socket in bind(&at).unwrap_or_default() {
            assert!(socket.local_addr().unwrap().ip().is_loopback());
        }
    }
}

#[tokio::test]
async fn settling_ends_in_time_although_a_browser_stays() {
    let limits = Limits {
        end: Duration::from_millis(100),
        ..Limits::default()
    };
    let mut stand = Stand::with(false, limits).await;
    let mut stream = stand.connects().await;
    let request = stand.head(&format!("GET {GOOD}"), "");
    stream.write_all(request.as_bytes()).await.unwrap();
    stand.judges(Verdict::Received).await;
    let started = Instant::now();
    stand.listener.settle().await;
    assert!(started.elapsed() < Duration::from_secs(2));
}
