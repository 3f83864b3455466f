//! A tree head in three lines (c2sp.org/tlog-checkpoint).

use crate::key::{SigningKey, VerifyingKey};
use crate::note::{self, NoteError};
use crate::number::decimal;
use crate::{EMPTY, Hash, base64};

/// What a log says of itself: so many leaves, and that root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name, which is the name of its key.
    pub origin: String,
    pub size: u64,
    pub root: Hash,
}

/// Why a checkpoint is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error("it is not a checkpoint: origin, size and root, each on its line")]
    Form,
    #[error("it is the checkpoint of {found}, not of {expected}")]
    Origin { found: String, expected: String },
    #[error("an empty tree has another root")]
    Empty,
}

impl Checkpoint {
    /// The note to publish. The origin is the key's name.
    #[must_use]
    pub fn sign(size: u64, root: &Hash, key: &SigningKey) -> String {
        let origin = key.verifying_key().name();
        note::sign(&format!("{origin}\n{size}\n{}\n", base64::encode(root)), key)
    }

    /// Reads a note that `key` signed for the log of its name.
    pub fn open(note: &str, key: &VerifyingKey) -> Result<Self, CheckpointError> {
        let checkpoint = Self::read(note::open(note, key)?).ok_or(CheckpointError::Form)?;
        if checkpoint.origin != key.name() {
            let expected = key.name().to_owned();
            return Err(CheckpointError::Origin { found: checkpoint.origin, expected });
        }
        if checkpoint.size == 0 && checkpoint.root != EMPTY {
            return Err(CheckpointError::Empty);
        }
        Ok(checkpoint)
    }

    /// Further lines are allowed by the specification, and say nothing here.
    fn read(text: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        let origin = lines.next().filter(|origin| !origin.is_empty())?.to_owned();
        let size = decimal(lines.next()?)?;
        let root = base64::decode_hash(lines.next()?)?;
        Some(Self { origin, size, root })
    }
}
