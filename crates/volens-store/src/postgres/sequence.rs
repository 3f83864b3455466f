//! What is pending becomes leaves.

use crate::StoreError;
use crate::pending::{Step, Waiting};
use crate::tree::{self, Growth, count, hashes, number};
use sqlx::postgres::PgConnection;
use volens_log::Hash;

/// Takes at most `limit` pending leaves into the tree; how many it took. Must run in a transaction:
/// its lock on the tree's row lets one sequencer work at a time.
pub(super) async fn step(
    connection: &mut PgConnection,
    site: &str,
    limit: u32,
) -> Result<usize, StoreError> {
    let size = lock(connection, site).await?;
    let rows: Vec<Waiting> = sqlx::query_as(WAITING)
        .bind(site)
        .bind(i64::from(limit))
        .fetch_all(&mut *connection)
        .await?;
    let step = Step::of(rows.into_iter().map(Ok), limit)?;
    if step.entries.is_empty() {
        return Ok(0);
    }
    let edge = edge(connection, site, size).await?;
    let Growth { size: grown, root, tiles } = tree::grow(size, edge, &step.entries)?;
    let (first, rows): (Vec<i64>, Vec<&Waiting>) = step.leaves(size).unzip();
    let kinds: Vec<&str> = rows.iter().map(|row| row.kind.as_str()).collect();
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let groups: Vec<i64> = rows.iter().map(|row| row.seq).collect();
    sqlx::query(
        "INSERT INTO leaf (site, idx, kind, id, group_seq) \
         SELECT $1, * FROM UNNEST($2::bigint[], $3::text[], $4::text[], $5::bigint[])",
    )
    .bind(site)
    .bind(first)
    .bind(kinds)
    .bind(ids)
    .bind(groups)
    .execute(&mut *connection)
    .await?;
    let levels: Vec<i16> = tiles.iter().map(|(level, ..)| i16::from(*level)).collect();
    let indexes: Vec<i64> = tiles.iter().map(|(_, index, _)| number(*index)).collect();
    let hashes: Vec<&[u8]> = tiles.iter().map(|(.., hashes)| hashes.as_slice()).collect();
    sqlx::query(
        "INSERT INTO tile (site, level, idx, hashes) \
         SELECT $1, * FROM UNNEST($2::smallint[], $3::bigint[], $4::bytea[]) \
         ON CONFLICT (site, level, idx) DO UPDATE SET hashes = excluded.hashes",
    )
    .bind(site)
    .bind(levels)
    .bind(indexes)
    .bind(hashes)
    .execute(&mut *connection)
    .await?;
    sqlx::query("UPDATE tree SET size = $2, root = $3 WHERE site = $1")
        .bind(site)
        .bind(number(grown))
        .bind(root.as_slice())
        .execute(&mut *connection)
        .await?;
    // Exactly these: a transaction that took an earlier number may commit later.
    let done: Vec<i64> = step.done().collect();
    sqlx::query("DELETE FROM pending WHERE site = $1 AND seq = ANY($2)")
        .bind(site)
        .bind(done)
        .execute(&mut *connection)
        .await?;
    if let Some(Waiting { seq, id, entries, .. }) = &step.rest {
        sqlx::query("UPDATE pending SET id = $3, entries = $4 WHERE site = $1 AND seq = $2")
            .bind(site)
            .bind(seq)
            .bind(id)
            .bind(entries)
            .execute(connection)
            .await?;
    }
    Ok(step.entries.len())
}

/// As many of the first rows as hold `$2` leaves, and no more: each has at least one.
const WAITING: &str = "SELECT seq, kind, id, entries FROM (SELECT seq, kind, id, entries, \
    sum(length(entries)) OVER (ORDER BY seq) - length(entries) AS before FROM \
    (SELECT seq, kind, id, entries FROM pending WHERE site = $1 ORDER BY seq LIMIT $2) AS firsts) \
    AS counted WHERE before < 32 * $2 ORDER BY seq";

/// Waits for the tree's row and keeps it until the transaction ends. The tree's size.
async fn lock(connection: &mut PgConnection, site: &str) -> Result<u64, StoreError> {
    const LOCK: &str = "SELECT size FROM tree WHERE site = $1 FOR UPDATE";
    let there: Option<i64> =
        sqlx::query_scalar(LOCK).bind(site).fetch_optional(&mut *connection).await?;
    if let Some(size) = there {
        return count(size);
    }
    sqlx::query("INSERT INTO tree (site, size, root) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING")
        .bind(site)
        .bind(volens_log::EMPTY.as_slice())
        .execute(&mut *connection)
        .await?;
    count(sqlx::query_scalar(LOCK).bind(site).fetch_one(connection).await?)
}

/// The tiles that a tree of `size` leaves is resumed from.
async fn edge(
    connection: &mut PgConnection,
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
