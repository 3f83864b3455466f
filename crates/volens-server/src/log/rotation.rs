//! A log goes on with another key (`docs/proof.md`, *Keys*): the new one signs the last checkpoint
//! under the old one's signature. One row changes, so at any moment exactly one key signs.

use super::sequencer::continues;
use volens_log::key::{SigningKey, VerifyingKey};
use volens_log::note::NoteError;
use volens_log::{Checkpoint, CheckpointError, note};
use volens_store::{Store, StoreError};

/// Why the key stays.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RotationError {
    #[error(
        "the new key is named `{to}` and the log `{from}`; a log keeps its name: make the key \
             with the same --site and --host"
    )]
    Name { from: String, to: String },
    #[error("the log of `{0}` has no checkpoint; start the ledger with the key it is to have")]
    Unsigned(String),
    #[error("the last checkpoint is not by the key in --from: {0}")]
    From(#[from] CheckpointError),
    #[error("another key signs the log already")]
    Other,
    #[error(
        "the tree of {0} leaves does not continue its checkpoint; `volens verify log` says where"
    )]
    Rewritten(u64),
    #[error("the checkpoint has too many signatures: {0}")]
    Note(#[from] NoteError),
    #[error("the log has grown meanwhile; end its ledgers and try again")]
    Grown,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Has `to` sign the log of `site` from its last checkpoint on. The checkpoint with both signatures.
pub(crate) async fn rotate(
    store: &dyn Store,
    site: &str,
    from: &VerifyingKey,
    to: &SigningKey,
) -> Result<String, RotationError> {
    let verifying = to.verifying_key();
    if from.name() != verifying.name() {
        let [from, to] = [from, verifying].map(|key| key.name().to_owned());
        return Err(RotationError::Name { from, to });
    }
    let tree = store.tree(site).await?;
    let unsigned = || RotationError::Unsigned(site.to_owned());
    let signed = tree.checkpoint.clone().ok_or_else(unsigned)?;
    let before = Checkpoint::open(&signed, from)?;
    if note::is_last(&signed, verifying) {
        // Broken off after that, it is only said again.
        return Ok(signed);
    }
    if !note::is_last(&signed, from) {
        return Err(RotationError::Other);
    }
    if !continues(store, site, &tree, &before).await? {
        return Err(RotationError::Rewritten(tree.size));
    }
    let both = note::countersign(&signed, to)?;
    match store.countersign(site, &signed, &both).await? {
        true => Ok(both),
        false => Err(RotationError::Grown),
    }
}
