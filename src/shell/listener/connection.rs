//! One connection: its head within a time, its verdict, its page.

use std::io;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsAcceptor;
use zeroize::Zeroizing;

use crate::failpoint;
use crate::wizard::Event;
use crate::wizard::callback::Verdict;

use super::head::{self, Asked, Landing};
use super::reply::{self, Status};
use super::{Post, certificate};

/// The first byte of a TLS connection.
const HANDSHAKE: u8 = 0x16;
/// What is read and thrown away before a connection is closed, so that the reply arrives.
const REST: usize = 64 * 1024;
/// For the same.
const REST_TIME: Duration = Duration::from_millis(500);

/// Serves one connection; whatever goes wrong ends it and nothing else.
pub(super) async fn serve(stream: TcpStream, post: &Post) {
    failpoint::pass("callback.begin");
    let until = Instant::now() + post.shared.limits.head;
    if let Err(error) = taken_in(stream, post, until).await {
        tracing::debug!(kind = ?error.kind(), "a connection of the callback ended early");
    }
}

async fn taken_in(mut stream: TcpStream, post: &Post, until: Instant) -> io::Result<()> {
    let mut first = [0; 1];
    if timeout_at(until, stream.peek(&mut first)).await?? == 0 {
        return Ok(());
    }
    if !post.reached.swap(true, Ordering::Relaxed) {
        post.tell(Event::Reached { task: post.task });
    }
    if !post.at.tls {
        return talk(&mut stream, post, until).await;
    }
    if first != [HANDSHAKE] {
        return refuse(&mut stream, Status::BadRequest).await;
    }
    let acceptor = acceptor(post).await?;
    let mut stream = timeout_at(until, acceptor.accept(stream)).await??;
    talk(&mut stream, post, until).await
}

/// The certificate is made when the first browser comes, on a thread of its own.
async fn acceptor(post: &Post) -> io::Result<TlsAcceptor> {
    let made = post.shared.acceptor.get_or_try_init(|| async {
        match spawn_blocking(certificate::acceptor).await {
            Ok(made) => made,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(error) => Err(io::Error::other(error)),
        }
    });
    made.await.cloned()
}

async fn talk(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    post: &Post,
    until: Instant,
) -> io::Result<()> {
    let landing = match ask(stream, post, until).await? {
        Some(Asked::Landed(landing)) => landing,
        Some(Asked::Not(status)) => return refuse(stream, status).await,
        None => return Ok(()),
    };
    let Some(visit) = post.shared.visits.begin(post.task) else {
        return part(stream, post, &landing).await;
    };
    let Landing {
        address,
        has_parameters,
        stays,
    } = landing;
    post.tell(Event::Visited {
        task: post.task,
        visit: visit.id,
        address,
    });
    let limits = post.shared.limits;
    let verdict = timeout(limits.verdict, visit.verdict).await;
    post.shared.visits.forget(visit.id);
    // No verdict: the answer was taken by another way meanwhile.
    let verdict = verdict
        .ok()
        .and_then(Result::ok)
        .unwrap_or(Verdict::Foreign);
    let until = Instant::now() + limits.page;
    let shown = show(stream, post, verdict, has_parameters && stays, until);
    let shown = timeout_at(until, shown).await;
    drop(visit.busy);
    shown?
}

/// The page; first the address is freed of the code, which the browser would keep on show.
async fn show(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    post: &Post,
    verdict: Verdict,
    by_redirect: bool,
    until: Instant,
) -> io::Result<()> {
    if by_redirect {
        let reply = reply::without_parameters(&post.at.path);
        stream.write_all(reply.as_bytes()).await?;
        stream.flush().await?;
        match ask(stream, post, until).await? {
            Some(Asked::Landed(landing)) if !landing.has_parameters => {}
            // One answer a connection.
            Some(Asked::Landed(_)) => return refuse(stream, Status::BadRequest).await,
            Some(Asked::Not(status)) => return refuse(stream, status).await,
            None => return Ok(()),
        }
    }
    page(stream, post, verdict).await
}

/// Nobody waits for answers any more; a browser that was sent here for its page gets it, also by
/// another connection than the one that it brought the answer by.
async fn part(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    post: &Post,
    landing: &Landing,
) -> io::Result<()> {
    match post.shared.visits.parting() {
        Some(verdict) if !landing.has_parameters => page(stream, post, verdict).await,
        Some(_) | None => Ok(()),
    }
}

async fn page(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    post: &Post,
    verdict: Verdict,
) -> io::Result<()> {
    let html = (post.shared.pages)(verdict);
    post.shared.visits.shows(verdict);
    close_with(stream, &reply::page(&html)).await
}

/// The next head; nothing when the browser closed first.
async fn ask(
    stream: &mut (impl AsyncRead + Unpin),
    post: &Post,
    until: Instant,
) -> io::Result<Option<Asked>> {
    // It holds the code: in one place, and wiped.
    let mut head = Zeroizing::new(vec![0; head::LONGEST]);
    let mut filled = 0;
    loop {
        let Some(room) = head.get_mut(filled..).filter(|room| !room.is_empty()) else {
            return Ok(Some(Asked::Not(Status::HeadTooLarge)));
        };
        let read = timeout_at(until, stream.read(room)).await??;
        if read == 0 {
            return Ok(None);
        }
        filled += read;
        let so_far = head.get(..filled).unwrap_or_default();
        match head::is_whole(so_far) {
            Ok(true) => return Ok(Some(head::judge(so_far, &post.at))),
            Ok(false) => {}
            Err(status) => return Ok(Some(Asked::Not(status))),
        }
    }
}

async fn refuse(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    status: Status,
) -> io::Result<()> {
    close_with(stream, &reply::refusal(status)).await
}

/// Writes, says that nothing follows, and reads a little of what may still come: a connection that
/// is closed on unread bytes takes the reply away from the browser.
async fn close_with(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    reply: &str,
) -> io::Result<()> {
    let closing = async {
        stream.write_all(reply.as_bytes()).await?;
        stream.shutdown().await?;
        let mut rest = Zeroizing::new(vec![0; 4096]);
        let mut read = 0;
        while read < REST {
            match stream.read(&mut rest).await? {
                0 => break,
                count => read += count,
            }
        }
        Ok(())
    };
    timeout(REST_TIME, closing).await.unwrap_or(Ok(()))
}
