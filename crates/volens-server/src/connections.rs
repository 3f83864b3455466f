//! From a listener to the router: accepts, bounds what a connection may cost, and on shutdown lets
//! what is under way finish.

mod places;
mod tls;

pub(crate) use tls::Tls;
pub use tls::{TlsError, TlsFiles};

use crate::edge::Peer;
use crate::metrics::Metrics;
use axum::Router;
use hyper::server::conn::{http1, http2};
use hyper::service::{Service as _, service_fn};
use hyper::{Request, body::Incoming};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use hyper_util::service::TowerToHyperService;
use places::Places;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;

/// Connections served at the same time; more wait to be accepted.
const CONNECTIONS: usize = 4096;

/// How long a request's headers may take, and how long a kept connection may be idle.
const HEADERS: Duration = Duration::from_secs(15);

/// How long a client may take to make room for more of an answer.
const READING: Duration = Duration::from_secs(20);

/// How long an agreement on keys may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// How old a connection may grow before its client must open another. HTTP/2 has no limit on
/// idling, nor on a client that lets answers wait by flow control; this is both.
const AGE: Duration = Duration::from_secs(300);

/// The largest head of a request, and the read buffer of a connection.
const BUFFER: usize = 16 * 1024;

/// Requests under way on one HTTP/2 connection.
const STREAMS: u32 = 64;

/// How long requests may take to finish after shutdown begins.
const GRACE: Duration = Duration::from_secs(10);

/// How a listener's connections are made and counted.
#[derive(Debug)]
pub(crate) struct Terms {
    /// Missing where a proxy before us ends TLS.
    pub(crate) tls: Option<Tls>,
    /// Whether one address may hold only some of the connections. Not behind a proxy, whose
    /// address they all have.
    pub(crate) share: bool,
    pub(crate) metrics: Metrics,
}

/// Serves until `shutdown` is done and what was under way has been answered.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    terms: Terms,
    shutdown: impl Future<Output = ()>,
) {
    let Terms { tls, share, metrics } = terms;
    let open = Arc::new(Semaphore::new(CONNECTIONS));
    let places = Places::default();
    let (close, closing) = watch::channel(());
    let mut shutdown = pin!(shutdown);
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let accepted = async {
            // The semaphore is never closed.
            let permit = open.clone().acquire_owned().await.ok();
            (permit, accept(&listener).await)
        };
        let (permit, (stream, peer)) = tokio::select! {
            () = &mut shutdown => break,
            accepted = accepted => accepted,
        };
        let place = match share {
            true => places.take(peer).map(Some),
            false => Some(None),
        };
        let Some(place) = place else {
            metrics.turned_away();
            continue;
        };
        let connection = connection(stream, peer, router.clone(), tls.clone(), closing.clone());
        let gauge = metrics.connections().clone();
        gauge.inc();
        connections.spawn(async move {
            connection.await;
            gauge.dec();
            drop((permit, place));
        });
    }
    drop((listener, closing));
    let _ = close.send(());
    let all = async { while connections.join_next().await.is_some() {} };
    if timeout(GRACE, all).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    // Who is left will not finish; the writer waits for the last of them.
    connections.shutdown().await;
}

async fn connection(
    stream: TcpStream,
    peer: IpAddr,
    router: Router,
    tls: Option<Tls>,
    closing: watch::Receiver<()>,
) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(READING));
    let stream = Box::pin(stream);
    // A connection that breaks off is its client's business.
    match tls {
        None => exchange(stream, false, peer, router, closing).await,
        Some(tls) => {
            if let Ok(Ok((stream, http2))) = timeout(HANDSHAKE, tls.accept(stream)).await {
                exchange(stream, http2, peer, router, closing).await;
            }
        }
    }
}

/// Answers the requests of one connection.
async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    http2: bool,
    peer: IpAddr,
    router: Router,
    closing: watch::Receiver<()>,
) {
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        router.call(request)
    });
    let stream = TokioIo::new(stream);
    if http2 {
        let mut http = http2::Builder::new(TokioExecutor::new());
        http.timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS)
            .max_header_list_size(BUFFER as u32)
            .keep_alive_interval(HEADERS)
            .keep_alive_timeout(HEADERS);
        drive(http.serve_connection(stream, service), closing).await;
    } else {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEADERS).max_buf_size(BUFFER);
        drive(http.serve_connection(stream, service), closing).await;
    }
}

/// Runs a connection until it ends, grows too old, or the ledger shuts down; then lets what is
/// under way finish.
async fn drive(connection: impl GracefulConnection, mut closing: watch::Receiver<()>) {
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closing.changed() => {}
        () = sleep(AGE) => {}
    }
    Pin::as_mut(&mut connection).graceful_shutdown();
    let _ = timeout(GRACE, connection).await;
}

async fn accept(listener: &TcpListener) -> (TcpStream, IpAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are small and written at once: waiting for more only delays them.
                let _ = stream.set_nodelay(true);
                return (stream, peer.ip());
            }
            Err(cause) => {
                // Mostly too many open files: give connections time to end.
                tracing::error!(%cause, "cannot accept a connection");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}
