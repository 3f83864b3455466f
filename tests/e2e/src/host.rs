//! Hosts for tests alone: one with the pages below `tests/pages/`, on an origin that the ledger
//! knows, and a third party that answers whatever it is asked for. Both stand behind a wire.

use crate::server::root;
use crate::wire::Wire;
use anyhow::Result;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::Component;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;

const HELD: &str = include_str!("../../pages/held.html");

#[derive(Debug)]
pub struct Host {
    pub origin: String,
    pub wire: Wire,
    /// What a test has put there, by path.
    own: Own,
}

type Own = Arc<Mutex<HashMap<String, String>>>;

impl Host {
    /// An address that nobody answers at yet: others must know it before they start.
    async fn new(name: &str, address: Ipv4Addr) -> Result<Self> {
        let wire = Wire::lay_at(address).await?;
        Ok(Self { origin: format!("http://{name}:{}", wire.port()), wire, own: Own::default() })
    }

    /// Puts a file there that only one test needs.
    pub fn put(&self, path: &str, text: impl Into<String>) {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        own.insert(format!("/{path}"), text.into());
    }

    pub(crate) async fn of_pages() -> Result<Self> {
        Self::new("localhost", Ipv4Addr::LOCALHOST).await
    }

    pub(crate) async fn of_a_third_party() -> Result<Self> {
        Self::new("127.0.0.2", Ipv4Addr::new(127, 0, 0, 2)).await
    }

    /// Serves the files of `tests/pages/`, with each `{{name}}` replaced. `page.headers` beside
    /// `page.html` holds headers that it is sent with, one a line.
    pub(crate) async fn serve_pages(&self, names: &[(&str, &str)]) -> Result<()> {
        let mut names: Vec<_> = names
            .iter()
            .map(|(name, value)| (format!("{{{{{name}}}}}"), (*value).to_owned()))
            .collect();
        names.insert(0, ("{{held}}".to_owned(), HELD.trim_end().to_owned()));
        names.push(("{{pages}}".to_owned(), self.origin.clone()));
        let own = Arc::clone(&self.own);
        let pages = Router::new()
            .route(
                "/tags/{file}",
                get(async |Path(file): Path<String>| read("demo/scripts", &file, &[])),
            )
            .route(
                "/react/page.html",
                get(async |State(names): State<Vec<(String, String)>>| made("Shop", &names)),
            )
            .route(
                "/react/whole.html",
                get(async |State(names): State<Vec<(String, String)>>| made("Whole", &names)),
            )
            .fallback(async move |State(names): State<Vec<(String, String)>>, uri: Uri| {
                let own =
                    own.lock().unwrap_or_else(PoisonError::into_inner).get(uri.path()).cloned();
                match own {
                    Some(text) => answer(text, "", kind(std::path::Path::new(uri.path())), &names),
                    None => read("tests/pages", uri.path().trim_start_matches('/'), &names),
                }
            })
            .with_state(names);
        self.serve(pages).await
    }

    pub(crate) async fn serve_anything(&self) -> Result<()> {
        self.serve(Router::new().fallback(anything)).await
    }

    async fn serve(&self, app: Router) -> Result<()> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        self.wire.connect(Some(listener.local_addr()?));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Ok(())
    }
}

fn read(folder: &str, path: &str, names: &[(String, String)]) -> Response {
    let path = std::path::Path::new(path);
    let below = path.components().all(|part| matches!(part, Component::Normal(_)));
    let file = root().join(folder).join(path);
    let text = below.then(|| std::fs::read_to_string(&file));
    let Some(Ok(text)) = text else { return StatusCode::NOT_FOUND.into_response() };
    let headers = std::fs::read_to_string(file.with_extension("headers")).unwrap_or_default();
    answer(text, &headers, kind(path), names)
}

/// A page that React has rendered, of one of `tests/pages/react/shop.mjs`.
fn made(component: &str, names: &[(String, String)]) -> Response {
    let program = root().join("tests/pages/react/page.mjs");
    match Command::new("node").arg(program).arg(component).output() {
        Ok(output) if output.status.success() => answer(
            String::from_utf8_lossy(&output.stdout).into_owned(),
            "",
            "text/html; charset=utf-8",
            names,
        ),
        failed => (StatusCode::INTERNAL_SERVER_ERROR, format!("{failed:?}")).into_response(),
    }
}

fn answer(text: String, headers: &str, kind: &'static str, names: &[(String, String)]) -> Response {
    let named = |text: String| {
        names.iter().fold(text, |text, (name, value)| text.replace(name.as_str(), value))
    };
    let headers = named(headers.to_owned());
    let more = headers.lines().filter_map(|line| {
        let (name, value) = line.split_once(": ")?;
        Some((name.parse().ok()?, value.parse().ok()?))
    });
    let more: HeaderMap = more.collect();
    ([("content-type", kind), ("cache-control", "no-cache")], more, named(text)).into_response()
}

async fn anything(uri: Uri) -> Response {
    let headers = [
        ("content-type", kind(std::path::Path::new(uri.path()))),
        ("access-control-allow-origin", "*"),
        // A third party's wish; a browser may refuse it.
        ("set-cookie", "third=1; Path=/; Max-Age=1000"),
    ];
    (headers, "/* third party */").into_response()
}

fn kind(path: &std::path::Path) -> &'static str {
    match path.extension().and_then(|end| end.to_str()) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "text/html; charset=utf-8",
    }
}
