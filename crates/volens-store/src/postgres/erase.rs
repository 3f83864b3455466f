use super::lease::limit;
use super::{Postgres, log, partitions, sequence};
use crate::tree::count;
use crate::{Document, Erase, Erasure, Kind, Selection, StoreError};
use sqlx::Connection;
use sqlx::postgres::PgConnection;

/// How many pending rows are taken at a time before something is erased.
const STEP: u32 = 4096;

#[async_trait::async_trait]
impl Erase for Postgres {
    async fn erase(
        &self,
        site: &str,
        selection: Selection<'_>,
        erasure: Erasure<'_>,
    ) -> Result<Vec<u64>, StoreError> {
        let mut lease = self.lease().await?;
        let indexes = limit(async {
            let mut transaction = lease.begin().await?;
            let indexes = erase(&mut transaction, site, selection, erasure).await?;
            transaction.commit().await?;
            Ok(indexes)
        })
        .await?;
        lease.give_back();
        Ok(indexes)
    }

    async fn expired(
        &self,
        site: &str,
        before: &str,
        at_most: u32,
    ) -> Result<Vec<String>, StoreError> {
        let mut lease = self.lease().await?;
        let query = sqlx::query_scalar(
            "SELECT id FROM event e WHERE site = $1 AND received < $2 AND NOT EXISTS \
             (SELECT 1 FROM event WHERE site = $1 AND subject = e.subject AND received >= $2) \
             ORDER BY seq LIMIT $3",
        );
        let query = query.bind(site).bind(before).bind(i64::from(at_most));
        let ids = limit(async { Ok(query.fetch_all(&mut *lease).await?) }).await?;
        lease.give_back();
        Ok(ids)
    }

    async fn hold(&self, site: &str, reason: Option<&str>) -> Result<(), StoreError> {
        let mut lease = self.lease().await?;
        let query = match reason {
            Some(reason) => sqlx::query(
                "INSERT INTO hold (site, reason) VALUES ($1, $2) \
                 ON CONFLICT (site) DO UPDATE SET reason = excluded.reason",
            )
            .bind(site)
            .bind(reason),
            None => sqlx::query("DELETE FROM hold WHERE site = $1").bind(site),
        };
        limit(async { Ok(query.execute(&mut *lease).await?) }).await?;
        lease.give_back();
        Ok(())
    }

    async fn held(&self, site: &str) -> Result<Option<String>, StoreError> {
        let mut lease = self.lease().await?;
        let reason = limit(held(&mut lease, site)).await?;
        lease.give_back();
        Ok(reason)
    }
}

async fn erase(
    connection: &mut PgConnection,
    site: &str,
    selection: Selection<'_>,
    erasure: Erasure<'_>,
) -> Result<Vec<u64>, StoreError> {
    if let Some(reason) = held(connection, site).await? {
        return Err(StoreError::Held { site: site.to_owned(), reason });
    }
    // Only what has an index can have a tombstone. From here on the tree's row is locked: what is
    // in the tree and not yet deleted is ours to delete.
    while sequence::step(connection, site, STEP).await? > 0 {}
    let ids: Vec<String> = match selection {
        Selection::Subject(subject) => {
            sqlx::query_scalar("SELECT id FROM event WHERE site = $1 AND subject = $2")
                .bind(site)
                .bind(subject)
                .fetch_all(&mut *connection)
                .await?
        }
        Selection::Ids(ids) => ids.to_vec(),
    };
    // What was appended since the last step has no leaf yet, and stays for the next time.
    let gone: Vec<(i64, String)> = sqlx::query_as(
        "SELECT idx, id FROM leaf WHERE site = $1 AND kind = 'event' AND id = ANY($2) ORDER BY idx",
    )
    .bind(site)
    .bind(&ids)
    .fetch_all(&mut *connection)
    .await?;
    let (indexes, ids): (Vec<i64>, Vec<String>) = gone.into_iter().unzip();
    let months: Vec<i32> = ids.iter().map(|id| partitions::month(id)).collect();
    sqlx::query("DELETE FROM event WHERE site = $1 AND month = ANY($2) AND id = ANY($3)")
        .bind(site)
        .bind(months)
        .bind(ids)
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE leaf SET id = NULL WHERE site = $1 AND idx = ANY($2)")
        .bind(site)
        .bind(&indexes)
        .execute(&mut *connection)
        .await?;
    let indexes: Vec<u64> = indexes.into_iter().map(count).collect::<Result<_, _>>()?;
    for index in &indexes {
        let body = erasure.tombstone(site, *index)?;
        let (site, kind, id) = (site.to_owned(), Kind::Tombstone, index.to_string());
        log::add(connection, &Document { site, kind, id, body }).await?;
    }
    Ok(indexes)
}

async fn held(connection: &mut PgConnection, site: &str) -> Result<Option<String>, StoreError> {
    let reason = sqlx::query_scalar("SELECT reason FROM hold WHERE site = $1").bind(site);
    Ok(reason.fetch_optional(connection).await?)
}
