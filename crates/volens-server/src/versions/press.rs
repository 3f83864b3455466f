//! Makes of a version what a running ledger answers with.

use super::kept::{self, Version};
use super::settle::{Settled, settle};
use crate::app::HostedSite;
use crate::assets::Assets;
use crate::choices::FormTerms;
use crate::cookie::CookieTerms;
use crate::publication::{self, Place, Published, Resources};
use crate::retention::{self, Retention};
use crate::server::StartError;
use crate::{evidence, folder, history, log};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use volens_model::event::EventTerms;
use volens_model::evidence::Manifest;
use volens_model::policy::Policy;
use volens_model::site::{self, Files, Site};
use volens_store::{Store, StoreError};

/// What all sites of a ledger are rendered with.
#[derive(Debug)]
pub(crate) struct Press {
    pub(crate) assets: Assets,
    pub(crate) also_origins: Vec<String>,
    pub(crate) retentions: Vec<Retention>,
    /// Each site's folder, and the public key of its log.
    pub(crate) sites: BTreeMap<String, (PathBuf, String)>,
    /// Whether sites are only looked at.
    pub(crate) draft: bool,
}

/// A sound site with everything it publishes, rendered.
#[derive(Debug)]
pub(crate) struct Rendered {
    pub(super) files: Files,
    pub(crate) site: Site,
    pub(super) published: Published,
    measured: Option<Manifest>,
}

impl Rendered {
    /// Reads a folder and renders it.
    pub(crate) async fn folder(
        folder: &Path,
        (assets, draft): (&Assets, bool),
        log: impl FnOnce(&Site) -> Result<String, StartError>,
    ) -> Result<Self, StartError> {
        let (files, site) = folder::source(folder)?;
        let log = log(&site)?;
        let rendered = Self::new(files, site, (assets, draft), log).await?;
        let measured = evidence::measured(folder, &rendered.published.shown);
        Ok(Self { measured, ..rendered })
    }

    async fn new(
        files: Files,
        site: Site,
        (assets, draft): (&Assets, bool),
        log: String,
    ) -> Result<Self, StartError> {
        let place = Place { log: Some(log), origin: None, ledger: true, draft };
        let published = publication::publish(&site, assets, &place).await;
        let id = &site.file.id;
        let published =
            published.map_err(|cause| StartError::Publication { site: id.clone(), cause })?;
        Ok(Self { files, site, published, measured: None })
    }

    /// Keeps everything that is published with it, and makes leaves of what is new.
    /// What events of the site are held against from then on.
    pub(super) async fn record(&self, store: &dyn Store) -> Result<EventTerms, StoreError> {
        let terms = history::record(store, &self.published.policy).await?;
        log::record(store, &self.published, self.measured.as_ref()).await?;
        Ok(terms)
    }
}

impl Press {
    /// Publishes what a folder holds, unless that was done before, and makes what is to be served.
    pub(crate) async fn settled(
        &self,
        store: &dyn Store,
        rendered: Rendered,
    ) -> Result<(HostedSite, Resources), StartError> {
        self.keeps(&rendered.site)?;
        match settle(store, &rendered).await? {
            Settled::Folder(version, terms) => self.set(store, version, rendered, terms).await,
            Settled::Kept(version) => self.again(store, version).await,
        }
    }

    /// Reads the site's folder again and publishes it, unless that was done before.
    pub(crate) async fn reread(&self, store: &dyn Store, id: &str) -> Result<(), StartError> {
        let Some((folder, log)) = self.sites.get(id) else { return Ok(()) };
        let rendered =
            Rendered::folder(folder, (&self.assets, self.draft), |site| match site.file.id == id {
                true => Ok(log.clone()),
                false => Err(StartError::Renamed { from: id.to_owned(), to: site.file.id.clone() }),
            });
        let rendered = rendered.await?;
        self.keeps(&rendered.site)?;
        settle(store, &rendered).await?;
        Ok(())
    }

    /// Makes what is to be served of a version that another ledger or command has published.
    pub(crate) async fn again(
        &self,
        store: &dyn Store,
        version: Version,
    ) -> Result<(HostedSite, Resources), StartError> {
        let id = &version.site;
        let missing = || StartError::Lost { site: id.clone(), version: version.number };
        let (_, log) = self.sites.get(id).ok_or_else(missing)?;
        let files = kept::files(store, id, &version.files).await?.ok_or_else(missing)?;
        let (site, _) = site::load(&files);
        let site = site.ok_or_else(missing)?;
        self.keeps(&site)?;
        let rendered = Rendered::new(files, site, (&self.assets, self.draft), log.clone()).await?;
        let terms = rendered.record(store).await?;
        self.set(store, version, rendered, terms).await
    }

    async fn set(
        &self,
        store: &dyn Store,
        version: Version,
        rendered: Rendered,
        terms: EventTerms,
    ) -> Result<(HostedSite, Resources), StartError> {
        let Rendered { site, published, .. } = rendered;
        let mut resources = published.resources;
        resources.extend(log::pinned(store, &site.file.id).await?);
        let (assets, resources) =
            resources.into_iter().partition(|(path, _)| path.starts_with("/assets/"));
        let hosted = self.hosted(&site, &published.policy, terms, version);
        Ok((HostedSite { sheet: published.sheet, resources, ..hosted }, assets))
    }

    /// Refuses a site of which records would be deleted while grants last.
    pub(crate) fn keeps(&self, site: &Site) -> Result<(), StartError> {
        let days = site.file.lifetimes.grant_days;
        let mut own = self.retentions.iter().filter(|retention| retention.site == site.file.id);
        match own.all(|retention| retention::outlasts(retention.keep, days)) {
            true => Ok(()),
            false => Err(StartError::TooShort { site: site.file.id.clone(), days }),
        }
    }

    fn hosted(
        &self,
        site: &Site,
        policy: &Policy,
        terms: EventTerms,
        version: Version,
    ) -> HostedSite {
        let file = &site.file;
        let cookie =
            || CookieTerms { terms: site.decision_terms(), domain: file.cookie.domain.clone() };
        HostedSite {
            id: file.id.clone(),
            origins: file.origins.iter().chain(&self.also_origins).cloned().collect(),
            terms,
            cookie: file.cookie.server.then(cookie),
            form: FormTerms {
                fingerprint: policy.fingerprint.clone(),
                notice: policy.notice.clone(),
                objections: policy.objections.clone(),
            },
            languages: file.languages.clone(),
            modified: version.modified(),
            default_language: file.default_language.clone(),
            log: policy.log.clone().unwrap_or_default(),
            version,
            sheet: String::new(),
            resources: Resources::new(),
        }
    }
}
