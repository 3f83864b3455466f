//! What both stores ask in the same words. sqlx's drivers share no type that could say it once, so it
//! is written here for a connection of either.

/// The functions, for the driver's connection.
macro_rules! statements {
    ($connection:ty) => {
        use crate::row::TreeRow;
        use crate::tree::{hashes, number, salt};
        use crate::{Document, Erasure, Kind, StoreError, Tree};
        use volens_log::Hash;

        /// Keeps a document unless it is there, and makes it pending.
        pub(super) async fn add(
            connection: &mut $connection,
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

        pub(super) async fn tree(
            connection: &mut $connection,
            site: &str,
        ) -> Result<Tree, StoreError> {
            let row: Option<TreeRow> =
                sqlx::query_as("SELECT size, root, signed, checkpoint FROM tree WHERE site = $1")
                    .bind(site)
                    .fetch_optional(connection)
                    .await?;
            row.map_or(Ok(Tree::EMPTY), TreeRow::read)
        }

        /// The tiles that a tree of `size` leaves is resumed from.
        pub(super) async fn edge(
            connection: &mut $connection,
            site: &str,
            size: u64,
        ) -> Result<Vec<Vec<Hash>>, StoreError> {
            let mut edge = Vec::new();
            for tile in volens_log::tile::edge(size) {
                let bytes: Vec<u8> = sqlx::query_scalar(
                    "SELECT hashes FROM tile WHERE site = $1 AND level = $2 AND idx = $3",
                )
                .bind(site)
                .bind(i16::from(tile.level))
                .bind(number(tile.index))
                .fetch_one(&mut *connection)
                .await?;
                edge.push(hashes(&bytes, tile.width)?);
            }
            Ok(edge)
        }

        /// Why the site's records must be kept, if they must.
        pub(super) async fn held(
            connection: &mut $connection,
            site: &str,
        ) -> Result<Option<String>, StoreError> {
            let reason = sqlx::query_scalar("SELECT reason FROM hold WHERE site = $1").bind(site);
            Ok(reason.fetch_optional(connection).await?)
        }

        /// Adds the tombstones of what stood at these places of the tree.
        pub(super) async fn bury(
            connection: &mut $connection,
            site: &str,
            indexes: &[u64],
            erasure: Erasure<'_>,
        ) -> Result<(), StoreError> {
            for index in indexes {
                let body = erasure.tombstone(site, *index)?;
                let (site, kind, id) = (site.to_owned(), Kind::Tombstone, index.to_string());
                add(connection, &Document { site, kind, id, body }).await?;
            }
            Ok(())
        }
    };
}

pub(crate) use statements;
