//! What a running ledger holds, shared by its handlers.

use crate::choices::FormTerms;
use crate::cookie::CookieTerms;
use crate::edge::Edge;
use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::publication::Resources;
use crate::resource::Resource;
use crate::versions::Version;
use crate::writer::Writer;
use axum::extract::{FromRef, FromRequestParts, RawPathParams};
use axum::http::HeaderValue;
use axum::http::request::Parts;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;
use volens_model::event::EventTerms;
use volens_store::Store;

/// The handlers' state. A request clones it several times.
#[derive(Clone, Debug)]
pub(crate) struct App(Arc<Hosting>);

/// What all of a ledger's requests share.
#[derive(Debug)]
pub(crate) struct Hosting {
    /// As they are published now.
    pub(crate) sites: BTreeMap<String, watch::Sender<Arc<HostedSite>>>,
    /// Files named by their content, of all sites, by path: what an earlier version brought stays, for
    /// pages that are open.
    pub(crate) assets: RwLock<Resources>,
    pub(crate) ledger: Ledger,
    pub(crate) edge: Edge,
    pub(crate) metrics: Metrics,
}

impl App {
    pub(crate) fn new(hosting: Hosting) -> Self {
        Self(Arc::new(hosting))
    }

    /// A site as it is published now. A request asks once, and so is answered by one version.
    pub(crate) fn site(&self, id: &str) -> Option<Arc<HostedSite>> {
        self.sites.get(id).map(|site| site.borrow().clone())
    }

    /// A file named by its content.
    pub(crate) fn asset(&self, path: &str) -> Option<Resource> {
        self.assets.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// Serves another version of a site from now on.
    pub(crate) fn put(&self, hosted: HostedSite, assets: Resources) {
        self.assets.write().unwrap_or_else(PoisonError::into_inner).extend(assets);
        if let Some(site) = self.sites.get(&hosted.id) {
            site.send_replace(Arc::new(hosted));
        }
    }
}

impl Deref for App {
    type Target = Hosting;
    fn deref(&self) -> &Hosting {
        &self.0
    }
}

/// Where events go.
#[derive(Clone, Debug)]
pub(crate) struct Ledger {
    pub(crate) writer: Writer,
    pub(crate) store: Arc<dyn Store>,
}

/// What handlers need to know of a site.
#[derive(Debug)]
pub(crate) struct HostedSite {
    pub(crate) id: String,
    pub(crate) origins: BTreeSet<String>,
    pub(crate) terms: EventTerms,
    /// Missing where the page alone sets the cookie.
    pub(crate) cookie: Option<CookieTerms>,
    pub(crate) form: FormTerms,
    pub(crate) languages: Vec<String>,
    /// When its version was published.
    pub(crate) modified: Option<HeaderValue>,
    pub(crate) default_language: String,
    /// The public key of its log.
    pub(crate) log: String,
    pub(crate) version: Version,
    /// The path of the overview's style sheet.
    pub(crate) sheet: String,
    /// What was rendered of it, by path.
    pub(crate) resources: Resources,
}

/// The site that a request's address names.
#[derive(Clone, Debug)]
pub(crate) struct Hosted(Arc<HostedSite>);

impl Deref for Hosted {
    type Target = HostedSite;
    fn deref(&self) -> &HostedSite {
        &self.0
    }
}

impl FromRequestParts<App> for Hosted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let path = RawPathParams::from_request_parts(parts, app).await;
        let path = path.map_err(|_| Problem::unknown_site())?;
        let site = path.iter().find(|(name, _)| *name == "site");
        let hosted = site.and_then(|(_, id)| app.site(id));
        hosted.map(Self).ok_or_else(Problem::unknown_site)
    }
}

impl FromRef<App> for Ledger {
    fn from_ref(app: &App) -> Self {
        app.ledger.clone()
    }
}
