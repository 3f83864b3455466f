//! Everything one test needs, of its own: a ledger with an empty file, the demo's hosts, and a
//! browser that has never been anywhere.

use crate::browser::Browser;
use crate::engine::Engine;
use crate::host::Host;
use crate::page::Page;
use crate::server::{Server, root};
use crate::until;
use crate::wire::Wire;
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;
use volens_demo::{Listeners, Origins};
use volens_store::Store;

#[derive(Debug)]
pub struct Stage {
    browser: Browser,
    pub origins: Origins,
    pub wire: Wire,
    /// The pages of `tests/pages/`.
    pub pages: Host,
    /// Whom pages load things from, if anybody lets them.
    pub third: Host,
    server: Server,
    store: Arc<dyn Store>,
    folder: TempDir,
}

/// What the ledger holds of one decision.
#[derive(Debug)]
pub struct Entry {
    pub origin: String,
    pub subject: Option<String>,
    pub event: Value,
}

impl Entry {
    /// A field of the event; `null` when it has none of this name.
    pub fn field(&self, name: &str) -> &Value {
        self.event.get(name).unwrap_or(&Value::Null)
    }

    pub fn is(&self, name: &str, value: impl Into<Value>) -> bool {
        *self.field(name) == value.into()
    }
}

/// Plays `walk` on a stage of its own; a failure leaves a picture of what the visitor saw.
pub async fn run(
    name: &str,
    engine: Engine,
    walk: impl AsyncFn(&mut Stage) -> Result<()>,
) -> Result<()> {
    let mut stage = Stage::set(engine).await?;
    let outcome = walk(&mut stage).await;
    if outcome.is_err() {
        let folder = root().join("target/e2e");
        std::fs::create_dir_all(&folder)?;
        let picture = folder.join(format!("{name}-{engine:?}.png"));
        if stage.browser.session.screenshot(&picture).await.is_ok() {
            eprintln!("What the visitor saw: {}", picture.display());
        }
        eprintln!("What reached the ledger last: {:?}", stage.wire.take_requests());
    }
    let ended = stage.browser.session.quit().await;
    outcome?;
    Ok(ended?)
}

impl Stage {
    async fn set(engine: Engine) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let listeners = Listeners {
            shop: TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?,
            partner: TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?,
            club: TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?,
        };
        let wire = Wire::lay().await?;
        let origins = Origins {
            shop: format!("http://localhost:{}", listeners.shop.local_addr()?.port()),
            partner: format!("http://127.0.0.1:{}", listeners.partner.local_addr()?.port()),
            club: format!("http://localhost:{}", listeners.club.local_addr()?.port()),
            consent: format!("http://localhost:{}", wire.port()),
        };
        let pages = Host::of_pages().await?;
        let third = Host::of_a_third_party().await?;
        pages.serve_pages(&[("consent", &origins.consent), ("third", &third.origin)]).await?;
        third.serve_anything().await?;
        let mut server = Server::new(
            folder.path().join("ledger.sqlite"),
            vec![
                origins.shop.clone(),
                origins.partner.clone(),
                origins.club.clone(),
                origins.consent.clone(),
                pages.origin.clone(),
            ],
        );
        wire.connect(Some(server.start().await?));
        let store = volens_store::open(&server.store_url()).await?;
        let sites = (origins.clone(), Arc::clone(&store));
        tokio::spawn(async move { volens_demo::serve(&sites.0, listeners, sites.1).await });
        let browser = Browser::open(engine).await.context("opening a browser")?;
        Ok(Self { browser, origins, wire, pages, third, server, store, folder })
    }

    pub fn page(&self) -> Page<'_> {
        Page { session: &self.browser.session }
    }

    /// A page of the ledger's at an address that is no origin of any site's: there it has no gate.
    pub fn elsewhere(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.wire.port())
    }

    /// Opens a page of the shop and waits until its gate is ready.
    pub async fn visit_shop(&self, path: &str) -> Result<()> {
        self.page().open(&format!("{}{path}", self.origins.shop)).await?;
        self.page().ready().await
    }

    /// Opens a page of `tests/pages/` and waits until its gate is ready.
    pub async fn visit_page(&self, path: &str) -> Result<()> {
        self.page().open(&format!("{}/{path}", self.pages.origin)).await?;
        self.page().ready().await
    }

    pub async fn visit_partner(&self) -> Result<()> {
        self.page().open(&format!("{}/", self.origins.partner)).await?;
        self.page().ready().await
    }

    /// Opens the sign-up form of the club, which no stage has from the beginning.
    pub async fn visit_club(&mut self) -> Result<()> {
        self.serve_too(vec![root().join("sites/club")]).await?;
        self.page().open(&format!("{}/", self.origins.club)).await?;
        self.page().ready().await
    }

    pub async fn stop_ledger(&mut self) -> Result<()> {
        self.wire.connect(None);
        self.server.stop().await
    }

    pub async fn start_ledger(&mut self) -> Result<()> {
        let address = self.server.start().await?;
        self.wire.connect(Some(address));
        Ok(())
    }

    /// A folder that goes when the stage does.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts the ledger anew with the sites in these folders too: publishing takes its time, and few walks
    /// need them.
    pub async fn serve_too(&mut self, sites: Vec<PathBuf>) -> Result<()> {
        self.stop_ledger().await?;
        self.server.add(sites);
        self.start_ledger().await
    }

    /// Publishes the shop's site anew, with `edits` in its files: the file, what stands there, and what
    /// is to. The ledger serves it a moment later.
    pub async fn publish(&self, edits: &[(&str, &str, &str)]) -> Result<()> {
        let own = tempfile::tempdir()?;
        vary("sites/apollo", own.path(), &str::to_owned)?;
        for (file, was, is) in edits {
            let path = own.path().join(file);
            let text = std::fs::read_to_string(&path)?;
            ensure!(text.contains(was), "{file} has no `{was}`");
            std::fs::write(path, text.replacen(was, is, 1))?;
        }
        self.server.publish(own.path()).await
    }

    /// What the ledger's file holds, oldest first.
    pub async fn ledger(&self) -> Result<Vec<Entry>> {
        self.ledger_of("apollo").await
    }

    pub async fn ledger_of(&self, site: &str) -> Result<Vec<Entry>> {
        let mut records = self.store.recent(site, 100).await?;
        records.reverse();
        records
            .into_iter()
            .map(|record| {
                let event = serde_json::from_str(&record.body)?;
                Ok(Entry { origin: record.origin, subject: record.subject, event })
            })
            .collect()
    }

    /// Waits until the ledger holds `count` events and nothing waits on the device any more, then
    /// returns them: what comes later than that was delivered twice.
    pub async fn until_delivered(&self, count: usize) -> Result<Vec<Entry>> {
        self.until_delivered_of("apollo", count).await
    }

    pub async fn until_delivered_of(&self, site: &str, count: usize) -> Result<Vec<Entry>> {
        let entries = until(&format!("the ledger holds {count} events"), async || {
            let entries = self.ledger_of(site).await?;
            Ok((entries.len() >= count).then_some(entries))
        })
        .await?;
        until("no event waits on the device", async || {
            let device = self.page().device().await?;
            Ok(device.local.keys().all(|name| !name.contains(".q.")).then_some(()))
        })
        .await?;
        Ok(entries)
    }
}

/// Makes the folder `to` of a site's in the checkout, with each file's text as `change` has it.
pub fn vary(site: &str, to: &Path, change: &dyn Fn(&str) -> String) -> Result<()> {
    fn copy(from: &Path, to: &Path, change: &dyn Fn(&str) -> String) -> Result<()> {
        std::fs::create_dir_all(to)?;
        for entry in std::fs::read_dir(from)? {
            let entry = entry?;
            let target = to.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                copy(&entry.path(), &target, change)?;
            } else {
                std::fs::write(target, change(&std::fs::read_to_string(entry.path())?))?;
            }
        }
        Ok(())
    }
    copy(&root().join(site), to, change)
}
