//! `bundles.json`: which scripts a page may embed, with their hashes, sizes and how long they hold.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What a site offers to pages (`docs/embedding.md`).
#[derive(Debug, Serialize)]
pub(super) struct Bundles<'a> {
    pub(super) site: &'a str,
    pub(super) fingerprint: String,
    pub(super) notice: &'a str,
    pub(super) bundles: Vec<Forms>,
}

/// The forms of one language's bundle.
#[derive(Debug, Serialize)]
pub(super) struct Forms {
    pub(super) language: String,
    /// The manifest entry that its events name.
    pub(super) shown: String,
    pub(super) linked: Linked,
    pub(super) pinned: Pinned,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) inline: Option<Inline>,
}

#[derive(Debug, Serialize)]
pub(super) struct Linked {
    pub(super) path: String,
    pub(super) bytes: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct Pinned {
    pub(super) path: String,
    pub(super) bytes: usize,
    /// For the attribute of that name (Subresource Integrity, 3.1).
    pub(super) integrity: String,
    /// From then on it asks and grants nothing.
    pub(super) expires: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Inline {
    pub(super) path: String,
    pub(super) bytes: usize,
    /// For a page's `script-src` (CSP 3, 6.7.2.3).
    pub(super) csp: String,
    pub(super) expires: String,
}

/// The hash of a script as SRI and CSP write it.
pub(super) fn integrity(script: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(script)))
}

/// How long what is made now may ask: to the first of a month, six to seven months ahead. It changes
/// once a month, so that what is made twice in one month is the same to the byte.
pub(super) fn expiry(now: Timestamp) -> Timestamp {
    let month = now.to_zoned(TimeZone::UTC).date().first_of_month();
    let until = month.checked_add(7.months()).unwrap_or(Date::MAX);
    until.to_zoned(TimeZone::UTC).map_or(now, |until| until.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_in_one_month_expires_together() {
        let expiry = |now: &str| expiry(now.parse().unwrap()).to_string();
        assert_eq!(expiry("2026-11-01T00:00:00Z"), "2027-06-01T00:00:00Z");
        assert_eq!(expiry("2026-11-30T23:59:59Z"), "2027-06-01T00:00:00Z");
        assert_eq!(expiry("2026-12-31T12:00:00Z"), "2027-07-01T00:00:00Z");
    }

    #[test]
    fn hashes_are_as_browsers_compare_them() {
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        assert_eq!(integrity("alert(1)"), "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=");
    }
}
