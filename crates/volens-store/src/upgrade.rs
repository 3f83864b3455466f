//! A ledger that an earlier version kept goes on where it stood.

use crate::{Erasure, Kind, Record, Selection, Store, seal};
use sqlx::migrate::Migrator;

/// The schema in which each leaf was a row and each event of a group waited in one.
pub(crate) fn before(mut migrator: Migrator, name: &str) -> Migrator {
    let end = migrator.iter().position(|migration| migration.description == name);
    migrator.migrations = migrator.migrations[..end.expect("the migration")].to_vec().into();
    migrator
}

/// Five events of one subject. The first was erased; two wait as one group. `bytes` writes so many zeros
/// as the store's SQL does, `month` whatever it has besides.
pub(crate) fn rows(bytes: fn(usize) -> String, month: (&str, &str)) -> String {
    let salt = bytes(32);
    let event = |id: &str| {
        format!(
            "INSERT INTO event (site, id, origin, subject, fingerprint, action, at, received, body, \
             salt{}) VALUES ('apollo', '{id}', 'o', 's', 'f', 'a', 't', 'r', '{{}}', {salt}{});",
            month.0, month.1
        )
    };
    let events: String = ["b", "c", "d", "e"].map(event).concat();
    let (three, two) = (bytes(3 * 32), bytes(2 * 32));
    format!(
        "{events}
        INSERT INTO leaf (site, idx, kind, id) VALUES ('apollo', 0, 'event', NULL),
            ('apollo', 1, 'gate', 'b'), ('apollo', 2, 'event', 'b');
        INSERT INTO tile (site, level, idx, hashes)
            VALUES ('apollo', -1, 0, {three}), ('apollo', 0, 0, {three});
        INSERT INTO tree (site, size, root) VALUES ('apollo', 3, {salt});
        INSERT INTO pending (site, kind, id, entry)
            VALUES ('apollo', 'event', 'c\nd', {two}), ('apollo', 'event', 'e', {salt});"
    )
}

/// The statement that made rows wait.
pub(crate) fn waiting(rows: &str) -> String {
    rows.split(';').find(|one| one.contains("INTO pending")).expect("it").to_owned()
}

/// What was there stands where it stood, and what waited is taken in behind it.
pub(crate) async fn check(store: &dyn Store) {
    let place = async |kind, id| store.leaf_of("apollo", kind, id).await.unwrap();
    assert_eq!(place(Kind::Event, "b").await, Some(2));
    assert_eq!(place(Kind::Event, "c").await, None, "it waits");
    assert_eq!(place(Kind::Gate, "b").await, Some(1));
    let standing = store.standing("apollo", i64::MAX, 9).await.unwrap();
    let standing: Vec<_> =
        standing.iter().map(|it| (it.id.as_str(), it.has_leaf, it.is_pending)).collect();
    let waits = |id| (id, false, true);
    assert_eq!(standing, [waits("e"), waits("d"), waits("c"), ("b", true, false)]);

    let record =
        Record { id: "f".to_owned(), ..store.recent("apollo", 1).await.unwrap().remove(0) };
    store.append(seal(vec![record]).unwrap()).await.unwrap();
    assert_eq!(store.sequence("apollo", 9).await.unwrap().size, 7);
    let leaves = store.leaves("apollo", 0, 9).await.unwrap().into_iter();
    let ids: Vec<_> = leaves.map(|leaf| leaf.id.unwrap_or_default()).collect();
    assert_eq!(ids, ["", "b", "b", "c", "d", "e", "f"]);
    let erasure = Erasure { reason: "erased", time: "2026-12-01T00:00:00.000Z" };
    let erased = store.erase("apollo", Selection::Subject("s"), erasure).await.unwrap();
    assert_eq!(erased, [2, 3, 4, 5, 6]);
}
