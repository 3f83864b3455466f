//! Waiting for a condition that has a name.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// In seconds; less where a test is run to see it fail.
const PATIENCE: u64 = 30;
const INTERVAL: Duration = Duration::from_millis(25);

/// Asks until there is an answer. A probe that fails is asked again: a page that is just being
/// replaced has no elements.
pub async fn until<T>(condition: &str, probe: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let wanted = std::env::var("VOLENS_PATIENCE").ok().and_then(|text| text.parse().ok());
    until_within(Duration::from_secs(wanted.unwrap_or(PATIENCE)), condition, probe).await
}

/// The same with a patience of its own, for what takes its time by nature.
pub async fn until_within<T>(
    patience: Duration,
    condition: &str,
    mut probe: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let begun = Instant::now();
    loop {
        let last = match probe().await {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => "not yet".to_owned(),
            Err(error) => format!("{error:#}"),
        };
        if begun.elapsed() > patience {
            bail!("never came true in {} s: {condition} ({last})", patience.as_secs());
        }
        tokio::time::sleep(INTERVAL).await;
    }
}
