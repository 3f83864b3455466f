//! A ledger from its configuration to its last answer.

use crate::app::{App, HostedSite, Ledger};
use crate::assets::{Assets, AssetsError};
use crate::cookie::CookieTerms;
use crate::evidence;
use crate::folder::{self, FolderError};
use crate::history;
use crate::publication::{self, PublicationError, Published};
use crate::writer::Writer;
use crate::{connections, routes};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use volens_model::event::EventTerms;
use volens_model::site::Site;
use volens_store::StoreError;

/// What a ledger serves and where it keeps events.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folders with a `site.toml`.
    pub sites: Vec<PathBuf>,
    /// Folder with the built gate and widget.
    pub assets: PathBuf,
    /// The store's URL: `sqlite:PATH`.
    pub store: String,
    /// Origins that every site accepts events from besides its own, for trying out.
    pub also_origins: Vec<String>,
}

/// A ledger that is ready to serve.
#[derive(Debug)]
pub struct Server {
    app: App,
    writer: JoinHandle<()>,
}

/// Why a ledger cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error(transparent)]
    Assets(#[from] AssetsError),
    #[error("site `{site}`: {cause}")]
    Publication { site: String, cause: PublicationError },
    #[error("two folders hold a site `{0}`; leave one out")]
    SameId(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Server {
    /// Reads and renders everything and opens the store. Nothing is read again later.
    pub async fn open(config: &Config) -> Result<Self, StartError> {
        let assets = Assets::read(&config.assets)?;
        let mut resources = publication::shared(&assets);
        let mut published = BTreeMap::new();
        for folder in &config.sites {
            let site = folder::load(folder)?;
            let id = site.file.id.clone();
            let failed = |cause| StartError::Publication { site: id.clone(), cause };
            let Published { resources: own, policy, shown } =
                publication::publish(&site, &assets).await.map_err(failed)?;
            evidence::tell(folder, &shown);
            resources.extend(own);
            if published.insert(id.clone(), (site, policy)).is_some() {
                return Err(StartError::SameId(id));
            }
        }
        // Only now: a site that cannot be served leaves no trace in the store.
        let store = volens_store::open(&config.store).await?;
        let mut sites = BTreeMap::new();
        for (id, (site, policy)) in published {
            let terms = history::record(store.as_ref(), &policy).await?;
            sites.insert(id, Arc::new(hosted(&site, terms, &config.also_origins)));
        }
        let (queue, writer) = Writer::start(store.clone());
        let ledger = Ledger { writer: queue, store };
        let app = App { sites: Arc::new(sites), resources: Arc::new(resources), ledger };
        Ok(Self { app, writer })
    }

    /// Serves until `shutdown` is done, then answers what is under way and lets go of the store.
    pub async fn run(self, listener: TcpListener, shutdown: impl Future<Output = ()>) {
        let store = self.app.ledger.store.clone();
        connections::serve(listener, routes::routes(self.app), shutdown).await;
        // The router held the last sender, so the writer ends when its queue is empty.
        if let Err(cause) = self.writer.await {
            tracing::error!(%cause, "the writer broke off");
        }
        store.close().await;
    }
}

fn hosted(site: &Site, terms: EventTerms, also_origins: &[String]) -> HostedSite {
    let file = &site.file;
    let cookie =
        || CookieTerms { terms: site.decision_terms(), domain: file.cookie.domain.clone() };
    HostedSite {
        id: file.id.clone(),
        origins: file.origins.iter().chain(also_origins).cloned().collect(),
        terms,
        cookie: file.cookie.server.then(cookie),
        languages: file.languages.clone(),
        default_language: file.default_language.clone(),
    }
}
