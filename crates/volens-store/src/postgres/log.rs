use super::{Postgres, partitions, sequence, statements};
use crate::leaf;
use crate::tree::{count, hash, hashes, number};
use crate::{Document, Kind, Leaf, Log, Salted, Standing, StoreError, Tree};
use sqlx::Connection;
use volens_log::Hash;

/// Entries have 32 bytes each.
const PENDING: &str = "SELECT coalesce(sum(length(entries)), 0) / 32 FROM pending WHERE site = $1";

#[async_trait::async_trait]
impl Log for Postgres {
    async fn add_document(&self, document: &Document) -> Result<bool, StoreError> {
        self.work(async |connection| {
            let mut transaction = connection.begin().await?;
            let is_new = statements::add(&mut transaction, document).await?;
            transaction.commit().await?;
            Ok(is_new)
        })
        .await
    }

    async fn document(
        &self,
        site: &str,
        kind: Kind,
        id: &str,
    ) -> Result<Option<Salted<Document>>, StoreError> {
        let query = sqlx::query_as(
            "SELECT body, salt FROM document WHERE site = $1 AND kind = $2 AND id = $3",
        );
        let query = query.bind(site).bind(kind.as_str()).bind(id);
        let found: Option<(String, Vec<u8>)> =
            self.work(async |connection| Ok(query.fetch_optional(connection).await?)).await?;
        let Some((body, salt)) = found else { return Ok(None) };
        let value = Document { site: site.to_owned(), kind, id: id.to_owned(), body };
        Ok(Some(Salted { salt: hash(&salt)?, value }))
    }

    async fn documents(&self, site: &str, kind: Kind) -> Result<Vec<Document>, StoreError> {
        let query = sqlx::query_as(
            "SELECT id, body FROM document WHERE site = $1 AND kind = $2 ORDER BY seq",
        );
        let query = query.bind(site).bind(kind.as_str());
        let documents: Vec<(String, String)> =
            self.work(async |connection| Ok(query.fetch_all(connection).await?)).await?;
        let documents = documents.into_iter();
        Ok(documents.map(|(id, body)| Document { site: site.to_owned(), kind, id, body }).collect())
    }

    async fn sites(&self) -> Result<Vec<String>, StoreError> {
        let query =
            sqlx::query_scalar("SELECT site FROM tree UNION SELECT site FROM pending ORDER BY 1");
        self.work(async |connection| Ok(query.fetch_all(connection).await?)).await
    }

    async fn sequence(&self, site: &str, at_most: u32) -> Result<Tree, StoreError> {
        self.work(async |connection| {
            let mut transaction = connection.begin().await?;
            sequence::step(&mut transaction, site, at_most).await?;
            let tree = statements::tree(&mut transaction, site).await?;
            transaction.commit().await?;
            Ok(tree)
        })
        .await
    }

    async fn pending(&self, site: &str) -> Result<u64, StoreError> {
        let query = sqlx::query_scalar(PENDING).bind(site);
        let waiting = self.work(async |connection| Ok(query.fetch_one(connection).await?)).await?;
        count(waiting)
    }

    async fn tree(&self, site: &str) -> Result<Tree, StoreError> {
        self.work(async |connection| statements::tree(connection, site).await).await
    }

    async fn sign(&self, site: &str, size: u64, note: &str) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "UPDATE tree SET signed = $2, checkpoint = $3 \
             WHERE site = $1 AND size = $2 AND (checkpoint IS NULL OR signed < $2)",
        );
        let query = query.bind(site).bind(number(size)).bind(note);
        let signed = self.work(async |connection| Ok(query.execute(connection).await?)).await?;
        Ok(signed.rows_affected() == 1)
    }

    async fn countersign(&self, site: &str, note: &str, with: &str) -> Result<bool, StoreError> {
        self.work(async |connection| statements::countersign(connection, site, note, with).await)
            .await
    }

    async fn tile(
        &self,
        site: &str,
        level: i8,
        index: u64,
    ) -> Result<Option<Vec<Hash>>, StoreError> {
        let query = sqlx::query_scalar(
            "SELECT hashes FROM tile WHERE site = $1 AND level = $2 AND idx = $3",
        );
        let query = query.bind(site).bind(i16::from(level)).bind(number(index));
        let bytes: Option<Vec<u8>> =
            self.work(async |connection| Ok(query.fetch_optional(connection).await?)).await?;
        bytes.map(|bytes| hashes(&bytes, bytes.len() / size_of::<Hash>())).transpose()
    }

    async fn leaf_of(&self, site: &str, kind: Kind, id: &str) -> Result<Option<u64>, StoreError> {
        let group = sqlx::query_scalar(
            "SELECT group_seq FROM event WHERE site = $1 AND id = $2 AND month = $3",
        );
        let group = group.bind(site).bind(id).bind(partitions::month(id));
        self.work(async |connection| {
            if kind != Kind::Event {
                return statements::leaf_of(connection, site, kind, id).await;
            }
            let group = group.fetch_optional(&mut *connection).await?;
            let Some(group) = group else { return Ok(None) };
            Ok(leaf::find(&statements::leaf_rows(connection, site, group).await?, id))
        })
        .await
    }

    async fn leaves(&self, site: &str, from: u64, at_most: u32) -> Result<Vec<Leaf>, StoreError> {
        self.work(async |connection| statements::leaves(connection, site, from, at_most).await)
            .await
    }

    async fn standing(
        &self,
        site: &str,
        before: i64,
        at_most: u32,
    ) -> Result<Vec<Standing>, StoreError> {
        self.work(async |connection| statements::standing(connection, site, before, at_most).await)
            .await
    }

    async fn leafless(&self, site: &str, at_most: u32) -> Result<Vec<(Kind, String)>, StoreError> {
        self.work(async |connection| statements::leafless(connection, site, at_most).await).await
    }
}
