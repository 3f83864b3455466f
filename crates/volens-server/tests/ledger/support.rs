//! A ledger of its own for each test: the real command on a port of its own, with a new store.

use crate::stand_ins;
use reqwest::header::ORIGIN;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use volens_store::Record;

/// One of the origins in `sites/apollo/site.toml`.
pub(crate) const SHOP: &str = "https://shop.example";

/// The origin of `testdata/subject.json`, accepted besides.
pub(crate) const LOCAL: &str = "http://localhost:8080";

pub(crate) const EVENTS: &str = "/v1/apollo/events";

pub(crate) fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sites/apollo")
}

/// A running `volens serve`. Killed when dropped.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) client: Client,
    pub(crate) address: String,
    folder: TempDir,
    child: Child,
    policy: Value,
}

impl Ledger {
    pub(crate) async fn start() -> Self {
        Self::start_with(|command| command).await
    }

    /// Starts on a copy of the site that `edit` has changed.
    pub(crate) async fn start_on(edit: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        stand_ins::assets(&folder.path().join("assets"));
        let own = folder.path().join("site");
        std::fs::create_dir(&own).unwrap();
        copy(&site(), &own);
        edit(&own);
        Self::start_in(folder, |command| command).await
    }

    /// Starts the command that `wrap` makes of it.
    pub(crate) async fn start_with(wrap: impl FnOnce(Command) -> Command) -> Self {
        let folder = tempfile::tempdir().unwrap();
        stand_ins::assets(&folder.path().join("assets"));
        Self::start_in(folder, wrap).await
    }

    /// Starts again on the store that an earlier ledger left.
    pub(crate) async fn start_in(folder: TempDir, wrap: impl FnOnce(Command) -> Command) -> Self {
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_volens"));
        let own = folder.path().join("site");
        command.arg("serve").arg("--site").arg(if own.exists() { own } else { site() });
        command.arg("--assets").arg(folder.path().join("assets"));
        command.arg("--store").arg(store_url(folder.path()));
        command.args(["--listen", "127.0.0.1:0", "--also-origin", LOCAL]);
        let mut child = wrap(command)
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .expect("the command starts");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().unwrap_or_else(|| {
            panic!("no address: {}", read(&folder.path().join("log")));
        });
        let address = line.strip_prefix("listening on ").expect("an address").to_owned();
        let client = Client::new();
        // The client does not speak TLS: tests of TLS bring their own.
        let policy = match address.starts_with("https:") {
            true => Value::Null,
            false => {
                let policy = client.get(format!("{address}/apollo/policy.json"));
                policy.send().await.unwrap().json().await.unwrap()
            }
        };
        Self { client, address, folder, child, policy }
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.client.get(self.url(path)).send().await.unwrap()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// A request that posts from the shop; tests add what they are about.
    pub(crate) fn request(&self) -> RequestBuilder {
        self.client.post(self.url(EVENTS)).header(ORIGIN, SHOP)
    }

    /// Posts events from the shop: the answer's status and its body.
    pub(crate) async fn post(&self, events: &[Value]) -> (u16, Value) {
        answer(self.request().json(&json!({ "events": events }))).await
    }

    /// A first refusal; `n` tells events apart.
    pub(crate) fn refusal(&self, n: u64) -> Value {
        let id = format!("0199a0b1-c2d3-7e4f-8a5b-{n:012x}");
        json!({
            "id": id, "subject": null, "fingerprint": self.policy["fingerprint"],
            "notice": self.policy["notice"], "language": "lv", "action": "refuse",
            "control": "banner", "trusted": true, "granted": [], "refused": self.services(),
            "objected": [], "gpc": false, "shown": "sh0wnentry12", "at": "2026-11-22T15:03:22Z",
            "counter": 1, "previous": null
        })
    }

    /// The policy's, as the decision cookie holds it.
    pub(crate) fn fingerprint(&self) -> String {
        self.policy["fingerprint"].as_str().unwrap()[..12].to_owned()
    }

    /// Every optional service, ascending.
    pub(crate) fn services(&self) -> Vec<String> {
        let categories = self.policy["categories"].as_array().unwrap().iter();
        let optional = categories.filter(|category| category["necessary"] == false);
        let services = optional.flat_map(|category| category["services"].as_array().unwrap());
        let mut ids: Vec<String> =
            services.map(|service| service["id"].as_str().unwrap().to_owned()).collect();
        ids.sort();
        ids
    }

    /// The store, opened beside the running ledger.
    pub(crate) async fn store(&self) -> Arc<dyn volens_store::Store> {
        volens_store::open(&store_url(self.folder())).await.unwrap()
    }

    /// What the store's file holds, newest first.
    pub(crate) async fn stored(&self) -> Vec<Record> {
        stored(self.folder.path()).await
    }

    /// What the ledger has logged so far.
    pub(crate) fn log(&self) -> String {
        read(&self.folder.path().join("log"))
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Sends a signal, by its name.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().expect("still running").to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap();
        assert!(sent.success(), "kill -s {name} {id}");
    }

    /// Waits for the command's end; its store stays.
    pub(crate) async fn ended(mut self) -> (ExitStatus, TempDir) {
        (self.child.wait().await.unwrap(), self.folder)
    }
}

/// What a store's file holds, newest first.
pub(crate) async fn stored(folder: &Path) -> Vec<Record> {
    let store = volens_store::open(&store_url(folder)).await.unwrap();
    let records = store.recent("apollo", u32::MAX).await.unwrap();
    store.close().await;
    records
}

/// Sends a request: the answer's status and its body.
pub(crate) async fn answer(request: RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

pub(crate) fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// Puts tables into a site's file, before the first of its own tables.
pub(crate) fn configured(site: &Path, tables: &str) {
    let path = site.join("site.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let more = format!("{tables}\n\n[controller]");
    std::fs::write(path, text.replacen("[controller]", &more, 1)).unwrap();
}

pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}

fn store_url(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("ledger.db").display())
}

fn read(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()
}

/// What a settings' script says it will fetch.
pub(crate) fn lazy(script: &str) -> Value {
    let json = script.strip_prefix("const lazy=").expect("the script begins so");
    serde_json::Deserializer::from_str(json).into_iter().next().unwrap().unwrap()
}
