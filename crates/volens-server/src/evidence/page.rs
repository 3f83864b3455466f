//! The site on a port of this machine that nobody else is told of, and around its banner a page that
//! says nothing.

use crate::publication::Resources;
use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Serves until the runtime ends. Answers where: below it is a page for each language, `/lv`.
pub(super) async fn serve(site: &str, resources: Resources) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let base = format!("http://{}", listener.local_addr()?);
    let (site, resources) = (site.to_owned(), Arc::new(resources));
    let router = Router::new().fallback(move |uri: Uri, headers: HeaderMap| {
        let (site, resources) = (site.clone(), resources.clone());
        async move { answer(&site, &resources, uri.path(), &headers).await }
    });
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = TowerToHyperService::new(router.clone());
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            // A browser that breaks off has what it wanted.
            tokio::spawn(async { drop(connection.await) });
        }
    });
    Ok(base)
}

async fn answer(site: &str, resources: &Resources, path: &str, headers: &HeaderMap) -> Response {
    let language = path.trim_start_matches('/');
    if resources.contains_key(&format!("/{site}/{language}.js")) {
        return Html(page(site, language)).into_response();
    }
    match resources.get(path) {
        Some(resource) => resource.answer(headers).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Ids and languages of a sound site hold nothing that HTML would read.
fn page(site: &str, language: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{language}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{site}</title>\
         <link rel=\"icon\" href=\"data:,\"><script src=\"/{site}/{language}.js\"></script>\
         <body></body></html>"
    )
}
