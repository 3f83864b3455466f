//! A closed loop: each connection sends its next request when it has the answer to its last.

use crate::http::{Answer, Connection};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What became of a run's requests.
#[derive(Debug)]
pub(crate) struct Load {
    pub(crate) elapsed: Duration,
    /// How long each accepted request took.
    pub(crate) latencies: Vec<Duration>,
    /// When each was accepted, ascending.
    pub(crate) accepted: Vec<Instant>,
    /// What the first refused request was answered.
    pub(crate) refused: Option<String>,
}

impl Load {
    /// Accepted events a second.
    pub(crate) fn rate(&self) -> f64 {
        self.accepted.len() as f64 / self.elapsed.as_secs_f64()
    }
}

/// Sends every request once over that many connections. `accepts` tells which answers count.
pub(crate) async fn run(
    to: SocketAddr,
    requests: Vec<Vec<u8>>,
    connections: usize,
    accepts: fn(&Answer<'_>) -> bool,
) -> Result<Load, String> {
    let (requests, next) = (Arc::new(requests), Arc::new(AtomicUsize::new(0)));
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(Connection::open(to).await?);
    }
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for connection in open {
        tasks.spawn(work(connection, requests.clone(), next.clone(), accepts));
    }
    let mut load = Load {
        elapsed: Duration::ZERO,
        latencies: Vec::new(),
        accepted: Vec::new(),
        refused: None,
    };
    while let Some(done) = tasks.join_next().await {
        let (taken, refused) = done.map_err(|cause| cause.to_string())??;
        load.latencies.extend(taken.iter().map(|(sent, answered)| *answered - *sent));
        load.accepted.extend(taken.iter().map(|(_, answered)| answered));
        load.refused = load.refused.or(refused);
    }
    load.elapsed = begun.elapsed();
    load.accepted.sort_unstable();
    Ok(load)
}

type Taken = Vec<(Instant, Instant)>;

async fn work(
    mut connection: Connection,
    requests: Arc<Vec<Vec<u8>>>,
    next: Arc<AtomicUsize>,
    accepts: fn(&Answer<'_>) -> bool,
) -> Result<(Taken, Option<String>), String> {
    let (mut taken, mut refused) = (Taken::new(), None);
    while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
        let sent = Instant::now();
        let answer = connection.exchange(request).await?;
        if accepts(&answer) {
            taken.push((sent, Instant::now()));
        } else {
            let Answer { status, body } = answer;
            refused.get_or_insert_with(|| format!("{status}: {}", String::from_utf8_lossy(body)));
        }
    }
    Ok((taken, refused))
}
