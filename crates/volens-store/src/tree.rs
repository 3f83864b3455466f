//! The log's tables, and how a tree grows by what is pending.

use crate::{Kind, StoreError};
use volens_log::tile::WIDTH;
use volens_log::{Appender, Hash};

/// A site's tree as it is committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    pub size: u64,
    pub root: Hash,
    /// The size of the last tree that was signed: `size`, or less while the newest is not signed.
    pub signed: u64,
    /// The note over that one; nothing before the first.
    pub checkpoint: Option<String>,
}

impl Tree {
    /// A site's tree before its first leaf.
    pub const EMPTY: Self = Self { size: 0, root: volens_log::EMPTY, signed: 0, checkpoint: None };
}

/// What stands at an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    pub index: u64,
    pub kind: Kind,
    /// Nothing once the event is erased.
    pub id: Option<String>,
}

/// An event, and where it is on its way into the tree.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Standing {
    /// The order in which events were kept.
    pub seq: i64,
    pub id: String,
    /// The ledger's clock, RFC 3339 UTC.
    pub received: String,
    pub has_leaf: bool,
    pub is_pending: bool,
}

/// With its salt, what an entry of the log commits to can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salted<T> {
    pub salt: Hash,
    pub value: T,
}

/// 32 random bytes, which keep an entry from being guessed once they are deleted.
pub(crate) fn salt() -> Result<Hash, StoreError> {
    let mut salt = [0; volens_log::SALT_LENGTH];
    getrandom::fill(&mut salt).map_err(|_| StoreError::Random)?;
    Ok(salt)
}

/// As many salts, for one call to the system.
pub(crate) fn salts(count: usize) -> Result<Vec<Hash>, StoreError> {
    let mut salts = vec![[0; volens_log::SALT_LENGTH]; count];
    getrandom::fill(salts.as_flattened_mut()).map_err(|_| StoreError::Random)?;
    Ok(salts)
}

/// What a sequencing writes.
pub(crate) struct Growth {
    pub(crate) size: u64,
    pub(crate) root: Hash,
    pub(crate) tiles: Vec<(i8, u64, Vec<u8>)>,
}

/// Grows a tree of `size` leaves, of which `edge` holds the tiles that [`volens_log::tile::edge`] lists.
pub(crate) fn grow(
    size: u64,
    edge: Vec<Vec<Hash>>,
    entries: &[Hash],
) -> Result<Growth, StoreError> {
    let mut appender = Appender::resume(size, edge)?;
    for entry in entries {
        appender.append(entry);
    }
    let tiles = appender.changed().map(|(level, index, hashes)| (level, index, hashes.concat()));
    Ok(Growth { size: appender.size(), root: appender.root(), tiles: tiles.collect() })
}

/// A tile's first `width` hashes: a narrower tile is a prefix of a wider one.
pub(crate) fn hashes(bytes: &[u8], width: usize) -> Result<Vec<Hash>, StoreError> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    let wanted = hashes.get(..width).filter(|_| rest.is_empty() && hashes.len() <= WIDTH);
    wanted.map(<[Hash]>::to_vec).ok_or(StoreError::Unreadable("a tile"))
}

pub(crate) fn hash(bytes: &[u8]) -> Result<Hash, StoreError> {
    bytes.try_into().map_err(|_| StoreError::Unreadable("a hash"))
}

/// SQL counts in signed 64 bits.
pub(crate) fn count(number: i64) -> Result<u64, StoreError> {
    number.try_into().map_err(|_| StoreError::Unreadable("a count"))
}

pub(crate) fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
