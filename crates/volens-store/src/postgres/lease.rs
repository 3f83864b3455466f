//! A connection for one piece of work, bounded in time.

use super::Postgres;
use crate::StoreError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgConnection;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

/// How long a piece of work may take. A cut network gives no error by itself.
pub(super) const LIMIT: Duration = Duration::from_secs(8);

/// A connection that goes back to the pool only when its work is done. Given up in between, by an
/// error or because nobody waits any more, it is in no known state: it is cut, and the server rolls
/// back.
pub(super) struct Lease {
    connection: PoolConnection<sqlx::Postgres>,
    is_done: bool,
}

impl Postgres {
    pub(super) async fn lease(&self) -> Result<Lease, StoreError> {
        Ok(Lease { connection: self.pool.acquire().await?, is_done: false })
    }
}

impl Postgres {
    /// Does the work on a connection, within [`LIMIT`].
    pub(super) async fn work<T>(
        &self,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut lease = self.lease().await?;
        let done = limit(work(&mut lease)).await?;
        lease.give_back();
        Ok(done)
    }
}

impl Lease {
    pub(super) fn give_back(mut self) {
        self.is_done = true;
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if !self.is_done {
            self.connection.close_on_drop();
        }
    }
}

impl Deref for Lease {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for Lease {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

/// Runs the work, but not for longer than [`LIMIT`].
pub(super) async fn limit<T>(
    work: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    let result = tokio::time::timeout(LIMIT, work).await;
    result.unwrap_or(Err(StoreError::Timeout(LIMIT.as_secs())))
}
