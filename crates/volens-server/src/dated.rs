//! Answers that say since when they stand, and are not sent again to who has had them since.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

/// Whether the client has what was published at that moment. RFC 9110, 13.1.3: a tag counts more than
/// a date. The date must be exactly ours: rolling back may publish what is older than the client's copy.
pub(crate) fn is_unmodified(modified: Option<&HeaderValue>, request: &HeaderMap) -> bool {
    !request.contains_key(header::IF_NONE_MATCH)
        && modified.is_some()
        && request.get(header::IF_MODIFIED_SINCE) == modified
}

/// The answer, which stands since that moment; without its bytes for who has them.
pub(crate) fn dated(
    mut response: Response,
    modified: Option<&HeaderValue>,
    request: &HeaderMap,
) -> Response {
    if response.status() == StatusCode::OK && is_unmodified(modified, request) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_ENCODING);
    }
    if let Some(modified) = modified {
        response.headers_mut().insert(header::LAST_MODIFIED, modified.clone());
    }
    response
}
