use super::lease::limit;
use super::{Postgres, sequence};
use crate::row::{LeafRow, TreeRow};
use crate::tree::{count, hash, hashes, number, salt};
use crate::{Document, Kind, Leaf, Log, Salted, StoreError, Tree};
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use volens_log::Hash;

#[async_trait::async_trait]
impl Log for Postgres {
    async fn add_document(&self, document: &Document) -> Result<bool, StoreError> {
        let mut lease = self.lease().await?;
        let is_new = limit(async {
            let mut transaction = lease.begin().await?;
            let is_new = add(&mut transaction, document).await?;
            transaction.commit().await?;
            Ok(is_new)
        })
        .await?;
        lease.give_back();
        Ok(is_new)
    }

    async fn document(
        &self,
        site: &str,
        kind: Kind,
        id: &str,
    ) -> Result<Option<Salted<Document>>, StoreError> {
        let mut lease = self.lease().await?;
        let query = sqlx::query_as(
            "SELECT body, salt FROM document WHERE site = $1 AND kind = $2 AND id = $3",
        );
        let query = query.bind(site).bind(kind.as_str()).bind(id);
        let found: Option<(String, Vec<u8>)> =
            limit(async { Ok(query.fetch_optional(&mut *lease).await?) }).await?;
        lease.give_back();
        let Some((body, salt)) = found else { return Ok(None) };
        let value = Document { site: site.to_owned(), kind, id: id.to_owned(), body };
        Ok(Some(Salted { salt: hash(&salt)?, value }))
    }

    async fn documents(&self, site: &str, kind: Kind) -> Result<Vec<Document>, StoreError> {
        let mut lease = self.lease().await?;
        let query = sqlx::query_as(
            "SELECT id, body FROM document WHERE site = $1 AND kind = $2 ORDER BY seq",
        );
        let query = query.bind(site).bind(kind.as_str());
        let documents: Vec<(String, String)> =
            limit(async { Ok(query.fetch_all(&mut *lease).await?) }).await?;
        lease.give_back();
        let documents = documents.into_iter();
        Ok(documents.map(|(id, body)| Document { site: site.to_owned(), kind, id, body }).collect())
    }

    async fn sites(&self) -> Result<Vec<String>, StoreError> {
        let mut lease = self.lease().await?;
        let query =
            sqlx::query_scalar("SELECT site FROM tree UNION SELECT site FROM pending ORDER BY 1");
        let sites = limit(async { Ok(query.fetch_all(&mut *lease).await?) }).await?;
        lease.give_back();
        Ok(sites)
    }

    async fn sequence(&self, site: &str, at_most: u32) -> Result<Tree, StoreError> {
        let mut lease = self.lease().await?;
        let tree = limit(async {
            let mut transaction = lease.begin().await?;
            sequence::step(&mut transaction, site, at_most).await?;
            let tree = read(&mut transaction, site).await?;
            transaction.commit().await?;
            Ok(tree)
        })
        .await?;
        lease.give_back();
        Ok(tree)
    }

    async fn pending(&self, site: &str) -> Result<u64, StoreError> {
        let mut lease = self.lease().await?;
        let query = sqlx::query_scalar("SELECT count(*) FROM pending WHERE site = $1").bind(site);
        let waiting = limit(async { Ok(query.fetch_one(&mut *lease).await?) }).await?;
        lease.give_back();
        count(waiting)
    }

    async fn tree(&self, site: &str) -> Result<Tree, StoreError> {
        let mut lease = self.lease().await?;
        let tree = limit(read(&mut lease, site)).await?;
        lease.give_back();
        Ok(tree)
    }

    async fn sign(&self, site: &str, size: u64, note: &str) -> Result<bool, StoreError> {
        let mut lease = self.lease().await?;
        let query = sqlx::query(
            "UPDATE tree SET signed = $2, checkpoint = $3 \
             WHERE site = $1 AND size = $2 AND (checkpoint IS NULL OR signed < $2)",
        );
        let query = query.bind(site).bind(number(size)).bind(note);
        let signed = limit(async { Ok(query.execute(&mut *lease).await?) }).await?;
        lease.give_back();
        Ok(signed.rows_affected() == 1)
    }

    async fn tile(
        &self,
        site: &str,
        level: i8,
        index: u64,
    ) -> Result<Option<Vec<Hash>>, StoreError> {
        let mut lease = self.lease().await?;
        let query = sqlx::query_scalar(
            "SELECT hashes FROM tile WHERE site = $1 AND level = $2 AND idx = $3",
        );
        let query = query.bind(site).bind(i16::from(level)).bind(number(index));
        let bytes: Option<Vec<u8>> =
            limit(async { Ok(query.fetch_optional(&mut *lease).await?) }).await?;
        lease.give_back();
        bytes.map(|bytes| hashes(&bytes, bytes.len() / size_of::<Hash>())).transpose()
    }

    async fn leaf_of(&self, site: &str, kind: Kind, id: &str) -> Result<Option<u64>, StoreError> {
        let mut lease = self.lease().await?;
        let query =
            sqlx::query_scalar("SELECT idx FROM leaf WHERE site = $1 AND kind = $2 AND id = $3");
        let query = query.bind(site).bind(kind.as_str()).bind(id);
        let index: Option<i64> =
            limit(async { Ok(query.fetch_optional(&mut *lease).await?) }).await?;
        lease.give_back();
        index.map(count).transpose()
    }

    async fn leaves(&self, site: &str, from: u64, at_most: u32) -> Result<Vec<Leaf>, StoreError> {
        let mut lease = self.lease().await?;
        let query = sqlx::query_as(
            "SELECT idx, kind, id FROM leaf WHERE site = $1 AND idx >= $2 ORDER BY idx LIMIT $3",
        );
        let query = query.bind(site).bind(number(from)).bind(i64::from(at_most));
        let leaves: Vec<LeafRow> = limit(async { Ok(query.fetch_all(&mut *lease).await?) }).await?;
        lease.give_back();
        leaves.into_iter().map(LeafRow::read).collect()
    }
}

/// Keeps a document unless it is there, and makes it pending.
pub(super) async fn add(
    connection: &mut PgConnection,
    document: &Document,
) -> Result<bool, StoreError> {
    let Document { site, kind, id, body } = document;
    let salt = salt()?;
    let inserted = sqlx::query(
        "INSERT INTO document (site, kind, id, body, salt) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (site, kind, id) DO NOTHING",
    )
    .bind(site)
    .bind(kind.as_str())
    .bind(id)
    .bind(body)
    .bind(salt.as_slice())
    .execute(&mut *connection)
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("INSERT INTO pending (site, kind, id, entry) VALUES ($1, $2, $3, $4)")
        .bind(site)
        .bind(kind.as_str())
        .bind(id)
        .bind(volens_log::entry(&salt, body.as_bytes()).as_slice())
        .execute(connection)
        .await?;
    Ok(true)
}

async fn read(connection: &mut PgConnection, site: &str) -> Result<Tree, StoreError> {
    let row: Option<TreeRow> =
        sqlx::query_as("SELECT size, root, signed, checkpoint FROM tree WHERE site = $1")
            .bind(site)
            .fetch_optional(connection)
            .await?;
    row.map_or(Ok(Tree::EMPTY), TreeRow::read)
}
