//! Proofs made from tiles, held against two other implementations.

#![expect(clippy::expect_used, reason = "a helper of a test fails as the test does")]

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use proptest::prelude::*;
use sha2::Sha256;
use volens_log::{Appender, Hash, Tiles, entry, leaf, proof};

type Oracle = MemoryBackedTree<Sha256, Vec<u8>>;

fn entry_of(index: u64) -> Hash {
    entry(&[7; 32], &index.to_be_bytes())
}

/// The tiles and the root of a tree.
fn tree(size: u64) -> (Tiles, Hash) {
    let mut appender = Appender::empty();
    (0..size).for_each(|index| {
        appender.append(&entry_of(index));
    });
    let tiles = appender.changed().map(|(level, index, hashes)| ((level, index), hashes)).collect();
    (tiles, appender.root())
}

fn oracle(size: u64) -> Oracle {
    let mut oracle = Oracle::new();
    (0..size).for_each(|index| oracle.push(entry_of(index).to_vec()));
    oracle
}

/// The tiles that a proof is said to need, in the width it is said to need.
fn only(tiles: &Tiles, needed: Vec<volens_log::tile::Tile>) -> Tiles {
    needed
        .into_iter()
        .map(|tile| {
            let hashes = tiles.get(&(tile.level, tile.index)).expect("the tile exists");
            ((tile.level, tile.index), hashes.get(..tile.width).expect("as wide").to_vec())
        })
        .collect()
}

fn inclusion(tiles: &Tiles, index: u64, size: u64) -> Vec<Hash> {
    let tiles = only(tiles, proof::inclusion_tiles(index, size));
    proof::inclusion(index, size, &tiles).expect("a proof")
}

fn consistency(tiles: &Tiles, before: u64, size: u64) -> Vec<Hash> {
    let tiles = only(tiles, proof::consistency_tiles(before, size));
    proof::consistency(before, size, &tiles).expect("a proof")
}

#[test]
fn every_leaf_of_small_trees_is_proved() {
    for size in 1..40 {
        let (tiles, root) = tree(size);
        for index in 0..size {
            let path = inclusion(&tiles, index, size);
            assert!(proof::includes(&root, size, index, &leaf(&entry_of(index)), &path));
            for other in 0..size + 2 {
                let same = other == index;
                let leaf = leaf(&entry_of(index));
                assert_eq!(proof::includes(&root, size, other, &leaf, &path), same, "{other}");
            }
        }
    }
}

#[test]
fn every_beginning_of_small_trees_is_proved() {
    let roots: Vec<_> = (0..40).map(|size| tree(size).1).collect();
    for (size, root) in (0..).zip(&roots) {
        let (tiles, _) = tree(size);
        for (before, earlier) in (0..=size).zip(&roots) {
            let path = consistency(&tiles, before, size);
            assert!(proof::extends(earlier, before, root, size, &path), "{before} of {size}");
            let other = entry_of(99);
            assert!(!proof::extends(&other, before, root, size, &path));
            assert!(before == 0 || !proof::extends(earlier, before, &other, size, &path));
            assert!(before == size || !proof::extends(root, size, earlier, before, &path));
        }
    }
}

#[test]
fn what_is_not_there_has_no_proof() {
    let (tiles, root) = tree(3);
    assert_eq!(proof::inclusion(3, 3, &tiles), None);
    assert_eq!(proof::inclusion(0, 0, &tiles), None);
    assert_eq!(proof::inclusion(0, 3, &Tiles::new()), None);
    assert_eq!(proof::inclusion(0, 300, &tiles), None);
    assert_eq!(proof::consistency(4, 3, &tiles), None);
    assert!(!proof::includes(&root, 0, 0, &root, &[]));
    assert!(!proof::extends(&root, 3, &root, 3, &[root]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn others_accept_our_proofs_and_we_theirs(size in 1_u64..1500, at in any::<u64>(), since in any::<u64>()) {
        let (index, before) = (at % size, 1 + since % size);
        let (tiles, root) = tree(size);
        let theirs = oracle(size);
        let place = usize::try_from(index).expect("small");

        let path = inclusion(&tiles, index, size);
        let inclusion = InclusionProof::<Sha256>::try_from_bytes(path.concat()).expect("hashes");
        let head = RootHash::<Sha256>::new(root.into(), size);
        prop_assert!(head.verify_inclusion(&entry_of(index).to_vec(), index, &inclusion).is_ok());
        let bytes = theirs.prove_inclusion(place);
        prop_assert_eq!(bytes.as_bytes(), path.concat());

        let path = consistency(&tiles, before, size);
        let consistency = ConsistencyProof::<Sha256>::try_from_bytes(path.concat()).expect("hashes");
        let earlier = RootHash::<Sha256>::new(tree(before).1.into(), before);
        prop_assert!(head.verify_consistency(&earlier, &consistency).is_ok());

        // Cloudflare's reading of tiles and proofs.
        let hashes = path.into_iter().map(tlog_tiles::Hash).collect();
        let (new, old) = (tlog_tiles::Hash(root), tlog_tiles::Hash(tree(before).1));
        prop_assert!(tlog_tiles::check_tree(&hashes, size, new, before, old).is_ok());
    }

    #[test]
    fn one_changed_bit_is_no_proof(size in 2_u64..700, at in any::<u64>(), bit in any::<usize>()) {
        let index = at % size;
        let (tiles, root) = tree(size);
        let mut path = inclusion(&tiles, index, size);
        let bit = bit % (path.len() * 256);
        for (at, byte) in path.iter_mut().flatten().enumerate() {
            if at == bit / 8 {
                *byte ^= 1 << (bit % 8);
            }
        }
        prop_assert!(!proof::includes(&root, size, index, &leaf(&entry_of(index)), &path));
        let mut longer = path.clone();
        longer.push(root);
        prop_assert!(!proof::includes(&root, size, index, &leaf(&entry_of(index)), &longer));
    }
}
