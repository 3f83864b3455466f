//! The demo's hosts: a bookshop, a partner site on another origin, and a page with the ledger's
//! last events. The `volens-demo` command serves them; the end-to-end tests walk on them.

mod ledger;
mod pages;

use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use pages::Page;
use std::sync::Arc;
use tokio::net::TcpListener;
use volens_store::Store;

/// Where the hosts reach each other, as origins: `http://localhost:8080`.
#[derive(Clone, Debug)]
pub struct Origins {
    pub shop: String,
    pub partner: String,
    pub consent: String,
}

/// Serves both sites on listeners that are bound already, until it is dropped.
pub async fn serve(
    origins: &Origins,
    shop: TcpListener,
    partner: TcpListener,
    store: Arc<dyn Store>,
) -> std::io::Result<()> {
    tokio::select! {
        served = axum::serve(shop, shop_pages(origins, store)) => served,
        served = axum::serve(partner, partner_pages(origins)) => served,
    }
}

/// The bookshop, with the ledger page beside it.
fn shop_pages(origins: &Origins, store: Arc<dyn Store>) -> Router {
    // Wasm runs only where the policy says so (CSP3, `'wasm-unsafe-eval'`).
    let page = |template| Page::new(template, origins, pages::Host::Shop);
    Router::new()
        .route("/", fixed(page(include_str!("../pages/shop.html"))))
        .route("/par-mums", fixed(page(include_str!("../pages/about.html"))))
        .route("/ledger", get(ledger::page).with_state(store))
        .route("/shop.css", style(include_str!("../styles/shop.css")))
        .route("/shop.js", script(include_str!("../scripts/shop.js")))
        .merge(tags())
}

/// The partner: another look, another origin, the same consent script, and a policy so strict that
/// no Wasm can run.
fn partner_pages(origins: &Origins) -> Router {
    let page = Page::new(include_str!("../pages/partner.html"), origins, pages::Host::Partner);
    Router::new()
        .route("/", fixed(page))
        .route("/partner.css", style(include_str!("../styles/partner.css")))
        .merge(tags())
}

/// The scripts that are held until somebody agrees.
fn tags() -> Router {
    Router::new()
        .route("/tags/session_prefs.js", script(include_str!("../scripts/session_prefs.js")))
        .route("/tags/shop_stats.js", script(include_str!("../scripts/shop_stats.js")))
        .route("/tags/social_ads.js", script(include_str!("../scripts/social_ads.js")))
}

fn fixed(page: Page) -> axum::routing::MethodRouter {
    async fn answer(State(page): State<Arc<Page>>) -> Response {
        (page.headers(), Html(page.html.clone())).into_response()
    }
    get(answer).with_state(Arc::new(page))
}

fn style(text: &'static str) -> axum::routing::MethodRouter {
    get(move || async move { ([("content-type", "text/css; charset=utf-8")], text) })
}

fn script(text: &'static str) -> axum::routing::MethodRouter {
    get(move || async move { ([("content-type", "text/javascript; charset=utf-8")], text) })
}
