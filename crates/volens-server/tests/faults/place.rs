//! Where a ledger stands: its store, its key, the command that serves it and the one that checks it.

use crate::serving::Serving;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::process::Command;
use volens_store::{Kind, Store};

/// What `sites/apollo` publishes: policy, notice, code, its files, that they are published, and what is on
/// screen in each of six languages.
pub(crate) const PUBLISHED: usize = 11;

#[derive(Debug)]
pub(crate) struct Place {
    folder: TempDir,
    store: String,
    /// The store as it is reached when nothing is wrong.
    direct: String,
    has_key: bool,
    starts: AtomicU32,
}

impl Place {
    /// With a SQLite file.
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = format!("sqlite:{}", folder.path().join("ledger.db").display());
        Self::new(folder, store).await
    }

    /// With a database.
    pub(crate) async fn postgres(url: String) -> Self {
        Self::new(tempfile::tempdir().unwrap(), url).await
    }

    /// The ledger goes another way to the database than the test does.
    pub(crate) fn by_way_of(mut self, url: String) -> Self {
        self.store = url;
        self
    }

    /// The ledger makes a key beside its file.
    pub(crate) fn without_key(mut self) -> Self {
        std::fs::remove_file(self.key()).unwrap();
        self.has_key = false;
        self
    }

    /// The key goes with the store that it signs.
    pub(crate) fn with_key_of(self, other: &Self) -> Self {
        std::fs::copy(other.key(), self.key()).unwrap();
        self
    }

    async fn new(folder: TempDir, store: String) -> Self {
        crate::stand_ins::assets(&folder.path().join("assets"));
        let (direct, starts) = (store.clone(), AtomicU32::new(0));
        let place = Self { folder, store, direct, has_key: true, starts };
        let mut make = volens();
        make.args(["key", "new", "--site", "apollo", "--host", "shop.example", "--out"]);
        assert!(make.arg(place.key()).output().await.unwrap().status.success());
        place
    }

    /// Starts a ledger and waits until it listens.
    pub(crate) async fn serve(&self) -> Serving {
        self.serve_as(|command| command).await
    }

    /// Starts what `wrap` makes of the command.
    pub(crate) async fn serve_as(&self, wrap: impl FnOnce(Command) -> Command) -> Serving {
        self.start(wrap).listening().await
    }

    /// Starts a ledger and does not wait.
    pub(crate) fn start(&self, wrap: impl FnOnce(Command) -> Command) -> Serving {
        let number = self.starts.fetch_add(1, Ordering::Relaxed);
        let mut serve = volens();
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sites/apollo");
        serve.arg("serve").arg("--site").arg(site);
        serve.arg("--assets").arg(self.path("assets"));
        if self.has_key {
            serve.arg("--key").arg(self.key());
        }
        serve.args(["--store", &self.store, "--listen", "127.0.0.1:0", "--rate", "1000000"]);
        Serving::start(wrap(serve), self.path(&format!("log.{number}")))
    }

    /// The store, opened beside whatever serves it.
    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        volens_store::open(&self.direct).await.unwrap()
    }

    /// The events that the log holds, in its order.
    pub(crate) async fn events(&self) -> Vec<String> {
        let store = self.open().await;
        let leaves = store.leaves("apollo", 0, u32::MAX).await.unwrap();
        store.close().await;
        let events = leaves.into_iter().filter(|leaf| leaf.kind == Kind::Event);
        events.map(|event| event.id.expect("nothing was erased")).collect()
    }

    /// Fails unless `volens verify log` passes, on the whole store, as a continuation of what was
    /// signed when this was asked before.
    pub(crate) async fn verify(&self) {
        let shown = volens().args(["key", "show"]).arg(self.key()).output().await.unwrap();
        let key = String::from_utf8(shown.stdout).unwrap();
        let mut verify = volens();
        verify.args(["verify", "log", &self.direct, "--json", "--key", key.trim_end()]);
        let before = self.path("checkpoint");
        if before.exists() {
            verify.arg("--since").arg(&before);
        }
        let output = verify.output().await.unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        assert!(output.status.success(), "{output:?}");
        assert_eq!(report["leaves"], report["signed"], "{report}");
        let store = self.open().await;
        let note = store.tree("apollo").await.unwrap().checkpoint.expect("a signed tree");
        std::fs::write(before, note).unwrap();
        store.close().await;
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn key(&self) -> PathBuf {
        self.path("ledger.apollo.key")
    }
}

pub(crate) fn volens() -> Command {
    Command::new(env!("CARGO_BIN_EXE_volens"))
}
