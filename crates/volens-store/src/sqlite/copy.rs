use super::Sqlite;
use crate::StoreError;
use crate::copy::{CHUNK, Cell, Chunk, Part, Row, TABLES, Table, Type, send};
use futures_util::TryStreamExt;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};
use tokio::sync::mpsc::{Receiver, Sender};

pub(super) async fn dump(store: &Sqlite, to: Sender<Chunk>) -> Result<(), StoreError> {
    // One transaction sees one state of the file.
    let mut transaction = store.readers.begin().await?;
    for table in &TABLES {
        let query = sqlx::query(AssertSqlSafe(table.select()));
        let mut chunks = query.fetch(&mut *transaction).try_chunks(CHUNK);
        while let Some(rows) = chunks.try_next().await.map_err(|broken| broken.1)? {
            let rows = rows.iter().map(|row| read(table, row)).collect::<Result<_, _>>()?;
            send(&to, Part::Rows(table, rows)).await?;
        }
    }
    send(&to, Part::End).await
}

pub(super) async fn restore(store: &Sqlite, mut from: Receiver<Chunk>) -> Result<u64, StoreError> {
    let mut transaction = store.write().await?;
    for table in &TABLES {
        let any = format!("SELECT EXISTS (SELECT 1 FROM {})", table.name);
        if sqlx::query_scalar(AssertSqlSafe(any)).fetch_one(&mut *transaction).await? {
            return Err(StoreError::NotEmpty);
        }
    }
    let mut count = 0;
    while let Some(Chunk(part)) = from.recv().await {
        match part {
            Part::Rows(table, rows) => {
                count += rows.len() as u64;
                insert(&mut transaction, table, rows).await?;
            }
            Part::End => {
                transaction.commit().await?;
                return Ok(count);
            }
        }
    }
    Err(StoreError::BrokenOff)
}

fn read(table: &Table, row: &SqliteRow) -> Result<Row, StoreError> {
    let columns = table.columns.iter();
    columns
        .map(|(name, kind)| {
            Ok(match kind {
                Type::Text => Cell::Text(row.try_get(name)?),
                Type::Number => Cell::Number(row.try_get(name)?),
                Type::Bytes => Cell::Bytes(row.try_get(name)?),
            })
        })
        .collect()
}

async fn insert(
    connection: &mut SqliteConnection,
    table: &Table,
    rows: Vec<Row>,
) -> Result<(), StoreError> {
    let places: Vec<String> = (1..=table.columns.len()).map(|n| format!("${n}")).collect();
    let (name, columns, places) = (table.name, table.names(), places.join(", "));
    let insert = format!("INSERT INTO {name} ({columns}) VALUES ({places})");
    for row in rows {
        let mut query = sqlx::query(AssertSqlSafe(insert.clone()));
        for cell in row {
            query = match cell {
                Cell::Text(text) => query.bind(text),
                Cell::Number(number) => query.bind(number),
                Cell::Bytes(bytes) => query.bind(bytes),
            };
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
