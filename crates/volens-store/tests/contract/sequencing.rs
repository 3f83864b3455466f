use crate::support::{Place, nth, sealed};
use std::collections::BTreeSet;
use volens_log::Appender;
use volens_store::Outcome::{Conflict, Duplicate, Stored};
use volens_store::{Kind, Record, Store};

pub(crate) async fn the_tree_holds_what_was_kept_in_order(place: Place) {
    let store = place.open().await;
    assert_eq!(store.sequence("apollo", 10).await.unwrap().size, 0);
    let all: Vec<Record> = (0..700).map(nth).collect();
    let mut size = 0;
    // Steps that end before, at and after the end of a tile, and what comes between two of them.
    for step in [1, 254, 1, 1, 300, 143] {
        store.append(sealed(&all[size..size + step])).await.unwrap();
        size += step;
        let tree = store.sequence("apollo", 1000).await.unwrap();
        assert_eq!(tree.size, size as u64);
        assert_eq!(store.pending("apollo").await.unwrap(), 0);
        check(store.as_ref(), size).await;
    }
    let leaves = store.leaves("apollo", 698, 10).await.unwrap();
    let ids: Vec<_> = leaves.into_iter().map(|leaf| (leaf.index, leaf.id)).collect();
    assert_eq!(ids, [(698, Some(nth(698).id)), (699, Some(nth(699).id))]);
    assert_eq!(store.leaf_of("apollo", Kind::Event, &nth(300).id).await.unwrap(), Some(300));
    assert_eq!(store.tile("apollo", 0, 3).await.unwrap(), None);
}

/// The tree is that of the entries, and each entry that of the record at its place.
async fn check(store: &dyn Store, size: usize) {
    let mut appender = Appender::empty();
    let leaves = store.leaves("apollo", 0, u32::MAX).await.unwrap();
    assert_eq!(leaves.len(), size);
    let mut entries = Vec::new();
    for index in 0..size.div_ceil(256) {
        entries.extend(store.tile("apollo", -1, index as u64).await.unwrap().unwrap());
    }
    assert_eq!(entries.len(), size);
    for (leaf, entry) in leaves.iter().zip(entries) {
        appender.append(&entry);
        let record = store.record("apollo", leaf.id.as_deref().unwrap()).await.unwrap().unwrap();
        assert_eq!(volens_log::entry(&record.salt, record.value.canonical().as_bytes()), entry);
    }
    assert_eq!(store.tree("apollo").await.unwrap().root, appender.root());
    let tiles: Vec<_> = appender.changed().collect();
    for (level, index, hashes) in tiles {
        assert_eq!(store.tile("apollo", level, index).await.unwrap(), Some(hashes));
    }
}

/// Of a group that holds what is there already, the rest waits for its leaves and nothing else does.
pub(crate) async fn what_is_there_already_gets_no_second_leaf(place: Place) {
    let store = place.open().await;
    store.append(sealed(&[nth(1), nth(4)])).await.unwrap();
    let again = Record { body: r#"{"another":true}"#.to_owned(), ..nth(4) };
    let group = [nth(0), nth(1), nth(2), again, nth(2), nth(5)];
    let expected = [Stored, Duplicate, Stored, Conflict, Duplicate, Stored];
    assert_eq!(store.append(sealed(&group)).await.unwrap(), expected);
    assert_eq!(store.append(sealed(&group[1..3])).await.unwrap(), [Duplicate, Duplicate]);
    assert_eq!(store.pending("apollo").await.unwrap(), 5);
    assert_eq!(store.sequence("apollo", 4).await.unwrap().size, 4);
    assert_eq!(store.sequence("apollo", 4).await.unwrap().size, 5);
    let leaves = store.leaves("apollo", 0, 9).await.unwrap();
    let ids: Vec<_> = leaves.into_iter().filter_map(|leaf| leaf.id).collect();
    assert_eq!(ids, [1, 4, 0, 2, 5].map(|n| nth(n).id));
    check(store.as_ref(), 5).await;
}

pub(crate) async fn what_is_pending_outlives_the_process(place: Place) {
    let store = place.open().await;
    store.append(sealed(&[nth(1), nth(2), nth(3)])).await.unwrap();
    assert_eq!(store.sequence("apollo", 1).await.unwrap().size, 1, "no more than asked for");
    // As when the process ends: nothing is told, nothing is closed.
    drop(store);
    let again = place.open().await;
    assert_eq!(again.pending("apollo").await.unwrap(), 2);
    assert_eq!(again.sequence("apollo", 10).await.unwrap().size, 3);
    check(again.as_ref(), 3).await;
}

/// Several ledgers append, sequence and sign on one place, all at once.
pub(crate) async fn many_sequencers_never_fork(place: Place) {
    const EACH: usize = 120;
    let mut tasks = Vec::new();
    for ledger in 0..4 {
        let store = place.open().await;
        tasks.push(tokio::spawn(async move {
            let mut signed = Vec::new();
            for n in 0..EACH / 4 {
                let group: Vec<Record> = (0..4).map(|m| nth(ledger * EACH + n * 4 + m)).collect();
                store.append(sealed(&group)).await.unwrap();
                let tree = store.sequence("apollo", 50).await.unwrap();
                let note = format!("{ledger}: {:?}", tree.root);
                if tree.size > 0 && store.sign("apollo", tree.size, &note).await.unwrap() {
                    signed.push((tree.size, tree.root));
                }
            }
            signed
        }));
    }
    let mut signed = Vec::new();
    for task in tasks {
        signed.extend(task.await.unwrap());
    }
    let store = place.open().await;
    let tree = store.sequence("apollo", 10_000).await.unwrap();
    assert_eq!(tree.size, 4 * EACH as u64, "each event once");
    let leaves = store.leaves("apollo", 0, u32::MAX).await.unwrap();
    let ids: BTreeSet<_> = leaves.into_iter().map(|leaf| leaf.id.unwrap()).collect();
    assert_eq!(ids.len(), 4 * EACH);
    check(store.as_ref(), 4 * EACH).await;

    // Every tree that was signed is the beginning of this one, and no size was signed twice.
    let sizes: BTreeSet<u64> = signed.iter().map(|(size, _)| *size).collect();
    assert_eq!(sizes.len(), signed.len());
    assert!(!signed.is_empty());
    let mut entries = Vec::new();
    for index in 0..(4 * EACH).div_ceil(256) {
        entries.extend(store.tile("apollo", -1, index as u64).await.unwrap().unwrap());
    }
    for (size, root) in signed {
        let mut appender = Appender::empty();
        entries[..usize::try_from(size).unwrap()].iter().for_each(|entry| {
            appender.append(entry);
        });
        assert_eq!(appender.root(), root, "the tree of {size}");
    }
}
