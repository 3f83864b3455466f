//! Base 64 as the C2SP formats write it: RFC 4648, section 4, padded, one form for each value.

use crate::Hash;
use ::base64::Engine;
use ::base64::engine::general_purpose::STANDARD;

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

/// Nothing where the text is not base 64, padding and unused bits included.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

pub(crate) fn decode_hash(text: &str) -> Option<Hash> {
    decode(text)?.try_into().ok()
}
