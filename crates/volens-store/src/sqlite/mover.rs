//! What the write-ahead log holds is moved into the database beside the writing. Left to SQLite, the commit that
//! makes the log too long does it, and every request of that moment waits for thousands of pages and two
//! syncs (`docs/adr/0034-the-log-is-emptied-beside-the-writing.md`).

use super::appender::{Appender, Turn, connect};
use super::lane::Lane;
use crate::StoreError;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{Mutex as AsyncMutex, MutexGuard, OwnedMutexGuard};

/// Events after which pages are moved. Each leaves about two in the log, so that it is emptied long before it
/// is as long as it may be.
pub(super) const EVENTS: usize = 2048;

/// Passes beside the writing: the second finds only what has come during the first.
const PASSES: usize = 2;

/// None for a store that is only read.
#[derive(Clone, Debug, Default)]
pub(super) struct Mover {
    lane: Lane,
    /// Events since pages were moved last.
    since: Arc<AtomicUsize>,
    /// Who has it moves pages: SQLite turns a second one away and does not let it wait
    /// (sqlite.org/c3ref/wal_checkpoint_v2.html).
    moving: Arc<AsyncMutex<()>>,
}

impl Mover {
    /// The file must be there.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        // Fully synced: the log before the database is written, and the database before the log begins anew.
        Ok(Self { lane: Lane::open("volens-move", connect(path)?)?, ..Self::default() })
    }

    /// Keeps pages where they are for as long as it is held.
    pub(super) async fn hold(&self) -> MutexGuard<'_, ()> {
        self.moving.lock().await
    }

    /// Counts events that are kept. When it is time, pages are moved meanwhile.
    pub(super) fn count(&self, events: usize, turns: &Arc<AsyncMutex<()>>, appender: &Appender) {
        let since = self.since.fetch_add(events, Ordering::Relaxed) + events;
        if since < EVENTS {
            return;
        }
        if let Ok(moving) = self.moving.clone().try_lock_owned() {
            self.since.store(0, Ordering::Relaxed);
            tokio::spawn(self.clone().empty(moving, turns.clone(), appender.clone()));
        }
    }

    /// What fails here is done by a later round or, at the latest, by the commit that finds the log too long.
    async fn empty(
        self,
        _moving: OwnedMutexGuard<()>,
        turns: Arc<AsyncMutex<()>>,
        appender: Appender,
    ) {
        let passes = |connection: &mut Connection| (0..PASSES).try_for_each(|_| pass(connection));
        if let Ok(Ok(())) = self.lane.run(passes).await {
            // The little that is left, while nobody writes: then the next group begins the log anew.
            let turn: Turn = turns.lock_owned().await;
            let _ = appender.run(turn, |connection| Ok(pass(connection)?)).await;
        }
    }

    pub(super) fn close(&self) {
        self.lane.close();
    }
}

/// Moves as much as can be without anybody waiting (sqlite.org/pragma.html#pragma_wal_checkpoint).
fn pass(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}
