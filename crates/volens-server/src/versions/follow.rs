//! Follows what is published while the ledger runs: by another ledger on the same store, by a command,
//! or from its folders when SIGHUP says that they have changed.

use super::kept;
use super::press::Press;
use crate::app::App;
use crate::server::StartError;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::signal::unix::Signal;
use tokio::time::{MissedTickBehavior, interval};

/// How often the store is asked for a version that follows: one look-up by key for each site.
const ROUND: Duration = Duration::from_secs(1);

/// The task of a running ledger.
#[derive(Debug)]
pub(crate) struct Follower {
    pub(crate) app: App,
    pub(crate) press: Press,
    /// The signal to read folders again.
    pub(crate) hangup: Signal,
}

impl Follower {
    /// Runs until it is dropped.
    pub(crate) async fn run(mut self) {
        let mut ticks = interval(ROUND);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // The last version of each site that was looked at, whether or not it could be served.
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        let mut silent = BTreeSet::new();
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                Some(()) = self.hangup.recv() => self.reread().await,
            }
            for id in self.press.sites.keys() {
                match self.follow(id, seen.get(id).copied().unwrap_or_default()).await {
                    Ok(number) => {
                        seen.insert(id.clone(), number);
                        silent.remove(id);
                    }
                    // Said once for as long as it lasts.
                    Err(cause) if silent.insert(id.clone()) => {
                        tracing::error!(site = id, %cause, "no later version can be looked for");
                    }
                    Err(_) => {}
                }
            }
        }
    }

    /// Takes the folders in. What is not sound changes nothing.
    async fn reread(&self) {
        for id in self.press.sites.keys() {
            match self.press.reread(self.app.ledger.store.as_ref(), id).await {
                Ok(()) => tracing::info!(site = id, "the folder was read again"),
                Err(cause) => {
                    tracing::error!(site = id, %cause, "the folder is refused, the published version stays");
                }
            }
        }
    }

    /// Serves the last version there is, if it is not the one that is served. The number it has.
    async fn follow(&self, id: &str, seen: u32) -> Result<u32, StartError> {
        let store = self.app.ledger.store.as_ref();
        let Some(hosted) = self.app.site(id) else { return Ok(seen) };
        let mut number = seen.max(hosted.version.number);
        let mut last = None;
        while let Some(version) = kept::one(store, id, number.saturating_add(1)).await? {
            number = version.number;
            last = Some(version);
        }
        let Some(version) = last else { return Ok(number) };
        match self.press.again(store, version).await {
            Ok((hosted, assets)) => {
                self.app.put(hosted, assets);
                tracing::info!(site = id, "version {number} is served from now on");
            }
            Err(StartError::Store(cause)) => return Err(cause.into()),
            Err(cause) => {
                tracing::error!(site = id, %cause, "version {number} cannot be served here, the earlier one stays");
            }
        }
        Ok(number)
    }
}
