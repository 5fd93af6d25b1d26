//! A site of one's own on loopback, which remembers what it was asked.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Answers every path that begins with `/callback` with one page, the rest with 404.
#[derive(Debug)]
pub(crate) struct Site {
    address: SocketAddr,
    scheme: &'static str,
    asked: Arc<Mutex<Vec<String>>>,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    /// Serves a page over plain HTTP.
    pub(crate) fn http(page: &str) -> Self {
        Self::start(page, None)
    }

    /// Serves a page over TLS, with a certificate that nobody has signed.
    pub(crate) fn https(page: &str, name: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], PrivateKeyDer::Pkcs8(key))
            .unwrap();
        Self::start(page, Some(Arc::new(config)))
    }

    fn start(page: &str, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let asked = Arc::new(Mutex::new(Vec::new()));
        let over = Arc::new(AtomicBool::new(false));
        let (page, heard, ended) = (page.to_owned(), Arc::clone(&asked), Arc::clone(&over));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::SeqCst) {
                    return;
                }
                let (page, heard, tls) = (page.clone(), Arc::clone(&heard), tls.clone());
                // A browser opens connections ahead, and says nothing on them.
                std::thread::spawn(move || {
                    let stream = stream.unwrap();
                    drop(stream.set_read_timeout(Some(Duration::from_secs(20))));
                    drop(serve(stream, tls, &page, &heard));
                });
            }
        });
        Self {
            address,
            scheme,
            asked,
            over,
            thread: Some(thread),
        }
    }

    /// Host and port.
    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    /// The address of its page, with something behind it.
    pub(crate) fn at(&self, rest: &str) -> String {
        format!("{}://{}/callback{rest}", self.scheme, self.address)
    }

    /// Method and target of each request so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn serve(
    stream: TcpStream,
    tls: Option<Arc<ServerConfig>>,
    page: &str,
    heard: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    match tls {
        None => answer(stream, page, heard),
        Some(config) => {
            let connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
            let mut stream = StreamOwned::new(connection, stream);
            answer(&mut stream, page, heard)?;
            stream.conn.send_close_notify();
            stream.flush()
        }
    }
}

fn answer(
    stream: impl Read + Write,
    page: &str,
    heard: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut first = String::new();
    stream.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 || line == "\r\n" {
            break;
        }
    }
    let asked = first.trim_end().trim_end_matches(" HTTP/1.1").to_owned();
    if asked.is_empty() {
        return Ok(());
    }
    let found = asked.starts_with("GET /callback");
    heard.lock().unwrap().push(asked);
    let (status, body) = if found {
        ("200 OK", page)
    } else {
        ("404 Not Found", "")
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    stream
        .get_mut()
        .write_all(format!("{head}{body}").as_bytes())?;
    stream.get_mut().flush()
}
