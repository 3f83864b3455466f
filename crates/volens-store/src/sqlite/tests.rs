use super::*;
use crate::{Erase, Erasure, Events, Record, Selection, seal, upgrade};
use sqlx::{AssertSqlSafe, Row};

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
    assert_eq!(store.appender.pragma("synchronous").await, 2, "FULL");
    assert_eq!(store.appender.pragma("secure_delete").await, 1, "ON");
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
            store.append(seal(group).unwrap()).await.unwrap();
        }
        drop(store.mover.hold().await);
        lengths.push(std::fs::metadata(&log).unwrap().len());
    }
    // A round's pages are more as indexes grow; five rounds' would be five times the first's.
    assert!(lengths[4] < 3 * lengths[0], "{lengths:?}");
    store.close().await;
    assert!(!log.exists(), "the last to close empties it");
}

#[tokio::test]
async fn a_ledger_of_an_earlier_version_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let earlier = upgrade::before(sqlx::migrate!("migrations/sqlite"), "groups");
    earlier.run_direct(None, &mut connection, false).await.unwrap();
    let rows = upgrade::rows(|count| format!("x'{}'", "00".repeat(count)), ("", ""));
    sqlx::raw_sql(AssertSqlSafe(rows.clone())).execute(&mut connection).await.unwrap();
    upgrade::check(&Sqlite::open(&path).await.unwrap()).await;
    let again =
        sqlx::raw_sql(AssertSqlSafe(upgrade::waiting(&rows))).execute(&mut connection).await;
    assert!(again.is_err(), "what the earlier version still brings is refused");
}

/// Subjects are indexed in parts of 65 536 events. A person's events are found in each.
#[tokio::test]
async fn a_person_is_found_in_every_part() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::open(&folder.path().join("ledger.db")).await.unwrap();
    let subject = "ab".repeat(32);
    let of = |id: &str| Record { subject: Some(subject.clone()), ..record(id) };
    // Alike in what the index holds, and another person.
    let other = Record { subject: Some(format!("{}cd", &subject[..62])), ..record("other") };
    for later in [of("a"), other, of("b"), of("c")] {
        store.append(seal(vec![later]).unwrap()).await.unwrap();
        let behind = "UPDATE event SET seq = seq + 3 * 65536 \
                      WHERE seq = (SELECT max(seq) FROM event)";
        sqlx::query(behind).execute(&store.writer).await.unwrap();
    }
    let theirs = async |after| -> Vec<String> {
        let records = store.of_subject("apollo", &subject, after, 9).await.unwrap();
        records.into_iter().map(|record| record.value.id).collect()
    };
    assert_eq!(theirs(None).await, ["a", "b", "c"]);
    assert_eq!(theirs(Some("a")).await, ["b", "c"]);
    let recent = "UPDATE event SET received = '9' WHERE id = 'c'";
    sqlx::query(recent).execute(&store.writer).await.unwrap();
    assert_eq!(store.expired("apollo", "5", 9).await.unwrap(), ["other"], "its chain goes on");
    let erasure = Erasure { reason: "erased", time: "2026-12-01T00:00:00.000Z" };
    let erased = store.erase("apollo", Selection::Subject(&subject), erasure).await.unwrap();
    assert_eq!(erased, [0, 2, 3]);
}

/// By the index that is made for it, not by going over all of a site's rows.
#[tokio::test]
async fn what_is_looked_for_is_found_by_its_index() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::open(&folder.path().join("ledger.db")).await.unwrap();
    for (query, by) in [
        (events::OF_SUBJECT, "event_subject (site=? AND part=? AND head=?"),
        (erase::ROWS, "leaf_group (group_seq=? AND site=?)"),
    ] {
        let plan = sqlx::query_as(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {query}")));
        let plan: Vec<(i64, i64, i64, String)> = plan.fetch_all(&store.readers).await.unwrap();
        assert!(plan.iter().any(|(.., step)| step.contains(by)), "{plan:?}");
    }
}

#[tokio::test]
async fn a_job_that_panics_is_told_of_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::open(&folder.path().join("ledger.db")).await.unwrap();
    let panics = |connection: &mut rusqlite::Connection| -> Result<(), StoreError> {
        let transaction = connection.transaction()?;
        transaction.execute("DELETE FROM event", [])?;
        std::panic::resume_unwind(Box::new("a job"))
    };
    store.append(seal(vec![record("a")]).unwrap()).await.unwrap();
    let told = store.appender.run(store.turn().await, panics).await;
    assert!(matches!(told, Err(StoreError::BrokenOff)));
    store.append(seal(vec![record("b")]).unwrap()).await.unwrap();
    let kept = store.recent("apollo", 9).await.unwrap();
    assert_eq!(kept.iter().map(|it| &it.id).collect::<Vec<_>>(), ["b", "a"]);
    store.close().await;
    assert!(store.append(seal(vec![record("c")]).unwrap()).await.is_err(), "it is closed");
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
