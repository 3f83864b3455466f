//! A store in one SQLite file.

use crate::{Outcome, Publication, Record, Store, StoreError};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::Path;
use std::time::Duration;

/// SQLite has one writer at a time, so there is one connection for writing; readers have their own
/// and, thanks to the write-ahead log, never wait for it.
#[derive(Debug)]
pub struct Sqlite {
    writer: SqlitePool,
    readers: SqlitePool,
}

const READERS: u32 = 4;

/// How long to wait for another process that holds the file's lock, a backup for instance.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

impl Sqlite {
    /// Opens the file, making it and its schema if need be.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL syncs the log at every commit. NORMAL would lose acknowledged events when the
            // power goes (sqlite.org/pragma.html#pragma_synchronous).
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .map_err(|cause| StoreError::Open { path: path.to_owned(), cause })?;
        sqlx::migrate!("migrations/sqlite").run(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_lazy_with(options.pragma("query_only", "ON"));
        Ok(Self { writer, readers })
    }
}

#[async_trait::async_trait]
impl Store for Sqlite {
    async fn append(&self, batch: &[Record]) -> Result<Vec<Outcome>, StoreError> {
        // IMMEDIATE takes the write lock at once: a transaction that starts as a reader can be
        // refused the lock later without waiting (sqlite.org/lang_transaction.html).
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let mut outcomes = Vec::with_capacity(batch.len());
        for record in batch {
            let inserted = sqlx::query(
                "INSERT INTO event \
                 (site, id, origin, subject, fingerprint, action, at, received, body) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                 ON CONFLICT (site, id) DO NOTHING",
            )
            .bind(&record.site)
            .bind(&record.id)
            .bind(&record.origin)
            .bind(&record.subject)
            .bind(&record.fingerprint)
            .bind(&record.action)
            .bind(&record.at)
            .bind(&record.received)
            .bind(&record.body)
            .execute(&mut *transaction)
            .await?
            .rows_affected();
            outcomes.push(if inserted == 1 {
                Outcome::Stored
            } else {
                let (origin, body): (String, String) =
                    sqlx::query_as("SELECT origin, body FROM event WHERE site = $1 AND id = $2")
                        .bind(&record.site)
                        .bind(&record.id)
                        .fetch_one(&mut *transaction)
                        .await?;
                if origin == record.origin && body == record.body {
                    Outcome::Duplicate
                } else {
                    Outcome::Conflict
                }
            });
        }
        transaction.commit().await?;
        Ok(outcomes)
    }

    async fn recent(&self, site: &str, count: u32) -> Result<Vec<Record>, StoreError> {
        let records = sqlx::query_as(
            "SELECT site, id, origin, subject, fingerprint, action, at, received, body \
             FROM event WHERE site = $1 ORDER BY seq DESC LIMIT $2",
        )
        .bind(site)
        .bind(i64::from(count))
        .fetch_all(&self.readers)
        .await?;
        Ok(records)
    }

    async fn publish(&self, publication: &Publication) -> Result<bool, StoreError> {
        let inserted = sqlx::query(
            "INSERT INTO publication (site, version, fingerprint, published, policy) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (site, version) DO NOTHING",
        )
        .bind(&publication.site)
        .bind(&publication.version)
        .bind(&publication.fingerprint)
        .bind(&publication.published)
        .bind(&publication.policy)
        .execute(&self.writer)
        .await?
        .rows_affected();
        Ok(inserted == 1)
    }

    async fn publications(&self, site: &str) -> Result<Vec<Publication>, StoreError> {
        let publications = sqlx::query_as(
            "SELECT site, version, fingerprint, published, policy FROM publication \
             WHERE site = $1 ORDER BY published, version",
        )
        .bind(site)
        .fetch_all(&self.readers)
        .await?;
        Ok(publications)
    }

    async fn ready(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1 FROM event LIMIT 1").execute(&self.readers).await?;
        Ok(())
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_written_is_synced_at_every_commit() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(&folder.path().join("ledger.db")).await.unwrap();
        let pragma = async |name: &'static str| -> String {
            let value: sqlx::sqlite::SqliteRow =
                sqlx::query(name).fetch_one(&store.writer).await.unwrap();
            use sqlx::Row;
            value.try_get::<String, _>(0).unwrap_or_else(|_| value.get::<i64, _>(0).to_string())
        };
        assert_eq!(pragma("PRAGMA synchronous").await, "2", "FULL");
        assert_eq!(pragma("PRAGMA journal_mode").await, "wal");
        assert_eq!(store.writer.options().get_max_connections(), 1);
    }

    #[tokio::test]
    async fn readers_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(&folder.path().join("ledger.db")).await.unwrap();
        let refused = sqlx::query("DELETE FROM event").execute(&store.readers).await;
        assert!(refused.unwrap_err().to_string().contains("readonly"));
    }
}
