use crate::support::{Place, append, nth, sealed};
use volens_store::{Outcome, StoreError};

pub(crate) async fn many_open_an_empty_place_at_once(place: Place) {
    let open = (0..8).map(|n| {
        let url = place.url.clone();
        tokio::spawn(async move {
            let store = volens_store::open(&url).await.unwrap();
            append(&*store, &nth(n)).await
        })
    });
    for opened in open.collect::<Vec<_>>() {
        assert_eq!(opened.await.unwrap(), Outcome::Stored);
    }
    assert_eq!(place.open().await.recent("apollo", 50).await.unwrap().len(), 8);
}

#[tokio::test]
async fn a_store_that_cannot_be_opened_says_why() {
    let refused = |url: &'static str| async move { volens_store::open(url).await.unwrap_err() };
    let mysql = refused("mysql://user:secret@x").await;
    assert!(matches!(mysql, StoreError::Url(_)));
    assert!(!mysql.to_string().contains("secret"), "{mysql}");
    assert!(matches!(refused("sqlite:").await, StoreError::Url(_)));
    let missing = refused("sqlite:/no/such/folder/ledger.db").await.to_string();
    assert!(missing.contains("/no/such/folder/ledger.db"), "{missing}");
    assert!(missing.contains("folder must exist"), "{missing}");
    let nobody = refused("postgres://x:secret@127.0.0.1:1/x").await.to_string();
    assert!(nobody.contains("cannot reach the PostgreSQL server"), "{nobody}");
    assert!(!nobody.contains("secret"), "{nobody}");
}

/// One state, whatever is written meanwhile, and nothing can be written through it.
pub(crate) async fn who_reads_only_sees_one_state(place: Place) {
    assert!(volens_store::open_read_only(&place.url).await.is_err(), "there is no ledger yet");
    let store = place.open().await;
    append(&*store, &nth(1)).await;
    let reader = volens_store::open_read_only(&place.url).await.unwrap();
    reader.ready().await.unwrap();
    append(&*store, &nth(2)).await;
    store.sequence("apollo", 10).await.unwrap();
    assert_eq!(reader.recent("apollo", 9).await.unwrap(), [nth(1)]);
    assert_eq!(
        (reader.pending("apollo").await.unwrap(), store.pending("apollo").await.unwrap()),
        (1, 0)
    );
    assert_eq!(reader.tree("apollo").await.unwrap().size, 0);
    assert!(reader.append(sealed(&[nth(3)])).await.is_err());
    assert!(reader.hold("apollo", Some("a case")).await.is_err());
    reader.close().await;
    assert_eq!(store.recent("apollo", 9).await.unwrap().len(), 2);
}
