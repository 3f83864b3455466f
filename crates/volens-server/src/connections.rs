//! From a listener to the router: accepts, bounds what a connection may cost, and on shutdown lets
//! what is under way finish.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;

/// Connections served at the same time; more wait to be accepted.
const CONNECTIONS: usize = 4096;

/// How long a request's headers may take, and how long a kept connection may be idle.
const HEADERS: Duration = Duration::from_secs(15);

/// How long a client may take to make room for more of an answer.
const READING: Duration = Duration::from_secs(20);

/// The largest head of a request, and the read buffer of a connection.
const BUFFER: usize = 16 * 1024;

/// How long requests may take to finish after shutdown begins.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until `shutdown` is done and what was under way has been answered.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
) {
    let open = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADERS).max_buf_size(BUFFER);
    let mut shutdown = std::pin::pin!(shutdown);
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let accepted = async {
            // The semaphore is never closed.
            let permit = open.clone().acquire_owned().await.ok();
            (permit, accept(&listener).await)
        };
        let (permit, stream) = tokio::select! {
            () = &mut shutdown => break,
            accepted = accepted => accepted,
        };
        let service = TowerToHyperService::new(router.clone());
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(READING));
        let stream = TokioIo::new(Box::pin(stream));
        let connection = graceful.watch(http.serve_connection(stream, service));
        connections.spawn(async move {
            // A connection that breaks off is its client's business.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    if timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    // Who is left will not finish; the writer waits for the last of them.
    connections.shutdown().await;
}

async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are small and written at once: waiting for more only delays them.
                let _ = stream.set_nodelay(true);
                return stream;
            }
            Err(cause) => {
                // Mostly too many open files: give connections time to end.
                tracing::error!(%cause, "cannot accept a connection");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}
