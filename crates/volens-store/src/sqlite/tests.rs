use super::*;
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
