//! Subtrees, and the tiles they are made of.

use crate::tile::{self, Tile, WIDTH};
use crate::{Hash, peaks};
use std::collections::BTreeMap;

/// Tiles by level and number.
pub type Tiles = BTreeMap<(i8, u64), Vec<Hash>>;

/// The leaves from `begin` to before `end`, where `begin` is as RFC 6962 splits a tree: a multiple
/// of a power of two that is no smaller than the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) begin: u64,
    pub(crate) end: u64,
}

impl Range {
    /// The two halves of RFC 6962: the left one is perfect and as large as can be. Nothing for a
    /// single leaf.
    pub(crate) fn split(self) -> Option<(Self, Self)> {
        let last = (self.end - self.begin).checked_sub(1).filter(|last| *last > 0)?;
        let middle = self.begin + (1 << last.ilog2());
        Some((Self { end: middle, ..self }, Self { begin: middle, ..self }))
    }

    /// The tiles that its root is computed from, in a tree of `size` leaves.
    pub(crate) fn tiles(self, size: u64) -> impl Iterator<Item = Tile> {
        self.perfect().map(move |part| {
            let (level, index, _) = part.place();
            let width = tile::count(size, level).saturating_sub(index * WIDTH as u64);
            let width = usize::try_from(width).map_or(WIDTH, |width| width.min(WIDTH));
            Tile { level, index, width }
        })
    }

    /// Its root; nothing where a tile is missing or too narrow.
    pub(crate) fn root(self, tiles: &Tiles) -> Option<Hash> {
        let mut right = None;
        for part in self.perfect().collect::<Vec<_>>().into_iter().rev() {
            let (level, index, hashes) = part.place();
            let peak = peaks::perfect(tiles.get(&(level, index))?.get(hashes)?)?;
            right = peaks::join(&[peak], right);
        }
        right
    }

    /// The perfect subtrees it is made of, the largest first.
    fn perfect(self) -> impl Iterator<Item = Perfect> {
        let mut begin = self.begin;
        std::iter::from_fn(move || {
            let height = (self.end - begin).checked_ilog2()?;
            let part = Perfect { height, index: begin >> height };
            begin += 1 << height;
            Some(part)
        })
    }
}

/// A subtree of `2^height` leaves.
struct Perfect {
    height: u32,
    index: u64,
}

impl Perfect {
    /// The tile that holds it, and which of the tile's hashes it is over.
    fn place(&self) -> (i8, u64, std::ops::Range<usize>) {
        let within = self.height % 8;
        let first = self.index << within;
        // Both fit: a height is below 64, and a remainder below 256.
        let level = i8::try_from(self.height / 8).unwrap_or_default();
        let begin = usize::try_from(first % WIDTH as u64).unwrap_or_default();
        (level, first / WIDTH as u64, begin..begin + (1 << within))
    }
}
