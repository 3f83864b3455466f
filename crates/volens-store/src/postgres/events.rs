use super::appender::Kept;
use super::lease::limit;
use super::{Postgres, partitions};
use crate::group::{self, Taken};
use crate::row::SaltedRow;
use crate::{Events, Outcome, Record, Salted, Sealed, StoreError, pending};
use sqlx::postgres::PgConnection;
use std::collections::BTreeMap;

#[async_trait::async_trait]
impl Events for Postgres {
    async fn append(&self, batch: Vec<Sealed>) -> Result<Vec<Outcome>, StoreError> {
        let mut firsts = group::firsts(&batch);
        // Two ledgers that insert the same ids in the same order cannot wait for each other.
        firsts.sort_unstable_by_key(|new| (&new.record.site, &new.record.id));
        let mut sites: BTreeMap<&str, Vec<&Sealed>> = BTreeMap::new();
        for &new in &firsts {
            sites.entry(&new.record.site).or_default().push(new);
        }
        let mut place = self.appender.place().await;
        let (connection, taken) = limit(async {
            let mut connection = self.appender.connection(place.take()).await?;
            let mut taken = Taken::new();
            // One site a statement: where sites are spread over servers, each stays on its own. Each
            // commits by itself: should a later one fail, who sends again finds the others there.
            for (site, group) in sites {
                keep(&mut connection, site, &group, &mut taken).await?;
            }
            Ok((connection, taken))
        })
        .await?;
        *place = Some(Kept::now(connection));
        Ok(group::outcomes(&batch, firsts.len(), &taken))
    }

    async fn recent(&self, site: &str, count: u32) -> Result<Vec<Record>, StoreError> {
        let query = sqlx::query_as(
            "SELECT site, id, origin, subject, fingerprint, action, at, received, body \
             FROM event WHERE site = $1 ORDER BY seq DESC LIMIT $2",
        );
        let query = query.bind(site).bind(i64::from(count));
        self.work(async |connection| Ok(query.fetch_all(connection).await?)).await
    }

    async fn record(&self, site: &str, id: &str) -> Result<Option<Salted<Record>>, StoreError> {
        let query = sqlx::query_as(
            "SELECT site, id, origin, subject, fingerprint, action, at, received, body, salt \
             FROM event WHERE site = $1 AND id = $2 AND month = $3",
        );
        let query = query.bind(site).bind(id).bind(partitions::month(id));
        let row: Option<SaltedRow> =
            self.work(async |connection| Ok(query.fetch_optional(connection).await?)).await?;
        row.map(SaltedRow::read).transpose()
    }

    async fn of_subject(
        &self,
        site: &str,
        subject: &str,
        after: Option<&str>,
        at_most: u32,
    ) -> Result<Vec<Salted<Record>>, StoreError> {
        let query = sqlx::query_as(
            "SELECT site, id, origin, subject, fingerprint, action, at, received, body, salt \
             FROM event WHERE site = $1 AND subject = $2 AND ($3::text IS NULL OR seq > \
             (SELECT seq FROM event WHERE site = $1 AND subject = $2 AND id = $3)) \
             ORDER BY seq LIMIT $4",
        );
        let query = query.bind(site).bind(subject).bind(after).bind(i64::from(at_most));
        let rows: Vec<SaltedRow> =
            self.work(async |connection| Ok(query.fetch_all(connection).await?)).await?;
        rows.into_iter().map(SaltedRow::read).collect()
    }
}

/// Keeps a site's part of a group, with what is new of it pending, in one trip: a statement by itself
/// is a transaction. What is there already goes to `taken`.
async fn keep(
    connection: &mut PgConnection,
    site: &str,
    group: &[&Sealed],
    taken: &mut Taken,
) -> Result<(), StoreError> {
    let column = |field: fn(&Record) -> &String| -> Vec<&str> {
        group.iter().map(|new| field(&new.record).as_str()).collect()
    };
    let months: Vec<i32> = group.iter().map(|new| partitions::month(&new.record.id)).collect();
    let subjects: Vec<Option<&str>> =
        group.iter().map(|new| new.record.subject.as_deref()).collect();
    let salts: Vec<&[u8]> = group.iter().map(|new| new.salt.as_slice()).collect();
    let (_, joined, entries) = pending::row(group.iter().copied());
    // All of it, for the server commits after the last row: `fetch_all` ends when it is ready again.
    let there: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT taken_id, taken_origin, taken_body \
         FROM keep($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(site)
    .bind(months)
    .bind(column(|record| &record.id))
    .bind(column(|record| &record.origin))
    .bind(subjects)
    .bind(column(|record| &record.fingerprint))
    .bind(column(|record| &record.action))
    .bind(column(|record| &record.at))
    .bind(column(|record| &record.received))
    .bind(column(|record| &record.body))
    .bind(salts)
    .bind(joined)
    .bind(entries)
    .fetch_all(connection)
    .await?;
    let there = there.into_iter();
    taken.extend(there.map(|(id, origin, body)| ((site.to_owned(), id), (origin, body))));
    Ok(())
}
