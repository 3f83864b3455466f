//! What the views show: a site in one language, every text chosen and every duration written out
//! by the host, so that the same value renders the same on the host and in the browser.

use crate::notice::{Article, Control, DataMode};
use crate::words::{Direction, LegalWords, NoticeWords, OverviewWords, Words};
use serde::{Deserialize, Serialize};

/// Everything that banner and settings show. Served as `/{site}/view.{lang}.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    pub site: String,
    pub language: String,
    pub words: Words,
    pub controller: String,
    pub layout: Layout,
    /// At which side a corner banner and the floating control stand.
    pub position: Position,
    /// Whether the page behind a dialog waits for the decision.
    pub modal: bool,
    /// The necessary category first, then the optional ones in site.toml's order.
    pub categories: Vec<CategoryView>,
    /// What forms of the site ask consent to be contacted for.
    pub contacts: Vec<ContactView>,
    /// Address of the processing overview on the consent origin, absolute path with its language.
    pub notice_path: String,
    /// The site's other languages, with the addresses of their settings.
    pub languages: Vec<LanguageLink>,
    /// Where what was asked before is held against what is asked now; missing where no ledger keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<ComparedLink>,
}

/// A link to what tells two policies apart; `{from}` in its path is the earlier one's fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedLink {
    pub text: String,
    pub path: String,
}

impl View {
    /// Whether there is anything to consent to; otherwise the views only inform (L26).
    #[must_use]
    pub fn asks(&self) -> bool {
        self.categories.iter().any(|category| !category.necessary)
    }
}

/// Where the banner stands. Nothing but its place and width depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    #[default]
    Corner,
    Bar,
    Dialog,
}

/// A side, in the direction of reading: the left one is the start of a left-to-right text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Position {
    #[default]
    Start,
    End,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CategoryView {
    pub id: String,
    pub necessary: bool,
    pub title: String,
    /// One sentence: what it is for.
    pub purpose: String,
    pub services: Vec<ServiceView>,
}

/// A contact purpose: what a consent box asks, and the settings withdraw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    pub id: String,
    pub title: String,
    pub purpose: String,
    /// How one withdraws, in the site's own words.
    pub withdraw: String,
    /// From which age one can consent oneself, in words.
    pub age: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceView {
    pub id: String,
    pub name: String,
    pub provider: String,
    /// Whether someone other than the controller can read what the service stores.
    pub third_party: bool,
    /// An example service of ours, not one the controller is known to use.
    pub example: bool,
    pub purpose: String,
    /// Why it is strictly necessary; only in the necessary category (L19).
    pub reason: Option<String>,
    pub trackers: Vec<TrackerView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackerView {
    pub name: String,
    /// "Cookie", "Local storage" … in the view's language.
    pub kind: String,
    pub purpose: String,
    /// "13 months", "until the browser is closed" … in the view's language.
    pub duration: String,
}

/// The processing overview in one language. Served as `/{site}/notice.json?lang=`; its schema is
/// `docs/schema/overview.schema.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
pub struct NoticeView {
    pub site: String,
    pub language: String,
    #[cfg_attr(feature = "host", schemars(with = "String"))]
    pub direction: Direction,
    /// The language whose text the controller approved.
    pub source_language: String,
    /// Version of the published notice: 12 characters.
    pub version: String,
    pub controller: String,
    /// E-mail address for requests about personal data; missing until the controller names one.
    pub contact: Option<String>,
    pub title: String,
    /// Purpose, legal basis, personal data.
    pub columns: [String; 3],
    /// Clauses that the headings point to and whose text is not here.
    pub unresolved: Vec<String>,
    pub activities: Vec<ActivityView>,
    /// Every language the overview can be read in.
    pub languages: Vec<LanguageLink>,
    /// The page's own words; they say nothing of the processing.
    #[cfg_attr(feature = "host", schemars(with = "std::collections::BTreeMap<String, String>"))]
    pub notice: NoticeWords,
    /// The page's own words; they say nothing of the processing.
    #[cfg_attr(
        feature = "host",
        schemars(with = "std::collections::BTreeMap<String, serde_json::Value>")
    )]
    pub words: OverviewWords,
    /// Terms of the General Data Protection Regulation in this language.
    #[cfg_attr(
        feature = "host",
        schemars(with = "std::collections::BTreeMap<String, serde_json::Value>")
    )]
    pub legal: LegalWords,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
pub struct LanguageLink {
    pub language: String,
    /// The language's name in itself: "Latviešu".
    pub name: String,
    pub path: String,
}

/// A row of the overview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
pub struct ActivityView {
    pub id: String,
    /// The controller's text, as all texts of the four cells below.
    pub purpose: String,
    /// A sentence of ours in plain words; the controller has not approved it.
    pub plain: Option<String>,
    pub anonymisation: Option<String>,
    pub legal_basis: String,
    pub personal_data: String,
    pub bases: Vec<BasisView>,
    pub mode: DataMode,
    /// All personal data may be used, whatever the categories say.
    pub all_possible: bool,
    /// What the source says of the whole cell.
    pub qualifier: Option<String>,
    pub categories: Vec<DataCategoryView>,
    /// Clauses of other documents whose text is not here.
    pub unresolved: Vec<String>,
    /// Clauses that can be read elsewhere.
    pub references: Vec<ReferenceView>,
}

/// A clause of another document, with the https address where it can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
pub struct ReferenceView {
    pub clause: String,
    pub url: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
pub struct BasisView {
    pub article: Article,
    /// Whether the source names the article; otherwise it is inferred from `term`.
    pub stated: bool,
    pub term: String,
    pub scope: Option<String>,
    pub condition: Option<String>,
    pub withdraw: Option<Control>,
    pub object: Option<Control>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
pub struct DataCategoryView {
    pub key: String,
    pub name: String,
    pub condition: Option<String>,
}
