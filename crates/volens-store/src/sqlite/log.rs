use super::appender::Turn;
use super::{Sqlite, sequence, statements};
use crate::leaf;
use crate::tree::{count, hash, hashes, number};
use crate::{Document, Kind, Leaf, Log, Salted, Standing, StoreError, Tree};
use volens_log::Hash;

/// Entries have 32 bytes each.
const PENDING: &str = "SELECT coalesce(sum(length(entries)), 0) / 32 FROM pending WHERE site = $1";

#[async_trait::async_trait]
impl Log for Sqlite {
    async fn add_document(&self, document: &Document) -> Result<bool, StoreError> {
        let mut transaction = self.write().await?;
        let is_new = statements::add(&mut transaction, document).await?;
        transaction.commit().await?;
        Ok(is_new)
    }

    async fn document(
        &self,
        site: &str,
        kind: Kind,
        id: &str,
    ) -> Result<Option<Salted<Document>>, StoreError> {
        let found: Option<(String, Vec<u8>)> = sqlx::query_as(
            "SELECT body, salt FROM document WHERE site = $1 AND kind = $2 AND id = $3",
        )
        .bind(site)
        .bind(kind.as_str())
        .bind(id)
        .fetch_optional(&self.readers)
        .await?;
        let Some((body, salt)) = found else { return Ok(None) };
        let value = Document { site: site.to_owned(), kind, id: id.to_owned(), body };
        Ok(Some(Salted { salt: hash(&salt)?, value }))
    }

    async fn documents(&self, site: &str, kind: Kind) -> Result<Vec<Document>, StoreError> {
        let documents: Vec<(String, String)> = sqlx::query_as(
            "SELECT id, body FROM document WHERE site = $1 AND kind = $2 ORDER BY seq",
        )
        .bind(site)
        .bind(kind.as_str())
        .fetch_all(&self.readers)
        .await?;
        let documents = documents.into_iter();
        Ok(documents.map(|(id, body)| Document { site: site.to_owned(), kind, id, body }).collect())
    }

    async fn sites(&self) -> Result<Vec<String>, StoreError> {
        let sites =
            sqlx::query_scalar("SELECT site FROM tree UNION SELECT site FROM pending ORDER BY 1");
        Ok(sites.fetch_all(&self.readers).await?)
    }

    async fn sequence(&self, site: &str, limit: u32) -> Result<Tree, StoreError> {
        let (_, tree, _) = self.step(self.turn().await, site, limit).await?;
        Ok(tree)
    }

    async fn pending(&self, site: &str) -> Result<u64, StoreError> {
        let waiting = sqlx::query_scalar(PENDING).bind(site).fetch_one(&self.readers).await?;
        count(waiting)
    }

    async fn tree(&self, site: &str) -> Result<Tree, StoreError> {
        let mut reader = self.readers.acquire().await?;
        statements::tree(&mut reader, site).await
    }

    async fn sign(&self, site: &str, size: u64, note: &str) -> Result<bool, StoreError> {
        let (site, note) = (site.to_owned(), note.to_owned());
        let sign = move |connection: &mut _| sequence::sign(connection, &site, size, &note);
        let (is_kept, _) = self.appender.run(self.turn().await, sign).await?;
        Ok(is_kept)
    }

    async fn countersign(&self, site: &str, note: &str, with: &str) -> Result<bool, StoreError> {
        let mut transaction = self.write().await?;
        let is_kept = statements::countersign(&mut transaction, site, note, with).await?;
        transaction.commit().await?;
        Ok(is_kept)
    }

    async fn tile(
        &self,
        site: &str,
        level: i8,
        index: u64,
    ) -> Result<Option<Vec<Hash>>, StoreError> {
        let bytes: Option<Vec<u8>> = sqlx::query_scalar(
            "SELECT hashes FROM tile WHERE site = $1 AND level = $2 AND idx = $3",
        )
        .bind(site)
        .bind(level)
        .bind(number(index))
        .fetch_optional(&self.readers)
        .await?;
        bytes.map(|bytes| hashes(&bytes, bytes.len() / size_of::<Hash>())).transpose()
    }

    async fn leaf_of(&self, site: &str, kind: Kind, id: &str) -> Result<Option<u64>, StoreError> {
        let mut reader = self.readers.acquire().await?;
        if kind != Kind::Event {
            return statements::leaf_of(&mut reader, site, kind, id).await;
        }
        let group = sqlx::query_scalar("SELECT group_seq FROM event WHERE site = $1 AND id = $2");
        let group = group.bind(site).bind(id).fetch_optional(&mut *reader).await?;
        let Some(group) = group else { return Ok(None) };
        Ok(leaf::find(&statements::leaf_rows(&mut reader, site, group).await?, id))
    }

    async fn leaves(&self, site: &str, from: u64, at_most: u32) -> Result<Vec<Leaf>, StoreError> {
        statements::leaves(&mut *self.readers.acquire().await?, site, from, at_most).await
    }

    async fn standing(
        &self,
        site: &str,
        before: i64,
        at_most: u32,
    ) -> Result<Vec<Standing>, StoreError> {
        statements::standing(&mut *self.readers.acquire().await?, site, before, at_most).await
    }

    async fn leafless(&self, site: &str, at_most: u32) -> Result<Vec<(Kind, String)>, StoreError> {
        statements::leafless(&mut *self.readers.acquire().await?, site, at_most).await
    }
}

impl Sqlite {
    /// Takes at most `limit` pending leaves into the tree; how many it took, and the tree after it.
    pub(super) async fn step(
        &self,
        turn: Turn,
        site: &str,
        limit: u32,
    ) -> Result<(usize, Tree, Turn), StoreError> {
        let site = site.to_owned();
        let step = move |connection: &mut _| sequence::step(connection, &site, limit);
        let ((taken, tree), turn) = self.appender.run(turn, step).await?;
        Ok((taken, tree, turn))
    }
}
