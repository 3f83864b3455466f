//! What a site publishes, as leaves of its log: the notice's texts, the code that asks, what is on
//! screen when it does, and what that was measured to be (L16; CNIL 2020-092, section 48).

use crate::publication::{Evidence, Published, Resources};
use crate::resource::{Caching, Resource};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use volens_model::base32;
use volens_model::digest::digest;
use volens_model::evidence::Manifest;
use volens_store::{Document, Kind, Log, StoreError};

/// Keeps what is new of it; `volens_store` makes leaves of that.
pub(crate) async fn record<S: Log + ?Sized>(
    store: &S,
    published: &Published,
    measured: Option<&Manifest>,
) -> Result<(), StoreError> {
    let mut documents = vec![notice(published), gate(published)];
    for Evidence { id, body } in &published.shown {
        documents.push((Kind::Shown, id.clone(), body.clone()));
    }
    documents.extend(measured.map(manifest));
    add(store, &published.policy.site, documents).await
}

/// Keeps the notice alone: what is published but not served yet can be read already.
pub(crate) async fn record_notice<S: Log + ?Sized>(
    store: &S,
    published: &Published,
) -> Result<(), StoreError> {
    add(store, &published.policy.site, vec![notice(published)]).await
}

async fn add<S: Log + ?Sized>(
    store: &S,
    site: &str,
    documents: Vec<(Kind, String, Value)>,
) -> Result<(), StoreError> {
    let now = format!("{:.3}", Timestamp::now());
    for (kind, id, mut body) in documents {
        if let Value::Object(fields) = &mut body {
            let more = [("kind", kind.as_str()), ("published", &now), ("site", site)];
            fields.extend(more.map(|(name, value)| (name.to_owned(), Value::from(value))));
        }
        // Strings and string keys always have a canonical form.
        let body = serde_json_canonicalizer::to_string(&body).unwrap_or_default();
        store.add_document(&Document { site: site.to_owned(), kind, id, body }).await?;
    }
    Ok(())
}

fn notice(published: &Published) -> (Kind, String, Value) {
    (Kind::Notice, published.policy.notice.clone(), json!({"texts": notices(published)}))
}

/// The notice in each language, as it is served.
fn notices(published: &Published) -> Map<String, Value> {
    let Published { resources, policy, .. } = published;
    let texts = policy.languages.iter().filter_map(|language| {
        let path = format!("/{}/notice.{language}.json", policy.site);
        let text = serde_json::from_slice(resources.get(&path)?.plain()).ok()?;
        Some((language.clone(), text))
    });
    texts.collect()
}

/// What was measured of what is shown, named by its hash: measured again it is another.
fn manifest(manifest: &Manifest) -> (Kind, String, Value) {
    let body = json!({ "manifest": manifest });
    let canonical = serde_json_canonicalizer::to_vec(&body).unwrap_or_default();
    (Kind::Evidence, base32::short_hash(&canonical), body)
}

/// The SHA-256 of each of the site's scripts, named by the hash of them all, with the text of those
/// that keep their address.
fn gate(published: &Published) -> (Kind, String, Value) {
    let Published { resources, pinned, .. } = published;
    let scripts = resources.iter().filter(|(path, _)| path.ends_with(".js"));
    let files: Map<String, Value> =
        scripts.map(|(path, script)| (path.clone(), digest(script.plain()).into())).collect();
    let canonical = serde_json_canonicalizer::to_vec(&files).unwrap_or_default();
    let texts: Map<String, Value> = pinned
        .iter()
        .filter_map(|path| {
            let script = String::from_utf8(resources.get(path)?.plain().to_vec()).ok()?;
            Some((path.clone(), script.into()))
        })
        .collect();
    (Kind::Gate, base32::short_hash(&canonical), json!({"files": files, "pinned": texts}))
}

/// Every pinned script that the site has ever published: the pages that embed one have its hash.
/// One that has expired goes on saying so. Whoever can write to the store cannot put a script to
/// another address than its own hash's.
pub(crate) async fn pinned<S: Log + ?Sized>(
    store: &S,
    site: &str,
) -> Result<Resources, StoreError> {
    let mut resources = Resources::new();
    for Document { id, body, .. } in store.documents(site, Kind::Gate).await? {
        let Ok(Code { pinned }) = serde_json::from_str(&body) else {
            tracing::error!(site, id, "kept scripts are unreadable");
            continue;
        };
        for (path, script) in pinned {
            let hash = base32::short_hash(script.as_bytes());
            if path.starts_with(&format!("/{site}/")) && path.ends_with(&format!(".{hash}.js")) {
                resources.insert(path, Resource::script(Caching::Forever, script));
            }
        }
    }
    Ok(resources)
}

/// What is read again of [`gate`]'s document.
#[derive(Deserialize)]
struct Code {
    pinned: BTreeMap<String, String>,
}
