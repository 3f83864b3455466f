//! `texts/<language>.toml`: a site's own words in one language, by id.

use super::Service;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The texts of every category, service and contact purpose of a site, in one language.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// Whether the controller has approved these words.
    #[serde(default)]
    pub approved: bool,
    #[serde(rename = "category")]
    pub categories: BTreeMap<String, CategoryTexts>,
    #[serde(rename = "service")]
    pub services: BTreeMap<String, ServiceTexts>,
    #[serde(rename = "contact", default)]
    pub contacts: BTreeMap<String, ContactTexts>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryTexts {
    #[schemars(length(min = 1, max = 60))]
    pub title: String,
    /// One sentence: what it is for.
    #[schemars(length(min = 1, max = 300))]
    pub purpose: String,
}

/// What a consent box says; the site's own words on both ends of a consent.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactTexts {
    /// What one consents to: the words beside the box.
    #[schemars(length(min = 1, max = 120))]
    pub title: String,
    /// Who writes, about what, how often.
    #[schemars(length(min = 1, max = 300))]
    pub purpose: String,
    /// How one withdraws, besides in the settings (GDPR Article 7(3)).
    #[schemars(length(min = 1, max = 300))]
    pub withdraw: String,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceTexts {
    /// What it is called in this language; missing where its name in site.toml is a proper name.
    #[schemars(length(min = 1, max = 100))]
    pub name: Option<String>,
    #[schemars(length(min = 1, max = 500))]
    pub purpose: String,
    /// Why it is strictly necessary; only in the necessary category (L19).
    #[schemars(length(min = 1, max = 500))]
    pub reason: Option<String>,
    /// What each tracker is for, by its name.
    #[serde(rename = "tracker", default)]
    pub trackers: BTreeMap<String, String>,
}

impl ServiceTexts {
    /// What `service`, whose texts these are, is called in this language.
    #[must_use]
    pub fn name_of(&self, service: &Service) -> String {
        self.name.as_ref().unwrap_or(&service.name).clone()
    }
}
