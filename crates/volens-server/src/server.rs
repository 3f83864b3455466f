//! A ledger from its configuration to its last answer.

use crate::app::{App, Hosting, Ledger};
use crate::assets::{Assets, AssetsError};
use crate::connections::{Terms, Tls, TlsError, TlsFiles};
use crate::edge::{Edge, EdgeConfig};
use crate::folder::FolderError;
use crate::key::KeyFileError;
use crate::log::{Keys, Sequencers};
use crate::metrics::Metrics;
use crate::publication::{self, PublicationError};
use crate::retention::{Retention, Retentions};
use crate::versions::{Follower, Press, Rendered};
use crate::writer::Writer;
use crate::{connections, routes};
use std::collections::BTreeMap;
use std::future::pending;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use volens_store::StoreError;

/// What a ledger serves and where it keeps events.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folders with a `site.toml`.
    pub sites: Vec<PathBuf>,
    /// Folder with the built gate and widget.
    pub assets: PathBuf,
    /// The store's URL: `sqlite:PATH` or `postgres://…`.
    pub store: String,
    /// Files with keys that sign sites' logs. Beside a SQLite file, missing ones are made.
    pub keys: Vec<PathBuf>,
    /// Origins that every site accepts events from besides its own, for trying out.
    pub also_origins: Vec<String>,
    pub edge: EdgeConfig,
    /// Missing where a proxy before the ledger ends TLS.
    pub tls: Option<TlsFiles>,
    /// Sites of which records are deleted when their time has come.
    pub retentions: Vec<Retention>,
    /// How often that is looked for.
    pub retention_every: Duration,
    /// Sites are only looked at: every page says so, and nothing that is chosen is kept.
    pub draft: bool,
}

/// What a ledger listens on.
#[derive(Debug)]
pub struct Listeners {
    pub public: TcpListener,
    /// Where operators read metrics; nobody else should reach it.
    pub metrics: Option<TcpListener>,
}

/// A ledger that is ready to serve.
#[derive(Debug)]
pub struct Server {
    app: App,
    writer: JoinHandle<()>,
    sequencers: Sequencers,
    retentions: Retentions,
    /// With the signal to read its files again.
    tls: Option<(Tls, Signal)>,
    follower: Follower,
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
    #[error("`--retention` names `{0}`, and no such site is served")]
    Unserved(String),
    #[error(
        "`--retention {site}=…` is shorter than a grant lasts: {days} days, by `grant_days` in site.toml"
    )]
    TooShort { site: String, days: u32 },
    #[error(
        "the folder's site was `{from}` and is `{to}`; restart the ledger to serve another site"
    )]
    Renamed { from: String, to: String },
    #[error("version {version} of `{site}` is not kept whole, or this Volens finds mistakes in it")]
    Lost { site: String, version: u32 },
    #[error("two folders hold a site `{0}`; leave one out")]
    SameId(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Key(#[from] KeyFileError),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error("cannot start: {0}")]
    System(#[from] std::io::Error),
}

impl Server {
    /// Reads and renders everything and opens the store.
    pub async fn open(config: &Config) -> Result<Self, StartError> {
        let assets = Assets::read(&config.assets)?;
        let keys = Keys::read(&config.keys, &config.store)?;
        let mut rendered = BTreeMap::new();
        let mut folders = BTreeMap::new();
        let mut own_keys = BTreeMap::new();
        for folder in &config.sites {
            let mut own = None;
            let read = Rendered::folder(folder, (&assets, config.draft), |site| {
                let key = keys.of(site)?;
                Ok(own.insert(key).public())
            });
            let read = read.await?;
            let id = read.site.file.id.clone();
            if let Some(key) = own {
                folders.insert(id.clone(), (folder.clone(), key.public()));
                own_keys.insert(id.clone(), key);
            }
            if rendered.insert(id.clone(), read).is_some() {
                return Err(StartError::SameId(id));
            }
        }
        keys.all_used(|site| rendered.contains_key(site))?;
        let unserved = config.retentions.iter().find(|one| !rendered.contains_key(&one.site));
        if let Some(Retention { site, .. }) = unserved {
            return Err(StartError::Unserved(site.clone()));
        }
        let shared = publication::shared(&assets);
        let press = Press {
            assets,
            also_origins: config.also_origins.clone(),
            retentions: config.retentions.clone(),
            sites: folders,
            draft: config.draft,
        };
        rendered.values().try_for_each(|rendered| press.keeps(&rendered.site))?;
        let hangup = signal(SignalKind::hangup())?;
        let tls = match &config.tls {
            Some(files) => Some((Tls::open(files.clone())?, signal(SignalKind::hangup())?)),
            None => None,
        };
        // Only now: a site that cannot be served leaves no trace in the store.
        let store = volens_store::open(&config.store).await?;
        let (mut sites, mut resources) = (BTreeMap::new(), shared);
        for (id, rendered) in rendered {
            if let Some(key) = own_keys.get(&id) {
                key.keep(&id, &store.tree(&id).await?)?;
            }
            let (hosted, assets) = press.settled(store.as_ref(), rendered).await?;
            resources.extend(assets);
            sites.insert(id, watch::Sender::new(Arc::new(hosted)));
        }
        let sequencers = Sequencers::start(&store, own_keys);
        let metrics = Metrics::new();
        let (queue, writer) = Writer::start(store.clone(), metrics.clone());
        let ledger = Ledger { writer: queue, store };
        let Config { retentions, retention_every, .. } = config;
        let store = &ledger.store;
        let retentions = Retentions::start(store, &metrics, retentions, *retention_every);
        let edge = Edge::new(config.edge);
        let assets = RwLock::new(resources);
        let app = App::new(Hosting { sites, assets, ledger, edge, metrics });
        let follower = Follower { app: app.clone(), press, hangup };
        Ok(Self { app, writer, sequencers, retentions, tls, follower })
    }

    /// The pages with the banner of a draft, in the sites' default languages.
    pub(crate) fn trials(&self) -> Vec<String> {
        let sites = self.app.sites.keys().filter_map(|id| self.app.site(id));
        sites.map(|site| format!("/{}/trial.{}.html", site.id, site.default_language)).collect()
    }

    /// Serves until `shutdown` is done, then answers what is under way and lets go of the store.
    pub async fn run(self, listeners: Listeners, shutdown: impl Future<Output = ()>) {
        let store = self.app.ledger.store.clone();
        let Listeners { public, metrics: private } = listeners;
        let metrics = self.app.metrics.clone();
        let mut aside = JoinSet::new();
        let draft = self.follower.press.draft;
        aside.spawn(self.follower.run());
        if let Some(listener) = private {
            // Its connections are not among those it counts.
            let terms = Terms { tls: None, share: false, metrics: Metrics::new() };
            let router = metrics.clone().router();
            aside.spawn(connections::serve(listener, router, terms, pending()));
        }
        let share = self.app.edge.sees_visitors();
        let (tls, hangup) = self.tls.unzip();
        if let Some((tls, hangup)) = tls.clone().zip(hangup) {
            aside.spawn(tls.renew_on(hangup));
        }
        let router = routes::served(self.app, tls.is_some(), draft);
        connections::serve(public, router, Terms { tls, share, metrics }, shutdown).await;
        aside.shutdown().await;
        // The router held the last sender, so the writer ends when its queue is empty.
        if let Err(cause) = self.writer.await {
            tracing::error!(%cause, "the writer broke off");
        }
        self.retentions.finish().await;
        // What was acknowledged until now can be proved when the ledger starts again.
        self.sequencers.finish().await;
        store.close().await;
    }
}
