//! SHA-256 in hex.

use sha2::{Digest, Sha256};

/// SHA-256 as `sha256sum` prints it: 64 hex digits in lower case.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let mut text = String::with_capacity(64);
    text.extend(digits.filter_map(|digit| char::from_digit(digit.into(), 16)));
    text
}
