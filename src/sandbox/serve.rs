//! The only part that knows of sockets: reads requests, keeps the world's one owner, sends answers.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, FromRequest, Multipart, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, watch};

use super::answer::{Answer, Ask, Delivery, Fields, Method};
use super::identifiers::Dice;
use super::line::{Line, Lines};
use super::provider::{Moment, Provider};
use super::{Options, Save, World, clock, guard};

/// The largest body taken, in bytes.
const MOST_BODY: usize = 1024 * 1024;
/// How long open connections may finish after the stop.
const GRACE: Duration = Duration::from_millis(500);

/// The world's one owner.
struct Owner {
    provider: Mutex<Provider>,
    save: Save,
    /// The world's clock offset, for answers that never reach the world.
    offset: AtomicI64,
    stopped: watch::Receiver<bool>,
}

/// Serves a practice provider on loopback until `stop` is done.
///
/// Every change of the world goes through `save` before the answer is sent; when that fails the
/// change is dropped and the answer is 500. A listener off loopback is refused.
pub async fn serve(
    listener: TcpListener,
    world: World,
    options: Options,
    save: Save,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    if !listener.local_addr()?.ip().is_loopback() {
        let text = "the practice provider listens on loopback only";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
    }
    let (stopping, stopped) = watch::channel(false);
    let owner = Arc::new(Owner {
        offset: AtomicI64::new(world.clock_offset()),
        provider: Mutex::new(Provider::new(world, options)),
        save,
        stopped: stopped.clone(),
    });
    let app = Router::new()
        .fallback(handle)
        .with_state(Arc::clone(&owner));
    let server = axum::serve(
        Lines(listener),
        app.into_make_service_with_connect_info::<Line>(),
    )
    .with_graceful_shutdown(until(stopped.clone()));
    let stop = async move {
        stop.await;
        // Without a receiver nothing is served any more.
        let _ = stopping.send(true);
        tokio::time::sleep(GRACE).await;
    };
    let result = tokio::select! {
        result = server.into_future() => result,
        () = stop => Ok(()),
    };
    // A save under way ends before the caller may take the world's file elsewhere.
    drop(owner.provider.lock().await);
    result
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a stop as well.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn handle(
    State(owner): State<Arc<Owner>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
) -> Response {
    let answer = match read(request).await {
        Ok(ask) => {
            // In a task of its own: a client that hangs up must not stop a save half-way.
            let work = tokio::spawn({
                let owner = Arc::clone(&owner);
                async move { owner.answer(&ask).await }
            });
            work.await
                .unwrap_or_else(|_| Answer::control_error(500, "the answer was lost"))
        }
        Err(refusal) => refusal,
    };
    match answer.delivery {
        Delivery::Whole => {}
        Delivery::Truncated => line.cut(),
        Delivery::Stalled => line.stall(),
        Delivery::Never => {
            until(owner.stopped.clone()).await;
            line.sever();
        }
    }
    send(answer, owner.now())
}

impl Owner {
    fn now(&self) -> i64 {
        machine_now().saturating_add(self.offset.load(Ordering::Acquire))
    }

    /// Answers one request as a whole or not at all: the new world is saved, then taken.
    async fn answer(&self, ask: &Ask) -> Answer {
        let mut provider = self.provider.lock().await;
        let mut next = provider.clone();
        let mut dice = Dice::system();
        let answer = next.answer(
            ask,
            &mut Moment {
                machine: machine_now(),
                dice: &mut dice,
            },
        );
        if dice.failed() {
            return Answer::control_error(500, "the machine gave no random bytes");
        }
        if next.world != provider.world {
            let (save, bytes) = (Arc::clone(&self.save), next.world.to_bytes());
            let saved = tokio::task::spawn_blocking(move || save(bytes)).await;
            if let Err(error) = saved.map_err(io::Error::other).flatten() {
                let text = format!("the practice world cannot be saved: {error}");
                return Answer::control_error(500, &text);
            }
        }
        self.offset
            .store(next.world.clock_offset(), Ordering::Release);
        *provider = next;
        answer
    }
}

fn machine_now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

fn text_of<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Decodes a request, or says why it is not answered.
pub(super) async fn read(request: Request) -> Result<Ask, Answer> {
    let headers = request.headers();
    let host = text_of(headers, &header::HOST)
        .unwrap_or_default()
        .to_owned();
    let mut hosts = headers.get_all(header::HOST).iter();
    let one_host = hosts.next().is_some() && hosts.next().is_none();
    let target = request
        .uri()
        .authority()
        .map(axum::http::uri::Authority::as_str);
    if !one_host || !guard::host_is_loopback(&host) || !target.is_none_or(guard::host_is_loopback) {
        return Err(Answer::control_error(
            403,
            "the practice provider answers on loopback only",
        ));
    }
    let method = match request.method().as_str() {
        "GET" => Method::Get,
        "POST" => Method::Post,
        _ => Method::Other,
    };
    if method == Method::Post {
        let foreign_origin = headers.get(header::ORIGIN).is_some_and(|o| {
            !o.to_str()
                .is_ok_and(|origin| guard::origin_may_post(origin, &host))
        });
        let foreign_site = headers
            .get("sec-fetch-site")
            .is_some_and(|site| site == "cross-site");
        if foreign_origin || foreign_site {
            return Err(Answer::control_error(
                403,
                "a page from elsewhere may not post here",
            ));
        }
    }
    let bearer = text_of(headers, &header::AUTHORIZATION)
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim().to_owned());
    let content_type = text_of(headers, &header::CONTENT_TYPE).unwrap_or_default();
    let media_type = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let mut ask = Ask {
        method,
        path: request.uri().path().to_owned(),
        query: Fields::urlencoded(request.uri().query().unwrap_or_default().as_bytes()),
        bearer,
        host,
        ..Ask::default()
    };
    if media_type == "multipart/form-data" {
        ask.form = multipart(request).await?;
    } else {
        let body = to_bytes(request.into_body(), MOST_BODY).await;
        ask.body = body.map_err(|_| unreadable())?.to_vec();
        if media_type == "application/x-www-form-urlencoded" {
            ask.form = Fields::urlencoded(&ask.body);
        }
    }
    Ok(ask)
}

fn unreadable() -> Answer {
    Answer::control_error(400, "the body cannot be read")
}

async fn multipart(request: Request) -> Result<Fields, Answer> {
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| unreadable())?;
    let mut fields = Fields::default();
    while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
        let name = part.name().unwrap_or_default().to_owned();
        let value = part.text().await.map_err(|_| unreadable())?;
        fields.0.push((name, value));
    }
    Ok(fields)
}

/// The answer on the wire; dated by the practice clock.
pub(super) fn send(answer: Answer, now: i64) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(answer.content_type),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        // No form-action: browsers would then refuse to follow the redirect after Allow.
        HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
        ),
    );
    if let Ok(date) = HeaderValue::from_str(&clock::http_date(now)) {
        headers.insert(header::DATE, date);
    }
    for (name, value) in answer.headers {
        // A redirect URI that cannot stand in a header was refused when it was registered.
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(
                HeaderName::from_bytes(name.as_bytes()).unwrap_or(header::LOCATION),
                value,
            );
        }
    }
    response
}
