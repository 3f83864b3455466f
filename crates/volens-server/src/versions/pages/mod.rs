//! `/{site}/notice/versions` and `/{site}/policy/versions`: what a site has published, each as it was,
//! and what tells two apart (`docs/versions.md`). Pages are complete without script, and search engines leave them out: only
//! what is in force is to be found.

mod difference;
mod list;
mod marked;
mod notice;
mod policy;

use super::kept::{self, Version};
use crate::app::{Hosted, HostedSite, Ledger};
use crate::dated::dated;
use crate::log::failed;
use crate::negotiation;
use crate::problem::Problem;
use crate::publication::{Document, Escaped, NOINDEX};
use crate::resource::{Resource, Sharing};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use marked::changed;
use serde::Deserialize;
use std::fmt::Display;
use volens_model::words::{VersionsWords, Words, locale, versions};
use volens_store::Log;

/// The forms of these pages, and what clients call them.
const FORMS: [(&str, &str); 2] = [("html", "text/html"), ("json", "application/json")];

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    lang: Option<String>,
    /// `json`, for links that say so.
    form: Option<String>,
    /// Versions before the one with this number.
    before: Option<u32>,
}

/// A request's language and form.
struct Page<'a> {
    hosted: &'a HostedSite,
    language: String,
    site_words: Words,
    words: &'static VersionsWords,
    json: bool,
}

/// What was published, newest first.
pub(crate) async fn list(
    State(ledger): State<Ledger>,
    hosted: Hosted,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = query.map(|Query(asked)| asked).unwrap_or_default();
    let page = Page::new(&hosted, &asked, &headers)?;
    let published = published(ledger.store.as_ref(), &hosted.id).await?;
    let texts = texts(&published);
    let shown = list::Shown::new(&texts, asked.before);
    let resource = match page.json {
        true => page.json(shown.json(&hosted.id)),
        false => page.html(&page.words.title, &shown.html(&page)),
    };
    Ok(page.answer(&resource, &published, &headers).await)
}

/// A notice as it was, or, by two versions with `...` between them, what tells them apart.
pub(crate) async fn one(
    State(ledger): State<Ledger>,
    hosted: Hosted,
    Path((_, version)): Path<(String, String)>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = query.map(|Query(asked)| asked).unwrap_or_default();
    let page = Page::new(&hosted, &asked, &headers)?;
    let store = ledger.store.as_ref();
    let published = published(store, &hosted.id).await?;
    let resource = match version.split_once("...") {
        Some((from, to)) => {
            let from = notice::Kept::find(store, &published, from).await?;
            let to = notice::Kept::find(store, &published, to).await?;
            difference::resource(&page, &from, &to)?
        }
        None => {
            let kept = notice::Kept::find(store, &published, &version).await?;
            notice::resource(&page, kept).await?
        }
    };
    Ok(page.answer(&resource, &published, &headers).await)
}

/// A policy as it was, or what tells two of them apart.
pub(crate) async fn policy(
    State(ledger): State<Ledger>,
    hosted: Hosted,
    Path((_, version)): Path<(String, String)>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = query.map(|Query(asked)| asked).unwrap_or_default();
    let page = Page::new(&hosted, &asked, &headers)?;
    let store = ledger.store.as_ref();
    let policies = policy::publications(store, &hosted.id).await?;
    let resource = match version.split_once("...") {
        Some((from, to)) => {
            let from = policy::Kept::find(&policies, from)?;
            policy::difference(&page, &from, &policy::Kept::find(&policies, to)?)
        }
        None => policy::resource(&page, policy::Kept::find(&policies, &version)?),
    };
    Ok(page.answer(&resource, &published(store, &hosted.id).await?, &headers).await)
}

impl<'a> Page<'a> {
    fn new(hosted: &'a HostedSite, asked: &Asked, headers: &HeaderMap) -> Result<Self, Problem> {
        let (languages, default) = (&hosted.languages, &hosted.default_language);
        let language = negotiation::language(asked.lang.as_deref(), headers, languages, default);
        // A site is published in languages that Volens speaks, so that both are there.
        let words = versions(language).zip(locale(language));
        let (words, site_words) = words.ok_or_else(Problem::not_found)?;
        let json = match asked.form.as_deref() {
            Some(form) => form == "json",
            None => negotiation::preferred(headers, &FORMS) == "json",
        };
        Ok(Self { hosted, language: language.to_owned(), site_words, words, json })
    }

    /// The address of these pages, in the page's language.
    fn address(&self, below: &str) -> String {
        self.address_of("notice", below)
    }

    /// The same of another part of what is published.
    fn address_of(&self, part: &str, below: &str) -> String {
        format!("/{}/{part}/versions{below}?lang={}", self.hosted.id, self.language)
    }

    fn link(&self, below: &str, text: impl Display) -> String {
        format!("<a href=\"{}\">{text}</a>", Escaped(&self.address(below)))
    }

    /// A whole page around what is said.
    fn html(&self, title: &str, body: &str) -> Resource {
        let document = Document {
            language: &self.language,
            direction: self.site_words.direction,
            title,
            css: &self.hosted.sheet,
            head: NOINDEX,
            body,
        };
        Resource::once("text/html; charset=utf-8", Sharing::Page, document.to_string())
    }

    fn json(&self, text: String) -> Resource {
        Resource::once("application/json", Sharing::Anyone, text)
    }

    /// Which version is in force, each page tells: they stand since the last publication.
    async fn answer(
        &self,
        resource: &Resource,
        published: &[Version],
        request: &HeaderMap,
    ) -> Response {
        let modified = published.last().and_then(Version::modified);
        let mut response = dated(resource.answer(request).await, modified.as_ref(), request);
        let told = [
            (header::VARY, "accept, accept-language"),
            (HeaderName::from_static("x-robots-tag"), "noindex"),
        ];
        let told = told.map(|(name, value)| (name, HeaderValue::from_static(value)));
        let language = HeaderValue::from_str(&self.language).ok();
        let language = language.map(|language| (header::CONTENT_LANGUAGE, language));
        response.headers_mut().extend(told.into_iter().chain(language));
        response
    }
}

/// When a version was published, for people and for programs.
fn time(published: &str) -> String {
    let minute = published.get(..16).unwrap_or(published).replacen('T', " ", 1);
    format!("<time datetime=\"{}\">{} UTC</time>", Escaped(published), Escaped(&minute))
}

async fn published<S: Log + ?Sized>(store: &S, site: &str) -> Result<Vec<Version>, Problem> {
    kept::all(store, site).await.map_err(|cause| failed(&cause))
}

/// The publications that brought another text or ask for something else, the first one first. What
/// changes only looks is none.
fn texts(published: &[Version]) -> Vec<&Version> {
    let before = std::iter::once(None).chain(published.iter().map(Some));
    let pairs = published.iter().zip(before);
    let says_else = |version: &Version, before: &Version| {
        before.notice != version.notice || before.fingerprint != version.fingerprint
    };
    let new = pairs.filter(|(version, before)| before.is_none_or(|it| says_else(version, it)));
    new.map(|(version, _)| version).collect()
}
