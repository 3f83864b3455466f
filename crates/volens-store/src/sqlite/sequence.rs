//! What is pending becomes leaves, over the appender's connection: a write over another one would make
//! it drop the pages that it has at hand.

use crate::row::TreeRow;
use crate::tree::{self, Growth, hash, hashes, number};
use crate::{StoreError, Tree};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use volens_log::Hash;

/// Takes at most `limit` pending rows into the tree; how many it took, and the tree after it.
pub(super) fn step(
    connection: &mut Connection,
    site: &str,
    limit: u32,
) -> Result<(usize, Tree), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = read(&transaction, site)?;
    let rows = pending(&transaction, site, limit)?;
    let Some((last, _)) = rows.last() else { return Ok((0, before)) };
    let entries: Vec<Hash> = rows.iter().map(|(_, entry)| *entry).collect();
    let edge = edge(&transaction, site, before.size)?;
    let Growth { size, root, tiles } = tree::grow(before.size, edge, &entries)?;
    // The rows' own order, so that the n-th of them stands n behind the tree.
    transaction
        .prepare_cached(
            "INSERT INTO leaf (site, idx, kind, id) \
             SELECT site, ?2 - 1 + row_number() OVER (ORDER BY seq), kind, id FROM pending \
             WHERE site = ?1 AND seq <= ?3",
        )?
        .execute(params![site, number(before.size), last])?;
    for (level, index, bytes) in tiles {
        transaction
            .prepare_cached(
                "INSERT INTO tile (site, level, idx, hashes) VALUES (?, ?, ?, ?) \
                 ON CONFLICT (site, level, idx) DO UPDATE SET hashes = excluded.hashes",
            )?
            .execute(params![site, level, number(index), bytes])?;
    }
    transaction
        .prepare_cached(
            "INSERT INTO tree (site, size, root) VALUES (?, ?, ?) \
             ON CONFLICT (site) DO UPDATE SET size = excluded.size, root = excluded.root",
        )?
        .execute(params![site, number(size), root])?;
    transaction
        .prepare_cached("DELETE FROM pending WHERE site = ? AND seq <= ?")?
        .execute(params![site, last])?;
    transaction.commit()?;
    Ok((rows.len(), Tree { size, root, ..before }))
}

/// Keeps a note over a tree of that size, if the tree has it still and no note over as much.
pub(super) fn sign(
    connection: &Connection,
    site: &str,
    size: u64,
    note: &str,
) -> Result<bool, StoreError> {
    let signed = connection
        .prepare_cached(
            "UPDATE tree SET signed = ?2, checkpoint = ?3 \
             WHERE site = ?1 AND size = ?2 AND (checkpoint IS NULL OR signed < ?2)",
        )?
        .execute(params![site, number(size), note])?;
    Ok(signed == 1)
}

fn read(transaction: &Transaction<'_>, site: &str) -> Result<Tree, StoreError> {
    let row = transaction
        .prepare_cached("SELECT size, root, signed, checkpoint FROM tree WHERE site = ?")?
        .query_row([site], |row| {
            Ok(TreeRow {
                size: row.get(0)?,
                root: row.get(1)?,
                signed: row.get(2)?,
                checkpoint: row.get(3)?,
            })
        })
        .optional()?;
    row.map_or(Ok(Tree::EMPTY), TreeRow::read)
}

fn pending(
    transaction: &Transaction<'_>,
    site: &str,
    limit: u32,
) -> Result<Vec<(i64, Hash)>, StoreError> {
    let mut query = transaction
        .prepare_cached("SELECT seq, entry FROM pending WHERE site = ? ORDER BY seq LIMIT ?")?;
    let mut rows = query.query(params![site, limit])?;
    let mut pending = Vec::new();
    while let Some(row) = rows.next()? {
        pending.push((row.get(0)?, hash(&row.get::<_, Vec<u8>>(1)?)?));
    }
    Ok(pending)
}

/// The tiles that a tree of `size` leaves is resumed from.
fn edge(
    transaction: &Transaction<'_>,
    site: &str,
    size: u64,
) -> Result<Vec<Vec<Hash>>, StoreError> {
    let mut query = transaction
        .prepare_cached("SELECT hashes FROM tile WHERE site = ? AND level = ? AND idx = ?")?;
    let mut edge = Vec::new();
    for tile in volens_log::tile::edge(size) {
        let at = params![site, tile.level, number(tile.index)];
        let bytes: Vec<u8> = query.query_row(at, |row| row.get(0))?;
        edge.push(hashes(&bytes, tile.width)?);
    }
    Ok(edge)
}
