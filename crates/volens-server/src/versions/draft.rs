//! What a person is about to publish, beside what is published: printed first.

use super::kept::{self, Version};
use crate::assets::Assets;
use crate::log;
use crate::publication::{self, Place, PublicationError, Published};
use std::fmt::{self, Display, Formatter};
use volens_model::difference::{PolicyChange, notices, policies};
use volens_model::policy::Policy;
use volens_model::site::{self, Files, Site};
use volens_model::view::NoticeView;
use volens_store::{Store, StoreError};

/// Why a version cannot be published.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VersionError {
    #[error("the store holds no version of `{0}`; `volens serve` publishes the first")]
    None(String),
    #[error("`{site}` has no version {number}; `volens versions --site {site}` lists them")]
    Unknown { site: String, number: u32 },
    #[error("version {0} is not sound for this Volens:\n{1}")]
    Unsound(u32, String),
    #[error("another version was published meanwhile; look at what changes and try again")]
    Overtaken,
    #[error(transparent)]
    Publication(#[from] PublicationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A sound site that is not published yet.
#[derive(Debug)]
pub(crate) struct Draft {
    files: Files,
    published: Published,
    last: Option<Version>,
    lines: Vec<String>,
}

impl Draft {
    /// Of these files, beside the last version.
    pub(crate) async fn new(
        store: &dyn Store,
        files: Files,
        site: &Site,
        assets: &Assets,
    ) -> Result<Self, VersionError> {
        // Rendered whole, so that nothing is published that no ledger can serve.
        let place = Place { log: None, origin: None, ledger: true, draft: false };
        let published = publication::publish(site, assets, &place).await?;
        let last = kept::all(store, &site.file.id).await?.pop();
        let before = match &last {
            Some(last) => kept::files(store, &last.site, &last.files).await?,
            None => None,
        };
        let earlier = before.as_ref().and_then(|before| site::load(before).0);
        let earlier = earlier.and_then(|site| publication::said(&site, assets).ok());
        let mut lines = vec![match &last {
            Some(last) => format!(
                "{}: beside version {}, published {}",
                last.site, last.number, last.published
            ),
            None => format!("{}: the first version", site.file.id),
        }];
        if let (Some(before), Some((policy, views))) = (&before, &earlier) {
            let (new_policy, new_views) = publication::said(site, assets)?;
            lines.extend(asks(policy, &new_policy));
            lines.extend(texts(views, &new_views));
            lines.extend(changed(before, &files));
        }
        Ok(Self { files, published, last, lines })
    }

    /// Of the files of an earlier version.
    pub(crate) async fn earlier(
        store: &dyn Store,
        id: &str,
        number: u32,
        assets: &Assets,
    ) -> Result<Self, VersionError> {
        let unknown = || VersionError::Unknown { site: id.to_owned(), number };
        let version = kept::one(store, id, number).await?.ok_or_else(unknown)?;
        let files = kept::files(store, id, &version.files).await?.ok_or_else(unknown)?;
        let (site, findings) = site::load(&files);
        let findings = || findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        let site = site.ok_or_else(|| VersionError::Unsound(number, findings()))?;
        Self::new(store, files, &site, assets).await
    }

    /// Publishes it: the number it has. `None` where it is what is published already.
    pub(crate) async fn publish(&self, store: &dyn Store) -> Result<Option<u32>, VersionError> {
        if self.is_published() {
            return Ok(None);
        }
        log::record_notice(store, &self.published).await?;
        let last = self.last.as_ref().map_or(0, |last| last.number);
        let version = kept::add(store, &self.files, &self.published.policy, last).await?;
        Ok(Some(version.ok_or(VersionError::Overtaken)?.number))
    }

    fn is_published(&self) -> bool {
        self.last.as_ref().is_some_and(|last| last.files == kept::name(&self.files))
    }
}

impl Display for Draft {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines.join("\n  "))?;
        if self.is_published() {
            f.write_str("\n  the same to the byte: there is nothing to publish")?;
        }
        Ok(())
    }
}

/// Whether visitors are asked again, and what for.
fn asks(before: &Policy, after: &Policy) -> Vec<String> {
    let short = |policy: &Policy| policy.fingerprint.chars().take(12).collect::<String>();
    let (was, is) = (short(before), short(after));
    let mut lines = vec![match was == is {
        true => format!("nobody is asked again: the fingerprint stays {is}"),
        false => format!("VISITORS ARE ASKED AGAIN: the fingerprint moves from {was} to {is}"),
    }];
    lines.extend(policies(before, after).into_iter().map(|(name, change)| match change {
        PolicyChange::Added => format!("{name}: added"),
        PolicyChange::Removed => format!("{name}: removed"),
        PolicyChange::Changed => format!("{name}: changed"),
    }));
    lines
}

/// What the overview says otherwise, language by language.
fn texts(before: &[NoticeView], after: &[NoticeView]) -> Vec<String> {
    let mut lines = Vec::new();
    for view in after {
        let language = &view.language;
        let Some(earlier) = before.iter().find(|one| one.language == *language) else {
            lines.push(format!("overview in {language}: added"));
            continue;
        };
        let difference = notices(earlier, view);
        let heading = difference.heading.iter().map(|change| format!("{:?}", change.field));
        lines.extend(heading.map(|field| format!("overview in {language}: {field} changed")));
        let (added, removed) = (&difference.added, &difference.removed);
        let whole = added.iter().map(|one| (one, "added"));
        let whole = whole.chain(removed.iter().map(|one| (one, "removed")));
        lines.extend(whole.map(|(one, what)| format!("overview in {language}: {} {what}", one.id)));
        for activity in &difference.changed {
            let fields = activity.changes.iter().map(|change| format!("{:?}", change.field));
            let fields = fields.collect::<Vec<_>>().join(", ");
            lines.push(format!("overview in {language}: {} changed: {fields}", activity.id));
        }
    }
    lines
}

/// Which files were touched, for what no difference above shows.
fn changed(before: &Files, after: &Files) -> Vec<String> {
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| before.get(*name) != after.get(*name));
    names.into_iter().map(|name| format!("file {name}: changed")).collect()
}
