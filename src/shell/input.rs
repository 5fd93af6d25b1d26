//! Reads the terminal's bytes without a thread and without changing its modes.
//!
//! The descriptor stays blocking, since its flags are shared with the person's shell; it is read
//! only when the system says that there is something to read.

use std::io::{self, Read as _};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// The terminal's input.
#[derive(Debug)]
pub(super) struct Input {
    stdin: AsyncFd<io::Stdin>,
    buffer: Vec<u8>,
}

/// What reading brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chunk {
    /// So many bytes are in the buffer.
    Bytes(usize),
    /// The terminal is gone.
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
        let stdin = AsyncFd::with_interest(io::stdin(), Interest::READABLE)?;
        Ok(Self {
            stdin,
            buffer: vec![0; 64 * 1024],
        })
    }

    /// Waits for bytes. Cancel safe: nothing is read before it returns.
    pub(super) async fn read(&mut self) -> io::Result<Chunk> {
        loop {
            let mut guard = self.stdin.readable().await?;
            if !has_input()? {
                guard.clear_ready();
                continue;
            }
            return match guard.get_inner().lock().read(&mut self.buffer) {
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
