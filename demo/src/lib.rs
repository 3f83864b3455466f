//! The demo's hosts: a bookshop, a partner site on another origin, a readers' club whose sign-up form has
//! consent boxes, and a page with the ledger's last events. The `volens-demo` command serves them; the
//! end-to-end tests walk on them.

mod form;
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
    pub club: String,
    pub consent: String,
}

/// Where they listen; bound already.
#[derive(Debug)]
pub struct Listeners {
    pub shop: TcpListener,
    pub partner: TcpListener,
    pub club: TcpListener,
}

/// Serves all of them, until it is dropped.
pub async fn serve(
    origins: &Origins,
    listeners: Listeners,
    store: Arc<dyn Store>,
) -> std::io::Result<()> {
    let Listeners { shop, partner, club } = listeners;
    tokio::select! {
        served = axum::serve(shop, shop_pages(origins, store)) => served,
        served = axum::serve(partner, partner_pages(origins)) => served,
        served = axum::serve(club, club_pages(origins)) => served,
    }
}

/// The bookshop, with the ledger page beside it.
fn shop_pages(origins: &Origins, store: Arc<dyn Store>) -> Router {
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

/// The club: a site of its own, with a form that asks whether the club may write.
fn club_pages(origins: &Origins) -> Router {
    let page = |template| Page::new(template, origins, pages::Host::Club);
    let joined = form::joined(page(include_str!("../pages/joined.html")));
    Router::new()
        .route("/", fixed(page(include_str!("../pages/club.html"))))
        .route("/pieteikties", joined)
        .route("/club.css", style(include_str!("../styles/club.css")))
        .route("/tags/club_stats.js", script(include_str!("../scripts/club_stats.js")))
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
