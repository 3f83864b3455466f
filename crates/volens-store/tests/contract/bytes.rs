//! What is erased is gone from the disk, and what is backed up is on it.

use crate::support::{Place, nth};
use std::path::Path;
use volens_store::{Erasure, Record, Selection, StoreError};

const ERASURE: Erasure<'_> = Erasure { reason: "erased", time: "2026-12-01T00:00:00.000Z" };

#[tokio::test]
async fn no_byte_of_an_erased_person_stays_in_the_sqlite_files() {
    let place = Place::sqlite();
    let store = place.open().await;
    let person = "5ec4e7".repeat(10);
    // Among others, on pages that split, in the tree and not yet in it.
    let mut records: Vec<Record> = (0..400).map(nth).collect();
    for record in records.iter_mut().step_by(7) {
        record.subject = Some(person.clone());
        record.id = record.id.replace("7e4f", "7bad");
        record.body = format!(r#"{{"id":"{}","subject":"{person}"}}"#, record.id);
    }
    store.append(&records[..300]).await.unwrap();
    store.sequence("apollo", 300).await.unwrap();
    store.append(&records[300..]).await.unwrap();
    let salt = store.record("apollo", &records[0].id).await.unwrap().unwrap().salt;
    let marks: [&[u8]; 3] = [person.as_bytes(), b"7bad", &salt];
    for mark in marks {
        assert!(holds(place.folder.path(), mark), "the files hold what is searched for");
    }
    let erased = store.erase("apollo", Selection::Subject(&person), ERASURE).await.unwrap();
    assert_eq!(erased.len(), 58);
    // The ledger runs on: nothing is closed.
    for mark in marks {
        assert!(!holds(place.folder.path(), mark), "{:?} is left", String::from_utf8_lossy(mark));
    }
    assert!(holds(place.folder.path(), nth(1).id.as_bytes()), "others' records are there");
    assert_eq!(store.sequence("apollo", 1000).await.unwrap().size, 400 + 58);
}

#[tokio::test]
async fn a_backup_is_one_state_of_a_ledger_that_is_being_written() {
    let (place, other) = (Place::sqlite(), Place::sqlite());
    let store = place.open().await;
    store.append(&[nth(0)]).await.unwrap();
    let writing = store.clone();
    let writer = tokio::spawn(async move {
        for n in 1..200 {
            writing.append(&[nth(n)]).await.unwrap();
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

fn holds(folder: &Path, mark: &[u8]) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let texts: Vec<Vec<u8>> = files.map(|path| std::fs::read(path).unwrap()).collect();
    texts.iter().any(|text| text.windows(mark.len()).any(|window| window == mark))
}
