//! A receipt: proof that a record stands in a log, checked with nothing but the log's key
//! (c2sp.org/tlog-proof).

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::key::VerifyingKey;
use crate::number::decimal;
use crate::{Hash, SALT_LENGTH, base64, entry, leaf, proof};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// More is not read: an event has at most 64 KiB.
const LONGEST: usize = 256 * 1024;

/// A record, where it stands, and the path from there to a signed root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub salt: [u8; SALT_LENGTH],
    /// In its RFC 8785 form.
    pub record: String,
    pub index: u64,
    pub proof: Vec<Hash>,
    /// The checkpoint as the log signed it.
    pub checkpoint: String,
}

/// Why a receipt proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    #[error("it is not a receipt: {0}")]
    Form(&'static str),
    #[error("its checkpoint is not to be believed: {0}")]
    Checkpoint(#[from] CheckpointError),
    #[error("the record does not stand at index {index} of the tree of {size} leaves")]
    Proof { index: u64, size: u64 },
}

impl Receipt {
    /// Reads a receipt; whether it proves anything, [`Receipt::verify`] says.
    pub fn read(text: &str) -> Result<Self, ReceiptError> {
        let refused = ReceiptError::Form;
        if text.len() > LONGEST {
            return Err(refused("it is too long"));
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(refused("no empty line"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(FIRST_LINE) {
            return Err(refused("its first line is not `c2sp.org/tlog-proof@v1`"));
        }
        let extra = lines.next().and_then(|line| line.strip_prefix("extra "));
        let extra = extra.and_then(base64::decode).ok_or(refused("no `extra` line"))?;
        let (salt, record) = extra.split_first_chunk().ok_or(refused("no salt"))?;
        let record = String::from_utf8(record.to_vec()).map_err(|_| refused("no record"))?;
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index.and_then(decimal).ok_or(refused("no `index` line"))?;
        let proof = lines.map(base64::decode_hash).collect::<Option<_>>();
        let proof = proof.ok_or(refused("a line of the proof is not a hash"))?;
        Ok(Self { salt: *salt, record, index, proof, checkpoint: checkpoint.to_owned() })
    }

    /// Whether the record stands in the log that `key` signs, and in which tree.
    pub fn verify(&self, key: &VerifyingKey) -> Result<Checkpoint, ReceiptError> {
        let checkpoint = Checkpoint::open(&self.checkpoint, key)?;
        let Checkpoint { size, root, .. } = &checkpoint;
        let leaf = leaf(&entry(&self.salt, self.record.as_bytes()));
        if proof::includes(root, *size, self.index, &leaf, &self.proof) {
            Ok(checkpoint)
        } else {
            Err(ReceiptError::Proof { index: self.index, size: *size })
        }
    }
}

/// The `.tlog-proof` file. Its extra data is salt and record, so that the entry is their SHA-256.
impl std::fmt::Display for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let extra = base64::encode([self.salt.as_slice(), self.record.as_bytes()].concat());
        writeln!(f, "{FIRST_LINE}\nextra {extra}\nindex {}", self.index)?;
        for hash in &self.proof {
            writeln!(f, "{}", base64::encode(hash))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}
