//! Which key signs which site's log.

use crate::key::{self, KeyFileError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use volens_log::key::SigningKey;
use volens_log::{Checkpoint, note};
use volens_model::site::Site;
use volens_store::Tree;

/// The keys that `volens serve` was given, and where it may make the others.
#[derive(Debug)]
pub(crate) struct Keys {
    given: BTreeMap<String, SigningKey>,
    /// The SQLite file, beside which keys are made. Servers that share a database share its keys
    /// too, so there nothing is made.
    beside: Option<PathBuf>,
}

/// One site's key.
#[derive(Clone, Debug)]
pub(crate) struct LogKey {
    pub(crate) key: SigningKey,
    /// Where to keep it, if it is new.
    new: Option<PathBuf>,
}

impl Keys {
    pub(crate) fn read(files: &[PathBuf], store: &str) -> Result<Self, KeyFileError> {
        let mut given = BTreeMap::new();
        for path in files {
            let signing = key::read(path)?;
            let name = signing.verifying_key().name();
            let site = key::site_of(name)
                .map(str::to_owned)
                .ok_or_else(|| KeyFileError::Name { path: path.clone(), name: name.to_owned() })?;
            given.insert(site, signing);
        }
        // What is no store at all, the store says when it is opened.
        let file = store.strip_prefix("sqlite:").unwrap_or(store);
        let beside = (!store.starts_with("postgres")).then(|| PathBuf::from(file));
        Ok(Self { given, beside })
    }

    /// The site's key: the one that was given, else the one beside the store, else a new one. A new
    /// log is named after the first of the site's origins.
    pub(crate) fn of(&self, site: &Site) -> Result<LogKey, KeyFileError> {
        let id = &site.file.id;
        if let Some(key) = self.given.get(id) {
            return Ok(LogKey { key: key.clone(), new: None });
        }
        let path = self.beside.as_deref().map(|store| beside(store, id));
        let path = path.ok_or_else(|| KeyFileError::Missing(id.clone()))?;
        if path.exists() {
            return Ok(LogKey { key: key::read(&path)?, new: None });
        }
        let host = site.file.origins.first().and_then(|origin| origin.split_once("://"));
        let host = host.map_or("localhost", |(_, host)| host);
        Ok(LogKey { key: key::make(&key::name(host, id))?, new: Some(path) })
    }

    /// Refuses a key that signs nothing here: it was meant for something.
    pub(crate) fn all_used(&self, served: impl Fn(&str) -> bool) -> Result<(), KeyFileError> {
        match self.given.keys().find(|site| !served(site)) {
            Some(site) => Err(KeyFileError::Unserved(site.clone())),
            None => Ok(()),
        }
    }
}

impl LogKey {
    /// Refuses to go on with a log that another key began, and writes a new key to its file.
    pub(crate) fn keep(&self, site: &str, tree: &Tree) -> Result<(), KeyFileError> {
        let verifying = self.key.verifying_key();
        // Where another has signed after it, that one has taken its place.
        let is_ours =
            |note| Checkpoint::open(note, verifying).is_ok() && note::is_last(note, verifying);
        if !tree.checkpoint.as_deref().is_none_or(is_ours) {
            return Err(KeyFileError::Other(site.to_owned()));
        }
        if let Some(path) = &self.new {
            key::write(path, &self.key)?;
            tracing::info!(
                site,
                key = %verifying,
                "the log has a new key, {}: keep a copy of that file where the store is not",
                path.display()
            );
        }
        Ok(())
    }

    /// What anyone may know of it.
    pub(crate) fn public(&self) -> String {
        self.key.verifying_key().to_string()
    }
}

/// `ledger.db` keeps the key of `apollo` in `ledger.apollo.key`.
fn beside(store: &Path, site: &str) -> PathBuf {
    store.with_extension(format!("{site}.key"))
}
