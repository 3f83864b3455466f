//! A ledger from its configuration to its last answer.

use crate::app::{App, HostedSite, Hosting, Ledger};
use crate::assets::{Assets, AssetsError};
use crate::choices::FormTerms;
use crate::connections::{Terms, Tls, TlsError, TlsFiles};
use crate::cookie::CookieTerms;
use crate::edge::{Edge, EdgeConfig};
use crate::evidence;
use crate::folder::{self, FolderError};
use crate::history;
use crate::key::KeyFileError;
use crate::log::{self, Keys, Sequencers};
use crate::metrics::Metrics;
use crate::publication::{self, Place, PublicationError};
use crate::retention::{self, Retention, Retentions};
use crate::writer::Writer;
use crate::{connections, routes};
use std::collections::BTreeMap;
use std::future::pending;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::{JoinHandle, JoinSet};
use volens_model::event::EventTerms;
use volens_model::policy::Policy;
use volens_model::site::Site;
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
    /// Reads and renders everything and opens the store. Nothing is read again later.
    pub async fn open(config: &Config) -> Result<Self, StartError> {
        let assets = Assets::read(&config.assets)?;
        let keys = Keys::read(&config.keys, &config.store)?;
        let mut resources = publication::shared(&assets);
        let mut published = BTreeMap::new();
        for folder in &config.sites {
            let site = folder::load(folder)?;
            let id = site.file.id.clone();
            let failed = |cause| StartError::Publication { site: id.clone(), cause };
            let key = keys.of(&site)?;
            let place = Place { log: Some(key.public()), origin: None, ledger: true };
            let own = publication::publish(&site, &assets, &place).await;
            let own = own.map_err(failed)?;
            let measured = evidence::measured(folder, &own.shown);
            resources.extend(own.resources.clone());
            let said = (folder::modified(folder), measured);
            if published.insert(id.clone(), (site, own, key, said)).is_some() {
                return Err(StartError::SameId(id));
            }
        }
        keys.all_used(|site| published.contains_key(site))?;
        for retention in &config.retentions {
            let (site, ..) = published
                .get(&retention.site)
                .ok_or_else(|| StartError::Unserved(retention.site.clone()))?;
            let days = site.file.lifetimes.grant_days;
            if !retention::outlasts(retention.keep, days) {
                return Err(StartError::TooShort { site: retention.site.clone(), days });
            }
        }
        let tls = match &config.tls {
            Some(files) => Some((Tls::open(files.clone())?, signal(SignalKind::hangup())?)),
            None => None,
        };
        // Only now: a site that cannot be served leaves no trace in the store.
        let store = volens_store::open(&config.store).await?;
        let mut sites = BTreeMap::new();
        let mut keys = Vec::new();
        for (id, (site, own, key, (modified, measured))) in published {
            key.keep(&id, &store.tree(&id).await?)?;
            let terms = history::record(store.as_ref(), &own.policy).await?;
            log::record(store.as_ref(), &own, measured.as_ref()).await?;
            resources.extend(log::pinned(store.as_ref(), &id).await?);
            let hosted = hosted(&site, &own.policy, terms, key.public(), &config.also_origins);
            let hosted = HostedSite { modified, ..hosted };
            sites.insert(id.clone(), Arc::new(hosted));
            keys.push((id, key));
        }
        let sequencers = Sequencers::start(&store, keys);
        let metrics = Metrics::new();
        let (queue, writer) = Writer::start(store.clone(), metrics.clone());
        let ledger = Ledger { writer: queue, store };
        let Config { retentions, retention_every, .. } = config;
        let store = &ledger.store;
        let retentions = Retentions::start(store, &metrics, retentions, *retention_every);
        let edge = Edge::new(config.edge);
        let app = App::new(Hosting { sites, resources, ledger, edge, metrics });
        Ok(Self { app, writer, sequencers, retentions, tls })
    }

    /// Serves until `shutdown` is done, then answers what is under way and lets go of the store.
    pub async fn run(self, listeners: Listeners, shutdown: impl Future<Output = ()>) {
        let store = self.app.ledger.store.clone();
        let Listeners { public, metrics: private } = listeners;
        let metrics = self.app.metrics.clone();
        let mut aside = JoinSet::new();
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
        let router = routes::served(self.app, tls.is_some());
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

fn hosted(
    site: &Site,
    policy: &Policy,
    terms: EventTerms,
    log: String,
    also_origins: &[String],
) -> HostedSite {
    let file = &site.file;
    let cookie =
        || CookieTerms { terms: site.decision_terms(), domain: file.cookie.domain.clone() };
    HostedSite {
        id: file.id.clone(),
        origins: file.origins.iter().chain(also_origins).cloned().collect(),
        terms,
        cookie: file.cookie.server.then(cookie),
        form: FormTerms {
            fingerprint: policy.fingerprint.clone(),
            notice: policy.notice.clone(),
            objections: policy.objections.clone(),
        },
        languages: file.languages.clone(),
        modified: None,
        default_language: file.default_language.clone(),
        log,
    }
}
