//! What `volens build` writes, and two hosts that only serve files.

use crate::server::{assets, program, root};
use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

#[derive(Debug)]
pub struct Built {
    folder: TempDir,
    host: Option<Child>,
}

impl Built {
    /// Builds the site in a folder of the checkout.
    pub async fn new(site: &str, options: &[&str]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let output = Command::new(program()?)
            .args(["build", "--site"])
            .arg(root().join(site))
            .arg("--out")
            .arg(folder.path())
            .arg("--assets")
            .arg(assets())
            .args(options)
            .output()
            .await?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "volens build: {said}");
        Ok(Self { folder, host: None })
    }

    pub fn text(&self, name: &str) -> Result<String> {
        let path = self.folder.path().join(name.trim_start_matches('/'));
        std::fs::read_to_string(&path).with_context(|| path.display().to_string())
    }

    /// The forms of a site's first bundle.
    pub fn forms(&self, site: &str) -> Result<Value> {
        let bundles: Value = serde_json::from_str(&self.text(&format!("{site}/bundles.json"))?)?;
        bundles.pointer("/bundles/0").cloned().context("a bundle")
    }

    /// Puts a page beside the files.
    pub fn put(&self, name: &str, page: &str) -> Result<()> {
        Ok(std::fs::write(self.folder.path().join(name), page)?)
    }

    /// Serves the folder by a host that knows nothing of Volens; its origin.
    pub async fn serve(&mut self) -> Result<String> {
        let mut child = Command::new("python3")
            .args(["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory"])
            .arg(self.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let output = child.stdout.take().context("a piped output")?;
        let line = BufReader::new(output).lines().next_line().await?.context("a first line")?;
        let port = line.split_once(" port ").and_then(|(_, rest)| rest.split_once(' '));
        self.host = Some(child);
        Ok(format!("http://localhost:{}", port.context(line.clone())?.0))
    }

    /// Serves the folder by a host that sends what `_headers` says and nothing else; its origin, which is
    /// another site's than every page of the stage.
    pub async fn serve_as_told(&self) -> Result<String> {
        let headers = self.text("_headers")?;
        let folder = self.path().to_owned();
        let files =
            Router::new().fallback(async move |uri: Uri| told(&folder, &headers, uri.path()));
        let listener = TcpListener::bind((Ipv4Addr::new(127, 0, 0, 3), 0)).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, files).await });
        Ok(origin)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// A file with the headers that stand, indented, below its path.
fn told(folder: &Path, headers: &str, path: &str) -> Response {
    let Ok(bytes) = std::fs::read(folder.join(path.trim_start_matches('/'))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let own = headers.lines().skip_while(|line| *line != path).skip(1);
    let pairs = own.map_while(|line| line.strip_prefix("  ")?.split_once(": "));
    let headers: HeaderMap =
        pairs.filter_map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?))).collect();
    (headers, bytes).into_response()
}
