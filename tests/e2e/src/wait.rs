//! Waiting for a condition that has a name.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);
const INTERVAL: Duration = Duration::from_millis(25);

/// Asks until there is an answer. A probe that fails is asked again: a page that is just being
/// replaced has no elements.
pub async fn until<T>(
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
        if begun.elapsed() > PATIENCE {
            bail!("never came true in {} s: {condition} ({last})", PATIENCE.as_secs());
        }
        tokio::time::sleep(INTERVAL).await;
    }
}
