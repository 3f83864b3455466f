//! The officer's look-up: a visitor quotes a reference, and everything that shows what they decided
//! comes together (Article 7(1) GDPR).

mod print;

use crate::log::{self, Unproven};
use std::path::Path;
use volens_log::Receipt;
use volens_model::event::Event;
use volens_model::policy::Policy;
use volens_store::{Kind, Publication, Record, Salted, Store, StoreError};

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
    /// What was on screen, as the log has it.
    shown: Option<String>,
    /// The texts of the notice, as the log has them.
    notice: Option<String>,
    receipt: Result<Receipt, Unproven>,
}

/// The events with this id: one at most of each site.
pub(crate) async fn find(url: &str, reference: &str) -> Result<Vec<Found>, LookUpError> {
    // Opening would make a file that is not there.
    if url.strip_prefix("sqlite:").is_some_and(|path| !Path::new(path).exists()) {
        return Err(LookUpError::Missing(url.to_owned()));
    }
    let store = volens_store::open(url).await?;
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
    let record = kept.value.clone();
    let event: Event = serde_json::from_str(&record.body)?;
    let site = &record.site;
    let document = async |kind, id: &str| -> Result<Option<String>, StoreError> {
        let document = store.document(site, kind, id).await?;
        Ok(document.map(|document| document.value.body))
    };
    let shown = match &event.shown {
        Some(id) => document(Kind::Shown, id).await?,
        None => None,
    };
    let notice = document(Kind::Notice, &event.notice).await?;
    let policy = policy(store.publications(site).await?, &event);
    let receipt = log::prove(store, kept).await;
    Ok(Found { record, event, policy, shown, notice, receipt })
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
