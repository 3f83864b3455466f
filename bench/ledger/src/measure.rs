//! One run against one server, and what it came to.

use crate::figures::percentile;
use crate::http::Answer;
use crate::load::{self, Load};
use crate::process::Server;
use std::time::Duration;

/// What one run came to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    /// Accepted events a second.
    pub(crate) rate: f64,
    /// Milliseconds.
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    /// The most that the server has held in memory so far, MiB.
    pub(crate) memory: f64,
    /// The server's processor time for one event, µs.
    pub(crate) work: f64,
    /// The longest until an event was in the signed tree, seconds.
    pub(crate) wait: f64,
    /// Events that were committed together, on average.
    pub(crate) group: f64,
}

impl Figures {
    /// Where only that is known.
    pub(crate) fn of_rate(rate: f64) -> Self {
        Self { rate, ..Self::default() }
    }
}

/// Sends all of the requests; each must be accepted.
pub(crate) async fn run(
    server: &Server,
    requests: Vec<Vec<u8>>,
    connections: usize,
    accepts: fn(&Answer<'_>) -> bool,
) -> Result<(Load, Figures), String> {
    let before = server.processor()?;
    let mut load = load::run(server.address, requests, connections, accepts).await?;
    if let Some(answer) = &load.refused {
        return Err(format!("a sound event was answered {answer}"));
    }
    let work = server.processor()? - before;
    let mut milliseconds = |share| percentile(&mut load.latencies, share).as_secs_f64() * 1000.0;
    let (p50, p99) = (milliseconds(0.5), milliseconds(0.99));
    let work = micros(work) / load.accepted.len() as f64;
    let memory = server.peak()?;
    let rate = load.rate();
    Ok((load, Figures { rate, p50, p99, memory, work, ..Figures::default() }))
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000_000.0
}
