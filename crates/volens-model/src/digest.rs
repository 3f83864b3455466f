//! SHA-256 in hex.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// SHA-256 as `sha256sum` prints it: 64 hex digits in lower case.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
