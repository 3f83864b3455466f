//! `GET /openapi.json`: the reviewed document itself. A document made from annotations would describe
//! the types and leave to prose what clients need, the codes and the examples; this one is held to
//! the router, to the ledger's own parser and to its answers by tests (`tests/ledger/openapi.rs`) and
//! by schemathesis (`cargo xtask test api`).

use axum::http::header;
use axum::response::{IntoResponse, Response};

const DOCUMENT: &str = include_str!("../../../docs/schema/openapi.json");

pub(crate) async fn get() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, DOCUMENT).into_response()
}
