//! Everything a site publishes, rendered once: what `volens serve` answers with and `volens build`
//! writes to files.

mod bundles;
mod choices;
mod document;
mod draft;
mod forms;
mod overview;
mod script;
mod settings;
mod shown;
mod styles;
mod tree;
mod version;

pub(crate) use document::{Document, Escaped, NOINDEX};
pub(crate) use shown::Evidence;
pub use tree::TreeError;

use crate::assets::Assets;
use crate::resource::{Caching, Resource, Sharing};
use bundles::Forms;
use jiff::Timestamp;
use serde::Serialize;
use settings::Settings;
use std::collections::{BTreeMap, HashMap};
use styles::Styles;
use volens_model::gate::Rendered;
use volens_model::policy::Policy;
use volens_model::site::Site;
use volens_model::view::{ComparedLink, NoticeView, View};
use volens_model::words::{Words, locale, versions};
use volens_widget::{
    render_banner, render_box, render_floating, render_placeholder, render_settings,
};

/// Files by the path they are served at.
pub(crate) type Resources = HashMap<String, Resource>;

/// Why a site cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum PublicationError {
    #[error(
        "Volens does not speak `{0}` yet; take it out of `languages` in site.toml, or add `locales/{0}.toml`"
    )]
    Language(String),
    #[error(
        "the assets hold no `{0}.js`, which site.toml asks for; build it with `cargo xtask dist`"
    )]
    Part(String),
    #[error(
        "a consent to be contacted must be provable (GDPR 7(1)): leave `--without-ledger` out, or take \
         `[[contact]]` out of site.toml"
    )]
    Unproved,
    #[error("the banner cannot be made without HTML: {0}")]
    Tree(#[from] TreeError),
}

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";
const CSS: &str = "text/css; charset=utf-8";
const WASM: &str = "application/wasm";

/// The hashed files that every site's bundle points to.
pub(crate) fn shared(assets: &Assets) -> Resources {
    let mut resources = Resources::new();
    if let Some(wasm) = &assets.wasm {
        let (glue, module) = (&wasm.glue, &wasm.module);
        let path = |name: &str| format!("/assets/{name}");
        resources.insert(path(&glue.name), immutable(JAVASCRIPT, glue.bytes.clone()));
        resources.insert(path(&module.name), immutable(WASM, module.bytes.clone()));
    }
    resources
}

/// What a site publishes: its own files in each of its languages, and its policy.
#[derive(Debug)]
pub(crate) struct Published {
    pub(crate) resources: Resources,
    pub(crate) policy: Policy,
    /// What is on screen when visitors decide.
    pub(crate) shown: Vec<Evidence>,
    /// The paths of the scripts that keep their address for as long as they may ask.
    pub(crate) pinned: Vec<String>,
    /// The path of the overview's style sheet.
    pub(crate) sheet: String,
}

/// Where a site is published.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The public key of the site's log.
    pub(crate) log: Option<String>,
    /// The consent origin, where scripts are also to be had for putting into pages.
    pub(crate) origin: Option<String>,
    /// Whether a ledger takes what visitors decide.
    pub(crate) ledger: bool,
    /// Whether it is only looked at: every page says so.
    pub(crate) draft: bool,
}

/// Renders what the site publishes.
pub(crate) async fn publish(
    site: &Site,
    assets: &Assets,
    place: &Place,
) -> Result<Published, PublicationError> {
    let publisher = Publisher::new(site, assets, place)?;
    let mut resources: Resources = publisher
        .styles
        .files()
        .map(|(path, css)| (path.to_owned(), immutable(CSS, css.as_bytes().to_vec())))
        .collect();
    let settings = &publisher.settings;
    let script = immutable(JAVASCRIPT, settings.script.clone().into_bytes());
    resources.insert(settings.path.clone(), script);
    for (name, code) in &assets.modules {
        let module = Resource::script(Caching::Hour, code.clone());
        resources.insert(publisher.path(name), module);
    }
    let (mut shown, mut forms) = (Vec::new(), Vec::new());
    for (language, words) in &publisher.languages {
        let (evidence, bundle) = publisher.language(&mut resources, language, words).await?;
        shown.push(evidence);
        forms.push(bundle);
    }
    let pinned = forms.iter().map(|form| form.pinned.path.clone()).collect();
    let bundles = json(&publisher.bundles(forms));
    resources.insert(publisher.path("bundles.json"), asked(JSON, Sharing::Anyone, bundles));
    let policy = site.policy(&publisher.version);
    let policy = Policy { log: place.log.clone(), ledger: place.ledger, ..policy };
    let public = asked(JSON, Sharing::Anyone, json(&policy));
    resources.insert(publisher.path("policy.json"), public);
    if let Some(support) = site.gpc_support() {
        let support = asked(JSON, Sharing::Anyone, json(&support));
        resources.insert(publisher.path("gpc.json"), support);
    }
    let sheet = publisher.styles.notice.path.clone();
    Ok(Published { resources, policy, shown, pinned, sheet })
}

/// What a site says, without rendering it: its policy, and its overview in each language.
pub(crate) fn said(
    site: &Site,
    assets: &Assets,
) -> Result<(Policy, Vec<NoticeView>), PublicationError> {
    let place = Place { log: None, origin: None, ledger: true, draft: false };
    let publisher = Publisher::new(site, assets, &place)?;
    let views = publisher.languages.iter();
    let views = views.map(|(language, words)| publisher.notice(language, words)).collect();
    Ok((site.policy(&publisher.version), views))
}

struct Publisher<'a> {
    site: &'a Site,
    assets: &'a Assets,
    place: &'a Place,
    expires: Timestamp,
    styles: Styles,
    settings: Settings,
    languages: Vec<(&'a str, Words)>,
    /// Version of the notice.
    version: String,
}

impl<'a> Publisher<'a> {
    fn new(site: &'a Site, assets: &'a Assets, place: &'a Place) -> Result<Self, PublicationError> {
        if !place.ledger && !site.file.contacts.is_empty() {
            return Err(PublicationError::Unproved);
        }
        let languages = site.file.languages.iter().map(|language| {
            let words = locale(language);
            let words = words.ok_or_else(|| PublicationError::Language(language.clone()))?;
            Ok((language.as_str(), words))
        });
        let languages: Vec<_> = languages.collect::<Result<_, PublicationError>>()?;
        let styles =
            Styles::new(assets, site.file.banner, !site.file.contacts.is_empty(), &site.theme());
        let settings = Settings::new(assets, &styles.settings.path);
        let expires = bundles::expiry(Timestamp::now());
        let version = String::new();
        let mut publisher =
            Self { site, assets, place, expires, styles, settings, languages, version };
        let views = publisher.languages.iter();
        let views: Vec<NoticeView> =
            views.map(|(language, words)| publisher.notice(language, words)).collect();
        publisher.version = version::of(&views);
        Ok(publisher)
    }

    async fn language(
        &self,
        resources: &mut Resources,
        language: &str,
        words: &Words,
    ) -> Result<(Evidence, Forms), PublicationError> {
        let unknown = || PublicationError::Language(language.to_owned());
        let view = self.site.view(language, words).ok_or_else(unknown)?;
        let banner = render_banner(view.clone()).await;
        let settings = render_settings(view.clone()).await;
        let placeholder = render_placeholder(view.clone()).await;
        let floating = render_floating(view.clone(), self.site.file.banner.floating).await;
        let mut boxes = BTreeMap::new();
        for contact in &view.contacts {
            boxes.insert(contact.id.clone(), render_box(view.clone(), contact.clone()).await);
        }
        let shown = self.shown(&view, &banner, &settings, &placeholder, &boxes);
        // For those who decide in it on a page of another language.
        let fragment = format!("<meta name=\"shown\" content=\"{}\">{settings}", shown.id);
        let rendered =
            self.rendered(language, shown.id.clone(), &banner, &placeholder, &floating, &boxes)?;
        let forms = self.forms(resources, language, rendered)?;
        // Whoever decides for the first time is not led there: what is shown then is named without it.
        let view = View { compared: self.compared(language), ..view };
        let mut add = |name: &str, resource| resources.insert(self.path(name), resource);
        add(&format!("settings.{language}.html"), asked(HTML, Sharing::Anyone, fragment));
        add(&format!("view.{language}.json"), asked(JSON, Sharing::Anyone, json(&view)));
        self.choices(resources, &view);
        if self.place.draft {
            self.trial(resources, &view);
        }

        self.overview(resources, language, words).await;
        Ok((shown, forms))
    }

    /// What the settings lead to for what a choice was asked before, where a ledger keeps that.
    fn compared(&self, language: &str) -> Option<ComparedLink> {
        let words = versions(language).filter(|_| self.place.ledger)?;
        let now = self.site.fingerprint();
        let path = self.path(&format!("policy/versions/{{from}}...{now}?lang={language}"));
        Some(ComparedLink { text: words.compare.clone(), path })
    }

    fn shown(
        &self,
        view: &View,
        banner: &str,
        settings: &str,
        placeholder: &str,
        boxes: &BTreeMap<String, String>,
    ) -> Evidence {
        let (banner_css, settings_css) = (&*self.styles.banner, &*self.styles.settings.css);
        let mut views = vec![
            ("banner", banner, banner_css),
            ("settings", settings, settings_css),
            ("placeholder", placeholder, banner_css),
        ];
        views.extend(boxes.iter().map(|(id, html)| (&**id, &**html, banner_css)));
        Evidence::new(view, &views)
    }

    fn rendered(
        &self,
        language: &str,
        shown: String,
        banner: &str,
        placeholder: &str,
        floating: &str,
        boxes: &BTreeMap<String, String>,
    ) -> Result<Rendered, PublicationError> {
        let boxes = boxes.iter().map(|(id, html)| Ok((id.clone(), tree::tree(html)?)));
        Ok(Rendered {
            base: None,
            notice: self.version.clone(),
            banner: self.marked(language, tree::tree(banner)?),
            css: self.styles.banner.clone(),
            shown,
            placeholder: tree::tree(placeholder)?,
            floating: tree::tree(floating)?,
            contacts: boxes.collect::<Result<_, TreeError>>()?,
            settings: self.settings.path.clone(),
        })
    }

    fn path(&self, name: &str) -> String {
        format!("/{}/{name}", self.site.file.id)
    }
}

fn immutable(content_type: &'static str, body: Vec<u8>) -> Resource {
    Resource::new(content_type, Caching::Forever, Sharing::Anyone, body)
}

fn asked(content_type: &'static str, sharing: Sharing, body: String) -> Resource {
    Resource::new(content_type, Caching::Ask, sharing, body)
}

fn json(value: &impl Serialize) -> String {
    // Views hold string keys and finite numbers only, which always serialise.
    serde_json::to_string(value).unwrap_or_default()
}
