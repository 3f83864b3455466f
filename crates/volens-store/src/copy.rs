//! A whole ledger from one store to another: every row of every table, so that ids, salts,
//! indexes, tiles and checkpoints are the same.

use crate::{Store, StoreError};
use tokio::sync::mpsc;

/// What a column holds, in both stores.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Type {
    Text,
    Number,
    Bytes,
}

/// A table as both stores have it, without the columns that a store fills in itself.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [(&'static str, Type)],
    pub(crate) order: &'static str,
}

use Type::{Bytes, Number, Text};

pub(crate) const TABLES: [Table; 8] = [
    Table {
        name: "event",
        columns: &[
            ("site", Text),
            ("id", Text),
            ("origin", Text),
            ("subject", Text),
            ("fingerprint", Text),
            ("action", Text),
            ("at", Text),
            ("received", Text),
            ("body", Text),
            ("salt", Bytes),
            ("group_seq", Number),
        ],
        order: "seq",
    },
    Table {
        name: "document",
        columns: &[("site", Text), ("kind", Text), ("id", Text), ("body", Text), ("salt", Bytes)],
        order: "seq",
    },
    Table {
        name: "pending",
        columns: &[
            ("seq", Number),
            ("site", Text),
            ("kind", Text),
            ("id", Text),
            ("entries", Bytes),
        ],
        order: "seq",
    },
    Table {
        name: "leaf",
        columns: &[
            ("site", Text),
            ("idx", Number),
            ("kind", Text),
            ("id", Text),
            ("group_seq", Number),
        ],
        order: "site, idx",
    },
    Table {
        name: "tile",
        columns: &[("site", Text), ("level", Number), ("idx", Number), ("hashes", Bytes)],
        order: "site, level, idx",
    },
    Table {
        name: "tree",
        columns: &[
            ("site", Text),
            ("size", Number),
            ("root", Bytes),
            ("signed", Number),
            ("checkpoint", Text),
        ],
        order: "site",
    },
    Table { name: "hold", columns: &[("site", Text), ("reason", Text)], order: "site" },
    Table { name: "retention", columns: &[("site", Text), ("begun", Text)], order: "site" },
];

impl Table {
    pub(crate) fn select(&self) -> String {
        format!("SELECT {} FROM {} ORDER BY {}", self.names(), self.name, self.order)
    }

    pub(crate) fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }
}

/// A value of a row.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    Text(Option<String>),
    Number(i64),
    Bytes(Vec<u8>),
}

pub(crate) type Row = Vec<Cell>;

/// A part of a ledger on its way from store to store.
#[derive(Debug)]
pub struct Chunk(pub(crate) Part);

#[derive(Debug)]
pub(crate) enum Part {
    Rows(&'static Table, Vec<Row>),
    /// Only what ends with this is whole.
    End,
}

/// How many rows travel together.
pub(crate) const CHUNK: usize = 1000;

/// Copies everything that `from` holds at one instant into `to`, which must be empty. Either all of
/// it is there afterwards, or nothing. How many rows it was.
pub async fn copy(from: &dyn Store, to: &dyn Store) -> Result<u64, StoreError> {
    let (send, receive) = mpsc::channel(4);
    let (dumped, restored) = tokio::join!(from.dump(send), to.restore(receive));
    match (dumped, restored) {
        (Ok(()), Ok(rows)) => Ok(rows),
        // The end that failed says why; the other only that the line went dead.
        (Err(StoreError::BrokenOff), Err(cause)) => Err(cause),
        (Err(cause), _) | (_, Err(cause)) => Err(cause),
    }
}

/// Sends a part on its way.
pub(crate) async fn send(to: &mpsc::Sender<Chunk>, part: Part) -> Result<(), StoreError> {
    to.send(Chunk(part)).await.map_err(|_| StoreError::BrokenOff)
}
