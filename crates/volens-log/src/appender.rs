//! A tree that grows at its right edge.

use crate::tile::{self, ENTRIES, WIDTH};
use crate::{EMPTY, Hash, leaf, peaks};
use std::collections::BTreeMap;

/// Appends entries to a tree of any size, knowing only the partial tiles at its right edge.
#[derive(Clone, Debug)]
pub struct Appender {
    size: u64,
    /// The partial tile of each level, [`ENTRIES`] first; empty where every tile is full.
    edge: Vec<Vec<Hash>>,
    /// The tiles that are full since the tree was resumed.
    full: BTreeMap<(i8, u64), Vec<Hash>>,
    resumed: u64,
}

/// The tiles handed over are not the right edge of a tree of that size.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the right edge of a tree of {size} leaves has other tiles")]
pub struct EdgeError {
    pub size: u64,
}

impl Appender {
    /// A tree without leaves.
    #[must_use]
    pub fn empty() -> Self {
        Self { size: 0, edge: Vec::new(), full: BTreeMap::new(), resumed: 0 }
    }

    /// Goes on with a tree of `size` leaves. `edge` holds the hashes of the tiles that
    /// [`tile::edge`] lists for that size, in its order.
    pub fn resume(size: u64, edge: Vec<Vec<Hash>>) -> Result<Self, EdgeError> {
        // Stores and other implementations count in signed 64 bits.
        if i64::try_from(size).is_err() {
            return Err(EdgeError { size });
        }
        let mut tiles = edge.into_iter();
        let mut edge = Vec::new();
        for expected in tile::edge(size) {
            let hashes = tiles.next().ok_or(EdgeError { size })?;
            if hashes.len() != expected.width {
                return Err(EdgeError { size });
            }
            // Levels in between whose tiles are all full.
            edge.resize(position(expected.level), Vec::new());
            edge.push(hashes);
        }
        if tiles.next().is_some() {
            return Err(EdgeError { size });
        }
        Ok(Self { size, edge, full: BTreeMap::new(), resumed: size })
    }

    /// Appends an entry, and answers the index of its leaf.
    pub fn append(&mut self, entry: &Hash) -> u64 {
        let index = self.size;
        self.size += 1;
        // An entries tile has nothing above it; the leaves' level begins beside it.
        self.push(ENTRIES, *entry);
        let mut carried = self.push(0, leaf(entry));
        let mut level = 1;
        while let Some(hash) = carried {
            carried = self.push(level, hash);
            level += 1;
        }
        index
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The Merkle tree hash.
    #[must_use]
    pub fn root(&self) -> Hash {
        let levels = self.edge.iter().skip(position(0));
        levels.fold(None, |right, hashes| peaks::join(hashes, right)).unwrap_or(EMPTY)
    }

    /// The tiles that are new or wider since the tree was resumed: level, index, hashes.
    pub fn changed(&self) -> impl Iterator<Item = (i8, u64, Vec<Hash>)> {
        let full =
            self.full.iter().map(|((level, index), hashes)| (*level, *index, hashes.clone()));
        let partial = tile::edge(self.size).filter_map(|tile| {
            // Where the tree has as many hashes as before, its edge is as it was.
            let grown = tile::count(self.size, tile.level) > tile::count(self.resumed, tile.level);
            let hashes = self.edge.get(position(tile.level)).filter(|_| grown)?;
            Some((tile.level, tile.index, hashes.clone()))
        });
        full.chain(partial)
    }

    /// A level's partial tile.
    #[must_use]
    pub fn edge(&self, level: i8) -> Option<&[Hash]> {
        self.edge.get(position(level)).map(Vec::as_slice)
    }

    /// Forgets what changed so far, once it is written or checked: a tree of any size is gone
    /// through in the memory of a few tiles.
    pub fn settle(&mut self) {
        self.full.clear();
        self.resumed = self.size;
    }

    /// Puts a hash behind a level's last one. Where that fills the tile, its root is the next hash
    /// of the level above.
    fn push(&mut self, level: i8, hash: Hash) -> Option<Hash> {
        let position = position(level);
        if self.edge.len() <= position {
            self.edge.resize(position + 1, Vec::new());
        }
        let tile = self.edge.get_mut(position)?;
        tile.push(hash);
        if tile.len() < WIDTH {
            return None;
        }
        let hashes = std::mem::take(tile);
        let root = peaks::perfect(&hashes);
        let index = tile::count(self.size, level) / WIDTH as u64 - 1;
        self.full.insert((level, index), hashes);
        root
    }
}

/// Where a level's tile stands in the edge.
fn position(level: i8) -> usize {
    usize::try_from(level - ENTRIES).unwrap_or_default()
}
