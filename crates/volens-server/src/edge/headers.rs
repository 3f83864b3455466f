//! What every answer says about itself, unless it knows better.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use tower_http::set_header::SetResponseHeaderLayer;

/// Nothing here is a page to be framed, to run script, or to be taken for another type.
const ALWAYS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Two years, as browsers' preload lists ask. Only this host: what else stands below it is not
/// ours to say.
const HSTS: (HeaderName, &str) = (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000");

/// Adds them to every answer of a router. HSTS only where TLS ends here: before a proxy, it is the
/// proxy's to promise.
pub(crate) fn add(router: Router, tls: bool) -> Router {
    let hsts = tls.then_some(HSTS);
    ALWAYS.into_iter().chain(hsts).fold(router, |router, (name, value)| {
        let value = HeaderValue::from_static(value);
        router.layer(SetResponseHeaderLayer::if_not_present(name, value))
    })
}
