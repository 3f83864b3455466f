//! Who may post: pages of the site's own origins, told apart by the `Origin` header that a browser
//! sets and a page cannot change (Fetch standard; CORS).

use crate::problem::Problem;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeSet;

/// The request's origin, if it is one of the site's.
pub(crate) fn check<'a>(
    headers: &HeaderMap,
    origins: &'a BTreeSet<String>,
) -> Result<&'a str, Problem> {
    let mut sent = headers.get_all(header::ORIGIN).iter();
    let refused =
        |code, detail| Err(Problem::new(StatusCode::FORBIDDEN, code, "Origin not allowed", detail));
    let (Some(origin), None) = (sent.next(), sent.next()) else {
        let detail = "Events are accepted from pages only: the request needs one `Origin` header.";
        return refused("missing-origin", detail);
    };
    if origin == "null" {
        let detail = "An opaque origin (a sandboxed frame, a file) belongs to no site; open the page \
                      from one of the origins in site.toml.";
        return refused("null-origin", detail);
    }
    match origins.iter().find(|known| known.as_bytes() == origin.as_bytes()) {
        Some(origin) => Ok(origin),
        None => {
            let detail = "This origin is not one of the site's; add it to `origins` in site.toml, \
                          exactly as the browser sends it.";
            refused("unlisted-origin", detail)
        }
    }
}

/// The request's origin where a person reads what is theirs. A browser leaves `Origin` out of a GET
/// to the page's own origin; then it says so (Fetch Metadata), and `Host` names it.
pub(crate) fn read<'a>(
    headers: &HeaderMap,
    origins: &'a BTreeSet<String>,
) -> Result<&'a str, Problem> {
    let is_own = headers.get("sec-fetch-site").is_some_and(|sent| sent == "same-origin");
    match headers.contains_key(header::ORIGIN) || !is_own {
        true => check(headers, origins),
        false => own(headers, origins).map_or_else(|| check(headers, origins), Ok),
    }
}

/// The site's origin that this request was made to, if its address is one.
pub(crate) fn own<'a>(headers: &HeaderMap, origins: &'a BTreeSet<String>) -> Option<&'a str> {
    let host = headers.get(header::HOST)?.as_bytes();
    let is_own = |origin: &&String| {
        origin.split_once("://").is_some_and(|(_, rest)| rest.as_bytes() == host)
    };
    origins.iter().find(is_own).map(String::as_str)
}

/// The answer to a preflight request from one of the site's origins.
pub(crate) fn preflight(
    origin: &str,
    methods: &'static str,
    request_headers: &'static str,
) -> Response {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, methods),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, request_headers),
        (header::ACCESS_CONTROL_MAX_AGE, "7200"),
    ];
    share((StatusCode::NO_CONTENT, allowed).into_response(), origin)
}

/// Lets a page of this origin, and of no other, read the answer.
pub(crate) fn share(mut response: Response, origin: &str) -> Response {
    let headers = response.headers_mut();
    if let Ok(origin) = HeaderValue::from_str(origin) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    headers.insert(header::VARY, HeaderValue::from_static("origin"));
    let retry_after = HeaderValue::from_static("retry-after");
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, retry_after);
    response
}
