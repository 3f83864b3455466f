//! A store on a PostgreSQL server, which any number of ledgers share.

mod appender;
mod copy;
mod erase;
mod events;
mod lease;
mod log;
mod partitions;
mod sequence;
mod statements;
#[cfg(test)]
mod tests;

use crate::{Chunk, Store, StoreError};
use appender::Appender;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection};
use std::path::Path;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender};

/// A few connections of each ledger, and one for its writer.
#[derive(Debug)]
pub struct Postgres {
    pool: PgPool,
    /// Besides the pool's: the writer sends one group at a time.
    appender: Appender,
}

/// The most connections of one ledger, besides its writer's; `max_connections` of the server is shared by all of them.
const CONNECTIONS: u32 = 8;

/// How long to wait for a connection. With [`lease::LIMIT`], less than a request waits for its
/// commit, so that a cut network is answered and does not hang.
const ACQUIRE: Duration = Duration::from_secs(3);

/// For each session. `synchronous_commit`: an acknowledged event is on disk, whatever the server's
/// own setting. The limits end what a ledger no longer waits for.
const SESSION: &str = "SET synchronous_commit = on; SET statement_timeout = '7s'; \
                       SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '15s'";

impl Postgres {
    /// Connects and brings the schema up to date, making it if need be.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let options: PgConnectOptions = url.parse().map_err(StoreError::Connect)?;
        let options = options.application_name("volens");
        let connect = PgConnection::connect_with(&options);
        let mut connection = tokio::time::timeout(ACQUIRE, connect)
            .await
            .map_err(|_| StoreError::Timeout(ACQUIRE.as_secs()))?
            .map_err(StoreError::Connect)?;
        // Without the session's limits: a migration, or waiting for another ledger's, may take long.
        let fsync: Option<String> = sqlx::query_scalar("SELECT current_setting('fsync', true)")
            .fetch_one(&mut connection)
            .await?;
        if fsync.is_some_and(|fsync| fsync == "off") {
            return Err(StoreError::NotDurable);
        }
        // sqlx holds an advisory lock meanwhile: of many ledgers that start at once, one migrates.
        // `run` would make the future one that cannot change threads (rust-lang/rust#102211).
        sqlx::migrate!("migrations/postgres").run_direct(None, &mut connection, false).await?;
        partitions::make(&mut connection).await?;
        connection.close().await?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(ACQUIRE)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    sqlx::raw_sql(AssertSqlSafe(SESSION)).execute(connection).await.map(drop)
                })
            })
            .connect_lazy_with(options.clone());
        Ok(Self { pool, appender: Appender::new(options) })
    }
}

/// For a session that only looks: in one transaction, which sees the state of its first statement.
const READING: &str = "SET idle_in_transaction_session_timeout = 0; \
                       BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1 FROM tree LIMIT 1";

impl Postgres {
    /// Connects to a ledger that is there to read one state of it. Its schema stays as it is.
    pub async fn open_read_only(url: &str) -> Result<Self, StoreError> {
        let options: PgConnectOptions = url.parse().map_err(StoreError::Connect)?;
        let options = options.application_name("volens");
        let connect = tokio::time::timeout(ACQUIRE, PgConnection::connect_with(&options));
        let connection = connect.await.map_err(|_| StoreError::Timeout(ACQUIRE.as_secs()))?;
        let mut connection = connection.map_err(StoreError::Connect)?;
        sqlx::raw_sql(AssertSqlSafe(READING)).execute(&mut connection).await?;
        connection.close().await?;
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(ACQUIRE)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    sqlx::raw_sql(AssertSqlSafe(READING)).execute(connection).await.map(drop)
                })
            })
            .connect_lazy_with(options.clone());
        let options = options.options([("default_transaction_read_only", "on")]);
        Ok(Self { pool, appender: Appender::new(options) })
    }
}

#[async_trait::async_trait]
impl Store for Postgres {
    async fn backup(&self, _: &Path) -> Result<(), StoreError> {
        let advice =
            "PostgreSQL copies itself while serving: `pg_dump --format=custom --file=FILE URL`";
        Err(StoreError::Backup(advice.to_owned()))
    }

    async fn dump(&self, to: Sender<Chunk>) -> Result<(), StoreError> {
        copy::dump(self, to).await
    }

    async fn restore(&self, from: Receiver<Chunk>) -> Result<u64, StoreError> {
        copy::restore(self, from).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.work(async |connection| {
            Ok(sqlx::query("SELECT 1 FROM hold LIMIT 1").execute(connection).await?)
        })
        .await?;
        Ok(())
    }

    async fn close(&self) {
        self.appender.close().await;
        self.pool.close().await;
    }
}
