//! Everything that is read with GET. It was rendered when it was published; handlers look it up.

use crate::app::{App, Hosted, Ledger};
use crate::dated::dated;
use crate::events::origin;
use crate::negotiation;
use crate::problem::Problem;
use crate::resource::Resource;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::time::Duration;
use tokio::time::timeout;

/// How long the store may take to answer before the ledger is not ready.
const READY: Duration = Duration::from_secs(2);

/// The overview's forms, and what clients call them.
const FORMS: [(&str, &str); 3] =
    [("html", "text/html"), ("json", "application/json"), ("jsonld", "application/ld+json")];

/// The language that an address asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    pub(crate) lang: Option<String>,
}

/// A site's file at its own address.
pub(crate) async fn rendered(hosted: Hosted, uri: Uri, headers: HeaderMap) -> Response {
    answer(hosted.resources.get(uri.path()), &headers).await
}

/// A file named by its content.
pub(crate) async fn asset(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    answer(app.asset(uri.path()).as_ref(), &headers).await
}

/// The overview, as a page or as JSON, in the nearest language.
pub(crate) async fn notice(
    hosted: Hosted,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let form = negotiation::preferred(&headers, &FORMS);
    overview(&hosted, query.ok(), &headers, form).await
}

/// The overview as JSON.
pub(crate) async fn notice_json(
    hosted: Hosted,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    overview(&hosted, query.ok(), &headers, "json").await
}

/// The overview as JSON-LD.
pub(crate) async fn notice_linked(
    hosted: Hosted,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    overview(&hosted, query.ok(), &headers, "jsonld").await
}

pub(crate) async fn alive() -> &'static str {
    "alive\n"
}

pub(crate) async fn ready(State(ledger): State<Ledger>) -> Response {
    match timeout(READY, ledger.store.ready()).await {
        Ok(Ok(())) => "ready\n".into_response(),
        Ok(Err(cause)) => {
            tracing::error!(%cause, "the store does not answer");
            Problem::unavailable().into_response()
        }
        Err(_) => {
            tracing::error!("the store does not answer in time");
            Problem::unavailable().into_response()
        }
    }
}

async fn overview(
    hosted: &Hosted,
    query: Option<Query<Asked>>,
    headers: &HeaderMap,
    form: &str,
) -> Response {
    let asked = query.and_then(|Query(asked)| asked.lang);
    let (languages, default) = (&hosted.languages, &hosted.default_language);
    let language = negotiation::language(asked.as_deref(), headers, languages, default);
    // Where the visitor's decision is the page has the gate, as My choices has.
    let form = match form {
        "html" if origin::own(headers, &hosted.origins).is_some() => "own.html",
        form => form,
    };
    let path = format!("/{}/notice.{language}.{form}", hosted.id);
    let response = answer(hosted.resources.get(&path), headers).await;
    let mut response = dated(response, hosted.modified.as_ref(), headers);
    let headers = response.headers_mut();
    // There is nothing personal in it, and `<volens-notice>` reads it from other pages.
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let varies = HeaderValue::from_static("accept, accept-encoding, accept-language, host");
    headers.insert(header::VARY, varies);
    if let Ok(language) = HeaderValue::from_str(language) {
        headers.insert(header::CONTENT_LANGUAGE, language);
    }
    response
}

async fn answer(resource: Option<&Resource>, headers: &HeaderMap) -> Response {
    match resource {
        Some(resource) => resource.answer(headers).await,
        None => Problem::not_found().into_response(),
    }
}
