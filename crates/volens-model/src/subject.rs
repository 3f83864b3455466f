//! The pseudonym a visitor's events share: a hash that only the holder of the key can make.

#[cfg(feature = "host")]
mod hash;

#[cfg(feature = "host")]
pub use hash::subject;

/// The form of a key: 32 bytes in base64url without padding.
#[must_use]
pub fn is_key(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
