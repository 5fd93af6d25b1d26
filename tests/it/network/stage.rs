//! The servers of a test: a TLS forwarder, a TLS server with one answer, and two kinds of proxy.

use std::future::Future;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use super::certificates::REAL;

/// What a test's servers saw, in order.
pub(crate) type Seen = Arc<Mutex<Vec<String>>>;

/// Runs the servers of one test; they end with it.
pub(crate) struct Stage {
    servers: Handle,
    /// Dropped to end the thread that runs the servers.
    _end: oneshot::Sender<()>,
}

impl Stage {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()
            .unwrap();
        let servers = runtime.handle().clone();
        let (end, ended) = oneshot::channel::<()>();
        std::thread::spawn(move || drop(runtime.block_on(ended)));
        Self { servers, _end: end }
    }

    /// Serves each connection by itself; gives the port.
    pub(crate) fn serve<F, T>(&self, act: F) -> u16
    where
        F: Fn(TcpStream) -> T + Send + 'static,
        T: Future<Output = Option<()>> + Send + 'static,
    {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        listener.set_nonblocking(true).unwrap();
        self.servers.spawn(async move {
            let listener = TcpListener::from_std(listener).unwrap();
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(act(stream));
            }
        });
        port
    }

    /// TLS in front of a plain server of this machine, one request to a connection.
    pub(crate) fn forwarder(&self, tls: TlsAcceptor, to: u16) -> u16 {
        self.serve(move |stream| {
            let tls = tls.clone();
            async move {
                let mut near = tls.accept(stream).await.ok()?;
                let mut far = local(to).await?;
                let request = led_here(&head(&mut near).await?, to);
                far.write_all(request.as_bytes()).await.ok()?;
                copy_bidirectional(&mut near, &mut far).await.ok()?;
                Some(())
            }
        })
    }

    /// A TLS server that gives every request the same answer, and notes the requests.
    pub(crate) fn answering(&self, tls: TlsAcceptor, answer: String) -> (u16, Seen) {
        let seen = Seen::default();
        let noted = Arc::clone(&seen);
        let port = self.serve(move |stream| {
            let (tls, noted, answer) = (tls.clone(), Arc::clone(&noted), answer.clone());
            async move {
                let mut stream = tls.accept(stream).await.ok()?;
                let request = head(&mut stream).await?;
                noted.lock().unwrap().push(request);
                stream.write_all(answer.as_bytes()).await.ok()?;
                stream.shutdown().await.ok()
            }
        });
        (port, seen)
    }

    /// A plain server that says this to whatever comes, and notes it.
    pub(crate) fn saying(&self, answer: &'static str) -> (u16, Seen) {
        let seen = Seen::default();
        let noted = Arc::clone(&seen);
        let port = self.serve(move |mut stream| {
            let noted = Arc::clone(&noted);
            async move {
                let mut bytes = [0; 2048];
                let count = stream.read(&mut bytes).await.ok()?;
                let text = String::from_utf8_lossy(bytes.get(..count)?).into_owned();
                noted.lock().unwrap().push(text);
                stream.write_all(answer.as_bytes()).await.ok()?;
                stream.shutdown().await.ok()
            }
        });
        (port, seen)
    }

    /// A plain server that hears what comes, notes it, and says nothing until the other end goes.
    pub(crate) fn silent(&self) -> (u16, Seen) {
        let seen = Seen::default();
        let noted = Arc::clone(&seen);
        let port = self.serve(move |mut stream| {
            let noted = Arc::clone(&noted);
            async move {
                let mut bytes = [0; 2048];
                loop {
                    let count = stream
                        .read(&mut bytes)
                        .await
                        .ok()
                        .filter(|count| *count > 0)?;
                    let text = String::from_utf8_lossy(bytes.get(..count)?).into_owned();
                    noted.lock().unwrap().push(text);
                }
            }
        });
        (port, seen)
    }

    /// A TLS server that answers whole and closes the line under TLS, as whoever cuts it would.
    pub(crate) fn cutting(&self, tls: TlsAcceptor, answer: String) -> (u16, Seen) {
        let seen = Seen::default();
        let noted = Arc::clone(&seen);
        let port = self.serve(move |stream| {
            let (tls, noted, answer) = (tls.clone(), Arc::clone(&noted), answer.clone());
            async move {
                let mut stream = tls.accept(stream).await.ok()?;
                let request = head(&mut stream).await?;
                noted.lock().unwrap().push(request);
                stream.write_all(answer.as_bytes()).await.ok()?;
                stream.flush().await.ok()?;
                let (mut line, _) = stream.into_inner();
                line.shutdown().await.ok()
            }
        });
        (port, seen)
    }

    /// A CONNECT proxy that leads the provider's hosts to a port here and refuses all others. It
    /// notes the targets; where credentials are wanted, it takes no call without them.
    pub(crate) fn connect_proxy(&self, to: u16, credentials: Option<&'static str>) -> (u16, Seen) {
        let seen = Seen::default();
        let noted = Arc::clone(&seen);
        let port = self.serve(move |mut near| {
            let noted = Arc::clone(&noted);
            async move {
                let request = head(&mut near).await?;
                let target = request.strip_prefix("CONNECT ")?.split(' ').next()?;
                noted.lock().unwrap().push(target.to_owned());
                let known = REAL.iter().any(|host| target == format!("{host}:443"));
                let allowed = credentials.is_none_or(|wanted| {
                    request.lines().any(|line| {
                        line.split_once(": ").is_some_and(|(name, value)| {
                            name.eq_ignore_ascii_case("proxy-authorization") && value == wanted
                        })
                    })
                });
                let answer = match (allowed, known) {
                    (false, _) => "407 Proxy Authentication Required",
                    (true, false) => "403 Forbidden",
                    (true, true) => "200 OK",
                };
                let answer = format!("HTTP/1.1 {answer}\r\n\r\n");
                near.write_all(answer.as_bytes()).await.ok()?;
                if allowed && known {
                    let mut far = local(to).await?;
                    copy_bidirectional(&mut near, &mut far).await.ok()?;
                }
                Some(())
            }
        });
        (port, seen)
    }

    /// A SOCKS5 proxy without credentials that takes domain names alone and notes them.
    pub(crate) fn socks_proxy(&self, to: u16) -> (u16, Seen) {
        let seen = Seen::default();
        let noted = Arc::clone(&seen);
        let port = self.serve(move |mut near| {
            let noted = Arc::clone(&noted);
            async move {
                let mut hello = [0; 2];
                near.read_exact(&mut hello).await.ok()?;
                let mut methods = vec![0; usize::from(hello[1])];
                near.read_exact(&mut methods).await.ok()?;
                near.write_all(&[5, 0]).await.ok()?;
                let mut ask = [0; 5];
                near.read_exact(&mut ask).await.ok()?;
                // A connection, to a name.
                if ask[..4] != [5, 1, 0, 3] {
                    noted.lock().unwrap().push(format!("no name: {ask:?}"));
                    return near.write_all(&[5, 8, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok();
                }
                let mut name = vec![0; usize::from(ask[4])];
                near.read_exact(&mut name).await.ok()?;
                let port = near.read_u16().await.ok()?;
                let target = format!("{}:{port}", String::from_utf8(name).ok()?);
                noted.lock().unwrap().push(target);
                near.write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 0])
                    .await
                    .ok()?;
                let mut far = local(to).await?;
                copy_bidirectional(&mut near, &mut far).await.ok()?;
                Some(())
            }
        });
        (port, seen)
    }
}

/// A port where nobody listens.
pub(crate) fn closed_port() -> u16 {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// What was seen so far.
pub(crate) fn told(seen: &Seen) -> Vec<String> {
    seen.lock().unwrap().clone()
}

async fn local(port: u16) -> Option<TcpStream> {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.ok()
}

/// The head of a request as a server of this machine takes it: its own name, a single request.
fn led_here(head: &str, port: u16) -> String {
    let is_host = |line: &str| line.to_ascii_lowercase().starts_with("host:");
    let mut lines: Vec<&str> = head.lines().collect();
    lines.retain(|line| !line.is_empty() && !is_host(line));
    let kept = lines.join("\r\n");
    format!("{kept}\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
}

/// The head of a request, up to its empty line.
async fn head(stream: &mut (impl tokio::io::AsyncRead + Unpin)) -> Option<String> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.push(stream.read_u8().await.ok()?);
    }
    String::from_utf8(bytes).ok()
}
