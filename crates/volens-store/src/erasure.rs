//! Deleting records in such a way that the log tells *erased* from *missing*.

use crate::{Erase, Kind, StoreError};
use serde::Serialize;

/// How many leaves are taken at a time before something is erased.
pub(crate) const BATCH: u32 = 4096;

/// Which records go.
#[derive(Clone, Copy, Debug)]
pub enum Selection<'a> {
    /// A subject's.
    Subject(&'a str),
    /// Those with these ids.
    Ids(&'a [String]),
}

/// Why records go, and when.
#[derive(Clone, Copy, Debug)]
pub struct Erasure<'a> {
    /// A word for it, `erased` or `retention`; it stays in the log for good, so it names nobody.
    pub reason: &'a str,
    /// The ledger's clock, RFC 3339 UTC.
    pub time: &'a str,
}

/// What stands in the log in the place of a deleted record. Names no event and no person. The
/// fields stand in the order that RFC 8785 asks for.
#[derive(Serialize)]
struct Tombstone<'a> {
    index: u64,
    kind: &'a str,
    reason: &'a str,
    site: &'a str,
    time: &'a str,
}

impl Erasure<'_> {
    pub(crate) fn tombstone(&self, site: &str, index: u64) -> Result<String, serde_json::Error> {
        let Self { reason, time } = self;
        let kind = Kind::Tombstone.as_str();
        serde_json::to_string(&Tombstone { index, kind, reason, site, time })
    }
}

/// How many records are deleted in one transaction.
pub const STEP: u32 = 500;

/// Deletes at most [`STEP`] records of the site whose chain ended before `before` (RFC 3339 UTC).
/// The indexes of their leaves, which the log's tombstones repeat. None are left when it is empty.
pub async fn expire(
    store: &(impl Erase + ?Sized),
    site: &str,
    before: &str,
    erasure: Erasure<'_>,
) -> Result<Vec<u64>, StoreError> {
    let ids = store.expired(site, before, STEP).await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    store.erase(site, Selection::Ids(&ids), erasure).await
}
