use super::Sqlite;
use crate::row::SaltedRow;
use crate::{Events, Outcome, Record, Salted, Sealed, StoreError};

/// A subject is looked for in each part of its index.
pub(super) const OF_SUBJECT: &str = "SELECT site, id, origin, subject, fingerprint, action, at, received, body, salt \
     FROM event WHERE site = $1 AND subject = $2 AND head = substr($2, 1, 16) \
     AND part IN (SELECT part FROM part) AND ($3 IS NULL OR seq > \
     (SELECT seq FROM event WHERE site = $1 AND subject = $2 AND id = $3)) \
     ORDER BY seq LIMIT $4";

#[async_trait::async_trait]
impl Events for Sqlite {
    async fn append(&self, batch: Vec<Sealed>) -> Result<Vec<Outcome>, StoreError> {
        let outcomes = self.appender.append(self.turn().await, batch).await?;
        self.mover.count(outcomes.len(), &self.turns, &self.appender);
        Ok(outcomes)
    }

    async fn recent(&self, site: &str, count: u32) -> Result<Vec<Record>, StoreError> {
        let records = sqlx::query_as(
            "SELECT site, id, origin, subject, fingerprint, action, at, received, body \
             FROM event NOT INDEXED WHERE site = $1 ORDER BY seq DESC LIMIT $2",
        )
        .bind(site)
        .bind(i64::from(count))
        .fetch_all(&self.readers)
        .await?;
        Ok(records)
    }

    async fn record(&self, site: &str, id: &str) -> Result<Option<Salted<Record>>, StoreError> {
        let row: Option<SaltedRow> = sqlx::query_as(
            "SELECT site, id, origin, subject, fingerprint, action, at, received, body, salt \
             FROM event WHERE site = $1 AND id = $2",
        )
        .bind(site)
        .bind(id)
        .fetch_optional(&self.readers)
        .await?;
        row.map(SaltedRow::read).transpose()
    }

    async fn of_subject(
        &self,
        site: &str,
        subject: &str,
        after: Option<&str>,
        at_most: u32,
    ) -> Result<Vec<Salted<Record>>, StoreError> {
        let rows = sqlx::query_as(OF_SUBJECT).bind(site).bind(subject).bind(after).bind(at_most);
        let rows: Vec<SaltedRow> = rows.fetch_all(&self.readers).await?;
        rows.into_iter().map(SaltedRow::read).collect()
    }
}
