//! Groups of events are appended over a connection that is kept: a pool would ask the server before
//! and after each group whether it is still there.

use super::{ACQUIRE, SESSION};
use crate::StoreError;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::timeout;

#[derive(Debug)]
pub(super) struct Appender {
    options: PgConnectOptions,
    kept: Mutex<Option<PgConnection>>,
}

impl Appender {
    pub(super) fn new(options: PgConnectOptions) -> Self {
        Self { options, kept: Mutex::default() }
    }

    /// Where the connection is kept, for one group at a time. Taken out and not put back, by an error
    /// or because nobody waits any more, it is cut, and the server rolls back.
    pub(super) async fn place(&self) -> MutexGuard<'_, Option<PgConnection>> {
        self.kept.lock().await
    }

    /// Begins a transaction, on a new connection where the kept one has gone.
    pub(super) async fn begin(
        &self,
        kept: Option<PgConnection>,
    ) -> Result<PgConnection, StoreError> {
        if let Some(mut connection) = kept
            && let Ok(Ok(_)) =
                timeout(ACQUIRE, sqlx::raw_sql("BEGIN").execute(&mut connection)).await
        {
            return Ok(connection);
        }
        let connect = timeout(ACQUIRE, PgConnection::connect_with(&self.options));
        let mut connection =
            connect.await.map_err(|_| StoreError::Timeout(ACQUIRE.as_secs()))??;
        sqlx::raw_sql(AssertSqlSafe(SESSION)).execute(&mut connection).await?;
        sqlx::raw_sql("BEGIN").execute(&mut connection).await?;
        Ok(connection)
    }

    pub(super) async fn close(&self) {
        if let Some(connection) = self.place().await.take() {
            // It is not needed any more, whatever becomes of it.
            let _ = connection.close().await;
        }
    }
}
