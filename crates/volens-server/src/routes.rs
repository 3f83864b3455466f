//! Every address the ledger answers to (`docs/formats.md`, *HTTP*).

use crate::app::App;
use crate::problem::Problem;
use crate::{cookie, events, pages};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::routing::{get, post, put};
use tower_http::set_header::SetResponseHeaderLayer;

/// The router of a running ledger.
pub(crate) fn routes(app: App) -> Router {
    Router::new()
        .route("/{site}/{file}", get(pages::rendered))
        .route("/{site}/notice", get(pages::notice))
        .route("/{site}/notice.json", get(pages::notice_json))
        .route("/assets/{file}", get(pages::rendered))
        .route("/v1/{site}/events", post(events::post).options(events::preflight))
        .route("/v1/{site}/cookie", put(cookie::put).options(cookie::preflight))
        .route("/healthz", get(pages::alive))
        .route("/readyz", get(pages::ready))
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .layer(unless_set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(unless_set(header::REFERRER_POLICY, "no-referrer"))
        .layer(unless_set(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ))
        .with_state(app)
}

fn unless_set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
