//! The widget's own words in one language, as `locales/<lang>.toml` holds them.

#[cfg(feature = "host")]
mod duration;
#[cfg(feature = "host")]
mod locale;

#[cfg(feature = "host")]
pub use locale::{LOCALES, locale, parse};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Every text the widget shows that is not the site's own. A missing or an extra key is an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language's name in itself.
    pub language_name: String,
    pub direction: Direction,
    pub banner: BannerWords,
    pub settings: SettingsWords,
    /// Only the host renders placeholders, so their words stay at home.
    #[serde(default, skip_serializing)]
    pub placeholder: PlaceholderWords,
    pub storage: StorageWords,
    pub notice: NoticeWords,
    pub legal: LegalWords,
    /// Only the host words durations, so they stay at home.
    #[serde(default, skip_serializing)]
    pub durations: Durations,
}

/// Which way the language is written; the views' `dir`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Ltr,
    Rtl,
}

impl Direction {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// The first layer (L09).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BannerWords {
    /// The region's name.
    pub label: String,
    pub title: String,
    /// Who asks, and for what; `{controller}`.
    pub lede: String,
    /// Who can read what a category stores.
    pub own: String,
    pub third_party: String,
    /// That refusing costs nothing (L07).
    pub free: String,
    /// That and where the choice can be changed (L11); followed by a link to the settings.
    pub change: String,
    pub refuse: String,
    pub accept: String,
    pub settings: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsWords {
    /// Also the name of every control that opens the settings.
    pub title: String,
    pub lede: String,
    /// When the choice that holds was made; `{date}`.
    pub since: String,
    pub undecided: String,
    pub gpc: String,
    pub always_on: String,
    /// Beside a category of which some services are on.
    pub partly: String,
    pub services: String,
    pub provider: String,
    pub purpose: String,
    /// Why a service is strictly necessary (L19).
    pub reason: String,
    pub access: String,
    pub own: String,
    pub third_party: String,
    pub example: String,
    pub trackers: String,
    pub no_trackers: String,
    pub name: String,
    pub kind: String,
    pub duration: String,
    pub save: String,
    pub close: String,
}

/// In the place of a held frame; `{name}` and `{purpose}` are filled in on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceholderWords {
    /// What is not loaded; `{name}`, a service's or a category's.
    pub title: String,
    pub lede: String,
    /// What it is for; `{purpose}`, a sentence.
    pub purpose: String,
    /// Loads the frame for this page view and stores nothing.
    pub once: String,
    /// Grants the service; `{name}`.
    pub always: String,
}

/// Where a tracker is kept on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StorageWords {
    pub cookie: String,
    pub local_storage: String,
    pub session_storage: String,
    pub indexed_db: String,
    pub cache_storage: String,
}

/// The processing overview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeWords {
    /// What links to the overview say.
    pub link: String,
    /// Its first sentence; `{controller}`.
    pub lede: String,
    pub caption: String,
    pub languages: String,
    pub version: String,
    /// Which text is official; `{language}`, the language's name in itself.
    pub official: String,
    /// That the controller has not approved the translation.
    pub translation: String,
    pub scope: String,
    pub condition: String,
    /// Before the controller's own wording of a cell.
    pub source: String,
    /// The source names a basis without an article; `{term}`, its own word.
    pub inferred: String,
    pub all_data: String,
    /// A clause that is not part of this notice; `{clause}`.
    pub unresolved: String,
    pub withdraw_settings: String,
    pub withdraw_request: String,
    pub object_settings: String,
    pub object_request: String,
    pub rights: String,
    pub rights_lede: String,
}

/// Terms of the General Data Protection Regulation, as its official version in this language has
/// them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalWords {
    /// How a point of Article 6(1) is cited; `{point}`, a letter.
    pub point: String,
    /// How another article is cited; `{article}`, a number, with its paragraph if it needs one.
    pub article: String,
    pub consent: String,
    pub contract: String,
    pub legal_obligation: String,
    pub vital_interests: String,
    pub public_task: String,
    pub legitimate_interests: String,
    pub rights: RightsWords,
}

/// The data subject's rights, in the Regulation's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightsWords {
    /// Article 7(3).
    pub withdraw: String,
    /// Article 15.
    pub access: String,
    /// Article 16.
    pub rectification: String,
    /// Article 17.
    pub erasure: String,
    /// Article 18.
    pub restriction: String,
    /// Article 20.
    pub portability: String,
    /// Article 21.
    pub object: String,
    /// Article 77.
    pub complaint: String,
}

/// How long something is kept, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Durations {
    /// Until the browser is closed.
    pub session: String,
    /// Until someone deletes it.
    pub persistent: String,
    pub year: Forms,
    pub month: Forms,
    pub week: Forms,
    pub day: Forms,
    pub hour: Forms,
    pub minute: Forms,
    pub second: Forms,
}

/// A noun by CLDR plural category (`one`, `few`, `other` …): those its language has.
pub type Forms = BTreeMap<String, String>;
