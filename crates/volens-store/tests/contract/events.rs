use crate::support::{Place, append, nth, record, sealed};
use std::sync::Arc;
use volens_store::{Outcome, Record};

pub(crate) async fn keeps_what_it_is_given(place: Place) {
    let store = place.open().await;
    store.ready().await.unwrap();
    assert_eq!(store.append(sealed(&[])).await.unwrap(), []);
    assert_eq!(store.recent("apollo", 50).await.unwrap(), []);

    let first = record("1", "{}");
    assert_eq!(append(&*store, &first).await, Outcome::Stored);
    let kept = store.recent("apollo", 50).await.unwrap();
    assert_eq!(kept, std::slice::from_ref(&first), "kept as it was given");

    let later = Record { received: "2027-01-01T00:00:00.000Z".to_owned(), ..first.clone() };
    assert_eq!(
        append(&*store, &later).await,
        Outcome::Duplicate,
        "only the ledger's clock differs"
    );
    let reused = Record { body: r#"{"a":1}"#.to_owned(), ..first.clone() };
    assert_eq!(append(&*store, &reused).await, Outcome::Conflict);
    let elsewhere = Record { origin: "https://partner.example".to_owned(), ..first.clone() };
    assert_eq!(append(&*store, &elsewhere).await, Outcome::Conflict, "one origin's, not another's");
    let kept = store.recent("apollo", 50).await.unwrap();
    assert_eq!(kept, std::slice::from_ref(&first), "nothing changed");

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
    assert_eq!(store.append(sealed(&batch)).await.unwrap(), expected);
    assert_eq!(store.recent("apollo", 2).await.unwrap(), [third, second], "newest first");

    let other_site = Record { site: "other".to_owned(), ..record("1", "[]") };
    assert_eq!(append(&*store, &other_site).await, Outcome::Stored, "sites share no ids");
    assert_eq!(store.recent("other", 50).await.unwrap(), [other_site]);

    let unicode = Record { subject: None, ..record("4", "\"ā 🦊 ' ; -- \\u0000 \"") };
    assert_eq!(append(&*store, &unicode).await, Outcome::Stored);
    assert_eq!(store.recent("apollo", 1).await.unwrap(), std::slice::from_ref(&unicode));
    assert_eq!(store.recent("apollo", 0).await.unwrap(), []);
    assert_eq!(store.record("apollo", "4").await.unwrap().unwrap().value, unicode);
    assert_eq!(store.record("apollo", "5").await.unwrap(), None);
    let subject = "ab".repeat(32);
    let of_subject = store.of_subject("apollo", &subject, None, 50).await.unwrap();
    let ids: Vec<&str> = of_subject.iter().map(|salted| salted.value.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3"], "oldest first");
    let page = async |after: Option<&str>, count| -> Vec<String> {
        let page = store.of_subject("apollo", &subject, after, count).await.unwrap();
        page.into_iter().map(|salted| salted.value.id).collect()
    };
    assert_eq!(page(None, 2).await, ["1", "2"]);
    assert_eq!(page(Some("2"), 2).await, ["3"]);
    assert_eq!(page(Some("4"), 2).await, Vec::<String>::new(), "nobody else's place is told");
    store.close().await;
    assert!(store.ready().await.is_err(), "a closed store is not ready");

    let again = place.open().await;
    assert_eq!(again.recent("apollo", 50).await.unwrap().len(), 4, "kept after reopening");
}

/// Several ledgers on one place, each given every event, in its own order.
pub(crate) async fn an_event_is_kept_once_whoever_brings_it(place: Place) {
    const EVENTS: usize = 60;
    let mut tasks = Vec::new();
    for bringer in 0..6 {
        let store = place.open().await;
        tasks.push(tokio::spawn(async move {
            let mut outcomes = vec![Outcome::Conflict; EVENTS];
            for group in 0..6 {
                // The groups of two bringers overlap in part and stand in another order.
                let mut ids: Vec<usize> =
                    (0..10).map(|n| (group * 10 + n + 7 * bringer) % EVENTS).collect();
                if bringer % 2 == 1 {
                    ids.reverse();
                }
                let batch: Vec<Record> = ids.iter().map(|n| nth(*n)).collect();
                for (id, outcome) in ids.iter().zip(store.append(sealed(&batch)).await.unwrap()) {
                    outcomes[*id] = outcome;
                }
            }
            outcomes
        }));
    }
    let mut stored = [0; EVENTS];
    for task in tasks {
        for (id, outcome) in task.await.unwrap().into_iter().enumerate() {
            assert_ne!(outcome, Outcome::Conflict);
            stored[id] += usize::from(outcome == Outcome::Stored);
        }
    }
    assert_eq!(stored, [1; EVENTS], "each is new once");
    let store: Arc<_> = place.open().await;
    assert_eq!(store.recent("apollo", u32::MAX).await.unwrap().len(), EVENTS);
    assert_eq!(store.pending("apollo").await.unwrap(), EVENTS as u64);
}

pub(crate) async fn a_clock_set_back_changes_no_order(place: Place) {
    let store = place.open().await;
    let late = Record { received: "2026-11-22T15:00:00.000Z".to_owned(), ..nth(1) };
    let early = Record { received: "2026-11-22T14:00:00.000Z".to_owned(), ..nth(2) };
    assert_eq!(append(&*store, &late).await, Outcome::Stored);
    assert_eq!(append(&*store, &early).await, Outcome::Stored);
    assert_eq!(store.recent("apollo", 2).await.unwrap(), [early, late], "as they came");
    assert_eq!(store.sequence("apollo", 10).await.unwrap().size, 2);
    let ids: Vec<_> =
        store.leaves("apollo", 0, 9).await.unwrap().into_iter().map(|leaf| leaf.id).collect();
    assert_eq!(ids, [Some(nth(1).id), Some(nth(2).id)]);
}
