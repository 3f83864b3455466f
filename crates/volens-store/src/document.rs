//! What stands in the log besides events.

use crate::StoreError;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What a leaf of the log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Event,
    /// A published policy.
    Policy,
    /// A published notice.
    Notice,
    /// The code that asked.
    Gate,
    /// What was on screen.
    Shown,
    /// What that was measured to be in a browser.
    Evidence,
    /// The files of a site's folder, as they were published.
    Site,
    /// Says that a site's files were published, when, and as which in the row.
    Version,
    /// Says that a leaf's record was deleted, when and why.
    Tombstone,
}

impl Kind {
    const ALL: [Self; 9] = [
        Self::Event,
        Self::Policy,
        Self::Notice,
        Self::Gate,
        Self::Shown,
        Self::Evidence,
        Self::Site,
        Self::Version,
        Self::Tombstone,
    ];

    /// The name in the store and in a document's `kind`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Policy => "policy",
            Self::Notice => "notice",
            Self::Gate => "gate",
            Self::Shown => "shown",
            Self::Evidence => "evidence",
            Self::Site => "site",
            Self::Version => "version",
            Self::Tombstone => "tombstone",
        }
    }

    pub(crate) fn parse(name: &str) -> Result<Self, StoreError> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == name);
        found.ok_or(StoreError::Unreadable("a leaf's kind"))
    }
}

/// A leaf that is no event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub site: String,
    pub kind: Kind,
    /// Unique among the site's documents of that kind.
    pub id: String,
    /// `{"kind":…, …}` as RFC 8785 JSON: what the log commits to.
    pub body: String,
}

/// A policy as a site published it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    pub site: String,
    /// Hash of `policy`, unique within its site.
    pub version: String,
    /// What visitors are asked; policies that only word it differently share it.
    pub fingerprint: String,
    /// The ledger's clock, RFC 3339 UTC.
    pub published: String,
    /// `policy.json` in its RFC 8785 form.
    pub policy: String,
}

/// A publication's body. The fields stand in the order that RFC 8785 asks for.
#[derive(Serialize, Deserialize)]
struct PolicyBody<'a> {
    fingerprint: String,
    kind: String,
    #[serde(borrow)]
    policy: &'a RawValue,
    published: String,
    site: String,
}

impl Publication {
    pub(crate) fn document(&self) -> Result<Document, StoreError> {
        let body = PolicyBody {
            fingerprint: self.fingerprint.clone(),
            kind: Kind::Policy.as_str().to_owned(),
            policy: serde_json::from_str(&self.policy)?,
            published: self.published.clone(),
            site: self.site.clone(),
        };
        Ok(Document {
            site: self.site.clone(),
            kind: Kind::Policy,
            id: self.version.clone(),
            body: serde_json::to_string(&body)?,
        })
    }

    pub(crate) fn read(document: Document) -> Result<Self, StoreError> {
        let body: PolicyBody<'_> = serde_json::from_str(&document.body)?;
        let PolicyBody { fingerprint, policy, published, .. } = body;
        let policy = policy.get().to_owned();
        Ok(Self { site: document.site, version: document.id, fingerprint, published, policy })
    }
}
