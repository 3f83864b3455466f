//! The widget's own words in one language, as `locales/<lang>.toml` holds them.

#[cfg(feature = "host")]
mod apart;
#[cfg(feature = "host")]
mod choices;
#[cfg(feature = "host")]
mod duration;
#[cfg(feature = "host")]
mod locale;
#[cfg(feature = "host")]
mod versions;

#[cfg(feature = "host")]
pub use apart::{choices, versions};
#[cfg(feature = "host")]
pub use choices::{ActionWords, ChoicesWords};
#[cfg(feature = "host")]
pub use locale::{LOCALES, locale, parse};
#[cfg(feature = "host")]
pub use versions::{FieldWords, VersionsWords};

use crate::notice::Article;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// Every text the widget shows that is not the site's own. A missing or an extra key is an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language's name in itself.
    pub language_name: String,
    pub direction: Direction,
    pub banner: BannerWords,
    pub information: InformationWords,
    pub settings: SettingsWords,
    /// Only the host renders placeholders, so their words stay at home.
    #[serde(default, skip_serializing)]
    pub placeholder: PlaceholderWords,
    /// Only the host renders what is said after a choice, so these words stay at home.
    #[serde(default, skip_serializing)]
    pub status: StatusWords,
    /// Only the host renders consent boxes, so their words stay at home.
    #[serde(rename = "box", default, skip_serializing)]
    pub consent_box: BoxWords,
    pub contacts: ContactWords,
    pub storage: StorageWords,
    pub notice: NoticeWords,
    /// Only the overview has these, and brings them along.
    #[serde(default, skip_serializing)]
    pub overview: OverviewWords,
    /// Only the overview cites the law, and brings these along.
    #[serde(default, skip_serializing)]
    pub legal: LegalWords,
    /// Only the host words durations, so they stay at home.
    #[serde(default, skip_serializing)]
    pub durations: Durations,
    /// The visitor's own page has words of its own; `ChoicesWords` reads them.
    #[serde(default, skip_serializing, deserialize_with = "apart")]
    pub choices: (),
    /// So have the pages of earlier versions; `VersionsWords` reads them.
    #[serde(default, skip_serializing, deserialize_with = "apart")]
    pub versions: (),
}

/// Passes over what is read by itself.
fn apart<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    IgnoredAny::deserialize(deserializer).map(drop)
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

/// In the banner's and the settings' place where a site has nothing optional (L26).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InformationWords {
    /// Also the region's name.
    pub title: String,
    /// That only what is necessary is stored, which needs no consent; `{controller}`.
    pub lede: String,
    pub got_it: String,
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
    /// Of the field that shows only the services that contain a text.
    pub search: String,
    /// How many it has left; `{count}`.
    pub found: String,
    /// The visitor's own past choices.
    pub history: String,
    /// What one of them allowed; `{services}`.
    pub allowed: String,
    pub nothing_allowed: String,
    /// What the last choice was not asked about; `{services}`.
    pub added: String,
    /// What it was asked about and is no longer; `{services}`.
    pub removed: String,
    /// That what is asked has changed, though not which services there are.
    pub altered: String,
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

/// What a page says by itself after a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusWords {
    pub saved: String,
    /// That it is saved, and that the page was loaded again because of it (L12).
    pub reloaded: String,
    /// That something goes on in this page until it is loaded again.
    pub stale: String,
    /// Loads it again.
    pub reload: String,
}

/// Beside a consent box; what it asks is the site's to say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoxWords {
    /// From when one can consent oneself (L30); `{age}`, in years.
    pub age: String,
    /// That the browser cannot keep a consent, and that there is none.
    pub failed: String,
}

/// Contact purposes in the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactWords {
    pub title: String,
    /// Where such a consent is given, and that the choice about cookies leaves it as it is.
    pub lede: String,
    /// Beside a purpose that one has consented to on this device.
    pub on: String,
    pub off: String,
    pub withdraw: String,
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

/// What other views say too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeWords {
    /// What links to the overview say.
    pub link: String,
    pub languages: String,
}

/// The processing overview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverviewWords {
    /// Its first sentence; `{controller}`.
    pub lede: String,
    pub caption: String,
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
    /// Before a sentence of ours on an activity; says that the controller has not approved it.
    pub plain: String,
    /// Before the rights that a legal basis brings.
    pub follows: String,
    /// A clause that can be read elsewhere; `{clause}`.
    pub clause: String,
    /// Of the form that looks for activities.
    pub find: String,
    pub search: String,
    pub basis: String,
    pub data: String,
    /// The choice that leaves everything in.
    pub any: String,
    pub may_object: String,
    pub may_withdraw: String,
    pub may_all: String,
    /// How many are left; `{count}` of `{all}`.
    pub shown: String,
    pub clear: String,
    pub bases: String,
    /// Before links to the other forms of the overview.
    pub programs: String,
    /// The first sentence of a request that objects; the activity stands behind it.
    pub objection: String,
    /// The first sentence of a request that withdraws consent; the activity stands behind it.
    pub withdrawal: String,
    /// Where the person says in a request who they are.
    pub who: String,
    /// Until when a request is to be answered.
    pub answer: String,
    pub mail: String,
    pub copy: String,
    pub copied: String,
    /// That nobody has told us where such requests go.
    pub no_address: String,
    pub object_now: String,
    pub objected: String,
    pub undo: String,
    pub means: MeansWords,
}

/// What a legal basis means for the person, a sentence each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeansWords {
    pub consent: String,
    pub contract: String,
    pub legal_obligation: String,
    pub vital_interests: String,
    pub public_task: String,
    pub legitimate_interests: String,
}

/// Terms of the General Data Protection Regulation, as its official version in this language has
/// them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

impl LegalWords {
    /// The name of a basis of Article 6(1).
    #[must_use]
    pub fn basis(&self, article: Article) -> &str {
        match article {
            Article::Consent => &self.consent,
            Article::Contract => &self.contract,
            Article::LegalObligation => &self.legal_obligation,
            Article::VitalInterests => &self.vital_interests,
            Article::PublicTask => &self.public_task,
            Article::LegitimateInterests => &self.legitimate_interests,
        }
    }
}

/// The data subject's rights, in the Regulation's order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
