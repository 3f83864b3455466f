//! `GET /v1/{site}/receipts/{event}`: the proof that a person's event stands in the log, for whoever
//! holds the key behind its subject.

use super::{pages, tiles};
use crate::app::{Hosted, Ledger};
use crate::events::origin;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use volens_log::{Hash, Receipt, proof};
use volens_model::subject::subject;
use volens_store::{Document, Kind, Record, Salted, Store, StoreError};

/// Why there is no receipt.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unproven {
    #[error("it is not in a signed tree yet; start the ledger, which signs, and try again then")]
    Pending,
    #[error("the log holds no proof of it; `volens verify log` says where it breaks")]
    Broken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The receipt, as a file.
pub(crate) async fn get(
    State(ledger): State<Ledger>,
    hosted: Hosted,
    Path((_, event)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let answer = match receipt(&ledger, &hosted.id, &event, &headers).await {
        Ok(receipt) => {
            let name = format!("attachment; filename=\"{event}.tlog-proof\"");
            let headers = [
                (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, name),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, receipt.to_string()).into_response()
        }
        Err(problem) => problem.into_response(),
    };
    // The key is the right to read; the origin only says which page may see the answer.
    match origin::check(&headers, &hosted.origins) {
        Ok(origin) => origin::share(answer, origin),
        Err(_) => answer,
    }
}

pub(crate) async fn preflight(hosted: Hosted, headers: HeaderMap) -> Result<Response, Problem> {
    let origin = origin::check(&headers, &hosted.origins)?;
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "volens-key"),
        (header::ACCESS_CONTROL_MAX_AGE, "7200"),
    ];
    Ok(origin::share((StatusCode::NO_CONTENT, allowed).into_response(), origin))
}

async fn receipt(
    ledger: &Ledger,
    site: &str,
    event: &str,
    headers: &HeaderMap,
) -> Result<Receipt, Problem> {
    let store = ledger.store.as_ref();
    let failed = |cause: StoreError| pages::failed(&cause);
    let found = store.record(site, event).await.map_err(failed)?;
    let found = found.filter(|found| is_of(&found.value, headers)).ok_or_else(unknown)?;
    match prove(store, &found).await {
        Ok(receipt) => Ok(receipt),
        Err(Unproven::Pending) => Err(pages::unsequenced()),
        Err(Unproven::Store(cause)) => Err(failed(cause)),
        Err(Unproven::Broken) => {
            tracing::error!(site, "the log has no proof of a leaf");
            Err(Problem::unavailable())
        }
    }
}

/// Proves that a kept event stands in its site's signed tree.
pub(crate) async fn prove(
    store: &dyn Store,
    Salted { salt, value: record }: &Salted<Record>,
) -> Result<Receipt, Unproven> {
    leaf(store, &record.site, (Kind::Event, &record.id), *salt, record.canonical()).await
}

/// Proves the same of what was published.
pub(crate) async fn prove_document(
    store: &dyn Store,
    Salted { salt, value: document }: &Salted<Document>,
) -> Result<Receipt, Unproven> {
    let Document { site, kind, id, body } = document;
    leaf(store, site, (*kind, id), *salt, body.clone()).await
}

async fn leaf(
    store: &dyn Store,
    site: &str,
    (kind, id): (Kind, &str),
    salt: Hash,
    record: String,
) -> Result<Receipt, Unproven> {
    let index = store.leaf_of(site, kind, id).await?;
    let tree = store.tree(site).await?;
    let index = index.filter(|index| *index < tree.signed).ok_or(Unproven::Pending)?;
    let checkpoint = tree.checkpoint.ok_or(Unproven::Pending)?;
    let wanted = proof::inclusion_tiles(index, tree.signed);
    let tiles = tiles::read(store, site, wanted).await?;
    let proof = proof::inclusion(index, tree.signed, &tiles).ok_or(Unproven::Broken)?;
    Ok(Receipt { salt, record, index, proof, checkpoint })
}

/// Whether the request holds the key that the record's subject is the hash of.
fn is_of(record: &Record, headers: &HeaderMap) -> bool {
    let mut keys = headers.get_all("volens-key").iter();
    let (Some(key), None) = (keys.next(), keys.next()) else { return false };
    let (Ok(key), Some(owner)) = (key.to_str(), &record.subject) else { return false };
    subject(&record.site, &record.origin, key) == *owner
}

/// The same for an event that is not there and for one that is another's.
fn unknown() -> Problem {
    let detail = "No event of this id belongs to the key in `Volens-Key`.";
    Problem::new(StatusCode::NOT_FOUND, "unknown-event", "Unknown event", detail)
}
