//! The files that hold the logs' secret keys (`docs/proof.md`, *Keys*).

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use volens_log::key::{KeyError, SigningKey};

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    #[error("cannot read the key {path}: {cause}")]
    Read { path: PathBuf, cause: io::Error },
    #[error("cannot write the key {path}: {cause}; a key that is there is never replaced")]
    Write { path: PathBuf, cause: io::Error },
    #[error("{path} can be read by others; `chmod 600 {path}`")]
    Open { path: PathBuf },
    #[error("{path} holds no key: {cause}; `volens key new` makes one")]
    Key { path: PathBuf, cause: KeyError },
    #[error("the key {path} is named `{name}`; a log's key is named `<host>/log/<site>`")]
    Name { path: PathBuf, name: String },
    #[error("a key is given for the log of `{0}`, and no such site is served")]
    Unserved(String),
    #[error("the system gives no random numbers")]
    Random,
    #[error(
        "site `{0}` has no key to sign its log with; make one with `volens key new --site {0} \
         --host HOST --out FILE` and give it with `--key FILE`"
    )]
    Missing(String),
    #[error(
        "the log of `{0}` was signed with another key; give that one with `--key FILE`, or restore \
         it from its backup"
    )]
    Other(String),
}

/// The name of a site's key and log.
pub(crate) fn name(host: &str, site: &str) -> String {
    format!("{host}/log/{site}")
}

/// The site that a log of this name is of.
pub(crate) fn site_of(name: &str) -> Option<&str> {
    name.rsplit_once("/log/").map(|(_, site)| site).filter(|site| !site.is_empty())
}

/// A new key.
pub(crate) fn make(name: &str) -> Result<SigningKey, KeyFileError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| KeyFileError::Random)?;
    let named = |cause| KeyFileError::Key { path: PathBuf::from(name), cause };
    SigningKey::new(name, &seed).map_err(named)
}

/// Reads a key that nobody else on the machine can read.
pub(crate) fn read(path: &Path) -> Result<SigningKey, KeyFileError> {
    let failed = |cause| KeyFileError::Read { path: path.to_owned(), cause };
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.mode() & 0o077 != 0 {
        return Err(KeyFileError::Open { path: path.to_owned() });
    }
    let text = io::read_to_string(file).map_err(failed)?;
    let key: Result<SigningKey, _> = text.trim_end().parse();
    key.map_err(|cause| KeyFileError::Key { path: path.to_owned(), cause })
}

/// Writes a key to a file that is not there yet, for its owner alone. Whenever this is broken off,
/// the file holds the whole key or is not there.
pub(crate) fn write(path: &Path, key: &SigningKey) -> Result<(), KeyFileError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let aside = path.with_extension(format!("{}.new", std::process::id()));
    // One that an earlier process of this number left when it was killed.
    let _ = std::fs::remove_file(&aside);
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&aside)?;
        writeln!(file, "{}", key.secret())?;
        // What this key signs must not outlive it.
        file.sync_all()?;
        // Unlike a renaming, this never replaces a file.
        std::fs::hard_link(&aside, path)?;
        File::open(folder)?.sync_all()
    };
    let written = write().map_err(|cause| KeyFileError::Write { path: path.to_owned(), cause });
    // If it was never made there is nothing to remove.
    let _ = std::fs::remove_file(&aside);
    written
}
