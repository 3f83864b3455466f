//! What a client is told when a request is refused (RFC 9457). The detail names the remedy; causes
//! inside the ledger are logged where they are handled and never leave it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// A problem document.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    code: &'static str,
    detail: String,
}

/// How long a client waits before it tries again, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

impl Problem {
    pub(crate) fn new(
        status: StatusCode,
        code: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        let status = status.as_u16();
        Self { kind: "about:blank", title, status, code, detail: detail.into() }
    }

    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    pub(crate) fn not_found() -> Self {
        let detail = "There is nothing at this address; compare it with the one line that loads the \
                      bundle: `/{site}/{language}.js`.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    pub(crate) fn unknown_site() -> Self {
        let detail =
            "No site of this id is served here; compare the address with `id` in site.toml.";
        Self::new(StatusCode::NOT_FOUND, "unknown-site", "Unknown site", detail)
    }

    pub(crate) fn method_not_allowed() -> Self {
        let detail = "This address answers to another method; events are sent with POST, everything \
                      else is read with GET.";
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "Method not allowed",
            detail,
        )
    }

    pub(crate) fn too_many() -> Self {
        let detail =
            "Too many requests came from this address; wait as long as `Retry-After` says.";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", "Too many requests", detail)
    }

    pub(crate) fn unavailable() -> Self {
        let detail = "The ledger cannot keep events right now; keep them and try again later.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Unavailable", detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        // A struct of strings and a number always serialises.
        let body = serde_json::to_string(&self).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (status, kind, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        response
    }
}
