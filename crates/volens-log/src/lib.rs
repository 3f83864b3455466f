//! Volens' tamper-evident log: the hashes, tiles, proofs and signed texts of `docs/proof.md`. Keys,
//! salts and tiles come in as arguments; nothing here reads a file, a clock or the network, and
//! nothing panics on what it is given.

mod appender;
mod base64;
mod checkpoint;
mod hash;
pub mod key;
pub mod note;
mod number;
mod peaks;
pub mod proof;
mod range;
mod receipt;
mod record;
pub mod tile;

pub use appender::{Appender, EdgeError};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use hash::{EMPTY, Hash, SALT_LENGTH, entry, leaf, node};
pub use range::Tiles;
pub use receipt::{Receipt, ReceiptError};
pub use record::event_record;
