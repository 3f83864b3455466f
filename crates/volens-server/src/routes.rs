//! Every address the ledger answers to (`docs/formats.md`, *HTTP*).

use crate::app::App;
use crate::edge::Guard;
use crate::problem::Problem;
use crate::{choices, cookie, edge, events, log, openapi, pages, subject, versions};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post, put};

/// The router of a running ledger, with what stands between it and a connection. Of a draft everything
/// can be read, and nothing is taken.
pub(crate) fn served(app: App, tls: bool, draft: bool) -> Router {
    // One layer, for each boxes and moves every request and every answer.
    let guard = from_fn_with_state(Guard { app: app.clone(), tls }, edge::guard);
    match draft {
        true => routes(app).layer(from_fn(edge::draft)).layer(guard),
        false => routes(app).layer(guard),
    }
}

fn routes(app: App) -> Router {
    Router::new()
        .route("/{site}/{file}", get(pages::rendered))
        .route("/{site}/notice", get(pages::notice))
        .route("/{site}/notice.json", get(pages::notice_json))
        .route("/{site}/notice.jsonld", get(pages::notice_linked))
        .route("/{site}/notice/versions", get(versions::list))
        .route("/{site}/notice/versions/{version}", get(versions::one))
        .route("/{site}/policy/versions/{version}", get(versions::policy))
        .route("/{site}/choices", get(choices::get).post(choices::post))
        .route("/{site}/shown/{id}/{view}", get(choices::shown))
        .route("/assets/{file}", get(pages::asset))
        .route("/v1/{site}/events", post(events::post).options(events::preflight))
        .route("/v1/{site}/receipts/{event}", get(log::receipt).options(log::preflight))
        .route("/log/{site}/checkpoint", get(log::checkpoint))
        .route("/log/{site}/key", get(log::key))
        .route("/log/{site}/tile/{*path}", get(log::tile))
        .route("/v1/{site}/cookie", put(cookie::put).options(cookie::preflight))
        .route(
            "/v1/{site}/subject",
            get(subject::get).delete(subject::delete).options(subject::preflight),
        )
        .route("/openapi.json", get(openapi::get))
        .route("/healthz", get(pages::alive))
        .route("/readyz", get(pages::ready))
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .with_state(app)
}
