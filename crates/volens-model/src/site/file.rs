//! `site.toml`, as it is written. Its JSON Schema is made from these types.

use super::{Aliases, Contact, Imports, Signals, ThemeFile};
use crate::id;
use crate::view::{Layout, Position};
use schemars::JsonSchema;
use serde::Deserialize;

/// One controller, its origins, and everything its pages may store or load.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    /// Name in addresses and cookies.
    #[schemars(regex(pattern = id::PATTERN))]
    pub id: String,
    /// BCP 47 tags; each has a file `texts/<language>.toml`.
    #[schemars(length(min = 1, max = 40), inner(regex(pattern = "^[a-z]{2,3}(-[A-Z]{2})?$")))]
    pub languages: Vec<String>,
    /// What a page in none of `languages` shows.
    pub default_language: String,
    /// Where the site's pages live: scheme, host and port, nothing else.
    #[schemars(length(min = 1, max = 200), inner(length(max = 300)))]
    pub origins: Vec<String>,
    pub controller: Controller,
    #[serde(default)]
    pub banner: Banner,
    #[serde(default)]
    pub theme: ThemeFile,
    #[serde(default)]
    pub lifetimes: Lifetimes,
    #[serde(default)]
    pub gpc: Gpc,
    /// The day on which the site last changed what it does about Global Privacy Control, for
    /// `gpc.json`.
    #[schemars(regex(pattern = "^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"))]
    pub gpc_updated: Option<String>,
    #[serde(default)]
    pub withdrawal: Withdrawal,
    #[serde(default)]
    pub cookie: Cookie,
    #[serde(default)]
    pub signals: Signals,
    #[serde(rename = "import", default)]
    pub imports: Imports,
    #[serde(default)]
    pub aliases: Aliases,
    #[serde(rename = "category")]
    #[schemars(length(min = 1, max = 20))]
    pub categories: Vec<Category>,
    /// What a form may ask consent to be contacted for.
    #[serde(rename = "contact", default)]
    #[schemars(length(max = 20))]
    pub contacts: Vec<Contact>,
}

/// Who decides what happens with the data (GDPR Article 4(7)).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    #[schemars(length(min = 1, max = 200))]
    pub name: String,
    /// E-mail address that visitors' requests about their data go to.
    #[schemars(
        length(max = 254),
        regex(pattern = "^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$")
    )]
    pub contact: Option<String>,
    /// Raise it when the controller changes in a way that visitors must be asked about again.
    #[serde(default = "one")]
    #[schemars(range(min = 1))]
    pub revision: u32,
}

/// How the banner stands on the page.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Banner {
    #[serde(default)]
    pub layout: Layout,
    /// At which side a corner banner and the floating control stand.
    #[serde(default)]
    pub position: Position,
    /// Whether the page waits behind the banner; only a dialog can be modal.
    #[serde(default)]
    pub modal: bool,
    /// Whether a small floating control reopens the settings. A site without it must have a link
    /// with `data-volens="settings"` on every page (L11).
    #[serde(default)]
    pub floating: bool,
}

/// How long a decision holds, in days (L14, L15).
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lifetimes {
    #[serde(default = "half_a_year")]
    #[schemars(range(min = 1, max = 400))]
    pub grant_days: u32,
    /// At least `grant_days`: refusing lasts as long as accepting.
    #[serde(default = "half_a_year")]
    #[schemars(range(min = 1, max = 400))]
    pub refuse_days: u32,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self { grant_days: half_a_year(), refuse_days: half_a_year() }
    }
}

/// What Global Privacy Control means here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gpc {
    /// Refuse all, without a banner.
    #[default]
    Refuse,
    /// Ask all the same.
    Ask,
}

/// What happens on the page when something that has run is withdrawn (L12).
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// Whether the tab in which the visitor withdraws is loaded again: a script that has run cannot
    /// be taken back in place.
    #[serde(default = "yes")]
    pub reload: bool,
}

impl Default for Withdrawal {
    fn default() -> Self {
        Self { reload: yes() }
    }
}

/// Where the decision cookie sits, and who sets it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cookie {
    /// Whether the ledger sets the cookie too, where it is same-site with the page: browsers shorten
    /// the life of what scripts write.
    #[serde(default)]
    pub server: bool,
    /// A domain whose hosts share a decision; without it each host has its own.
    #[schemars(regex(pattern = "^[a-z0-9][a-z0-9.-]{0,252}$"))]
    pub domain: Option<String>,
}

/// A group of services that a visitor decides on together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Category {
    #[schemars(regex(pattern = id::PATTERN))]
    pub id: String,
    /// Without these the site cannot give what the visitor asked for; there is no switch.
    #[serde(default)]
    pub necessary: bool,
    /// Raise it when the purpose changes in meaning: visitors are asked again.
    #[serde(default = "one")]
    #[schemars(range(min = 1))]
    pub revision: u32,
    #[serde(rename = "service")]
    #[schemars(length(min = 1, max = 100))]
    pub services: Vec<Service>,
}

impl Category {
    pub(crate) fn service_ids(&self) -> impl Iterator<Item = String> {
        self.services.iter().map(|service| service.id.clone())
    }
}

/// One vendor or tool.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    #[schemars(regex(pattern = id::PATTERN))]
    pub id: String,
    #[schemars(length(min = 1, max = 100))]
    pub name: String,
    /// Who runs it.
    #[schemars(length(min = 1, max = 200))]
    pub provider: String,
    /// Whether anyone but the controller can read what it stores (C-673/17, Planet49).
    #[serde(default)]
    pub third_party: bool,
    /// An example of ours, not a service the controller is known to use.
    #[serde(default)]
    pub example: bool,
    /// Raise it when the purpose changes in meaning: visitors are asked again.
    #[serde(default = "one")]
    #[schemars(range(min = 1))]
    pub revision: u32,
    /// Where its scripts and frames may come from: beginnings of addresses, each with its origin and
    /// a path. Without any, from anywhere.
    #[serde(default)]
    #[schemars(length(max = 50), inner(regex(pattern = ADDRESS)))]
    pub addresses: Vec<String>,
    #[serde(rename = "tracker", default)]
    #[schemars(length(max = 200))]
    pub trackers: Vec<Tracker>,
}

/// A cookie or other item that a service keeps on the device.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tracker {
    /// Its name; `*` stands for what varies.
    #[schemars(length(min = 1, max = 200))]
    pub name: String,
    #[serde(default)]
    pub kind: Storage,
    /// ISO 8601, e.g. `P13M`; or `session`: until the browser is closed; or `persistent`: until it
    /// is deleted.
    #[schemars(regex(pattern = DURATION))]
    pub duration: String,
    /// Whether scripts cannot see it; then none can delete it either.
    #[serde(default)]
    pub http_only: bool,
}

/// An origin and at least the slash after it, so that no longer host name begins with it.
const ADDRESS: &str =
    "^(https://[a-z0-9.-]+|http://(localhost|127[.][0-9.]+))(:[0-9]{1,5})?/[!-~]*$";

/// Durations as they are written: one unit, so that they can be said in words.
const DURATION: &str = "^(session|persistent|P[1-9][0-9]{0,3}[YMWD]|PT[1-9][0-9]{0,3}[HMS])$";

/// Where a tracker sits.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Deserialize,
    serde::Serialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Storage {
    #[default]
    Cookie,
    LocalStorage,
    SessionStorage,
    IndexedDb,
    CacheStorage,
}

fn one() -> u32 {
    1
}

fn yes() -> bool {
    true
}

fn half_a_year() -> u32 {
    182
}
