use crate::digest::digest;

/// The subject of `key` at `origin` of `site`, 64 hex digits; never the same on two origins (L27).
#[must_use]
pub fn subject(site: &str, origin: &str, key: &str) -> String {
    digest(format!("volens-subject-v1\n{site}\n{origin}\n{key}").as_bytes())
}
