//! Each site's Merkle log: what goes into it, who signs it, and how it is read
//! (`docs/proof.md`).

mod keys;
mod pages;
mod publications;
mod receipts;
mod rotation;
mod sequencer;
mod tiles;

pub(crate) use keys::{Keys, LogKey};
pub(crate) use pages::{checkpoint, failed, key, tile};
pub(crate) use publications::{pinned, record, record_notice};
pub(crate) use receipts::{Unproven, get as receipt, preflight, prove, prove_document};
pub(crate) use rotation::{RotationError, rotate};
pub(crate) use sequencer::Sequencers;
