//! Two stand-ins for a provider: one that never answers, one that answers after 100 ms.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::Result;

/// What a provider far away takes for an answer.
pub(crate) const ANSWER_AFTER: Duration = Duration::from_millis(100);

/// A port of loopback that takes connections for as long as the benchmark runs, and is silent.
pub(crate) fn silent() -> Result<u16> {
    serve(|mut stream| while matches!(stream.read(&mut [0; 4096]), Ok(1..)) {})
}

/// A port that answers `refresh` and `/me`, each late.
pub(crate) fn late() -> Result<u16> {
    serve(|stream| {
        // The other side closes the connection in the end.
        let _ = converse(stream);
    })
}

fn serve(talk: impl Fn(TcpStream) + Copy + Send + 'static) -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || talk(stream));
        }
    });
    Ok(port)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a slow provider is made of waiting, not of a condition"
)]
fn converse(mut stream: TcpStream) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        while let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head: Vec<u8> = bytes.drain(..end + 4).collect();
            let line = String::from_utf8_lossy(&head);
            let line = line.lines().next().unwrap_or_default();
            let body = if line.contains("/me?") || line.contains("/me ") {
                r#"{"user_id":"17841405793187218","id":"1","username":"shop","account_type":"BUSINESS"}"#
            } else {
                r#"{"access_token":"IGAAnew","token_type":"bearer","expires_in":5184000}"#
            };
            std::thread::sleep(ANSWER_AFTER);
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
            );
            stream.write_all(answer.as_bytes())?;
        }
        let count = stream.read(&mut piece)?;
        if count == 0 {
            return Ok(());
        }
        bytes.extend_from_slice(piece.get(..count).unwrap_or_default());
    }
}
