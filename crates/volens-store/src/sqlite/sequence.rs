//! What is pending becomes leaves.

use super::statements;
use crate::StoreError;
use crate::tree::{self, Growth, hash, number};
use sqlx::SqliteConnection;

/// Takes at most `limit` pending rows into the tree; how many it took. Must run in a transaction.
pub(super) async fn step(
    connection: &mut SqliteConnection,
    site: &str,
    limit: u32,
) -> Result<usize, StoreError> {
    let rows: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT seq, entry FROM pending WHERE site = $1 ORDER BY seq LIMIT $2")
            .bind(site)
            .bind(limit)
            .fetch_all(&mut *connection)
            .await?;
    let Some((last, _)) = rows.last() else { return Ok(0) };
    let last = *last;
    let entries: Vec<_> = rows.iter().map(|(_, entry)| hash(entry)).collect::<Result<_, _>>()?;
    let size = statements::tree(connection, site).await?.size;
    let edge = statements::edge(connection, site, size).await?;
    let Growth { size: grown, root, tiles } = tree::grow(size, edge, &entries)?;
    // The rows' own order, so that the n-th of them stands n behind the tree.
    sqlx::query(
        "INSERT INTO leaf (site, idx, kind, id) \
         SELECT site, $2 - 1 + row_number() OVER (ORDER BY seq), kind, id FROM pending \
         WHERE site = $1 AND seq <= $3",
    )
    .bind(site)
    .bind(number(size))
    .bind(last)
    .execute(&mut *connection)
    .await?;
    for (level, index, bytes) in tiles {
        sqlx::query(
            "INSERT INTO tile (site, level, idx, hashes) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (site, level, idx) DO UPDATE SET hashes = excluded.hashes",
        )
        .bind(site)
        .bind(level)
        .bind(number(index))
        .bind(bytes)
        .execute(&mut *connection)
        .await?;
    }
    sqlx::query(
        "INSERT INTO tree (site, size, root) VALUES ($1, $2, $3) \
         ON CONFLICT (site) DO UPDATE SET size = excluded.size, root = excluded.root",
    )
    .bind(site)
    .bind(number(grown))
    .bind(root.as_slice())
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM pending WHERE site = $1 AND seq <= $2")
        .bind(site)
        .bind(last)
        .execute(connection)
        .await?;
    Ok(rows.len())
}
