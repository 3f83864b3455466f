//! What every store does, as one function that is run on each of them.

#![cfg(test)]

use volens_store::{Outcome, Publication, Record, Store, StoreError};

#[tokio::test]
async fn sqlite_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("ledger.db").display());
    let store = volens_store::open(&url).await.unwrap();
    contract(store.as_ref()).await;
    publications(store.as_ref()).await;
    store.close().await;
    assert!(store.ready().await.is_err(), "a closed store is not ready");

    let again = volens_store::open(&url).await.unwrap();
    assert_eq!(again.recent("apollo", 50).await.unwrap().len(), 4, "kept after reopening");
}

#[tokio::test]
async fn a_store_that_cannot_be_opened_says_why() {
    let refused = |url: &'static str| async move { volens_store::open(url).await.unwrap_err() };
    assert!(matches!(refused("mysql://x").await, StoreError::Url(_)));
    assert!(matches!(refused("sqlite:").await, StoreError::Url(_)));
    let missing = refused("sqlite:/no/such/folder/ledger.db").await.to_string();
    assert!(missing.contains("/no/such/folder/ledger.db"), "{missing}");
    assert!(missing.contains("folder must exist"), "{missing}");
}

async fn contract(store: &dyn Store) {
    store.ready().await.unwrap();
    assert_eq!(store.append(&[]).await.unwrap(), []);
    assert_eq!(store.recent("apollo", 50).await.unwrap(), []);

    let first = record("1", "{}");
    assert_eq!(append(store, &first).await, Outcome::Stored);
    assert_eq!(
        store.recent("apollo", 50).await.unwrap(),
        std::slice::from_ref(&first),
        "kept as it was given"
    );

    let later = Record { received: "2027-01-01T00:00:00.000Z".to_owned(), ..first.clone() };
    assert_eq!(append(store, &later).await, Outcome::Duplicate, "only the ledger's clock differs");
    let reused = Record { body: r#"{"a":1}"#.to_owned(), ..first.clone() };
    assert_eq!(append(store, &reused).await, Outcome::Conflict);
    let elsewhere = Record { origin: "https://partner.example".to_owned(), ..first.clone() };
    assert_eq!(append(store, &elsewhere).await, Outcome::Conflict, "one origin's, not another's");
    assert_eq!(
        store.recent("apollo", 50).await.unwrap(),
        std::slice::from_ref(&first),
        "nothing changed"
    );

    // A batch in which one record meets itself, one an earlier record, and one its own namesake.
    let (second, third) = (record("2", "{}"), record("3", "{}"));
    let namesake = Record { body: "[]".to_owned(), ..third.clone() };
    let batch = [second.clone(), second.clone(), first, third.clone(), namesake];
    let expected = [
        Outcome::Stored,
        Outcome::Duplicate,
        Outcome::Duplicate,
        Outcome::Stored,
        Outcome::Conflict,
    ];
    assert_eq!(store.append(&batch).await.unwrap(), expected);
    assert_eq!(store.recent("apollo", 2).await.unwrap(), [third, second], "newest first");

    let other_site = Record { site: "other".to_owned(), ..record("1", "[]") };
    assert_eq!(append(store, &other_site).await, Outcome::Stored, "sites share no ids");
    assert_eq!(store.recent("other", 50).await.unwrap(), [other_site]);

    let unicode = Record { subject: None, ..record("4", "\"ā 🦊 ' ; -- \"") };
    assert_eq!(append(store, &unicode).await, Outcome::Stored);
    assert_eq!(store.recent("apollo", 1).await.unwrap(), [unicode]);
    assert_eq!(store.recent("apollo", 0).await.unwrap(), []);
}

async fn publications(store: &dyn Store) {
    assert_eq!(store.publications("apollo").await.unwrap(), []);
    let first = publication("apollo", "v1", "2026-11-22T15:03:23.123Z");
    assert!(store.publish(&first).await.unwrap(), "new");
    let again = Publication { published: "2026-11-25T15:03:23.123Z".to_owned(), ..first.clone() };
    assert!(!store.publish(&again).await.unwrap(), "that version is there");
    let second = publication("apollo", "a2", "2026-11-23T15:03:23.123Z");
    assert!(store.publish(&second).await.unwrap());
    assert!(store.publish(&publication("other", "v1", "2026-11-24T15:03:23.123Z")).await.unwrap());
    assert_eq!(store.publications("apollo").await.unwrap(), [first, second], "as first published");
}

fn publication(site: &str, version: &str, published: &str) -> Publication {
    let [site, version, published] = [site, version, published].map(str::to_owned);
    Publication { site, version, fingerprint: "f".to_owned(), published, policy: "{}".to_owned() }
}

async fn append(store: &dyn Store, record: &Record) -> Outcome {
    store.append(std::slice::from_ref(record)).await.unwrap()[0]
}

fn record(id: &str, body: &str) -> Record {
    Record {
        site: "apollo".to_owned(),
        id: id.to_owned(),
        origin: "https://shop.example".to_owned(),
        subject: Some("ab".repeat(32)),
        fingerprint: "0".repeat(52),
        action: "save".to_owned(),
        at: "2026-11-22T15:03:22Z".to_owned(),
        received: "2026-11-22T15:03:23.123Z".to_owned(),
        body: body.to_owned(),
    }
}
