//! Where the ledger keeps what it must prove. A store is chosen by its URL and reached through one
//! trait, so that SQLite and PostgreSQL answer to the same contract (`tests/contract/`).

mod copy;
mod document;
mod erasure;
mod error;
mod group;
mod leaf;
mod pending;
mod postgres;
mod record;
mod row;
mod sealed;
mod sqlite;
mod statements;
mod store;
mod tree;
#[cfg(test)]
mod upgrade;

pub use async_trait::async_trait;
pub use copy::{Chunk, copy};
pub use document::{Document, Kind, Publication};
pub use erasure::{Erasure, STEP, Selection, expire};
pub use error::StoreError;
pub use postgres::Postgres;
pub use record::{Outcome, Record};
pub use sealed::{Sealed, seal};
pub use sqlite::Sqlite;
pub use store::{Erase, Events, Log, Store};
pub use tree::{Leaf, Salted, Standing, Tree};

use std::sync::Arc;

/// Opens the store that a URL names, making it and its schema if need be.
///
/// `sqlite:PATH` is a file. It is made when missing; its folder is not.
/// `postgres://USER:PASSWORD@HOST:PORT/DATABASE` is a database, which must be there.
pub async fn open(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    match url.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => {
            Ok(Arc::new(Sqlite::open(path.as_ref()).await?))
        }
        Some(("postgres" | "postgresql", _)) => Ok(Arc::new(Postgres::open(url).await?)),
        _ => Err(unknown(url)),
    }
}

/// Opens a store that is there to look at one state of it, that of the first look. Nothing of it is changed: no schema, no
/// row, no byte of a SQLite file.
pub async fn open_read_only(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    match url.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => {
            Ok(Arc::new(Sqlite::open_read_only(path.as_ref()).await?))
        }
        Some(("postgres" | "postgresql", _)) => Ok(Arc::new(Postgres::open_read_only(url).await?)),
        _ => Err(unknown(url)),
    }
}

/// The URL may hold a password, if not one that we know how to use.
fn unknown(url: &str) -> StoreError {
    let scheme = url.split_once(':').map_or(url, |(scheme, _)| scheme);
    StoreError::Url(scheme.to_owned())
}
