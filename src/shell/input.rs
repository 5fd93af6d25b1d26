//! Reads the bytes of the terminal, a pipe or a file without a thread and without changing its modes.
//!
//! The descriptor stays blocking, since its flags are shared with the person's shell; it is read
//! only when the system says that there is something to read.

use std::io::{self, Read as _};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// Standard input.
#[derive(Debug)]
pub(super) struct Input {
    source: Source,
    buffer: Vec<u8>,
}

/// How standard input is waited for.
#[derive(Debug)]
enum Source {
    /// A terminal, a pipe or a socket.
    Polled(AsyncFd<io::Stdin>),
    /// A file or a device that the system cannot wait for, since it is always ready.
    Ready(io::Stdin),
}

/// What reading brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chunk {
    /// So many bytes are in the buffer.
    Bytes(usize),
    /// The terminal is gone, or there is no more.
    Ended,
}

impl Input {
    /// Opens standard input; needs a running tokio runtime.
    pub(super) fn open() -> io::Result<Self> {
        #[expect(
            deprecated,
            reason = "its successor is an unsafe function; standard input keeps its descriptor for \
                      as long as the process lives, which is all that is asked for"
        )]
        let polled = AsyncFd::with_interest(io::stdin(), Interest::READABLE);
        let source = match polled {
            Ok(stdin) => Source::Polled(stdin),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Source::Ready(io::stdin())
            }
            Err(error) => return Err(error),
        };
        Ok(Self {
            source,
            buffer: vec![0; 64 * 1024],
        })
    }

    /// Waits for bytes. Cancel safe: nothing is read before it returns.
    pub(super) async fn read(&mut self) -> io::Result<Chunk> {
        loop {
            let read = match &self.source {
                Source::Polled(stdin) => {
                    let mut guard = stdin.readable().await?;
                    if !has_input()? {
                        guard.clear_ready();
                        continue;
                    }
                    guard.get_inner().lock().read(&mut self.buffer)
                }
                Source::Ready(stdin) => {
                    // Calls that are under way need their turn as well.
                    tokio::task::yield_now().await;
                    stdin.lock().read(&mut self.buffer)
                }
            };
            return match read {
                Ok(0) => Ok(Chunk::Ended),
                Ok(count) => Ok(Chunk::Bytes(count)),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => Ok(Chunk::Ended),
            };
        }
    }

    /// The bytes of the last read.
    pub(super) fn bytes(&self, count: usize) -> &[u8] {
        self.buffer.get(..count).unwrap_or_default()
    }
}

fn has_input() -> io::Result<bool> {
    let stdin = io::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    let none = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    match poll(&mut fds, Some(&none)) {
        Ok(count) => Ok(count > 0),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
