//! Groups of events are appended, and taken into the tree, over a connection of their own, for which
//! a group is one trip to another thread (`docs/adr/0013-one-trip-a-group.md`).

use super::BUSY_TIMEOUT;
use super::lane::Lane;
use crate::group::{self, Taken};
use crate::tree::number;
use crate::{Outcome, Sealed, StoreError, pending};
use rusqlite::{
    Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params,
};
use std::collections::BTreeMap;
use std::path::Path;
use tokio::sync::OwnedMutexGuard;

/// Pages that the write-ahead log may hold (32 MB) before a commit moves them into the database: a last
/// resort, for they are moved beside the writing ([`super::mover`]).
pub(super) const WAL_PAGES: &str = "8000";

/// Pages of indexes that are kept at hand, in KiB (negative: sqlite.org/pragma.html#pragma_cache_size).
const CACHE: &str = "-12000";

/// The number that the next group waits and stands by: behind all that there are.
const NEXT: &str = "SELECT 1 + max(coalesce((SELECT max(seq) FROM pending), 0), \
                    coalesce((SELECT max(group_seq) FROM leaf), 0))";

/// The turn to write, which one task has at a time.
pub(super) type Turn = OwnedMutexGuard<()>;

/// None for a store that is only read.
#[derive(Clone, Debug, Default)]
pub(super) struct Appender(Lane);

impl Appender {
    /// The file must be there, with its schema.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = connect(path)?;
        // Also where nothing is deleted: a page that is split keeps copies of what has moved, and
        // whoever erases a record later does not find them.
        connection.pragma_update(None, "secure_delete", "ON")?;
        connection.pragma_update(None, "wal_autocheckpoint", WAL_PAGES)?;
        connection.pragma_update(None, "cache_size", CACHE)?;
        Ok(Self(Lane::open("volens-append", connection)?))
    }

    /// Appends a group as one transaction.
    pub(super) async fn append(
        &self,
        turn: Turn,
        batch: Vec<Sealed>,
    ) -> Result<Vec<Outcome>, StoreError> {
        let work = move |connection: &mut Connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut taken = Taken::new();
            let next: i64 = transaction.prepare_cached(NEXT)?.query_row([], |row| row.get(0))?;
            let mut waiting: BTreeMap<&str, (i64, Vec<&Sealed>)> = BTreeMap::new();
            let firsts = group::firsts(&batch);
            for &new in &firsts {
                // A number that is too large is there already, and so refused.
                let seq = next.saturating_add(number(waiting.len() as u64));
                let (seq, group) =
                    waiting.entry(&new.record.site).or_insert_with(|| (seq, Vec::new()));
                if insert(&transaction, new, *seq, &mut taken)? {
                    group.push(new);
                }
            }
            for (site, (seq, group)) in waiting.iter().filter(|(_, (_, group))| !group.is_empty()) {
                let (kind, ids, entries) = pending::row(group.iter().copied());
                transaction
                    .prepare_cached(
                        "INSERT INTO pending (seq, site, kind, id, entries) VALUES (?, ?, ?, ?, ?)",
                    )?
                    .execute(params![seq, site, kind, ids, entries])?;
            }
            transaction.commit()?;
            Ok(group::outcomes(&batch, firsts.len(), &taken))
        };
        let (outcomes, _) = self.run(turn, work).await?;
        Ok(outcomes)
    }

    /// Works on the connection. Gives the turn back, which lasts as long as the writing.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        turn: Turn,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<(T, Turn), StoreError> {
        self.0.run(move |connection| Ok((work(connection)?, turn))).await?
    }

    pub(super) fn close(&self) {
        self.0.close();
    }

    #[cfg(test)]
    pub(super) async fn pragma(&self, name: &'static str) -> i64 {
        let read = |connection: &mut Connection| {
            connection.pragma_query_value(None, name, |row| row.get(0))
        };
        self.0.run(read).await.unwrap().unwrap()
    }
}

/// Another connection to a file that is there.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // As for the other connections; that the log is one is noted in the file.
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

/// Inserts a record, unless its site and id are taken: then what is there goes to `taken`.
fn insert(
    transaction: &Transaction<'_>,
    new: &Sealed,
    group: i64,
    taken: &mut Taken,
) -> Result<bool, rusqlite::Error> {
    let record = &new.record;
    let stored = transaction
        .prepare_cached(
            "INSERT INTO event \
             (site, id, origin, subject, fingerprint, action, at, received, body, salt, group_seq) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, id) DO NOTHING",
        )?
        .execute(params![
            record.site,
            record.id,
            record.origin,
            record.subject,
            record.fingerprint,
            record.action,
            record.at,
            record.received,
            record.body,
            new.salt,
            group
        ])?;
    let (site, id) = (&record.site, &record.id);
    if stored == 1 {
        return Ok(true);
    }
    let there = transaction
        .prepare_cached("SELECT origin, body FROM event WHERE site = ? AND id = ?")?
        .query_row([site, id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    taken.extend(there.map(|there| ((site.clone(), id.clone()), there)));
    Ok(false)
}
