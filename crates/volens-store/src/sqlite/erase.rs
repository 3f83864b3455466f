use super::{Sqlite, statements};
use crate::erasure::{BATCH, STEP};
use crate::leaf::Gone;
use crate::{Erase, Erasure, Selection, StoreError};
use std::collections::BTreeSet;

/// The rows of some groups, one group after the other: left to itself SQLite goes over all of the site's.
pub(super) const ROWS: &str = "SELECT idx, kind, leaf.id, NULL AS next FROM json_each($2) AS its \
    CROSS JOIN leaf ON group_seq = its.value WHERE site = $1 AND kind = 'event'";

#[async_trait::async_trait]
impl Erase for Sqlite {
    async fn erase(
        &self,
        site: &str,
        selection: Selection<'_>,
        erasure: Erasure<'_>,
    ) -> Result<Vec<u64>, StoreError> {
        // Only what has an index can have a tombstone. What another process appends meanwhile has
        // none, and stays for the next time.
        let mut turn = self.turn().await;
        loop {
            let (taken, _, again) = self.step(turn, site, BATCH).await?;
            turn = again;
            if taken == 0 {
                break;
            }
        }
        let mut transaction = self.write_in(turn).await?;
        if let Some(reason) = statements::held(&mut transaction, site).await? {
            return Err(StoreError::Held { site: site.to_owned(), reason });
        }
        let events: Vec<(String, i64)> = match selection {
            Selection::Subject(subject) => {
                sqlx::query_as(
                    "SELECT id, group_seq FROM event WHERE site = $1 AND subject = $2 \
                     AND head = substr($2, 1, 16) AND part IN (SELECT part FROM part) \
                     ORDER BY seq LIMIT $3",
                )
                .bind(site)
                .bind(subject)
                .bind(STEP)
                .fetch_all(&mut *transaction)
                .await?
            }
            Selection::Ids(ids) => {
                sqlx::query_as(
                    "SELECT id, group_seq FROM event WHERE site = $1 \
                     AND id IN (SELECT value FROM json_each($2))",
                )
                .bind(site)
                .bind(serde_json::to_string(ids)?)
                .fetch_all(&mut *transaction)
                .await?
            }
        };
        let (ids, groups): (BTreeSet<String>, BTreeSet<i64>) = events.into_iter().unzip();
        let rows = sqlx::query_as(ROWS).bind(site).bind(serde_json::to_string(&groups)?);
        let Gone { ids, indexes, rows } = Gone::of(rows.fetch_all(&mut *transaction).await?, &ids)?;
        sqlx::query(
            "DELETE FROM event WHERE site = $1 AND id IN (SELECT value FROM json_each($2))",
        )
        .bind(site)
        .bind(serde_json::to_string(&ids)?)
        .execute(&mut *transaction)
        .await?;
        statements::forget(&mut transaction, site, &rows).await?;
        statements::bury(&mut transaction, site, &indexes, erasure).await?;
        transaction.commit().await?;
        self.forget().await?;
        Ok(indexes)
    }

    async fn expired(
        &self,
        site: &str,
        before: &str,
        at_most: u32,
    ) -> Result<Vec<String>, StoreError> {
        let ids = sqlx::query_scalar(
            "SELECT id FROM event e NOT INDEXED WHERE site = $1 AND received < $2 AND NOT EXISTS \
             (SELECT 1 FROM event WHERE site = $1 AND subject = e.subject AND head = e.head \
             AND part IN (SELECT part FROM part) AND received >= $2) \
             ORDER BY seq LIMIT $3",
        )
        .bind(site)
        .bind(before)
        .bind(at_most)
        .fetch_all(&self.readers)
        .await?;
        Ok(ids)
    }

    async fn begin_retention(
        &self,
        site: &str,
        now: &str,
        from: &str,
        to: &str,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.write().await?;
        let is_due = statements::begin_retention(&mut transaction, site, [now, from, to]).await?;
        transaction.commit().await?;
        Ok(is_due)
    }

    async fn hold(&self, site: &str, reason: Option<&str>) -> Result<(), StoreError> {
        let _turn = self.turn().await;
        match reason {
            Some(reason) => sqlx::query(
                "INSERT INTO hold (site, reason) VALUES ($1, $2) \
                 ON CONFLICT (site) DO UPDATE SET reason = excluded.reason",
            )
            .bind(site)
            .bind(reason),
            None => sqlx::query("DELETE FROM hold WHERE site = $1").bind(site),
        }
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn held(&self, site: &str) -> Result<Option<String>, StoreError> {
        statements::held(&mut *self.readers.acquire().await?, site).await
    }
}

impl Sqlite {
    /// The write-ahead log still holds the pages as they were: moves what is new into the database
    /// and empties it (sqlite.org/pragma.html#pragma_wal_checkpoint).
    async fn forget(&self) -> Result<(), StoreError> {
        let _still = self.mover.hold().await;
        let _turn = self.turn().await;
        let (busy, _, _): (i64, i64, i64) =
            sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.writer).await?;
        if busy != 0 { Err(StoreError::StillRead) } else { Ok(()) }
    }
}
