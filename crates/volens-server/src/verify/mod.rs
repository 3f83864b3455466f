//! Checks a receipt or a whole log, trusting nothing but the log's public key (`docs/proof.md`).

mod ends;
mod receipt;
mod records;
mod report;
mod source;
mod standing;
mod walk;

pub(crate) use receipt::receipt;
pub(crate) use source::{Source, SourceError};
pub(crate) use walk::log;
