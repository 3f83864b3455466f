//! The `site` object of the bundle: all that the gate knows of a site (`docs/formats.md`).

use crate::site::{Aliases, Gpc, Imports, Signals, Site};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;
use std::collections::BTreeMap;

/// What rendering and building add to the site's own facts.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The consent origin, where the bundle has no address of its own.
    pub base: Option<String>,
    /// Version of the published notice.
    pub notice: String,
    /// The banner as a node tree.
    pub banner: Value,
    /// The banner's style sheet.
    pub css: String,
    /// Manifest entry of what the site shows in this language.
    pub shown: String,
    /// What stands in a held frame's place, as a node tree.
    pub placeholder: Value,
    /// What rests on the page after a decision, as a node tree.
    pub floating: Value,
    /// The box of each contact purpose, as a node tree.
    pub contacts: BTreeMap<String, Value>,
    /// The hashed script of the settings.
    pub settings: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct GateSite {
    id: String,
    language: String,
    fingerprint: String,
    /// 12-character fingerprints that are still valid.
    earlier: Vec<String>,
    notice: String,
    days: Days,
    categories: InOrder<Vec<String>>,
    /// What each optional category and service is called, and what it is for.
    names: BTreeMap<String, (String, String)>,
    /// Where services' scripts and frames may come from, for those that say so.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    addresses: BTreeMap<String, Vec<String>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    aliases: Aliases,
    activities: BTreeMap<String, String>,
    gpc: Gpc,
    /// What each optional service leaves on the device, as an expression over `kind:name`.
    trackers: BTreeMap<String, String>,
    /// Whether the tab that withdraws is loaded again.
    reload: bool,
    /// The domain that the decision cookie is shared in, if not the host alone.
    domain: Option<String>,
    signals: Signals,
    #[serde(skip_serializing_if = "Imports::is_empty")]
    import: Imports,
    banner: Value,
    css: String,
    shown: String,
    placeholder: Value,
    floating: Value,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    contacts: BTreeMap<String, Value>,
    settings: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Days {
    grant: u32,
    refuse: u32,
}

/// A JSON object whose keys keep the site's order.
#[derive(Clone, Debug)]
struct InOrder<T>(Vec<(String, T)>);

impl<T: Serialize> Serialize for InOrder<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Site {
    /// The bundle's `site` object for one language.
    #[must_use]
    pub fn gate(&self, language: &str, rendered: Rendered) -> GateSite {
        let lifetimes = self.file.lifetimes;
        let categories = self.optional_categories();
        GateSite {
            id: self.file.id.clone(),
            language: language.to_owned(),
            fingerprint: self.fingerprint(),
            earlier: Vec::new(),
            notice: rendered.notice,
            days: Days { grant: lifetimes.grant_days, refuse: lifetimes.refuse_days },
            categories: InOrder(
                categories.map(|c| (c.id.clone(), c.service_ids().collect())).collect(),
            ),
            names: self.names(language),
            addresses: self.addresses(),
            aliases: self.file.aliases.clone(),
            activities: self.objections(),
            gpc: self.file.gpc,
            trackers: self.expressions(),
            reload: self.file.withdrawal.reload,
            domain: self.file.cookie.domain.clone(),
            signals: self.file.signals.clone(),
            import: self.file.imports.clone(),
            banner: rendered.banner,
            css: rendered.css,
            shown: rendered.shown,
            placeholder: rendered.placeholder,
            floating: rendered.floating,
            contacts: rendered.contacts,
            settings: rendered.settings,
            base: rendered.base,
        }
    }

    /// The parts of the bundle beside the gate that the site asks for, in their order.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        let signals = self.file.signals.configured().into_iter();
        let mut parts: Vec<String> = signals.map(|name| format!("signal-{name}")).collect();
        let others = [
            ("aliases", !self.file.aliases.is_empty()),
            ("addresses", !self.addresses().is_empty()),
            ("import", !self.file.imports.is_empty()),
            ("renewal", self.file.cookie.server),
            ("box", !self.file.contacts.is_empty()),
            ("modal", self.file.banner.modal),
            ("room", !self.file.banner.modal),
        ];
        parts.extend(others.into_iter().filter(|(_, on)| *on).map(|(name, _)| name.to_owned()));
        parts
    }

    fn names(&self, language: &str) -> BTreeMap<String, (String, String)> {
        let Some(texts) = self.texts.get(language) else { return BTreeMap::new() };
        let categories = self.optional_categories().filter_map(|category| {
            let said = texts.categories.get(&category.id)?;
            Some((category.id.clone(), (said.title.clone(), said.purpose.clone())))
        });
        let services = self
            .optional_categories()
            .flat_map(|category| &category.services)
            .filter_map(|service| {
                let said = texts.services.get(&service.id)?;
                Some((service.id.clone(), (said.name_of(service), said.purpose.clone())))
            });
        categories.chain(services).collect()
    }

    fn addresses(&self) -> BTreeMap<String, Vec<String>> {
        let services = self.optional_categories().flat_map(|category| &category.services);
        let listed = services.filter(|service| !service.addresses.is_empty());
        listed.map(|service| (service.id.clone(), service.addresses.clone())).collect()
    }
}
