//! Where a log is read from: its store, or the address it is served at.

use axum::http::HeaderMap;
use axum::http::header::RETRY_AFTER;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use volens_log::Hash;
use volens_log::tile::{ENTRIES, Tile};
use volens_store::{Store, StoreError};

/// How long a server may take to answer.
const ANSWER: Duration = Duration::from_secs(30);

/// How often it may ask to be asked later, for one file.
const PATIENCE: u32 = 20;

/// More bytes are no tile and no checkpoint.
const LARGEST: u64 = 64 * 1024;

#[derive(Debug)]
pub(crate) enum Source {
    Store(Arc<dyn Store>),
    Address { agent: ureq::Agent, prefix: String },
}

/// Why a log cannot be read, which says nothing of whether it is true.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SourceError {
    #[error("cannot read {path}: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("cannot read {address}: {cause}")]
    Address { address: String, cause: Box<ureq::Error> },
    #[error("{0} is not what a log answers with")]
    Form(String),
}

impl Source {
    /// Opens what `volens verify log` was given: `https://HOST/log/SITE`, a store's URL, or the path
    /// of a SQLite file.
    pub(crate) async fn open(from: &str) -> Result<Self, SourceError> {
        if from.starts_with("http://") || from.starts_with("https://") {
            let config = ureq::Agent::config_builder()
                .timeout_global(Some(ANSWER))
                // A log is where its address says (c2sp.org/tlog-tiles, *Redirects*).
                .max_redirects(0)
                .http_status_as_error(false)
                .build();
            let prefix = from.trim_end_matches('/').to_owned();
            return Ok(Self::Address { agent: config.into(), prefix });
        }
        if from.starts_with("postgres") {
            return Ok(Self::Store(volens_store::open_read_only(from).await?));
        }
        let file = from.strip_prefix("sqlite:").unwrap_or(from);
        Ok(Self::Store(volens_store::open_read_only(&format!("sqlite:{file}")).await?))
    }

    pub(crate) fn store(&self) -> Option<&dyn Store> {
        match self {
            Self::Store(store) => Some(store.as_ref()),
            Self::Address { .. } => None,
        }
    }

    pub(crate) async fn checkpoint(&self, site: &str) -> Result<Option<String>, SourceError> {
        match self {
            Self::Store(store) => Ok(store.tree(site).await?.checkpoint),
            Self::Address { .. } => {
                let note = self.get("checkpoint")?.map(String::from_utf8).transpose();
                note.map_err(|_| SourceError::Form("checkpoint".to_owned()))
            }
        }
    }

    /// A tile's hashes; from a store perhaps more than `width`.
    pub(crate) async fn tile(
        &self,
        site: &str,
        tile: Tile,
    ) -> Result<Option<Vec<Hash>>, SourceError> {
        if let Self::Store(store) = self {
            return Ok(store.tile(site, tile.level, tile.index).await?);
        }
        let name = format!("tile/{tile}");
        let Some(bytes) = self.get(&name)? else { return Ok(None) };
        let hashes = if tile.level == ENTRIES { entries(&bytes) } else { hashes(&bytes) };
        hashes.filter(|hashes| hashes.len() == tile.width).map(Some).ok_or(SourceError::Form(name))
    }

    #[expect(clippy::disallowed_methods, reason = "the server says how long to wait")]
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let Self::Address { agent, prefix } = self else { return Ok(None) };
        let address = format!("{prefix}/{name}");
        let failed =
            |cause| SourceError::Address { address: address.clone(), cause: Box::new(cause) };
        let mut patience = PATIENCE;
        loop {
            let mut answer = agent.get(&address).call().map_err(failed)?;
            match answer.status().as_u16() {
                200 => {
                    let body = answer.body_mut().with_config().limit(LARGEST).read_to_vec();
                    return body.map(Some).map_err(failed);
                }
                404 => return Ok(None),
                // A large log is more than its server answers to one address at once.
                429 | 503 if patience > 0 => {
                    patience -= 1;
                    std::thread::sleep(wait(answer.headers()));
                }
                status => return Err(failed(ureq::Error::StatusCode(status))),
            }
        }
    }
}

/// How long the server asks to be left alone.
fn wait(headers: &HeaderMap) -> Duration {
    let seconds = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    Duration::from_secs(seconds.unwrap_or(1)).clamp(Duration::from_secs(1), ANSWER)
}

fn hashes(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks();
    rest.is_empty().then(|| hashes.to_vec())
}

/// Entries are led by their length, which here is always that of a hash.
fn entries(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (entries, rest) = bytes.as_chunks::<34>();
    let entry = |entry: &[u8; 34]| match entry.split_first_chunk() {
        Some(([0, 32], entry)) => entry.try_into().ok(),
        _ => None,
    };
    rest.is_empty().then(|| entries.iter().map(entry).collect())?
}
