//! Checks a receipt. Nothing but the file and the key is looked at.

use serde::Serialize;
use serde_json::Value;
use std::fmt;
use volens_log::key::VerifyingKey;
use volens_log::{Receipt, ReceiptError};

/// What a receipt proves.
#[derive(Debug, Serialize)]
pub(crate) struct Proved {
    verified: bool,
    log: String,
    index: u64,
    size: u64,
    record: Value,
}

/// Why a receipt proves nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unproved {
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    #[error("its tree has {size} leaves, and this key signed none of more than {until}")]
    Beyond { size: u64, until: u64 },
}

/// Reads a receipt and checks it. `until`: how large a tree its key may have signed.
pub(crate) fn receipt(
    text: &str,
    key: &VerifyingKey,
    until: Option<u64>,
) -> Result<Proved, Unproved> {
    let receipt = Receipt::read(text)?;
    let head = receipt.verify(key)?;
    if let Some(until) = until.filter(|until| head.size > *until) {
        return Err(Unproved::Beyond { size: head.size, until });
    }
    let record = serde_json::from_str(&receipt.record)
        .map_err(|_| ReceiptError::Form("its record is not JSON"))?;
    Ok(Proved { verified: true, log: head.origin, index: receipt.index, size: head.size, record })
}

impl fmt::Display for Proved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { log, index, size, record, .. } = self;
        writeln!(f, "{log}: verified: this record is leaf {index} of {size}")?;
        write!(f, "{record:#}")
    }
}
