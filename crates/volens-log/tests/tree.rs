//! The tree that grows tile by tile is RFC 6962's, by the word of another implementation.

#![expect(clippy::expect_used, reason = "a helper of a test fails as the test does")]

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use std::collections::BTreeMap;
use volens_log::{Appender, EMPTY, Hash, entry, leaf, tile};

type Oracle = MemoryBackedTree<sha2::Sha256, Vec<u8>>;
type Tiles = BTreeMap<(i8, u64), Vec<Hash>>;

fn entry_of(index: u64) -> Hash {
    entry(&[7; 32], &index.to_be_bytes())
}

/// What a store does: goes on from the tiles it has, and keeps those that changed.
fn grow(tiles: &mut Tiles, size: u64, by: u64) -> (u64, Hash) {
    let edge = tile::edge(size).map(|at| tiles[&(at.level, at.index)].clone()).collect();
    let mut appender = Appender::resume(size, edge).expect("the edge of the tree");
    for index in size..size + by {
        assert_eq!(appender.append(&entry_of(index)), index);
    }
    for (level, index, hashes) in appender.changed() {
        let before = tiles.insert((level, index), hashes.clone()).unwrap_or_default();
        assert!(hashes.starts_with(&before), "a tile only grows");
        assert!(hashes.len() > before.len(), "what did not grow is not written again");
    }
    (appender.size(), appender.root())
}

#[test]
fn an_empty_tree_has_the_hash_of_nothing() {
    assert_eq!(Appender::empty().root(), EMPTY);
    assert_eq!(EMPTY.as_slice(), Oracle::new().root().as_bytes().as_slice());
    assert_eq!(Appender::resume(0, Vec::new()).expect("empty").size(), 0);
    assert_eq!(Appender::empty().changed().count(), 0);
}

#[test]
fn every_size_has_the_oracles_root() {
    let mut oracle = Oracle::new();
    let mut appender = Appender::empty();
    for index in 0..1100 {
        oracle.push(entry_of(index).to_vec());
        appender.append(&entry_of(index));
        assert_eq!(appender.root().as_slice(), oracle.root().as_bytes().as_slice(), "{index}");
    }
}

/// 256² leaves and some fill a tile of the third level.
#[test]
fn three_levels_of_tiles_hold_what_was_appended() {
    let mut tiles = Tiles::new();
    let (size, root) = grow(&mut tiles, 0, 65_536 + 700);
    assert_eq!(tiles[&(2, 0)].len(), 1);
    assert_eq!(tiles[&(1, 1)].len(), 2);
    assert_eq!(tiles[&(0, 258)].len(), 188);
    assert_eq!(tiles[&(tile::ENTRIES, 258)].len(), 188);
    for ((level, index), hashes) in tiles.iter().filter(|((level, _), _)| *level == 0) {
        let entries = &tiles[&(tile::ENTRIES, *index)];
        assert_eq!(hashes, &entries.iter().map(leaf).collect::<Vec<_>>(), "level {level}");
    }
    let mut oracle = Oracle::new();
    (0..size).for_each(|index| oracle.push(entry_of(index).to_vec()));
    assert_eq!(root.as_slice(), oracle.root().as_bytes().as_slice());
}

#[test]
fn tiles_that_are_not_the_edge_are_refused() {
    let full = vec![EMPTY; 256];
    let refused = |size, edge: Vec<Vec<Hash>>| Appender::resume(size, edge).expect_err("refused");
    refused(1, Vec::new());
    refused(0, vec![vec![EMPTY]]);
    refused(1, vec![vec![EMPTY], vec![EMPTY, EMPTY]]);
    refused(256, vec![full.clone(), full]);
    let why = refused(u64::MAX, vec![vec![EMPTY; 255]; 9]).to_string();
    assert_eq!(why, "the right edge of a tree of 18446744073709551615 leaves has other tiles");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn groups_of_any_size_make_the_same_tree(groups in proptest::collection::vec(0_u64..600, 1..6)) {
        let mut tiles = Tiles::new();
        let mut size = 0;
        for by in groups {
            let (grown, root) = grow(&mut tiles, size, by);
            size = grown;
            let mut at_once = Tiles::new();
            prop_assert_eq!(grow(&mut at_once, 0, size), (size, root));
            prop_assert_eq!(&at_once, &tiles);
        }
    }
}
