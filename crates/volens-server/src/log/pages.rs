//! The log as static files (c2sp.org/tlog-tiles): public, since entries say nothing without their
//! salts.

use crate::app::{Hosted, Ledger};
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use volens_log::tile::{ENTRIES, Tile};
use volens_store::StoreError;

const TEXT: &str = "text/plain; charset=utf-8";

/// A checkpoint is good for a moment; nothing of a tile ever changes.
const MOMENT: &str = "public, max-age=1";
const FOREVER: &str = "public, max-age=31536000, immutable";

/// The newest signed tree head.
pub(crate) async fn checkpoint(
    State(ledger): State<Ledger>,
    hosted: Hosted,
) -> Result<Response, Problem> {
    let tree = ledger.store.tree(&hosted.id).await.map_err(|cause| failed(&cause))?;
    Ok(file(TEXT, MOMENT, tree.checkpoint.ok_or_else(unsequenced)?))
}

/// The key that signs, as policy.json has it too.
pub(crate) async fn key(hosted: Hosted) -> Response {
    file(TEXT, "public, max-age=3600", format!("{}\n", hosted.log))
}

/// A tile of hashes or entries, full or as wide as the address says.
pub(crate) async fn tile(
    State(ledger): State<Ledger>,
    hosted: Hosted,
    Path((_, path)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let Tile { level, index, width } = path.parse().map_err(|_| Problem::not_found())?;
    let tile = ledger.store.tile(&hosted.id, level, index).await.map_err(|cause| failed(&cause))?;
    let tile = tile.ok_or_else(Problem::not_found)?;
    let hashes = tile.get(..width).ok_or_else(Problem::not_found)?;
    let body: Vec<u8> = match level {
        // Each entry is led by its length, in 16 bits.
        ENTRIES => hashes.iter().flat_map(|entry| [&[0, 32], entry.as_slice()].concat()).collect(),
        _ => hashes.concat(),
    };
    Ok(file("application/octet-stream", FOREVER, body))
}

/// Where something is kept but stands in no signed tree yet.
pub(super) fn unsequenced() -> Problem {
    let detail = "This is kept and stands in the log in a moment; try again then.";
    let status = StatusCode::SERVICE_UNAVAILABLE;
    Problem::new(status, "not-sequenced", "Not in the log yet", detail)
}

pub(crate) fn failed(cause: &StoreError) -> Problem {
    tracing::error!(%cause, "the log cannot be read");
    Problem::unavailable()
}

fn file(kind: &'static str, caching: &'static str, body: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, caching),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    (headers, body).into_response()
}
