//! What is pending becomes leaves, over the appender's connection: a write over another one would make
//! it drop the pages that it has at hand.

use crate::pending::{Step, Waiting};
use crate::row::TreeRow;
use crate::tree::{self, Growth, hashes, number};
use crate::{StoreError, Tree};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use volens_log::Hash;

/// Takes at most `limit` pending leaves into the tree; how many it took, and the tree after it.
pub(super) fn step(
    connection: &mut Connection,
    site: &str,
    limit: u32,
) -> Result<(usize, Tree), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = read(&transaction, site)?;
    let step = pending(&transaction, site, limit)?;
    if step.entries.is_empty() {
        return Ok((0, before));
    }
    let edge = edge(&transaction, site, before.size)?;
    let Growth { size, root, tiles } = tree::grow(before.size, edge, &step.entries)?;
    for (index, row) in step.leaves(before.size) {
        transaction
            .prepare_cached(
                "INSERT INTO leaf (site, idx, kind, id, group_seq) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![site, index, row.kind, row.id, row.seq])?;
    }
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
    for seq in step.done() {
        transaction.prepare_cached("DELETE FROM pending WHERE seq = ?")?.execute([seq])?;
    }
    if let Some(Waiting { seq, id, entries, .. }) = &step.rest {
        transaction
            .prepare_cached("UPDATE pending SET id = ?, entries = ? WHERE seq = ?")?
            .execute(params![id, entries, seq])?;
    }
    transaction.commit()?;
    Ok((step.entries.len(), Tree { size, root, ..before }))
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

fn pending(transaction: &Transaction<'_>, site: &str, limit: u32) -> Result<Step, StoreError> {
    let mut query = transaction.prepare_cached(
        "SELECT seq, kind, id, entries FROM pending WHERE site = ? ORDER BY seq LIMIT ?",
    )?;
    let rows = query.query_map(params![site, limit], |row| {
        let (seq, kind, id, entries) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(Waiting { seq, kind, id, entries })
    })?;
    Step::of(rows.map(|row| Ok(row?)), limit)
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
