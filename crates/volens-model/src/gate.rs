//! The `site` object of the bundle: all that the gate knows of a site (`docs/formats.md`).

use crate::site::{Gpc, Site};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What rendering and building add to the site's own facts.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Version of the published notice.
    pub notice: String,
    /// The banner as a node tree.
    pub banner: Value,
    /// The banner's style sheet.
    pub css: String,
    pub shown: Shown,
    /// The floating settings control as a node tree, if the site wants one.
    pub floating: Option<Value>,
    /// The widget's hashed files; `None` where it was not built.
    pub wasm: Option<Wasm>,
    /// Hashed style sheets by view.
    pub styles: BTreeMap<String, String>,
}

/// Manifest entries of the published views.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    pub banner: String,
    pub settings: String,
}

/// Absolute paths on the consent origin.
#[derive(Clone, Debug, Serialize)]
pub struct Wasm {
    pub glue: String,
    pub module: String,
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
    activities: BTreeMap<String, String>,
    gpc: Gpc,
    signals: Value,
    banner: Value,
    css: String,
    shown: Shown,
    floating: Option<Value>,
    wasm: Option<Wasm>,
    styles: BTreeMap<String, String>,
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
            activities: self.objections(),
            gpc: self.file.gpc,
            signals: self
                .file
                .signals
                .google
                .as_ref()
                .map_or_else(|| json!({}), |google| json!({ "google": google })),
            banner: rendered.banner,
            css: rendered.css,
            shown: rendered.shown,
            floating: rendered.floating,
            wasm: rendered.wasm,
            styles: rendered.styles,
        }
    }
}
