//! What every store does. `tests/contract/` runs on each of them.

use crate::{
    Chunk, Document, Erasure, Kind, Leaf, Outcome, Publication, Record, Salted, Sealed, Selection,
    Standing, StoreError, Tree,
};
use async_trait::async_trait;
use std::fmt::Debug;
use std::path::Path;
use tokio::sync::mpsc::{Receiver, Sender};
use volens_log::Hash;

/// Keeps decision events and never changes them.
#[async_trait]
pub trait Events: Send + Sync + Debug {
    /// Appends the batch as one transaction, one outcome for each record in order. When this
    /// returns, everything in it is on disk; when it fails, nothing of it is.
    async fn append(&self, batch: Vec<Sealed>) -> Result<Vec<Outcome>, StoreError>;

    /// The site's last records, newest first, at most `count`.
    async fn recent(&self, site: &str, count: u32) -> Result<Vec<Record>, StoreError>;

    /// The record of an event, unless it is unknown or erased.
    async fn record(&self, site: &str, id: &str) -> Result<Option<Salted<Record>>, StoreError>;

    /// A subject's records, oldest first, at most `count`: those behind the one with the id `after`,
    /// which none are where it is not the subject's.
    async fn of_subject(
        &self,
        site: &str,
        subject: &str,
        after: Option<&str>,
        count: u32,
    ) -> Result<Vec<Salted<Record>>, StoreError>;
}

/// The site's Merkle log: everything that is kept becomes a leaf, in the order of its sequencing.
#[async_trait]
pub trait Log: Send + Sync + Debug {
    /// Keeps a document, to be a leaf, unless one of its site, kind and id is there. Whether it was
    /// new.
    async fn add_document(&self, document: &Document) -> Result<bool, StoreError>;

    async fn document(
        &self,
        site: &str,
        kind: Kind,
        id: &str,
    ) -> Result<Option<Salted<Document>>, StoreError>;

    /// The site's documents of a kind, in the order in which they came.
    async fn documents(&self, site: &str, kind: Kind) -> Result<Vec<Document>, StoreError>;

    /// Keeps a policy under its version, unless it is there. Whether it was new.
    async fn publish(&self, publication: &Publication) -> Result<bool, StoreError> {
        self.add_document(&publication.document()?).await
    }

    /// Every policy of the site, in the order of publication.
    async fn publications(&self, site: &str) -> Result<Vec<Publication>, StoreError> {
        let documents = self.documents(site, Kind::Policy).await?;
        documents.into_iter().map(Publication::read).collect()
    }

    /// Every site that has a tree or something pending, ascending.
    async fn sites(&self) -> Result<Vec<String>, StoreError>;

    /// Puts what is pending into the tree, at most `limit` leaves, in one transaction. The lock on
    /// the tree is the sequencer's lease: any number of servers may call this at once. The tree
    /// after it.
    async fn sequence(&self, site: &str, limit: u32) -> Result<Tree, StoreError>;

    /// How much is not in the tree yet.
    async fn pending(&self, site: &str) -> Result<u64, StoreError>;

    /// The tree as it is committed; [`Tree::EMPTY`] for a site without one.
    async fn tree(&self, site: &str) -> Result<Tree, StoreError>;

    /// Keeps the signed note over the tree of that size, unless the tree has grown or that size is
    /// signed already. Whether the note was kept. Only a note that was kept may be shown to anyone: so no
    /// two are ever given out for one size.
    async fn sign(&self, site: &str, size: u64, note: &str) -> Result<bool, StoreError>;

    /// Puts a note with one signature more in the place of one over the same tree. Whether it was the
    /// site's last.
    async fn countersign(&self, site: &str, note: &str, with: &str) -> Result<bool, StoreError>;

    /// A tile's hashes, as many as there are: 1 to 256. Level -1 holds entries.
    async fn tile(
        &self,
        site: &str,
        level: i8,
        index: u64,
    ) -> Result<Option<Vec<Hash>>, StoreError>;

    /// Where an event or document stands in the tree, once it does.
    async fn leaf_of(&self, site: &str, kind: Kind, id: &str) -> Result<Option<u64>, StoreError>;

    /// What stands from index `from` on, ascending, at most `count`.
    async fn leaves(&self, site: &str, from: u64, count: u32) -> Result<Vec<Leaf>, StoreError>;

    /// The site's events from the last one down, at most `count`: those kept before the one that has
    /// `before` as its `seq`.
    async fn standing(
        &self,
        site: &str,
        before: i64,
        count: u32,
    ) -> Result<Vec<Standing>, StoreError>;

    /// Documents that neither stand in the tree nor wait to, at most `count`.
    async fn leafless(&self, site: &str, count: u32) -> Result<Vec<(Kind, String)>, StoreError>;
}

/// Deletes records for a person, or because their time has come.
#[async_trait]
pub trait Erase: Send + Sync + Debug {
    /// Deletes records and their salts, and adds a tombstone for each; the tombstones' leaves come
    /// with the next sequencing. What was pending is sequenced first. The indexes of the deleted
    /// records' leaves, ascending. Of a subject's records at most [`crate::STEP`], the oldest first:
    /// nobody waits for one person. None are left when none were deleted.
    async fn erase(
        &self,
        site: &str,
        selection: Selection<'_>,
        erasure: Erasure<'_>,
    ) -> Result<Vec<u64>, StoreError>;

    /// The ids of at most `count` records whose chain ended before `before` (RFC 3339 UTC),
    /// earliest first. A subject's events are one chain: a grant stays as long as what withdrew it.
    async fn expired(
        &self,
        site: &str,
        before: &str,
        count: u32,
    ) -> Result<Vec<String>, StoreError>;

    /// Notes that the site's retention begins at `now`, and whether it is due: not where another
    /// ledger began it between `from` and `to` (RFC 3339 UTC), both not counted.
    async fn begin_retention(
        &self,
        site: &str,
        now: &str,
        from: &str,
        to: &str,
    ) -> Result<bool, StoreError>;

    /// Puts the site under a legal hold (GDPR Art. 17(3)(e)) for a reason, or releases it.
    async fn hold(&self, site: &str, reason: Option<&str>) -> Result<(), StoreError>;

    /// Why the site is under a legal hold, if it is.
    async fn held(&self, site: &str) -> Result<Option<String>, StoreError>;
}

/// A whole ledger.
#[async_trait]
pub trait Store: Events + Log + Erase {
    /// Writes a consistent copy to a file that does not exist yet, while others read and write.
    async fn backup(&self, to: &Path) -> Result<(), StoreError>;

    /// Sends everything that the store holds at one instant, for [`crate::copy`].
    async fn dump(&self, to: Sender<Chunk>) -> Result<(), StoreError>;

    /// Takes what another store sent, all of it or nothing, into an empty store. How many rows.
    async fn restore(&self, from: Receiver<Chunk>) -> Result<u64, StoreError>;

    /// Whether the store answers.
    async fn ready(&self) -> Result<(), StoreError>;

    /// Waits for what is under way and lets the store go.
    async fn close(&self);
}
