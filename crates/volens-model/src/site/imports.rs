//! `[import]` of site.toml: which earlier consent managers' cookies are read, once, and what their
//! answers mean here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Earlier consent managers whose cookies are read where there is no decision yet.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Imports {
    /// vanilla-cookieconsent, by its cookie `cc_cookie`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vanilla")]
    pub vanilla: Option<Vanilla>,
    /// Klaro, by its cookie `klaro`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Klaro")]
    pub klaro: Option<Klaro>,
    /// Cookiebot, by its cookie `CookieConsent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Cookiebot")]
    pub cookiebot: Option<Cookiebot>,
}

/// For each of their categories or services, the category or service here that it grants.
type Grants = BTreeMap<String, String>;

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vanilla {
    #[serde(default = "cc_cookie")]
    #[schemars(regex(pattern = NAME))]
    pub cookie: String,
    /// The `revision` that counts; answers to another one do not.
    #[serde(default)]
    pub revision: u32,
    /// By category, or `category.service`.
    #[schemars(length(min = 1, max = 100))]
    pub grants: Grants,
}

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Klaro {
    #[serde(default = "klaro")]
    #[schemars(regex(pattern = NAME))]
    pub cookie: String,
    /// By service.
    #[schemars(length(min = 1, max = 100))]
    pub grants: Grants,
}

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cookiebot {
    pub grants: CookiebotGrants,
}

/// What each of Cookiebot's categories grants here.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CookiebotGrants {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferences: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statistics: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marketing: Option<String>,
}

/// A cookie's name, in characters that need no quoting.
const NAME: &str = "^[A-Za-z0-9_.-]{1,60}$";

fn cc_cookie() -> String {
    "cc_cookie".to_owned()
}

fn klaro() -> String {
    "klaro".to_owned()
}

impl Imports {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.vanilla.is_none() && self.klaro.is_none() && self.cookiebot.is_none()
    }

    /// What each configured manager's answers grant here.
    pub(super) fn grants(&self) -> Vec<(&'static str, Vec<(&str, &str)>)> {
        fn pairs(grants: &Grants) -> Vec<(&str, &str)> {
            grants.iter().map(|(theirs, ours)| (theirs.as_str(), ours.as_str())).collect()
        }
        let vanilla = self.vanilla.iter().map(|vanilla| ("vanilla", pairs(&vanilla.grants)));
        let klaro = self.klaro.iter().map(|klaro| ("klaro", pairs(&klaro.grants)));
        let cookiebot = self.cookiebot.iter().map(|Cookiebot { grants }| {
            let all = [
                ("preferences", &grants.preferences),
                ("statistics", &grants.statistics),
                ("marketing", &grants.marketing),
            ];
            let named = all.into_iter().filter_map(|(key, ours)| Some((key, ours.as_deref()?)));
            ("cookiebot", named.collect())
        });
        vanilla.chain(klaro).chain(cookiebot).collect()
    }
}
