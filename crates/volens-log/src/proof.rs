//! That a leaf stands in a tree, and that a tree is the beginning of another (RFC 9162, section
//! 2.1): made from tiles, checked from hashes alone.

use crate::range::{Range, Tiles};
use crate::tile::Tile;
use crate::{EMPTY, Hash, node};

/// The tiles that the proof of [`inclusion`] is made of; none where there is no such leaf.
#[must_use]
pub fn inclusion_tiles(index: u64, size: u64) -> Vec<Tile> {
    needed(&inclusion_ranges(index, size), size)
}

/// The hashes from the leaf's sibling up to the root's child. Nothing where there is no such leaf,
/// or where a tile is missing.
#[must_use]
pub fn inclusion(index: u64, size: u64, tiles: &Tiles) -> Option<Vec<Hash>> {
    (index < size).then(|| roots(&inclusion_ranges(index, size), tiles))?
}

/// Whether `leaf` stands at `index` in the tree of `size` leaves and that root.
#[must_use]
pub fn includes(root: &Hash, size: u64, index: u64, leaf: &Hash, proof: &[Hash]) -> bool {
    if index >= size {
        return false;
    }
    // RFC 9162, section 2.1.3.2.
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            hash = node(sibling, &hash);
            // Levels in which the path is the last node and has no sibling.
            while at.is_multiple_of(2) && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            hash = node(&hash, sibling);
        }
        (at, last) = (at / 2, last / 2);
    }
    last == 0 && hash == *root
}

/// The tiles that the proof of [`consistency`] is made of.
#[must_use]
pub fn consistency_tiles(before: u64, size: u64) -> Vec<Tile> {
    needed(&consistency_ranges(before, size), size)
}

/// The hashes that lead from the tree of `before` leaves to that of `size`. Nothing where the
/// second is smaller, or where a tile is missing.
#[must_use]
pub fn consistency(before: u64, size: u64, tiles: &Tiles) -> Option<Vec<Hash>> {
    (before <= size).then(|| roots(&consistency_ranges(before, size), tiles))?
}

/// Whether the tree of `size` leaves and `root` begins with that of `before` leaves and
/// `root_before`.
#[must_use]
pub fn extends(root_before: &Hash, before: u64, root: &Hash, size: u64, proof: &[Hash]) -> bool {
    if before == size {
        return proof.is_empty() && root_before == root;
    }
    if before == 0 {
        return proof.is_empty() && *root_before == EMPTY;
    }
    if before > size {
        return false;
    }
    // RFC 9162, section 2.1.4.2. A perfect tree is its own first hash.
    let (first, rest) = if before.is_power_of_two() {
        (*root_before, proof)
    } else {
        let Some((first, rest)) = proof.split_first() else { return false };
        (*first, rest)
    };
    let skip = (before - 1).trailing_ones();
    let (mut at, mut last) = ((before - 1) >> skip, (size - 1) >> skip);
    let (mut old, mut new) = (first, first);
    for hash in rest {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            (old, new) = (node(hash, &old), node(hash, &new));
            while at.is_multiple_of(2) && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            new = node(&new, hash);
        }
        (at, last) = (at / 2, last / 2);
    }
    last == 0 && old == *root_before && new == *root
}

/// What stands beside the path to a leaf, from the leaf upwards (RFC 6962, section 2.1.1).
fn inclusion_ranges(index: u64, size: u64) -> Vec<Range> {
    let mut beside = Vec::new();
    let mut here = Range { begin: 0, end: size };
    while let Some((left, right)) = here.split().filter(|_| index < size) {
        let (inside, outside) = if index < left.end { (left, right) } else { (right, left) };
        beside.push(outside);
        here = inside;
    }
    beside.reverse();
    beside
}

/// What leads from one tree to a larger one, from the leaves upwards (RFC 6962, section 2.1.2).
fn consistency_ranges(before: u64, size: u64) -> Vec<Range> {
    if before == 0 || before >= size {
        return Vec::new();
    }
    let mut beside = Vec::new();
    let mut here = Range { begin: 0, end: size };
    while let Some((left, right)) = here.split().filter(|_| here.end != before) {
        let (inside, outside) = if before <= left.end { (left, right) } else { (right, left) };
        beside.push(outside);
        here = inside;
    }
    // The old tree itself is known to whoever asks.
    if here.begin != 0 {
        beside.push(here);
    }
    beside.reverse();
    beside
}

fn needed(ranges: &[Range], size: u64) -> Vec<Tile> {
    let mut tiles: Vec<_> = ranges.iter().flat_map(|range| range.tiles(size)).collect();
    tiles.sort_unstable();
    tiles.dedup();
    tiles
}

fn roots(ranges: &[Range], tiles: &Tiles) -> Option<Vec<Hash>> {
    ranges.iter().map(|range| range.root(tiles)).collect()
}
