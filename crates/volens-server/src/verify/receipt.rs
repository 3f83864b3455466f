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

/// Reads a receipt and checks it.
pub(crate) fn receipt(text: &str, key: &VerifyingKey) -> Result<Proved, ReceiptError> {
    let receipt = Receipt::read(text)?;
    let head = receipt.verify(key)?;
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
