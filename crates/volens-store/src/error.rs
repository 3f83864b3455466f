use std::path::PathBuf;

/// Why a store cannot be opened, or did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("`{0}` is not a store's URL; write `sqlite:PATH` or `postgres://…`")]
    Url(String),
    #[error("cannot open {path}: {cause}; the folder must exist and be writable")]
    Open { path: PathBuf, cause: sqlx::Error },
    #[error("cannot read {path}: {cause}; where its folder cannot be written to, read a copy")]
    Read { path: PathBuf, cause: sqlx::Error },
    #[error(
        "cannot reach the PostgreSQL server: {0}; the database must exist and let this user make tables"
    )]
    Connect(sqlx::Error),
    #[error(
        "the PostgreSQL server runs with fsync = off: what it acknowledges is not on disk; turn it on"
    )]
    NotDurable,
    #[error("the store's schema cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error("the store failed: {0}")]
    Query(#[from] sqlx::Error),
    #[error("the store failed: {0}")]
    Append(#[from] rusqlite::Error),
    #[error("the store did not answer within {0} s")]
    Timeout(u64),
    #[error("the store holds what Volens never wrote: {0} has a wrong form")]
    Unreadable(&'static str),
    #[error("the store holds what Volens never wrote: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the store holds what Volens never wrote: {0}")]
    Edge(#[from] volens_log::EdgeError),
    #[error("the system gives no random numbers")]
    Random,
    #[error(
        "site `{site}` is under a legal hold ({reason}); nothing of it is deleted until `volens store release`"
    )]
    Held { site: String, reason: String },
    #[error(
        "the records are deleted, but a long reader keeps the write-ahead log from being emptied"
    )]
    StillRead,
    #[error("{0}")]
    Backup(String),
    #[error("the target already holds a ledger; copy into an empty store")]
    NotEmpty,
    #[error("the copy broke off; nothing of it was kept")]
    BrokenOff,
}
