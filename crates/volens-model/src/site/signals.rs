//! `[signals]` of site.toml: the tag vendors that are told of the decision. What is configured here is
//! in the bundle; the gate reads it as it stands (`docs/formats.md`, *The bundle*).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Tag vendors that are told of the decision, each by the categories that grant what it asks about.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signals {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Google")]
    pub google: Option<Google>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "MicrosoftUet")]
    pub microsoft_uet: Option<MicrosoftUet>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Clarity")]
    pub clarity: Option<Clarity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Meta")]
    pub meta: Option<Meta>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "DataLayer")]
    pub data_layer: Option<DataLayer>,
}

/// Google Consent Mode v2: the category that grants each of its seven types.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Google {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ad_storage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ad_user_data: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ad_personalization: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub analytics_storage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub functionality_storage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personalization_storage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_storage: Option<String>,
    /// How many milliseconds Google's tags wait for an update; for tags that the page does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 10000))]
    pub wait_for_update: Option<u32>,
    /// Click ids are cut out of requests while `ad_storage` is denied.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ads_data_redaction: bool,
    /// Click ids are passed on in the addresses of the site's own pages.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub url_passthrough: bool,
    /// Where something is granted before the visitor has chosen.
    #[serde(rename = "region", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 20))]
    pub regions: Vec<Region>,
}

/// A default of its own for some regions.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// ISO 3166-2: `US`, `US-CA`. The more specific one counts.
    #[schemars(length(min = 1, max = 100), inner(regex(pattern = "^[A-Z]{2}(-[A-Z0-9]{1,3})?$")))]
    pub codes: Vec<String>,
    /// What is granted there by default.
    #[schemars(length(min = 1, max = 7))]
    pub granted: Vec<GoogleType>,
}

/// The seven consent types of Google Consent Mode v2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GoogleType {
    AdStorage,
    AdUserData,
    AdPersonalization,
    AnalyticsStorage,
    FunctionalityStorage,
    PersonalizationStorage,
    SecurityStorage,
}

/// Microsoft Advertising's Universal Event Tracking.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MicrosoftUet {
    pub ad_storage: String,
}

/// Microsoft Clarity. It wants both answers each time.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clarity {
    pub ad_storage: String,
    pub analytics_storage: String,
}

/// Meta's pixel.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    pub consent: String,
}

/// An entry in `dataLayer` for each decision, for a tag manager's own triggers.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataLayer {
    /// The entry's `event`.
    #[serde(default = "event")]
    #[schemars(regex(pattern = "^[A-Za-z][A-Za-z0-9_.-]{0,59}$"))]
    pub event: String,
}

fn event() -> String {
    "volens_decision".to_owned()
}

impl Google {
    /// Whether it asks for more than the consent types: then its part is another one.
    fn has_options(&self) -> bool {
        let regions = !self.regions.is_empty();
        regions || self.wait_for_update.is_some() || self.ads_data_redaction || self.url_passthrough
    }
}

impl Signals {
    /// The parts of the configured ones, in the order in which they are told: the plain `dataLayer`
    /// entry comes last, so that what it triggers finds Google's consent updated.
    #[must_use]
    pub fn configured(&self) -> Vec<&'static str> {
        let all = [
            ("google", self.google.as_ref().is_some_and(|google| !google.has_options())),
            ("google_options", self.google.as_ref().is_some_and(Google::has_options)),
            ("microsoft_uet", self.microsoft_uet.is_some()),
            ("clarity", self.clarity.is_some()),
            ("meta", self.meta.is_some()),
            ("data_layer", self.data_layer.is_some()),
        ];
        all.into_iter().filter(|(_, configured)| *configured).map(|(name, _)| name).collect()
    }

    /// Every category that grants something, with the signal and the key that name it.
    pub(super) fn categories(&self) -> impl Iterator<Item = (&'static str, &'static str, &str)> {
        let google = self.google.iter().flat_map(|google| {
            [
                ("ad_storage", &google.ad_storage),
                ("ad_user_data", &google.ad_user_data),
                ("ad_personalization", &google.ad_personalization),
                ("analytics_storage", &google.analytics_storage),
                ("functionality_storage", &google.functionality_storage),
                ("personalization_storage", &google.personalization_storage),
                ("security_storage", &google.security_storage),
            ]
            .into_iter()
            .filter_map(|(key, category)| Some(("google", key, category.as_deref()?)))
        });
        let uet = self.microsoft_uet.iter();
        let uet = uet.map(|uet| ("microsoft_uet", "ad_storage", uet.ad_storage.as_str()));
        let clarity = self.clarity.iter().flat_map(|clarity| {
            [
                ("clarity", "ad_storage", clarity.ad_storage.as_str()),
                ("clarity", "analytics_storage", clarity.analytics_storage.as_str()),
            ]
        });
        let meta = self.meta.iter().map(|meta| ("meta", "consent", meta.consent.as_str()));
        google.chain(uet).chain(clarity).chain(meta)
    }
}
