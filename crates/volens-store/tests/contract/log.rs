use crate::support::{Place, append, nth, sealed};
use volens_store::{Document, Kind, Publication, Record, Tree};

pub(crate) async fn publications_stay_as_first_published(place: Place) {
    let store = place.open().await;
    assert_eq!(store.publications("apollo").await.unwrap(), []);
    let first = publication("apollo", "v1", "2026-11-22T15:03:23.123Z");
    assert!(store.publish(&first).await.unwrap(), "new");
    let again = Publication { published: "2026-11-25T15:03:23.123Z".to_owned(), ..first.clone() };
    assert!(!store.publish(&again).await.unwrap(), "that version is there");
    let second = publication("apollo", "a2", "2026-11-23T15:03:23.123Z");
    assert!(store.publish(&second).await.unwrap());
    assert!(store.publish(&publication("other", "v1", "2026-11-24T15:03:23.123Z")).await.unwrap());
    assert_eq!(store.publications("apollo").await.unwrap(), [first, second], "as first published");
    let leaf = store.document("apollo", Kind::Policy, "v1").await.unwrap().unwrap().value;
    assert_eq!(
        leaf.body,
        r#"{"fingerprint":"f","kind":"policy","policy":{"ā":"\u0001"},"published":"2026-11-22T15:03:23.123Z","site":"apollo"}"#
    );
}

fn publication(site: &str, version: &str, published: &str) -> Publication {
    let [site, version, published] = [site, version, published].map(str::to_owned);
    let policy = r#"{"ā":"\u0001"}"#.to_owned();
    Publication { site, version, fingerprint: "f".to_owned(), published, policy }
}

pub(crate) async fn documents_are_leaves(place: Place) {
    let store = place.open().await;
    assert_eq!(store.sites().await.unwrap(), Vec::<String>::new());
    let gate = Document {
        site: "apollo".to_owned(),
        kind: Kind::Gate,
        id: "g".to_owned(),
        body: r#"{"kind":"gate"}"#.to_owned(),
    };
    assert!(store.add_document(&gate).await.unwrap());
    let changed = Document { body: r#"{"kind":"gate","x":1}"#.to_owned(), ..gate.clone() };
    assert!(!store.add_document(&changed).await.unwrap(), "what is there stays");
    assert_eq!(store.documents("apollo", Kind::Gate).await.unwrap(), std::slice::from_ref(&gate));
    assert_eq!(store.sites().await.unwrap(), ["apollo"]);
    assert_eq!(store.leaf_of("apollo", Kind::Gate, "g").await.unwrap(), None, "pending");
    assert_eq!(store.sequence("apollo", 10).await.unwrap().size, 1);
    assert_eq!(store.leaf_of("apollo", Kind::Gate, "g").await.unwrap(), Some(0));
    assert_eq!(store.leaf_of("apollo", Kind::Shown, "g").await.unwrap(), None);
    let kept = store.document("apollo", Kind::Gate, "g").await.unwrap().unwrap();
    assert_eq!(kept.value, gate);
    let entries = store.tile("apollo", -1, 0).await.unwrap().unwrap();
    assert_eq!(entries, [volens_log::entry(&kept.salt, gate.body.as_bytes())]);
    assert_eq!(store.sites().await.unwrap(), ["apollo"]);
}

pub(crate) async fn a_size_is_signed_once(place: Place) {
    let (store, other) = (place.open().await, place.open().await);
    assert_eq!(store.tree("apollo").await.unwrap(), Tree::EMPTY);
    assert!(!store.sign("apollo", 1, "note").await.unwrap(), "there is no such tree");
    append(&*store, &nth(1)).await;
    store.sequence("apollo", 10).await.unwrap();
    assert!(store.sign("apollo", 1, "note").await.unwrap());
    assert!(!other.sign("apollo", 1, "another").await.unwrap(), "signed already");
    append(&*store, &nth(2)).await;
    let tree = other.sequence("apollo", 10).await.unwrap();
    assert_eq!((tree.size, tree.signed, tree.checkpoint.as_deref()), (2, 1, Some("note")));
    assert!(!store.sign("apollo", 1, "late").await.unwrap(), "grown since");
    assert!(!store.sign("apollo", 3, "early").await.unwrap(), "not grown so far");
    assert!(store.sign("apollo", 2, "second").await.unwrap());
    let tree = place.open().await.tree("apollo").await.unwrap();
    assert_eq!((tree.size, tree.signed, tree.checkpoint.as_deref()), (2, 2, Some("second")));
    assert!(!store.countersign("apollo", "note", "more").await.unwrap(), "not the last");
    assert!(store.countersign("apollo", "second", "second and more").await.unwrap());
    let tree = other.tree("apollo").await.unwrap();
    assert_eq!((tree.signed, tree.checkpoint.as_deref()), (2, Some("second and more")));
}

/// Where each event stands, the last first.
pub(crate) async fn what_has_no_leaf_can_be_told(place: Place) {
    let store = place.open().await;
    store.append(sealed(&[nth(1), nth(2)])).await.unwrap();
    store.sequence("apollo", 10).await.unwrap();
    append(&*store, &nth(3)).await;
    append(&*store, &Record { site: "other".to_owned(), ..nth(4) }).await;
    let standing = store.standing("apollo", i64::MAX, 10).await.unwrap();
    let told: Vec<_> =
        standing.iter().map(|it| (it.id.clone(), it.has_leaf, it.is_pending)).collect();
    let expected = [(nth(3).id, false, true), (nth(2).id, true, false), (nth(1).id, true, false)];
    assert_eq!(told, expected);
    let before = store.standing("apollo", standing[1].seq, 10).await.unwrap();
    assert_eq!(before, standing[2..]);
    assert_eq!(store.standing("apollo", i64::MAX, 1).await.unwrap(), standing[..1]);
    let [site, id, body] = ["apollo", "g", "{}"].map(str::to_owned);
    store.add_document(&Document { site, kind: Kind::Gate, id, body }).await.unwrap();
    assert_eq!(store.leafless("apollo", 10).await.unwrap(), [], "it waits");
    store.sequence("apollo", 10).await.unwrap();
    assert_eq!(store.leafless("apollo", 10).await.unwrap(), []);
}
