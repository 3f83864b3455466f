//! SQLite with full sync: one connection, one prepared statement, a transaction a group.

use super::{COLUMNS, SALT, texts};
use rusqlite::Connection;
use std::path::Path;
use std::time::Instant;
use volens_store::Record;

/// Rows a second.
pub(crate) fn run(path: &Path, rows: &[Record], group: usize) -> Result<f64, String> {
    inserts(path, rows, group).map_err(|cause| cause.to_string())
}

fn inserts(path: &Path, rows: &[Record], group: usize) -> rusqlite::Result<f64> {
    let mut database = Connection::open(path)?;
    database.pragma_update(None, "journal_mode", "WAL")?;
    database.pragma_update(None, "synchronous", "FULL")?;
    // As the ledger's store has them.
    database.pragma_update(None, "wal_autocheckpoint", "8000")?;
    database.pragma_update(None, "cache_size", "-12000")?;
    let table = format!(
        "CREATE TABLE event (seq INTEGER PRIMARY KEY, {COLUMNS}, part AS (seq >> 16), \
         head AS (substr(subject, 1, 16)), UNIQUE (site, id))"
    );
    database.execute(&table, [])?;
    database.execute("CREATE INDEX event_subject ON event (site, part, head)", [])?;
    let insert = format!("INSERT INTO event ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)");
    let begun = Instant::now();
    for group in rows.chunks(group) {
        let transaction = database.transaction()?;
        let mut insert = transaction.prepare_cached(&insert)?;
        for record in group {
            for (place, text) in texts(record).into_iter().enumerate() {
                insert.raw_bind_parameter(place + 1, text)?;
            }
            insert.raw_bind_parameter(10, SALT)?;
            insert.raw_execute()?;
        }
        drop(insert);
        transaction.commit()?;
    }
    Ok(rows.len() as f64 / begun.elapsed().as_secs_f64())
}
