//! A store in one SQLite file.

mod appender;
mod copy;
mod erase;
mod events;
mod lane;
mod log;
mod mover;
mod sequence;
mod statements;
#[cfg(test)]
mod tests;

use crate::{Chunk, Store, StoreError};
use appender::{Appender, Turn, WAL_PAGES};
use mover::Mover;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection, Sqlite as Database, SqliteConnection, Transaction};
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::sync::mpsc::{Receiver, Sender};
use tokio::time::{Instant, sleep};

/// SQLite has one writer at a time: what comes with every event is written over one connection,
/// everything else over another, and they take turns. Readers have their own and, thanks to the write-ahead
/// log, never wait for it.
#[derive(Debug)]
pub struct Sqlite {
    appender: Appender,
    mover: Mover,
    /// Who has it writes. SQLite's own lock is polled, which takes longer and is not fair.
    turns: Arc<Mutex<()>>,
    writer: SqlitePool,
    readers: SqlitePool,
    /// For connections besides.
    options: SqliteConnectOptions,
}

const READERS: u32 = 4;

/// Pages that each reader keeps at hand, in KiB (negative: sqlite.org/pragma.html#pragma_cache_size). They
/// read here and there; with SQLite's own 2 MB each, memory grows for as long as that takes to fill.
const READER_CACHE: &str = "-512";

/// IMMEDIATE takes the write lock at once: a transaction that starts as a reader can be refused
/// the lock later without waiting (sqlite.org/lang_transaction.html).
const WRITE: &str = "BEGIN IMMEDIATE";

/// The state that is read is the one that the first statement sees.
const READ: &str = "BEGIN; SELECT 1 FROM tree LIMIT 1";

/// How long to wait for another process that holds the file's lock, a backup for instance.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const BUSY_PAUSE: Duration = Duration::from_millis(5);
/// SQLITE_BUSY (sqlite.org/rescode.html).
const BUSY: &str = "5";

impl Sqlite {
    /// Opens the file, making it and its schema if need be.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL syncs the log at every commit. NORMAL would lose acknowledged events when the
            // power goes (sqlite.org/pragma.html#pragma_synchronous).
            .synchronous(SqliteSynchronous::Full)
            // What is deleted is overwritten with zeros (sqlite.org/pragma.html#pragma_secure_delete).
            .pragma("secure_delete", "ON")
            .pragma("wal_autocheckpoint", WAL_PAGES)
            .busy_timeout(BUSY_TIMEOUT);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            // When the disk is full SQLite itself rolls back, which sqlx does not notice: for it the
            // connection stays in a transaction and could never begin another.
            .before_acquire(|connection, _| {
                let is_free = !connection.is_in_transaction();
                Box::pin(async move { Ok(is_free) })
            });
        let writer = connect(writer, &options)
            .await
            .map_err(|cause| StoreError::Open { path: path.to_owned(), cause })?;
        // sqlx locks no SQLite file for its migrations: two that start at once must not both make
        // the tables.
        let mut transaction = writer.begin_with(WRITE).await?;
        // `run` would make the future one that cannot change threads (rust-lang/rust#102211).
        sqlx::migrate!("migrations/sqlite").run_direct(None, &mut *transaction, false).await?;
        transaction.commit().await?;
        let readers = SqlitePoolOptions::new().max_connections(READERS).connect_lazy_with(
            options.clone().pragma("query_only", "ON").pragma("cache_size", READER_CACHE),
        );
        Ok(Self {
            appender: Appender::open(path)?,
            mover: Mover::open(path)?,
            turns: Arc::default(),
            writer,
            readers,
            options,
        })
    }

    /// Opens a file that is there to read one state of it. Its bytes stay as they are; beside a
    /// write-ahead log, which a running ledger and a killed one leave, SQLite makes its index
    /// (`-shm`) where there is none (sqlite.org/wal.html, *Read-Only Databases*).
    pub async fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let is_quiet = std::fs::metadata(log).map_or(true, |log| log.len() == 0);
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            // Without a log nobody writes, and nothing needs to be locked or made.
            .immutable(is_quiet)
            .busy_timeout(BUSY_TIMEOUT);
        let read = async {
            let mut connection = SqliteConnection::connect_with(&options).await?;
            sqlx::raw_sql(READ).execute(&mut connection).await?;
            connection.close().await
        };
        read.await.map_err(|cause| StoreError::Read { path: path.to_owned(), cause })?;
        // One connection, and its transaction never ends: all of it reads the same state.
        let reader = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .after_connect(|connection, _| {
                Box::pin(async move { sqlx::raw_sql(READ).execute(connection).await.map(drop) })
            })
            .connect_lazy_with(options.clone());
        Ok(Self {
            appender: Appender::default(),
            mover: Mover::default(),
            turns: Arc::default(),
            writer: reader.clone(),
            readers: reader,
            options,
        })
    }

    /// Waits for the turn to write.
    async fn turn(&self) -> Turn {
        self.turns.clone().lock_owned().await
    }

    async fn write(&self) -> Result<Writing, StoreError> {
        self.write_in(self.turn().await).await
    }

    async fn write_in(&self, turn: Turn) -> Result<Writing, StoreError> {
        Ok(Writing { transaction: self.writer.begin_with(WRITE).await?, _turn: turn })
    }
}

/// Of two that turn on a new file's log at once, SQLite refuses one without waiting, whatever the time-out:
/// each would wait for the other (sqlite.org/c3ref/busy_handler.html).
async fn connect(
    pool: SqlitePoolOptions,
    options: &SqliteConnectOptions,
) -> sqlx::Result<SqlitePool> {
    let end = Instant::now() + BUSY_TIMEOUT;
    loop {
        match pool.clone().connect_with(options.clone()).await {
            Err(sqlx::Error::Database(cause))
                if cause.code().as_deref() == Some(BUSY) && Instant::now() < end =>
            {
                sleep(BUSY_PAUSE).await;
            }
            done => return done,
        }
    }
}

/// A transaction that has the turn to write.
struct Writing {
    transaction: Transaction<'static, Database>,
    _turn: Turn,
}

impl Writing {
    async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }
}

impl Deref for Writing {
    type Target = SqliteConnection;
    fn deref(&self) -> &SqliteConnection {
        &self.transaction
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }
}

#[async_trait::async_trait]
impl Store for Sqlite {
    async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let failed =
            |why: String| StoreError::Backup(format!("cannot write {}: {why}", to.display()));
        if to.exists() {
            return Err(failed("it is there already".to_owned()));
        }
        let path = to.to_str().ok_or_else(|| failed("its name is not UTF-8".to_owned()))?;
        // Reads one state of the file, whatever is written meanwhile (sqlite.org/lang_vacuum.html).
        // A reader may not write, not even another file.
        let mut connection = SqliteConnection::connect_with(&self.options).await?;
        let copied = sqlx::query("VACUUM INTO $1").bind(path).execute(&mut connection).await;
        copied.map_err(|cause| failed(cause.to_string()))?;
        connection.close().await?;
        let synced = std::fs::File::open(to).and_then(|file| file.sync_all());
        synced.map_err(|cause| failed(cause.to_string()))
    }

    async fn dump(&self, to: Sender<Chunk>) -> Result<(), StoreError> {
        copy::dump(self, to).await
    }

    async fn restore(&self, from: Receiver<Chunk>) -> Result<u64, StoreError> {
        copy::restore(self, from).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1 FROM event LIMIT 1").execute(&self.readers).await?;
        Ok(())
    }

    async fn close(&self) {
        self.readers.close().await;
        let _still = self.mover.hold().await;
        self.mover.close();
        let _turn = self.turn().await;
        self.appender.close();
        self.writer.close().await;
    }
}
