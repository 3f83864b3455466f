use sha2::{Digest, Sha256};
use std::fmt::Write;

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
