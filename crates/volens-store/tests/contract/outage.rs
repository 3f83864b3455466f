//! PostgreSQL is another machine: it can go, and so can the way to it.

use crate::support::{append, nth, record, sealed};
use std::time::{Duration, Instant};
use volens_store::{Outcome, Record, StoreError};
use volens_testing::{Postgres, Wire};

/// Less than the ledger lets a visitor wait.
const SOON: Duration = Duration::from_secs(15);

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_network_is_an_error_and_not_a_wait_without_end() {
    let server = Postgres::shared();
    let database = server.database();
    let wire = Wire::to(server.port());
    let url = database.replace(&format!(":{}/", server.port()), &format!(":{}/", wire.port()));
    let store = volens_store::open(&url).await.unwrap();
    assert_eq!(append(&*store, &nth(1)).await, Outcome::Stored);

    wire.cut();
    let begun = Instant::now();
    let failed = store.append(sealed(&[nth(2)])).await.unwrap_err();
    assert!(matches!(failed, StoreError::Timeout(_) | StoreError::Query(_)), "{failed}");
    assert!(store.ready().await.is_err());
    assert!(begun.elapsed() < 2 * SOON, "{:?}", begun.elapsed());

    wire.mend();
    // Whether the second had reached the server nobody can know; bringing it again does no harm.
    let brought = append(&*store, &nth(2)).await;
    assert!(matches!(brought, Outcome::Stored | Outcome::Duplicate));
    assert_eq!(store.recent("apollo", 9).await.unwrap().len(), 2);
    assert_eq!(store.sequence("apollo", 9).await.unwrap().size, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_keeps_what_it_acknowledged() {
    const ROUNDS: usize = 3;
    let server = Postgres::start();
    let url = server.database();
    let store = volens_store::open(&url).await.unwrap();
    let mut acknowledged = Vec::new();
    let mut next = 0;
    for round in 0..ROUNDS {
        let enough = acknowledged.len() + 40;
        while acknowledged.len() < enough {
            let group: Vec<Record> = (next..next + 4).map(nth).collect();
            next += 4;
            if store.append(sealed(&group)).await.is_ok() {
                acknowledged.extend(group);
            }
            if next % 12 == 0 {
                let _ = store.sequence("apollo", 10).await;
            }
        }
        // In the middle of what it is doing.
        let under_way = {
            let store = store.clone();
            let group: Vec<Record> = (next..next + 4).map(nth).collect();
            tokio::spawn(async move { store.append(sealed(&group)).await.map(|_| group) })
        };
        next += 4;
        server.kill();
        if let Ok(group) = under_way.await.unwrap() {
            acknowledged.extend(group);
        }
        server.start_again();
        while let Err(cause) = store.ready().await {
            assert!(!matches!(cause, StoreError::Url(_)), "round {round}: {cause}");
        }
    }
    let tree = store.sequence("apollo", 10_000).await.unwrap();
    let leaves = store.leaves("apollo", 0, u32::MAX).await.unwrap();
    assert_eq!(leaves.len() as u64, tree.size);
    for record in &acknowledged {
        let kept = leaves.iter().filter(|leaf| leaf.id.as_ref() == Some(&record.id)).count();
        assert_eq!(kept, 1, "{} is there once", record.id);
    }
}

/// Ids that tell another month, or none, are kept like all others, also once their month comes.
#[tokio::test]
async fn every_id_has_its_partition() {
    let server = Postgres::shared();
    let url = server.database();
    let store = volens_store::open(&url).await.unwrap();
    let far = "7fffffff-ffff-7e4f-8a5b-000000000001";
    for id in ["1", far, "00000000-0000-7000-8000-000000000001"] {
        assert_eq!(append(&*store, &record(id, "{}")).await, Outcome::Stored);
        assert_eq!(append(&*store, &record(id, "{}")).await, Outcome::Duplicate);
        assert_eq!(append(&*store, &record(id, "[]")).await, Outcome::Conflict);
        assert_eq!(store.record("apollo", id).await.unwrap().unwrap().value.id, id);
    }
}
