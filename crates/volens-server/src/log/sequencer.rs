//! Puts what is kept into the tree, and signs the tree. One task a site; the store's lock makes
//! any number of servers safe.

use super::LogKey;
use super::tiles;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use volens_log::{Checkpoint, note, proof};
use volens_store::{Store, StoreError, Tree};

/// How often a site's tree grows. A receipt can be had a moment after the event.
const ROUND: Duration = Duration::from_millis(500);

/// How long to leave a failing store alone.
const LONGEST: Duration = Duration::from_secs(30);

/// Leaves a transaction; events wait for the store while it runs.
const LEAVES: u32 = 2048;

/// The tasks of a running ledger.
#[derive(Debug)]
pub(crate) struct Sequencers {
    tasks: JoinSet<()>,
    stop: watch::Sender<bool>,
}

/// Why a round ended early.
#[derive(Debug, thiserror::Error)]
enum RoundError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("another key signs the log now; end this ledger, or start it with that key")]
    Rotated,
    /// Someone changed the store: signing would make the log lie.
    #[error(
        "the tree of {size} leaves does not continue the one that was signed; it is not signed"
    )]
    Rewritten { size: u64 },
}

impl Sequencers {
    pub(crate) fn start(
        store: &Arc<dyn Store>,
        keys: impl IntoIterator<Item = (String, LogKey)>,
    ) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        for (site, key) in keys {
            tasks.spawn(run(store.clone(), site, key, stopped.clone()));
        }
        Self { tasks, stop }
    }

    /// Ends them, each after a last round.
    pub(crate) async fn finish(self) {
        // Without a task there is nobody to tell.
        let _ = self.stop.send(true);
        self.tasks.join_all().await;
    }
}

async fn run(store: Arc<dyn Store>, site: String, key: LogKey, mut stop: watch::Receiver<bool>) {
    let mut pause = ROUND;
    loop {
        let last = *stop.borrow();
        match round(store.as_ref(), &site, &key).await {
            Ok(()) => pause = ROUND,
            Err(cause) => {
                tracing::error!(site, %cause, "the log did not grow");
                pause = LONGEST.min(pause * 2);
            }
        }
        if last {
            return;
        }
        // Ends early when there is something to stop for.
        let _ = tokio::time::timeout(pause, stop.changed()).await;
    }
}

/// Takes in everything that is pending. Each step is signed, so that a long queue delays nobody's
/// receipt until its end.
async fn round(store: &dyn Store, site: &str, key: &LogKey) -> Result<(), RoundError> {
    loop {
        let pending = store.pending(site).await?;
        let tree = match pending {
            0 => store.tree(site).await?,
            _ => store.sequence(site, LEAVES).await?,
        };
        if tree.signed < tree.size {
            sign(store, site, key, &tree).await?;
        }
        if pending <= u64::from(LEAVES) {
            return Ok(());
        }
    }
}

/// Signs a committed tree, if it continues the one that was signed last.
async fn sign(store: &dyn Store, site: &str, key: &LogKey, tree: &Tree) -> Result<(), RoundError> {
    let Tree { size, root, .. } = tree;
    let verifying = key.key.verifying_key();
    if let Some(note) = &tree.checkpoint {
        if !note::is_last(note, verifying) {
            return Err(RoundError::Rotated);
        }
        let before = Checkpoint::open(note, verifying);
        let before = before.map_err(|_| RoundError::Rewritten { size: *size })?;
        if !continues(store, site, tree, &before).await? {
            return Err(RoundError::Rewritten { size: *size });
        }
    }
    // Where it is not kept, another server was first, with the same key.
    store.sign(site, *size, &Checkpoint::sign(*size, root, &key.key)).await?;
    Ok(())
}

/// Whether a committed tree continues one that was signed.
pub(super) async fn continues(
    store: &dyn Store,
    site: &str,
    tree: &Tree,
    before: &Checkpoint,
) -> Result<bool, StoreError> {
    let Tree { size, root, .. } = tree;
    let wanted = proof::consistency_tiles(before.size, *size);
    let tiles = tiles::read(store, site, wanted).await?;
    let path = proof::consistency(before.size, *size, &tiles).unwrap_or_default();
    Ok(proof::extends(&before.root, before.size, root, *size, &path))
}
