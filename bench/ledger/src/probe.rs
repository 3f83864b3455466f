//! Loads a ledger that somebody else started, under a profiler say, and tells how fast it was:
//! `volens-bench load ADDRESS EVENTS CONNECTIONS`.

use crate::events::Visitors;
use crate::figures::percentile;
use crate::volens::{self, SITE};
use crate::{http, load};
use std::net::SocketAddr;

/// What this program is told to be such a load.
pub(crate) const WORD: &str = "load";

/// Requests are made before they are sent, so many at a time.
const AT_ONCE: usize = 100_000;

pub(crate) async fn run(arguments: &[String]) -> Result<(), String> {
    const USAGE: &str = "load ADDRESS EVENTS CONNECTIONS";
    let [address, events, connections] = arguments else { return Err(USAGE.to_owned()) };
    let address: SocketAddr = address.parse().map_err(|_| USAGE)?;
    let number = |text: &String| text.parse::<usize>().map_err(|_| USAGE);
    let (events, connections) = (number(events)?, number(connections)?);
    let policy = http::get(address, &format!("/{SITE}/policy.json")).await?;
    let policy = serde_json::from_str(&policy).map_err(|cause| cause.to_string())?;
    let mut visitors = Visitors::new(&policy, volens::now());
    let mut left = events;
    while left > 0 {
        let count = left.min(AT_ONCE);
        left -= count;
        let requests = visitors.requests(count);
        let mut load = load::run(address, requests, connections, volens::is_stored).await?;
        if let Some(answer) = load.refused {
            return Err(format!("a sound event was answered {answer}"));
        }
        let rate = load.rate();
        let mut milliseconds =
            |share| percentile(&mut load.latencies, share).as_secs_f64() * 1000.0;
        let (p50, p99) = (milliseconds(0.5), milliseconds(0.99));
        println!("{rate:.0} events/s, p50 {p50:.1} ms, p99 {p99:.1} ms");
    }
    Ok(())
}
