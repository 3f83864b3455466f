use super::{Postgres, partitions, sequence, statements};
use crate::erasure::{BATCH, STEP};
use crate::leaf::Gone;
use crate::{Erase, Erasure, Selection, StoreError};
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use std::collections::BTreeSet;

#[async_trait::async_trait]
impl Erase for Postgres {
    async fn erase(
        &self,
        site: &str,
        selection: Selection<'_>,
        erasure: Erasure<'_>,
    ) -> Result<Vec<u64>, StoreError> {
        self.work(async |connection| {
            let mut transaction = connection.begin().await?;
            let indexes = erase(&mut transaction, site, selection, erasure).await?;
            transaction.commit().await?;
            Ok(indexes)
        })
        .await
    }

    async fn expired(
        &self,
        site: &str,
        before: &str,
        at_most: u32,
    ) -> Result<Vec<String>, StoreError> {
        let query = sqlx::query_scalar(
            "SELECT id FROM event e WHERE site = $1 AND received < $2 AND NOT EXISTS \
             (SELECT 1 FROM event WHERE site = $1 AND subject = e.subject AND received >= $2) \
             ORDER BY seq LIMIT $3",
        );
        let query = query.bind(site).bind(before).bind(i64::from(at_most));
        self.work(async |connection| Ok(query.fetch_all(connection).await?)).await
    }

    async fn begin_retention(
        &self,
        site: &str,
        now: &str,
        from: &str,
        to: &str,
    ) -> Result<bool, StoreError> {
        self.work(async |connection| {
            statements::begin_retention(connection, site, [now, from, to]).await
        })
        .await
    }

    async fn hold(&self, site: &str, reason: Option<&str>) -> Result<(), StoreError> {
        let query = match reason {
            Some(reason) => sqlx::query(
                "INSERT INTO hold (site, reason) VALUES ($1, $2) \
                 ON CONFLICT (site) DO UPDATE SET reason = excluded.reason",
            )
            .bind(site)
            .bind(reason),
            None => sqlx::query("DELETE FROM hold WHERE site = $1").bind(site),
        };
        self.work(async |connection| Ok(query.execute(connection).await?)).await?;
        Ok(())
    }

    async fn held(&self, site: &str) -> Result<Option<String>, StoreError> {
        self.work(async |connection| statements::held(connection, site).await).await
    }
}

async fn erase(
    connection: &mut PgConnection,
    site: &str,
    selection: Selection<'_>,
    erasure: Erasure<'_>,
) -> Result<Vec<u64>, StoreError> {
    if let Some(reason) = statements::held(connection, site).await? {
        return Err(StoreError::Held { site: site.to_owned(), reason });
    }
    // Only what has an index can have a tombstone. From here on the tree's row is locked: what is
    // in the tree and not yet deleted is ours to delete.
    while sequence::step(connection, site, BATCH).await? > 0 {}
    let events: Vec<(String, i64)> = match selection {
        Selection::Subject(subject) => {
            sqlx::query_as(
                "SELECT id, group_seq FROM event WHERE site = $1 AND subject = $2 \
                 ORDER BY seq LIMIT $3",
            )
            .bind(site)
            .bind(subject)
            .bind(i64::from(STEP))
            .fetch_all(&mut *connection)
            .await?
        }
        Selection::Ids(ids) => {
            sqlx::query_as(
                "SELECT id, group_seq FROM event \
                 WHERE site = $1 AND month = ANY($2) AND id = ANY($3)",
            )
            .bind(site)
            .bind(months(ids))
            .bind(ids)
            .fetch_all(&mut *connection)
            .await?
        }
    };
    let (ids, groups): (BTreeSet<String>, BTreeSet<i64>) = events.into_iter().unzip();
    let rows = sqlx::query_as(
        "SELECT idx, kind, id, NULL::bigint AS next FROM leaf \
         WHERE site = $1 AND kind = 'event' AND group_seq = ANY($2)",
    );
    let rows = rows.bind(site).bind(Vec::from_iter(groups)).fetch_all(&mut *connection).await?;
    // What was appended since the last step has no leaf yet, and stays for the next time.
    let Gone { ids, indexes, rows } = Gone::of(rows, &ids)?;
    sqlx::query("DELETE FROM event WHERE site = $1 AND month = ANY($2) AND id = ANY($3)")
        .bind(site)
        .bind(months(&ids))
        .bind(ids)
        .execute(&mut *connection)
        .await?;
    statements::forget(connection, site, &rows).await?;
    statements::bury(connection, site, &indexes, erasure).await?;
    Ok(indexes)
}

fn months(ids: &[String]) -> Vec<i32> {
    ids.iter().map(|id| partitions::month(id)).collect()
}
