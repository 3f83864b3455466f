//! Where the ledger keeps decision events. A store is chosen by its URL and reached through one
//! trait, so that SQLite and PostgreSQL answer to the same contract (`tests/contract.rs`).

mod sqlite;

use std::path::PathBuf;
use std::sync::Arc;

pub use async_trait::async_trait;
pub use sqlite::Sqlite;

/// One decision event as it is kept. Holds no IP address, user agent or URL (L17).
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Record {
    pub site: String,
    /// The event's id, unique within its site.
    pub id: String,
    /// The origin that sent it (L27).
    pub origin: String,
    /// 64 hex digits, or nothing for a first refusal.
    pub subject: Option<String>,
    pub fingerprint: String,
    pub action: String,
    /// The visitor's clock, RFC 3339 UTC.
    pub at: String,
    /// The ledger's clock, RFC 3339 UTC.
    pub received: String,
    /// The event as RFC 8785 JSON.
    pub body: String,
}

/// What became of one record of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Stored,
    /// The same id with the same body, from the same origin, is there already.
    Duplicate,
    /// The id stands for another body or another origin; what is there stays.
    Conflict,
}

/// A policy as a site published it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Publication {
    pub site: String,
    /// Hash of `policy`, unique within its site.
    pub version: String,
    /// What visitors are asked; policies that only word it differently share it.
    pub fingerprint: String,
    /// The ledger's clock, RFC 3339 UTC.
    pub published: String,
    /// `policy.json`.
    pub policy: String,
}

/// Keeps events and policies and never changes them.
#[async_trait]
pub trait Store: Send + Sync + std::fmt::Debug {
    /// Appends the batch as one transaction, one outcome for each record in order. When this
    /// returns, everything in it is on disk; when it fails, nothing of it is.
    async fn append(&self, batch: &[Record]) -> Result<Vec<Outcome>, StoreError>;

    /// The site's last records, newest first, at most `count`.
    async fn recent(&self, site: &str, count: u32) -> Result<Vec<Record>, StoreError>;

    /// Keeps a policy under its version, unless it is there. Whether it was new.
    async fn publish(&self, publication: &Publication) -> Result<bool, StoreError>;

    /// Every policy of the site, in the order of publication.
    async fn publications(&self, site: &str) -> Result<Vec<Publication>, StoreError>;

    /// Whether the store answers.
    async fn ready(&self) -> Result<(), StoreError>;

    /// Waits for what is under way and lets the store go.
    async fn close(&self);
}

/// Why a store cannot be opened, or did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("`{0}` is not a store's URL; write `sqlite:PATH`")]
    Url(String),
    #[error("cannot open {path}: {cause}; the folder must exist and be writable")]
    Open { path: PathBuf, cause: sqlx::Error },
    #[error("the store's schema cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error("the store failed: {0}")]
    Query(#[from] sqlx::Error),
}

/// Opens the store that a URL names, making it and its schema if need be.
///
/// `sqlite:PATH` is a file. It is made when missing; its folder is not.
pub async fn open(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    match url.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
        Some(path) => Ok(Arc::new(Sqlite::open(path.as_ref()).await?)),
        None => Err(StoreError::Url(url.to_owned())),
    }
}
