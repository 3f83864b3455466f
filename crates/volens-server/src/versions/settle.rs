//! Which version a ledger serves when it is given a folder.

use super::kept::{self, Version};
use super::press::Rendered;
use volens_model::event::EventTerms;
use volens_store::{Store, StoreError};

/// What a folder means beside what is published.
#[derive(Debug)]
pub(crate) enum Settled {
    /// It is the published one, now or already, and events are held against these terms.
    Folder(Version, EventTerms),
    /// It was published once, and this one replaced it. A folder that was left as it was never takes
    /// a site back: that is `volens publish`'s or `volens roll-back`'s to do, by a person.
    Kept(Version),
}

/// Publishes a folder's files, unless they have been published before.
pub(crate) async fn settle(store: &dyn Store, rendered: &Rendered) -> Result<Settled, StoreError> {
    let Rendered { files, published, .. } = rendered;
    let (name, policy) = (kept::name(files), &published.policy);
    loop {
        let versions = kept::all(store, &policy.site).await?;
        let before = versions.iter().rfind(|version| version.files == name);
        let last = versions.last();
        match (before, last) {
            (Some(before), Some(last)) if before.number != last.number => {
                let (site, was, is) = (&policy.site, before.number, last.number);
                tracing::warn!(
                    site,
                    "the folder holds version {was}, which version {is} replaced: {is} is served, and \
                     `volens publish` publishes the folder again"
                );
                return Ok(Settled::Kept(last.clone()));
            }
            // A newer Volens may name the same texts otherwise.
            (Some(_), Some(last)) if last.notice == policy.notice => {
                let terms = rendered.record(store).await?;
                return Ok(Settled::Folder(last.clone(), terms));
            }
            _ => {
                // First the texts: whoever sees the version finds them.
                let terms = rendered.record(store).await?;
                let last = last.map_or(0, |last| last.number);
                // Where another ledger was first, its version is looked at.
                if let Some(version) = kept::add(store, files, policy, last).await? {
                    return Ok(Settled::Folder(version, terms));
                }
            }
        }
    }
}
