//! What every answer says about itself, unless it knows better.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Nothing here is a page to be framed, to run script, or to be taken for another type.
const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

const POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Two years, as browsers' preload lists ask. Only this host: what else stands below it is not
/// ours to say.
const HSTS: (HeaderName, HeaderValue) =
    (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));

/// Adds them to an answer. HSTS only where TLS ends here: before a proxy, it is the proxy's to
/// promise.
pub(crate) fn add(headers: &mut HeaderMap, tls: bool) {
    // Else the table grows step by step, and every header is placed anew at each of them. hyper adds
    // length and date.
    headers.reserve(ALWAYS.len() + 3);
    for (name, value) in ALWAYS.into_iter().chain(tls.then_some(HSTS)) {
        headers.entry(name).or_insert(value);
    }
}
