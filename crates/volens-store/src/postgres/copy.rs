use super::{Postgres, partitions};
use crate::StoreError;
use crate::copy::{CHUNK, Cell, Chunk, Part, Row, TABLES, Table, Type, send};
use futures_util::TryStreamExt;
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Connection, Row as _};
use tokio::sync::mpsc::{Receiver, Sender};

/// A copy may take as long as it takes, unlike what visitors wait for.
const UNHURRIED: &str = "SET LOCAL statement_timeout = 0; \
                         SET LOCAL idle_in_transaction_session_timeout = 0";

/// The next group has a number of its own.
const GO_ON: &str = "SELECT setval('pending_seq_seq', greatest(1, \
                     (SELECT max(seq) FROM pending), (SELECT max(group_seq) FROM leaf)))";

pub(super) async fn dump(store: &Postgres, to: Sender<Chunk>) -> Result<(), StoreError> {
    let mut lease = store.lease().await?;
    // One transaction of this level sees one state of the database.
    let mut transaction =
        lease.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    sqlx::raw_sql(UNHURRIED).execute(&mut *transaction).await?;
    for table in &TABLES {
        let query = sqlx::query(AssertSqlSafe(table.select()));
        let mut chunks = query.fetch(&mut *transaction).try_chunks(CHUNK);
        while let Some(rows) = chunks.try_next().await.map_err(|broken| broken.1)? {
            let rows = rows.iter().map(|row| read(table, row)).collect::<Result<_, _>>()?;
            send(&to, Part::Rows(table, rows)).await?;
        }
    }
    transaction.rollback().await?;
    lease.give_back();
    send(&to, Part::End).await
}

pub(super) async fn restore(
    store: &Postgres,
    mut from: Receiver<Chunk>,
) -> Result<u64, StoreError> {
    let mut lease = store.lease().await?;
    let mut transaction = lease.begin().await?;
    sqlx::raw_sql(UNHURRIED).execute(&mut *transaction).await?;
    for table in &TABLES {
        // Nobody may write while it is filled: two trees would grow in one place.
        let lock = format!("LOCK TABLE {} IN EXCLUSIVE MODE", table.name);
        sqlx::raw_sql(AssertSqlSafe(lock)).execute(&mut *transaction).await?;
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
                sqlx::query(GO_ON).execute(&mut *transaction).await?;
                transaction.commit().await?;
                lease.give_back();
                return Ok(count);
            }
        }
    }
    Err(StoreError::BrokenOff)
}

fn read(table: &Table, row: &PgRow) -> Result<Row, StoreError> {
    let columns = table.columns.iter();
    columns
        .map(|(name, kind)| {
            Ok(match (*name, kind) {
                (_, Type::Text) => Cell::Text(row.try_get(name)?),
                ("level", Type::Number) => Cell::Number(row.try_get::<i16, _>(name)?.into()),
                (_, Type::Number) => Cell::Number(row.try_get(name)?),
                (_, Type::Bytes) => Cell::Bytes(row.try_get(name)?),
            })
        })
        .collect()
}

/// Inserts rows with one statement, a column an array.
async fn insert(
    connection: &mut PgConnection,
    table: &Table,
    rows: Vec<Row>,
) -> Result<(), StoreError> {
    let mut months = Vec::new();
    let mut texts: Vec<Vec<Option<String>>> = vec![Vec::new(); table.columns.len()];
    let mut numbers: Vec<Vec<i64>> = vec![Vec::new(); table.columns.len()];
    let mut bytes: Vec<Vec<Vec<u8>>> = vec![Vec::new(); table.columns.len()];
    for row in rows {
        let columns = texts.iter_mut().zip(&mut numbers).zip(&mut bytes).zip(table.columns);
        for (cell, (((texts, numbers), bytes), (name, _))) in row.into_iter().zip(columns) {
            match cell {
                Cell::Text(text) => {
                    if (table.name, *name) == ("event", "id") {
                        months.push(partitions::month(text.as_deref().unwrap_or_default()));
                    }
                    texts.push(text);
                }
                Cell::Number(number) => numbers.push(number),
                Cell::Bytes(value) => bytes.push(value),
            }
        }
    }
    let has_months = !months.is_empty();
    let mut arrays: Vec<String> = Vec::new();
    for (place, (_, kind)) in (1..).zip(table.columns) {
        arrays.push(match kind {
            Type::Text => format!("${place}::text[]"),
            Type::Number => format!("${place}::bigint[]"),
            Type::Bytes => format!("${place}::bytea[]"),
        });
    }
    let mut names = table.names();
    if has_months {
        names.push_str(", month");
        arrays.push(format!("${}::int[]", arrays.len() + 1));
    }
    let (name, arrays) = (table.name, arrays.join(", "));
    let insert = format!("INSERT INTO {name} ({names}) SELECT * FROM UNNEST({arrays})");
    let mut query = sqlx::query(AssertSqlSafe(insert));
    let columns = table.columns.iter().zip(texts).zip(numbers).zip(bytes);
    for ((((_, kind), texts), numbers), bytes) in columns {
        query = match kind {
            Type::Text => query.bind(texts),
            Type::Number => query.bind(numbers),
            Type::Bytes => query.bind(bytes),
        };
    }
    if has_months {
        query = query.bind(months);
    }
    query.execute(connection).await?;
    Ok(())
}
