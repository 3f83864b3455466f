//! `texts/<language>.toml`: a site's own words in one language, by id.

use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The texts of every category and service of a site, in one language.
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

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceTexts {
    #[schemars(length(min = 1, max = 500))]
    pub purpose: String,
    /// Why it is strictly necessary; only in the necessary category (L19).
    #[schemars(length(min = 1, max = 500))]
    pub reason: Option<String>,
    /// What each tracker is for, by its name.
    #[serde(rename = "tracker", default)]
    pub trackers: BTreeMap<String, String>,
}
