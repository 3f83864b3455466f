//! Fills a store the fast way: large groups, no HTTP, and the one index that is random made last. What
//! it leaves is what serving leaves.

use crate::events::Visitors;
use rusqlite::Connection;
use tokio_postgres::{Client, NoTls};
use volens_store::{StoreError, seal};

/// Rows a transaction.
const GROUP: usize = 4096;

/// The index by subject. Subjects are hashes: row by row, each would be put on a page of its own.
const INDEX: &str = "event_subject";

/// Adds that many events and takes them into the tree.
pub(crate) async fn fill(url: &str, visitors: &mut Visitors, rows: usize) -> Result<(), String> {
    let failed = |cause: String| format!("{url}: {cause}");
    let index = Index::drop(url).await.map_err(failed)?;
    add(url, visitors, rows).await.map_err(|cause| failed(cause.to_string()))?;
    index.make().await.map_err(failed)
}

async fn add(url: &str, visitors: &mut Visitors, rows: usize) -> Result<(), StoreError> {
    let store = volens_store::open(url).await?;
    let site = visitors.site().to_owned();
    let mut left = rows;
    while left > 0 {
        let group = left.min(GROUP);
        let records = seal((0..group).map(|_| visitors.record()).collect())?;
        // What the group before this one left, meanwhile: PostgreSQL has a process for each.
        tokio::try_join!(store.append(records), store.sequence(&site, GROUP as u32))?;
        left -= group;
    }
    while store.pending(&site).await? > 0 {
        store.sequence(&site, GROUP as u32).await?;
    }
    store.close().await;
    Ok(())
}

/// The index while it is not there: what makes it, and where.
enum Index {
    Sqlite(Connection, String),
    Postgres(Client, String),
}

impl Index {
    /// Drops it from a store, which is made if need be.
    async fn drop(url: &str) -> Result<Self, String> {
        let store = volens_store::open(url).await.map_err(|cause| cause.to_string())?;
        store.close().await;
        match url.strip_prefix("sqlite:") {
            Some(path) => Self::drop_sqlite(path).map_err(|cause| cause.to_string()),
            None => Self::drop_postgres(url).await.map_err(|cause| cause.to_string()),
        }
    }

    fn drop_sqlite(path: &str) -> rusqlite::Result<Self> {
        let database = Connection::open(path)?;
        let made = "SELECT sql FROM sqlite_master WHERE name = ?";
        let made = database.query_row(made, [INDEX], |row| row.get(0))?;
        database.execute(&format!("DROP INDEX {INDEX}"), [])?;
        Ok(Self::Sqlite(database, made))
    }

    async fn drop_postgres(url: &str) -> Result<Self, tokio_postgres::Error> {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        // It ends with its client.
        tokio::spawn(connection);
        let made = format!("SELECT pg_get_indexdef('{INDEX}'::regclass)");
        let made: String = client.query_one(&made, &[]).await?.get(0);
        client.batch_execute(&format!("DROP INDEX {INDEX}")).await?;
        // PostgreSQL tells how it would be made on the partitioned table alone.
        Ok(Self::Postgres(client, made.replace(" ON ONLY ", " ON ")))
    }

    async fn make(self) -> Result<(), String> {
        match self {
            Self::Sqlite(database, made) => {
                database.execute(&made, []).map(drop).map_err(|cause| cause.to_string())
            }
            Self::Postgres(client, made) => {
                client.batch_execute(&made).await.map_err(|cause| cause.to_string())
            }
        }
    }
}
