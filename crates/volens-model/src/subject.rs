//! The pseudonym a visitor's events share: a hash that only the holder of the key can make.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The form of a key: 32 bytes in base64url without padding.
#[must_use]
pub fn is_key(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The subject of `key` at `origin` of `site`, 64 hex digits; never the same on two origins (L27).
#[must_use]
pub fn subject(site: &str, origin: &str, key: &str) -> String {
    let digest = Sha256::digest(format!("volens-subject-v1\n{site}\n{origin}\n{key}"));
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
