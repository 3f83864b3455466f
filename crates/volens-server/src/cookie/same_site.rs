//! A `Set-Cookie` to another site's page would be a third-party cookie: browsers say whose page asks
//! (Fetch Metadata Request Headers), in a header that no page can write.

use crate::problem::Problem;
use axum::http::{HeaderMap, StatusCode};

/// Whether the ledger is of the same site as the page that asks.
pub(super) fn check(headers: &HeaderMap) -> Result<(), Problem> {
    let mut sent = headers.get_all("sec-fetch-site").iter();
    let value = match (sent.next(), sent.next()) {
        (Some(value), None) => value.as_bytes(),
        _ => b"",
    };
    if matches!(value, b"same-origin" | b"same-site") {
        return Ok(());
    }
    let detail = "The ledger sets a cookie only for pages of its own site: the browser must say \
                  `Sec-Fetch-Site: same-origin` or `same-site`. Serve it below the shop's domain.";
    Err(Problem::new(StatusCode::FORBIDDEN, "not-same-site", "Not the same site", detail))
}
