//! Groups of events are appended over a connection that is kept: a pool would ask the server before
//! and after each group whether it is still there.

use super::{ACQUIRE, SESSION};
use crate::StoreError;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::timeout;

/// How long a connection is trusted to be there still. One that was used a moment ago and has gone
/// fails its group, whose events are sent again.
const TRUST: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(super) struct Appender {
    options: PgConnectOptions,
    kept: Mutex<Option<Kept>>,
}

/// A connection between two groups.
#[derive(Debug)]
pub(super) struct Kept {
    connection: PgConnection,
    used: Instant,
}

impl Kept {
    pub(super) fn now(connection: PgConnection) -> Self {
        Self { connection, used: Instant::now() }
    }
}

impl Appender {
    pub(super) fn new(options: PgConnectOptions) -> Self {
        Self { options, kept: Mutex::default() }
    }

    /// Where the connection is kept, for one group at a time. Taken out and not put back, by an error
    /// or because nobody waits any more, it is cut, and the server rolls back.
    pub(super) async fn place(&self) -> MutexGuard<'_, Option<Kept>> {
        self.kept.lock().await
    }

    /// A connection for a group: a new one where the kept one has gone.
    pub(super) async fn connection(&self, kept: Option<Kept>) -> Result<PgConnection, StoreError> {
        if let Some(Kept { mut connection, used }) = kept
            && (used.elapsed() < TRUST
                || matches!(timeout(ACQUIRE, connection.ping()).await, Ok(Ok(()))))
        {
            return Ok(connection);
        }
        let connect = timeout(ACQUIRE, PgConnection::connect_with(&self.options));
        let mut connection =
            connect.await.map_err(|_| StoreError::Timeout(ACQUIRE.as_secs()))??;
        sqlx::raw_sql(AssertSqlSafe(SESSION)).execute(&mut connection).await?;
        Ok(connection)
    }

    pub(super) async fn close(&self) {
        if let Some(Kept { connection, .. }) = self.place().await.take() {
            // It is not needed any more, whatever becomes of it.
            let _ = connection.close().await;
        }
    }
}
