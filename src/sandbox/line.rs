//! Connections that can be cut or go silent in the middle of an answer.
//!
//! An HTTP server writes whole bodies; the faults `truncated` and `stall-in-body` need half of one,
//! so they are made here, below it.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

const WHOLE: u8 = 0;
const CUT: u8 = 1;
const STALL: u8 = 2;
const SEVERED: u8 = 3;

/// The handler's grip on its own connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Line(Arc<AtomicU8>);

impl Line {
    /// The next answer's body ends in its middle, and so does the connection.
    pub(super) fn cut(&self) {
        self.0.store(CUT, Ordering::Release);
    }

    /// The connection ends before one more byte.
    pub(super) fn sever(&self) {
        self.0.store(SEVERED, Ordering::Release);
    }

    /// The next answer's body stops in its middle; the connection stays.
    pub(super) fn stall(&self) {
        self.0.store(STALL, Ordering::Release);
    }
}

/// A listener whose connections have a [`Line`].
#[derive(Debug)]
pub(super) struct Lines(pub(super) TcpListener);

impl Listener for Lines {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        (
            Wire {
                stream,
                line: Line::default(),
                allowed: None,
            },
            address,
        )
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Lines>> for Line {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Self {
        stream.io().line.clone()
    }
}

/// One connection.
#[derive(Debug)]
pub(super) struct Wire {
    stream: TcpStream,
    line: Line,
    /// How many bytes may still pass once the line is to break.
    allowed: Option<usize>,
}

/// The head and half of the body behind it.
fn half_way(bytes: &[u8]) -> usize {
    const END_OF_HEAD: &[u8] = b"\r\n\r\n";
    let head = bytes
        .windows(END_OF_HEAD.len())
        .position(|window| window == END_OF_HEAD);
    let head = head.map_or(0, |place| place + END_OF_HEAD.len());
    head + bytes.len().saturating_sub(head) / 2
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        let fate = self.line.0.load(Ordering::Acquire);
        if fate == WHOLE {
            return Pin::new(&mut self.stream).poll_write(context, bytes);
        }
        let half = || if fate == SEVERED { 0 } else { half_way(bytes) };
        let allowed = *self.allowed.get_or_insert_with(half);
        if allowed == 0 {
            // A stalled line wakes nobody: it ends when the client hangs up.
            return if fate == STALL {
                Poll::Pending
            } else {
                Poll::Ready(Err(Error::new(ErrorKind::BrokenPipe, "cut by a fault")))
            };
        }
        let (some, _) = bytes.split_at(allowed.min(bytes.len()));
        let written = std::task::ready!(Pin::new(&mut self.stream).poll_write(context, some))?;
        self.allowed = Some(allowed - written);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}
