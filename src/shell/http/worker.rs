//! The network thread: its runtime, its clients and one task for each call.

use std::cell::OnceCell;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

use reqwest::header::{ACCEPT_ENCODING, CONTENT_TYPE, DATE, HeaderName, LOCATION, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Certificate, ClientBuilder, Response};
use tokio::sync::{mpsc, oneshot};
use zeroize::{Zeroize as _, Zeroizing};

use super::proxy::Proxies;
use super::{LIMIT, Settings, authority, fault, is_loopback};
use crate::clean;
use crate::failpoint;
use crate::oauth::{Answer, Method, Reason, Request, Unreachable, Value};
use crate::secret::SecretBytes;

/// One call and where its answer goes.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) request: Request,
    pub(super) reply: Reply,
}

/// Where an answer goes; nothing goes there when the call panicked.
pub(super) type Reply = oneshot::Sender<Option<Result<Answer, Unreachable>>>;

/// Says that a call panicked, when it did.
struct Lost(Option<Reply>);

impl Drop for Lost {
    fn drop(&mut self) {
        if let Some(reply) = self.0.take().filter(|_| std::thread::panicking()) {
            // Who does not wait any more needs no answer.
            let _ = reply.send(None);
        }
    }
}

/// Starts the thread; it ends when the last sender is dropped.
pub(super) fn start(settings: Settings) -> Option<mpsc::UnboundedSender<Job>> {
    let (jobs, mut incoming) = mpsc::unbounded_channel::<Job>();
    let log = tracing::dispatcher::get_default(Clone::clone);
    std::thread::Builder::new()
        .name("network".to_owned())
        .spawn(move || {
            let _log = tracing::dispatcher::set_default(&log);
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_io()
                .enable_time()
                .build();
            let Ok(runtime) = runtime else { return };
            let tasks = tokio::task::LocalSet::new();
            let clients = Rc::new(Clients::new(settings));
            tasks.block_on(&runtime, async move {
                while let Some(Job { request, reply }) = incoming.recv().await {
                    let clients = Rc::clone(&clients);
                    tokio::task::spawn_local(async move {
                        let mut lost = Lost(Some(reply));
                        let left = async {
                            if let Some(reply) = &mut lost.0 {
                                reply.closed().await;
                            }
                        };
                        let outcome = tokio::select! {
                            outcome = clients.call(&request) => outcome,
                            () = left => return,
                        };
                        if let Some(reply) = lost.0.take() {
                            // Nobody waits any more: then nobody needs it.
                            let _ = reply.send(Some(outcome));
                        }
                    });
                }
            });
        })
        .ok()
        .map(|_| jobs)
}

/// Clients are built when first needed: one for the world, one for this machine.
struct Clients {
    settings: Settings,
    proxies: Proxies,
    world: OnceCell<Result<reqwest::Client, Reason>>,
    local: OnceCell<Result<reqwest::Client, Reason>>,
}

/// Why a call failed and whether the request had left.
struct Failure {
    reason: Reason,
    sent: bool,
}

impl From<Reason> for Failure {
    /// A failure before anything was sent.
    fn from(reason: Reason) -> Self {
        Self {
            reason,
            sent: false,
        }
    }
}

impl Clients {
    fn new(settings: Settings) -> Self {
        let proxies = if settings.no_proxy {
            Proxies::default()
        } else {
            Proxies::from_environment()
        };
        Self {
            settings,
            proxies,
            world: OnceCell::new(),
            local: OnceCell::new(),
        }
    }

    async fn call(&self, request: &Request) -> Result<Answer, Unreachable> {
        let started = Instant::now();
        let outcome = self.attempt(request).await;
        let host = authority(&request.url);
        let path = clean::short_line(request.url.path(), 200);
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let method = method_name(request.method);
        match outcome {
            Ok(answer) => {
                tracing::info!(method, host, %path, status = answer.status, ms, "call");
                Ok(answer)
            }
            Err(Failure { reason, sent }) => {
                tracing::warn!(method, host, %path, ?reason, sent, ms, "call failed");
                Err(Unreachable {
                    proxy: self.proxy_for(request),
                    host,
                    reason,
                    sent,
                })
            }
        }
    }

    fn proxy_for(&self, request: &Request) -> Option<String> {
        if request.url.scheme() == "http" {
            // Plain calls stay on this machine, past every proxy.
            return None;
        }
        self.proxies.covering(&request.url)
    }

    async fn attempt(&self, request: &Request) -> Result<Answer, Failure> {
        let client = self.client(request)?;
        let mut url = request.url.clone();
        url.set_fragment(None);
        let call = match request.method {
            Method::Get => client.get(url),
            Method::Post => client.post(url).form(&pairs(&request.form)),
        };
        let call = if request.query.is_empty() {
            call
        } else {
            call.query(&pairs(&request.query))
        };
        failpoint::pass("call.begin");
        let response = call
            .header(ACCEPT_ENCODING, "identity")
            .send()
            .await
            .map_err(|error| failure(error, request))?;
        failpoint::pass("call.head");
        read(response, request).await
    }

    fn client(&self, request: &Request) -> Result<reqwest::Client, Reason> {
        let made = match request.url.scheme() {
            "https" => self.world.get_or_init(|| world(&self.settings)),
            "http" if is_loopback(&request.url) => self.local.get_or_init(|| {
                // Without the system's certificates, which a bare machine may not have.
                common(&self.settings)
                    .no_proxy()
                    .tls_certs_only(std::iter::empty())
                    .resolve_to_addrs("localhost", &loopback())
                    .build()
                    .map_err(|error| fault::building(&error.without_url()))
            }),
            _ => return Err(Reason::NotEncrypted),
        };
        made.clone()
    }
}

fn common(settings: &Settings) -> ClientBuilder {
    reqwest::Client::builder()
        .user_agent(concat!("igtoken/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(settings.connect_timeout)
        .timeout(settings.timeout)
}

fn world(settings: &Settings) -> Result<reqwest::Client, Reason> {
    let builder = || {
        let builder = common(settings).https_only(true);
        if settings.no_proxy {
            builder.no_proxy()
        } else {
            builder
        }
    };
    let Some(path) = &settings.ca_cert else {
        return builder()
            .build()
            .map_err(|error| fault::building(&error.without_url()));
    };
    let own = certificates(path)?;
    // On a machine without certificates of its own, these alone are trusted.
    builder()
        .tls_certs_merge(own.clone())
        .build()
        .or_else(|_| builder().tls_certs_only(own).build())
        .map_err(|_| unusable(path))
}

fn certificates(path: &Path) -> Result<Vec<Certificate>, Reason> {
    let pem = std::fs::read(path).map_err(|_| unusable(path))?;
    match Certificate::from_pem_bundle(&pem) {
        Ok(list) if !list.is_empty() => Ok(list),
        Ok(_) | Err(_) => Err(unusable(path)),
    }
}

fn unusable(path: &Path) -> Reason {
    Reason::BadCertificateFile {
        path: clean::short_line(&path.to_string_lossy(), 255),
    }
}

fn loopback() -> [SocketAddr; 2] {
    [
        SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
    ]
}

async fn read(mut response: Response, request: &Request) -> Result<Answer, Failure> {
    let sent = |reason| Failure { reason, sent: true };
    let status = response.status();
    if status.is_redirection()
        && let Some(location) = response.headers().get(LOCATION)
    {
        let to = std::str::from_utf8(location.as_bytes())
            .ok()
            .and_then(|location| request.url.join(location).ok())
            .map(|url| authority(&url))
            .unwrap_or_default();
        return Err(sent(Reason::Redirected { to }));
    }
    let declared = response.content_length().unwrap_or(0);
    if declared > LIMIT as u64 {
        return Err(sent(Reason::TooLarge));
    }
    let header = |name: HeaderName| {
        let value = response.headers().get(name)?;
        let text = String::from_utf8_lossy(value.as_bytes());
        Some(clean::short_line(&text, 200))
    };
    let mut answer = Answer {
        status: status.as_u16(),
        content_type: header(CONTENT_TYPE),
        date: header(DATE),
        retry_after: header(RETRY_AFTER).and_then(|text| text.trim().parse().ok()),
        body: SecretBytes::default(),
    };
    let room = usize::try_from(declared).unwrap_or(0).max(8 * 1024);
    let mut body = Zeroizing::new(Vec::with_capacity(room));
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| sent(failure(error, request).reason))?
    {
        if body.len() + chunk.len() > LIMIT {
            return Err(sent(Reason::TooLarge));
        }
        failpoint::pass("call.body");
        append(&mut body, &chunk);
    }
    failpoint::pass("call.end");
    answer.body = SecretBytes::new(std::mem::take(&mut *body));
    Ok(answer)
}

/// Appends without leaving a copy of the old bytes behind.
fn append(body: &mut Vec<u8>, chunk: &[u8]) {
    if body.capacity() - body.len() < chunk.len() {
        let mut larger = Vec::with_capacity((body.len() + chunk.len()) * 2);
        larger.extend_from_slice(body);
        body.zeroize();
        *body = larger;
    }
    body.extend_from_slice(chunk);
}

fn failure(error: reqwest::Error, request: &Request) -> Failure {
    let (reason, sent) = fault::reason(&error.without_url());
    // An error text of a library is not ours: it must not repeat what was sent.
    let reason = if matches!(&reason, Reason::Other(text) if repeats(text, request)) {
        Reason::Other(String::new())
    } else {
        reason
    };
    Failure { reason, sent }
}

fn repeats(text: &str, request: &Request) -> bool {
    request.query.iter().chain(&request.form).any(|(_, value)| {
        matches!(value, Value::Secret(secret)
            if !secret.is_empty() && text.contains(secret.expose()))
    })
}

fn pairs(values: &[(String, Value)]) -> Vec<(&str, &str)> {
    let values = values.iter();
    values
        .map(|(key, value)| (key.as_str(), value.expose()))
        .collect()
}

fn method_name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}
