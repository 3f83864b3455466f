//! What is erased is gone from the disk, and what is backed up is on it.

use crate::support::{Place, nth, sealed};
use std::path::Path;
use std::sync::Arc;
use volens_store::{Erasure, Record, Selection, Store, StoreError};
use volens_testing::Postgres;

const ERASURE: Erasure<'_> = Erasure { reason: "erased", time: "2026-12-01T00:00:00.000Z" };

/// Whose records go.
const PERSON: &str = "5ec4e75ec4e75ec4e75ec4e75ec4e75ec4e75ec4e75ec4e75ec4e75ec4e75ec4";

const YEARS_LATER: &str = "2026-01-01T00:00:00.000Z";

#[tokio::test]
async fn no_byte_of_an_erased_person_stays_in_the_sqlite_files() {
    let place = Place::sqlite();
    let (store, marks) = filled(&place).await;
    assert_eq!(found(place.folder.path(), &marks), marks, "what is searched for is there");
    let erased = store.erase("apollo", Selection::Subject(PERSON), ERASURE).await.unwrap();
    assert_eq!(erased.len(), 58);
    // The ledger runs on: nothing is closed.
    assert_eq!(found(place.folder.path(), &marks), Vec::<Vec<u8>>::new());
    assert!(holds(place.folder.path(), nth(1).id.as_bytes()), "others' records are there");
    assert_eq!(store.sequence("apollo", 1000).await.unwrap().size, 400 + 58);
}

#[tokio::test]
async fn no_byte_of_what_is_past_its_time_stays_in_the_sqlite_files() {
    let place = Place::sqlite();
    let (store, marks) = filled(&place).await;
    let deleted = volens_store::expire(&*store, "apollo", YEARS_LATER, ERASURE).await.unwrap();
    assert_eq!(deleted.len(), 58);
    assert_eq!(found(place.folder.path(), &marks), Vec::<Vec<u8>>::new());
    assert!(holds(place.folder.path(), nth(1).id.as_bytes()), "others' records are there");
}

/// PostgreSQL hides what is deleted; its bytes go when a page is written anew. `docs/store.md` says
/// what to do where that may not wait.
#[tokio::test]
async fn no_byte_of_an_erased_person_stays_in_a_postgres_that_is_vacuumed() {
    let server = Postgres::start();
    let place = Place { url: server.database(), folder: tempfile::tempdir().unwrap() };
    let (store, marks) = filled(&place).await;
    server.run(&place.url, &["CHECKPOINT"]);
    assert_eq!(found(&server.tables(), &marks), marks, "what is searched for is there");
    let erased = store.erase("apollo", Selection::Subject(PERSON), ERASURE).await.unwrap();
    assert_eq!(erased.len(), 58);
    server.run(&place.url, &["VACUUM FULL event, leaf, pending", "CHECKPOINT"]);
    assert_eq!(found(&server.tables(), &marks), Vec::<Vec<u8>>::new());
    assert!(holds(&server.tables(), nth(1).id.as_bytes()), "others' records are there");
    let deleted = volens_store::expire(&*store, "apollo", "2099", ERASURE).await.unwrap();
    assert_eq!(deleted.len(), 400 - 58);
    server.run(&place.url, &["VACUUM FULL event, leaf, pending", "CHECKPOINT"]);
    assert!(!holds(&server.tables(), nth(1).id.as_bytes()), "its time is past");
}

/// A ledger with 400 events, 58 of them a person's and long ago; with what only those hold.
async fn filled(place: &Place) -> (Arc<dyn Store>, Vec<Vec<u8>>) {
    let store = place.open().await;
    // Among others, on pages that split, in the tree and not yet in it.
    let mut records: Vec<Record> = (0..400).map(nth).collect();
    for record in records.iter_mut().step_by(7) {
        record.subject = Some(PERSON.to_owned());
        record.id = record.id.replace("7e4f", "7bad");
        record.received = "2020-01-01T00:00:00.000Z".to_owned();
        record.body = format!(r#"{{"id":"{}","subject":"{PERSON}"}}"#, record.id);
    }
    store.append(sealed(&records[..300])).await.unwrap();
    store.sequence("apollo", 300).await.unwrap();
    store.append(sealed(&records[300..])).await.unwrap();
    let salt = store.record("apollo", &records[0].id).await.unwrap().unwrap().salt;
    (store, vec![PERSON.as_bytes().to_vec(), b"-7bad-".to_vec(), salt.to_vec()])
}

#[tokio::test]
async fn a_backup_is_one_state_of_a_ledger_that_is_being_written() {
    let (place, other) = (Place::sqlite(), Place::sqlite());
    let store = place.open().await;
    store.append(sealed(&[nth(0)])).await.unwrap();
    let writing = store.clone();
    let writer = tokio::spawn(async move {
        for n in 1..200 {
            writing.append(sealed(&[nth(n)])).await.unwrap();
            writing.sequence("apollo", 100).await.unwrap();
        }
    });
    let file = other.folder.path().join("ledger.db");
    store.backup(&file).await.unwrap();
    writer.await.unwrap();
    let copy = other.open().await;
    let tree = copy.tree("apollo").await.unwrap();
    let records = copy.recent("apollo", u32::MAX).await.unwrap().len() as u64;
    assert_eq!(records, tree.size + copy.pending("apollo").await.unwrap());
    assert!(records > 0);
    let refused = store.backup(&file).await.unwrap_err();
    assert!(refused.to_string().contains("there already"), "{refused}");
    let nowhere = store.backup(Path::new("/no/such/folder/x")).await.unwrap_err();
    assert!(nowhere.to_string().contains("/no/such/folder/x"), "{nowhere}");

    let refused = Place::postgres().open().await.backup(&file).await.unwrap_err();
    assert!(matches!(refused, StoreError::Backup(_)));
    assert!(refused.to_string().contains("pg_dump"), "{refused}");
}

fn found(folder: &Path, marks: &[Vec<u8>]) -> Vec<Vec<u8>> {
    marks.iter().filter(|mark| holds(folder, mark)).cloned().collect()
}

/// Whether a file below the folder holds the bytes.
fn holds(folder: &Path, mark: &[u8]) -> bool {
    let mut paths = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    paths.any(|path| match path.is_dir() {
        true => holds(&path, mark),
        false => {
            let bytes = std::fs::read(path).unwrap();
            bytes.windows(mark.len()).any(|window| window == mark)
        }
    })
}
