//! What is hashed, and how (RFC 6962, section 2.1).

use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// The length of a record's salt in bytes.
pub const SALT_LENGTH: usize = 32;

/// The root of a tree without leaves: the hash of nothing.
pub const EMPTY: Hash = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
    0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

/// What the log holds of a record: a commitment to it. Once the salt is deleted nobody can tell
/// which record it was (GDPR Art. 17), not even by guessing the record.
///
/// `record` is in its RFC 8785 form.
#[must_use]
pub fn entry(salt: &[u8; SALT_LENGTH], record: &[u8]) -> Hash {
    Sha256::new().chain_update(salt).chain_update(record).finalize().into()
}

/// The leaf that an entry stands in.
#[must_use]
pub fn leaf(entry: &Hash) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// The node above two others.
#[must_use]
pub fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}
