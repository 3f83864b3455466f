//! PostgreSQL: one connection, one prepared statement, which inserts a group.

use super::{COLUMNS, SALT, texts};
use std::time::Instant;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error, NoTls};
use volens_store::Record;

const INDEX: &str = "CREATE INDEX event_subject ON event (site, subject)";

/// Rows a second.
pub(crate) async fn run(database: &str, rows: &[Record], group: usize) -> Result<f64, String> {
    inserts(database, rows, group).await.map_err(|cause| cause.to_string())
}

/// A connection to a database with the ledger's rows and nothing else.
pub(super) async fn open(database: &str) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::connect(database, NoTls).await?;
    // It ends with its client.
    tokio::spawn(connection);
    // Compared as bytes, as the ledger's keys are, not by the rules of a language.
    let columns = COLUMNS.replace(',', " TEXT COLLATE \"C\" NOT NULL,");
    let table = format!("CREATE TABLE event ({columns} BYTEA NOT NULL, PRIMARY KEY (site, id))");
    client.batch_execute(&format!("{table}; {INDEX}")).await?;
    Ok(client)
}

async fn inserts(database: &str, rows: &[Record], group: usize) -> Result<f64, Error> {
    let client = open(database).await?;
    let arrays: Vec<String> = (1..=9).map(|place| format!("${place}::text[]")).collect();
    let arrays = arrays.join(", ");
    let insert =
        format!("INSERT INTO event ({COLUMNS}) SELECT * FROM UNNEST({arrays}, $10::bytea[])");
    let insert = client.prepare(&insert).await?;
    let begun = Instant::now();
    for group in rows.chunks(group) {
        let mut columns: [Vec<&str>; 9] = Default::default();
        for record in group {
            for (column, text) in columns.iter_mut().zip(texts(record)) {
                column.push(text);
            }
        }
        let salts = vec![SALT.as_slice(); group.len()];
        let texts = columns.iter().map(|column| column as &(dyn ToSql + Sync));
        let values: Vec<&(dyn ToSql + Sync)> = texts.chain([&salts as _]).collect();
        client.execute(&insert, &values).await?;
    }
    Ok(rows.len() as f64 / begun.elapsed().as_secs_f64())
}
