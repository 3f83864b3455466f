//! `GET /{site}/shown/{id}/{view}`: a view as visitors had it before them, by the id that their events
//! name. It is a leaf of the log, kept for as long as the store is; nothing of it runs.

use crate::app::{Hosted, Ledger};
use crate::log::failed;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use volens_store::Kind;

/// The view's own sheet and nothing else: no script, no address, no frame.
const STILL: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                     form-action 'none'; frame-ancestors 'none'";

#[derive(Deserialize)]
struct Shown {
    language: String,
    views: Vec<View>,
}

#[derive(Deserialize)]
struct View {
    view: String,
    html: String,
    css: String,
}

pub(crate) async fn get(
    State(ledger): State<Ledger>,
    hosted: Hosted,
    Path((_, id, view)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let found = ledger.store.document(&hosted.id, Kind::Shown, &id).await;
    let found = found.map_err(|cause| failed(&cause))?.ok_or_else(Problem::not_found)?;
    let Shown { language, views } = serde_json::from_str(&found.value.body).map_err(|cause| {
        tracing::error!(%cause, "what was shown is unreadable");
        Problem::unavailable()
    })?;
    let view = views.into_iter().find(|one| one.view == view).ok_or_else(Problem::not_found)?;
    // Markup and sheet are the host's own of that day; the language is a checked tag.
    let View { view, html, css } = view;
    let page = format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{id}</title></head>\
         <body><volens-{view}><template shadowrootmode=\"open\"><style>{css}</style>{html}</template>\
         </volens-{view}></body></html>\n"
    );
    let told = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_SECURITY_POLICY, STILL),
    ];
    Ok((told, page).into_response())
}
