use super::Sqlite;
use crate::group::{self, New, Taken};
use crate::row::SaltedRow;
use crate::{Events, Outcome, Record, Salted, StoreError};
use std::collections::HashSet;
use std::fmt::Write;

#[async_trait::async_trait]
impl Events for Sqlite {
    async fn append(&self, batch: &[Record]) -> Result<Vec<Outcome>, StoreError> {
        let firsts = group::firsts(batch)?;
        let mut transaction = self.write().await?;
        // One statement a group, for each statement costs a trip to SQLite's thread. A group is an
        // array: a statement with a place for each value would have to be prepared for each size.
        let rows: Vec<_> = firsts.iter().map(event).collect();
        let stored: Vec<(String, String)> = sqlx::query_as(
            "INSERT INTO event \
             (site, id, origin, subject, fingerprint, action, at, received, body, salt) \
             SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, \
             value->>7, value->>8, unhex(value->>9) FROM json_each($1) \
             WHERE true ON CONFLICT (site, id) DO NOTHING RETURNING site, id",
        )
        .bind(serde_json::to_string(&rows)?)
        .fetch_all(&mut *transaction)
        .await?;
        let stored: HashSet<(&str, &str)> =
            stored.iter().map(|(site, id)| (site.as_str(), id.as_str())).collect();
        let is_stored = |new: &&New<'_>| stored.contains(&(&new.record.site, &new.record.id));
        let pending: Vec<_> = firsts.iter().filter(is_stored).map(entry).collect();
        sqlx::query(
            "INSERT INTO pending (site, kind, id, entry) \
             SELECT value->>0, 'event', value->>1, unhex(value->>2) FROM json_each($1)",
        )
        .bind(serde_json::to_string(&pending)?)
        .execute(&mut *transaction)
        .await?;
        let mut taken = Taken::new();
        for New { record: Record { site, id, .. }, .. } in
            firsts.iter().filter(|new| !is_stored(new))
        {
            let there =
                sqlx::query_as("SELECT origin, body FROM event WHERE site = $1 AND id = $2")
                    .bind(site)
                    .bind(id)
                    .fetch_one(&mut *transaction)
                    .await?;
            taken.insert((site.clone(), id.clone()), there);
        }
        transaction.commit().await?;
        Ok(group::outcomes(batch, &taken))
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
    ) -> Result<Vec<Salted<Record>>, StoreError> {
        let rows: Vec<SaltedRow> = sqlx::query_as(
            "SELECT site, id, origin, subject, fingerprint, action, at, received, body, salt \
             FROM event WHERE site = $1 AND subject = $2 ORDER BY seq",
        )
        .bind(site)
        .bind(subject)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(SaltedRow::read).collect()
    }
}

fn event<'a>(new: &New<'a>) -> [Option<std::borrow::Cow<'a, str>>; 10] {
    let Record { site, id, origin, subject, fingerprint, action, at, received, body } = new.record;
    let text = |text: &'a String| Some(text.as_str().into());
    [
        text(site),
        text(id),
        text(origin),
        subject.as_deref().map(Into::into),
        text(fingerprint),
        text(action),
        text(at),
        text(received),
        text(body),
        Some(hex(&new.salt).into()),
    ]
}

fn entry<'a>(new: &New<'a>) -> (&'a str, &'a str, String) {
    (&new.record.site, &new.record.id, hex(&new.entry))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
