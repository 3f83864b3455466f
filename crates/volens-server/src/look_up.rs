//! The officer's look-up: a visitor quotes a reference, and everything that shows what they decided
//! comes together (Article 7(1) GDPR).

mod print;

use crate::log::{self, Unproven};
use serde_json::Value;
use std::path::Path;
use volens_log::Receipt;
use volens_model::event::Event;
use volens_model::policy::Policy;
use volens_store::{Document, Kind, Publication, Record, Salted, Store, StoreError};

/// Why a reference cannot be looked up.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LookUpError {
    #[error("there is no store at {0}; name it with --store")]
    Missing(String),
    #[error("no event `{0}` is kept: it never was, or it was erased (`volens verify log` tells)")]
    Unknown(String),
    #[error("the event is unreadable: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A decision with its evidence.
#[derive(Debug)]
pub(crate) struct Found {
    record: Record,
    event: Event,
    /// The publication that the event names, and its policy.
    policy: Option<(Publication, Policy)>,
    /// What was published with it, as far as it is kept: the policy, the notice's texts, what was on
    /// screen, and what that was measured to be.
    documents: Vec<Published>,
    receipt: Result<Receipt, Unproven>,
}

/// A leaf that is no event, as the log has it.
#[derive(Debug)]
struct Published {
    kind: Kind,
    body: String,
    receipt: Option<Receipt>,
}

/// The events with this id: one at most of each site.
pub(crate) async fn find(url: &str, reference: &str) -> Result<Vec<Found>, LookUpError> {
    if url.strip_prefix("sqlite:").is_some_and(|path| !Path::new(path).exists()) {
        return Err(LookUpError::Missing(url.to_owned()));
    }
    let store = volens_store::open_read_only(url).await?;
    let mut found = Vec::new();
    for site in store.sites().await? {
        if let Some(record) = store.record(&site, reference).await? {
            found.push(gather(store.as_ref(), record).await?);
        }
    }
    store.close().await;
    Ok(found)
}

async fn gather(store: &dyn Store, kept: Salted<Record>) -> Result<Found, LookUpError> {
    let receipt = log::prove(store, &kept).await;
    let record = kept.value;
    let event: Event = serde_json::from_str(&record.body)?;
    let site = &record.site;
    let policy = policy(store.publications(site).await?, &event);
    let version = policy.as_ref().map(|(publication, _)| publication.version.clone());
    let evidence = match &event.shown {
        Some(shown) => measured(store, site, shown).await?,
        None => None,
    };
    let named = [
        (Kind::Policy, version),
        (Kind::Notice, Some(event.notice.clone())),
        (Kind::Shown, event.shown.clone()),
        (Kind::Evidence, evidence),
    ];
    let mut documents = Vec::new();
    for (kind, id) in named {
        let Some(id) = id else { continue };
        if let Some(document) = store.document(site, kind, &id).await? {
            let receipt = log::prove_document(store, &document).await;
            documents.push(Published { kind, body: document.value.body, receipt: receipt.ok() });
        }
    }
    Ok(Found { record, event, policy, documents, receipt })
}

/// The id of the last measurements of what was shown.
async fn measured(
    store: &dyn Store,
    site: &str,
    shown: &str,
) -> Result<Option<String>, LookUpError> {
    let documents = store.documents(site, Kind::Evidence).await?;
    let is_of = |document: &&Document| {
        let body: Value = serde_json::from_str(&document.body).unwrap_or_default();
        let entries = body.pointer("/manifest/entries").and_then(Value::as_array);
        entries.into_iter().flatten().any(|entry| entry.get("shown") == Some(&shown.into()))
    };
    Ok(documents.iter().rfind(is_of).map(|document| document.id.clone()))
}

/// The version that the event names: its fingerprint, and among those of one fingerprint the last
/// with its notice.
fn policy(publications: Vec<Publication>, event: &Event) -> Option<(Publication, Policy)> {
    let same = publications.into_iter().filter(|one| one.fingerprint == event.fingerprint);
    let read = same.filter_map(|one| serde_json::from_str(&one.policy).ok().map(|p| (one, p)));
    read.max_by_key(|(one, policy): &(Publication, Policy)| {
        (policy.notice == event.notice, one.published.clone())
    })
}
