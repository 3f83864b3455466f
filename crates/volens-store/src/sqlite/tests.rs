use super::*;
use crate::{Events, Record};
use sqlx::Row;

#[tokio::test]
async fn what_is_written_is_synced_at_every_commit_and_what_is_deleted_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::open(&folder.path().join("ledger.db")).await.unwrap();
    let pragma = async |name: &'static str| -> String {
        let value: sqlx::sqlite::SqliteRow =
            sqlx::query(name).fetch_one(&store.writer).await.unwrap();
        value.try_get::<String, _>(0).unwrap_or_else(|_| value.get::<i64, _>(0).to_string())
    };
    assert_eq!(pragma("PRAGMA synchronous").await, "2", "FULL");
    assert_eq!(pragma("PRAGMA journal_mode").await, "wal");
    assert_eq!(pragma("PRAGMA secure_delete").await, "1", "ON");
    assert_eq!(store.appender.pragma("synchronous"), 2, "FULL");
    assert_eq!(store.appender.pragma("secure_delete"), 1, "ON");
    assert_eq!(store.writer.options().get_max_connections(), 1);
}

#[tokio::test]
async fn readers_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::open(&folder.path().join("ledger.db")).await.unwrap();
    let refused = sqlx::query("DELETE FROM event").execute(&store.readers).await;
    assert!(refused.unwrap_err().to_string().contains("readonly"));
}

/// Pages of the log are moved beside the writing, and the log then begins anew: no commit has to do it.
#[tokio::test]
async fn the_log_is_emptied_without_a_commit_that_does_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let store = Sqlite::open(&path).await.unwrap();
    let never = |connection: &mut rusqlite::Connection| {
        Ok(connection.pragma_update(None, "wal_autocheckpoint", 0)?)
    };
    store.appender.run(store.turn().await, never).await.unwrap();
    let log = path.with_file_name("ledger.db-wal");
    let mut lengths = Vec::new();
    for round in 0..5 {
        for group in 0..mover::EVENTS / 64 {
            let group: Vec<_> =
                (0..64).map(|at| record(&format!("{round}-{group}-{at}"))).collect();
            store.append(&group).await.unwrap();
        }
        drop(store.mover.hold().await);
        lengths.push(std::fs::metadata(&log).unwrap().len());
    }
    // A round's pages are more as indexes grow; five rounds' would be five times the first's.
    assert!(lengths[4] < 3 * lengths[0], "{lengths:?}");
    store.close().await;
    assert!(!log.exists(), "the last to close empties it");
}

fn record(id: &str) -> Record {
    Record {
        site: "apollo".to_owned(),
        id: id.to_owned(),
        origin: "https://shop.example".to_owned(),
        subject: None,
        fingerprint: String::new(),
        action: "accept".to_owned(),
        at: String::new(),
        received: String::new(),
        body: "{}".to_owned(),
    }
}
