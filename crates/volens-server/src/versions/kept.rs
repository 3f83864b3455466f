//! Versions as the store keeps them: a site's files under their hash, and a row of publications, each
//! of which names the files that were published. Both are leaves of the log and never change; what is
//! rolled back is published again, as the next of the row.

use axum::http::HeaderValue;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::time::SystemTime;
use volens_model::base32;
use volens_model::policy::Policy;
use volens_model::site::Files;
use volens_store::{Document, Kind, Log, StoreError};

/// A publication of a site.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) site: String,
    /// 1, 2, 3 and so on.
    pub(crate) number: u32,
    /// The ledger's clock, RFC 3339 UTC.
    pub(crate) published: String,
    /// Version of the notice, which several publications may share.
    pub(crate) notice: String,
    pub(crate) fingerprint: String,
    /// Hash of the site's files.
    pub(crate) files: String,
}

impl Version {
    /// When it was published, as HTTP says it.
    pub(crate) fn modified(&self) -> Option<HeaderValue> {
        let published: Timestamp = self.published.parse().ok()?;
        let date = httpdate::fmt_http_date(SystemTime::from(published));
        HeaderValue::try_from(date).ok()
    }
}

#[derive(Deserialize)]
struct Kept {
    files: Files,
}

/// The hash of a site's files.
pub(crate) fn name(files: &Files) -> String {
    // Strings always have a canonical form.
    base32::hash(&serde_json_canonicalizer::to_vec(files).unwrap_or_default())
}

/// Every publication of the site, the first one first.
pub(crate) async fn all<S: Log + ?Sized>(
    store: &S,
    site: &str,
) -> Result<Vec<Version>, StoreError> {
    let documents = store.documents(site, Kind::Version).await?;
    let read = documents.iter().map(|document| Ok(serde_json::from_str(&document.body)?));
    let mut versions: Vec<Version> = read.collect::<Result<_, StoreError>>()?;
    versions.sort_by_key(|version| version.number);
    Ok(versions)
}

/// The publication of this number.
pub(crate) async fn one<S: Log + ?Sized>(
    store: &S,
    site: &str,
    number: u32,
) -> Result<Option<Version>, StoreError> {
    let document = store.document(site, Kind::Version, &number.to_string()).await?;
    Ok(document.map(|document| serde_json::from_str(&document.value.body)).transpose()?)
}

/// The files that were published under this hash.
pub(crate) async fn files<S: Log + ?Sized>(
    store: &S,
    site: &str,
    name: &str,
) -> Result<Option<Files>, StoreError> {
    let document = store.document(site, Kind::Site, name).await?;
    let read = document.map(|document| serde_json::from_str::<Kept>(&document.value.body));
    Ok(read.transpose()?.map(|kept| kept.files))
}

/// Publishes files as the one behind number `last`. `None` where another was published meanwhile.
pub(crate) async fn add<S: Log + ?Sized>(
    store: &S,
    files: &Files,
    policy: &Policy,
    last: u32,
) -> Result<Option<Version>, StoreError> {
    let site = &policy.site;
    let version = Version {
        site: site.clone(),
        number: last.saturating_add(1),
        published: format!("{:.3}", Timestamp::now()),
        notice: policy.notice.clone(),
        fingerprint: policy.fingerprint.clone(),
        files: name(files),
    };
    let document = |kind: Kind, id: &str, body: serde_json::Value| Document {
        site: site.clone(),
        kind,
        id: id.to_owned(),
        // Strings and a whole number always have a canonical form.
        body: serde_json_canonicalizer::to_string(&body).unwrap_or_default(),
    };
    let Version { number, published, notice, fingerprint, files: name, .. } = &version;
    let kept = json!({"kind": "site", "site": site, "files": files});
    store.add_document(&document(Kind::Site, name, kept)).await?;
    let said = json!({
        "kind": "version", "site": site, "number": number, "published": published,
        "notice": notice, "fingerprint": fingerprint, "files": name,
    });
    let is_ours = store.add_document(&document(Kind::Version, &number.to_string(), said)).await?;
    Ok(is_ours.then_some(version))
}

/// Whether a version behind this number has been published: what names one that this ledger does not
/// know may be of that.
pub(crate) async fn is_behind<S: Log + ?Sized>(store: &S, site: &str, number: u32) -> bool {
    // A store that does not answer says so when the event is to be kept.
    matches!(one(store, site, number.saturating_add(1)).await, Ok(Some(_)))
}
