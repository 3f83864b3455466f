//! A ledger moves from any store to any other.

use crate::support::{Place, nth, sealed};
use volens_store::{Erasure, Kind, Record, Selection, Store, StoreError};

#[tokio::test]
async fn a_copy_is_the_same_ledger() {
    let chain =
        [Place::sqlite(), Place::postgres(), Place::postgres(), Place::sqlite(), Place::sqlite()];
    let store = chain[0].open().await;
    fill(store.as_ref()).await;
    let mut last = store;
    let expected = seen(last.as_ref()).await;
    for place in &chain[1..] {
        let next = place.open().await;
        assert!(volens_store::copy(last.as_ref(), next.as_ref()).await.unwrap() > 1100);
        assert_eq!(seen(next.as_ref()).await, expected);
        last = next;
    }
    // It goes on growing where the first one stood.
    last.append(sealed(&[nth(9_000)])).await.unwrap();
    let before = last.tree("apollo").await.unwrap().size;
    let waiting = last.pending("apollo").await.unwrap();
    let size = last.sequence("apollo", 10_000).await.unwrap().size;
    assert_eq!(size, before + waiting);
    for (n, index) in [(9_000, size - 1), (3, 3)] {
        let stands = last.leaf_of("apollo", Kind::Event, &nth(n).id).await.unwrap();
        assert_eq!(stands, Some(index), "{n}");
    }

    for place in &chain[1..3] {
        let full = place.open().await;
        let refused = volens_store::copy(last.as_ref(), full.as_ref()).await.unwrap_err();
        assert!(matches!(refused, StoreError::NotEmpty), "{refused}");
    }
}

async fn fill(store: &dyn Store) {
    // More than travel together, of another month, of none, without a subject.
    let mut records: Vec<Record> = (0..1100).map(nth).collect();
    records.push(Record { id: "odd".to_owned(), subject: None, ..nth(0) });
    records.push(Record { id: nth(1).id.replacen("019aac3d", "019b7740", 1), ..nth(1) });
    store.append(sealed(&records)).await.unwrap();
    store.sequence("apollo", 1050).await.unwrap();
    assert!(store.sign("apollo", 1050, "note").await.unwrap());
    let erasure = Erasure { reason: "erased", time: "2026-12-01T00:00:00.000Z" };
    store.erase("apollo", Selection::Ids(&[nth(7).id]), erasure).await.unwrap();
    store.append(sealed(&[Record { site: "other".to_owned(), ..nth(1) }])).await.unwrap();
    store.hold("other", Some("a case")).await.unwrap();
}

/// All that can be asked of it.
async fn seen(store: &dyn Store) -> String {
    let mut seen = Vec::new();
    for site in store.sites().await.unwrap() {
        let records = store.recent(&site, u32::MAX).await.unwrap();
        for Record { id, .. } in &records {
            let salted = store.record(&site, id).await.unwrap();
            seen.push(format!(
                "{salted:?} {:?}",
                store.leaf_of(&site, Kind::Event, id).await.unwrap()
            ));
        }
        seen.push(format!("{records:?}"));
        seen.push(format!("{:?}", store.documents(&site, Kind::Tombstone).await.unwrap()));
        seen.push(format!("{:?}", store.leaves(&site, 0, u32::MAX).await.unwrap()));
        seen.push(format!("{:?}", store.tree(&site).await.unwrap()));
        for level in -1..2 {
            for index in 0..6 {
                seen.push(format!("{:?}", store.tile(&site, level, index).await.unwrap()));
            }
        }
        seen.push(format!(
            "{} {:?}",
            store.pending(&site).await.unwrap(),
            store.held(&site).await.unwrap()
        ));
    }
    seen.join("\n")
}
