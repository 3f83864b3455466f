use crate::support::{Place, append, nth, sealed};
use volens_store::{Erasure, Kind, Record, STEP, Selection, Store, StoreError};

const ERASURE: Erasure<'_> = Erasure { reason: "erased", time: "2026-12-01T00:00:00.000Z" };

pub(crate) async fn an_erased_subject_leaves_tombstones_and_nobody_else(place: Place) {
    let store = place.open().await;
    let (person, other) = ("cd".repeat(32), "ef".repeat(32));
    let of = |subject: &str, n| Record { subject: Some(subject.to_owned()), ..nth(n) };
    let elsewhere = Record { site: "other".to_owned(), ..of(&person, 4) };
    store
        .append(sealed(&[of(&person, 1), of(&other, 2), of(&person, 3), elsewhere]))
        .await
        .unwrap();
    store.sequence("apollo", 2).await.unwrap();
    let before = store.tree("apollo").await.unwrap();
    // Its third event is pending still.
    let erased = store.erase("apollo", Selection::Subject(&person), ERASURE).await.unwrap();
    assert_eq!(erased, [0, 2]);
    assert_eq!(store.of_subject("apollo", &person, None, 50).await.unwrap(), []);
    assert_eq!(store.record("apollo", &nth(1).id).await.unwrap(), None);
    assert_eq!(store.leaf_of("apollo", Kind::Event, &nth(1).id).await.unwrap(), None);
    assert_eq!(
        store.of_subject("apollo", &other, None, 50).await.unwrap().len(),
        1,
        "another person's stay"
    );
    assert_eq!(
        store.of_subject("other", &person, None, 50).await.unwrap().len(),
        1,
        "another site's stay"
    );
    assert_eq!(store.pending("apollo").await.unwrap(), 2, "its tombstones");

    let tree = store.sequence("apollo", 10).await.unwrap();
    assert_eq!(tree.size, before.size + 1 + 2);
    let leaves = store.leaves("apollo", 0, 10).await.unwrap();
    let leaves: Vec<_> = leaves.iter().map(|leaf| (leaf.kind, leaf.id.as_deref())).collect();
    let kept = nth(2).id;
    let expected = [
        (Kind::Event, None),
        (Kind::Event, Some(kept.as_str())),
        (Kind::Event, None),
        (Kind::Tombstone, Some("0")),
        (Kind::Tombstone, Some("2")),
    ];
    assert_eq!(leaves, expected);
    let tombstone = store.document("apollo", Kind::Tombstone, "2").await.unwrap().unwrap().value;
    assert_eq!(
        tombstone.body,
        r#"{"index":2,"kind":"tombstone","reason":"erased","site":"apollo","time":"2026-12-01T00:00:00.000Z"}"#
    );
    let again = store.erase("apollo", Selection::Subject(&person), ERASURE).await.unwrap();
    assert_eq!(again, Vec::<u64>::new(), "nothing is left of them");
}

pub(crate) async fn a_held_site_loses_nothing(place: Place) {
    let store = place.open().await;
    append(&*store, &nth(1)).await;
    store.hold("apollo", Some("case 12/2026")).await.unwrap();
    assert_eq!(place.open().await.held("apollo").await.unwrap().as_deref(), Some("case 12/2026"));
    assert_eq!(store.held("other").await.unwrap(), None);
    let subject = nth(1).subject.unwrap();
    let refused = store.erase("apollo", Selection::Subject(&subject), ERASURE).await.unwrap_err();
    assert!(matches!(refused, StoreError::Held { .. }));
    assert!(refused.to_string().contains("case 12/2026"), "{refused}");
    assert_eq!(store.of_subject("apollo", &subject, None, 50).await.unwrap().len(), 1);
    store.hold("apollo", None).await.unwrap();
    let erased = store.erase("apollo", Selection::Ids(&[nth(1).id]), ERASURE).await.unwrap();
    assert_eq!(erased, [0]);
}

pub(crate) async fn a_chain_ends_with_its_last_event(place: Place) {
    let store = place.open().await;
    let event = |n, subject: Option<&str>, received: &str| Record {
        subject: subject.map(|subject| subject.repeat(32)),
        received: received.to_owned(),
        ..nth(n)
    };
    let (long_ago, now) = ("2020-01-01T00:00:00.000Z", "2026-11-22T00:00:00.000Z");
    let batch = [
        event(1, Some("aa"), long_ago), // granted, and
        event(2, Some("bb"), long_ago),
        event(3, None, long_ago),
        event(4, Some("aa"), now), // withdrawn
        event(5, None, now),
    ];
    store.append(sealed(&batch)).await.unwrap();
    let before = "2021-01-01T00:00:00.000Z";
    assert_eq!(store.expired("apollo", before, 10).await.unwrap(), [nth(2).id, nth(3).id]);
    assert_eq!(store.expired("apollo", before, 1).await.unwrap(), [nth(2).id]);
    assert_eq!(store.expired("other", before, 10).await.unwrap(), Vec::<String>::new());
    let ended = store.expired("apollo", "2027-01-01T00:00:00.000Z", 10).await.unwrap();
    assert_eq!(ended, [1, 2, 3, 4, 5].map(|n| nth(n).id));
}

pub(crate) async fn of_a_subject_without_measure_a_step_goes_at_a_time(place: Place) {
    let store = place.open().await;
    let most = STEP as usize;
    let records: Vec<Record> = (0..most + 20).map(nth).collect();
    store.append(sealed(&records)).await.unwrap();
    let subject = records[0].subject.clone().unwrap();
    let mut steps = Vec::new();
    for _ in 0..3 {
        let erased = store.erase("apollo", Selection::Subject(&subject), ERASURE).await.unwrap();
        steps.push(erased.len());
    }
    assert_eq!(steps, [most, 20, 0]);
}

/// Any number of ledgers ask; one of them does it, once in a period.
pub(crate) async fn retention_is_begun_once_in_a_period(place: Place) {
    let (one, other) = (place.open().await, place.open().await);
    let day = |n: u32| format!("2026-11-{n:02}T04:00:00.000Z");
    let begin = async |store: &dyn Store, now: u32| {
        store.begin_retention("apollo", &day(now), &day(now - 1), &day(now + 1)).await.unwrap()
    };
    let asked = tokio::join!(begin(&*one, 10), begin(&*other, 10));
    assert!(asked.0 != asked.1, "{asked:?}");
    assert!(!begin(&*one, 10).await);
    assert!(begin(&*other, 11).await, "the next day");
    // A clock that was set back by more than a period does not put it off until it has caught up.
    assert!(begin(&*one, 5).await);
    assert!(!begin(&*one, 5).await);
    let elsewhere = one.begin_retention("other", &day(5), &day(4), &day(6)).await.unwrap();
    assert!(elsewhere, "each site for itself");
}
