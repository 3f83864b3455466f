//! The processing overview: what the controller does with personal data, on which legal basis,
//! with which data. The texts are the controller's own and stay verbatim.

#[cfg(feature = "host")]
mod gaps;
#[cfg(feature = "host")]
mod linked;
#[cfg(feature = "host")]
mod translation;
#[cfg(feature = "host")]
mod view;

#[cfg(feature = "host")]
pub use gaps::gaps;
#[cfg(feature = "host")]
pub use linked::{TERMS, linked};
#[cfg(feature = "host")]
pub use translation::{
    ActivityTranslation, BasisTranslation, CategoryTranslation, DataTranslation, Translation,
};
#[cfg(feature = "host")]
pub use view::notice_view;

use serde::{Deserialize, Serialize};

/// The overview as `notice.toml` holds it, in its source language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// BCP 47 tag of the language the controller wrote and approved, e.g. `lv`.
    pub language: String,
    pub title: String,
    pub columns: Columns,
    /// Clauses of other documents that the headings point to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cross_references: Vec<CrossReference>,
    #[serde(rename = "activity", default)]
    pub activities: Vec<Activity>,
}

/// The three column headings, verbatim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Columns {
    pub purpose: String,
    pub legal_basis: String,
    pub personal_data: String,
}

/// One row of the processing overview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// `p01` …; the anchor in the page and the name in decisions.
    pub id: String,
    /// Verbatim, without the anonymisation sentence (see `anonymisation`).
    pub purpose: String,
    /// One sentence in plain words. It is ours: the controller has not approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plain: Option<String>,
    /// The source's sentence saying that anonymisation is used, verbatim, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anonymisation: Option<String>,
    /// The whole legal-basis cell, verbatim; paragraphs are separated by `\n`.
    pub legal_basis: String,
    /// The whole personal-data cell, verbatim.
    pub personal_data: String,
    /// The structured reading of `legal_basis`, in source order.
    #[serde(rename = "basis", default)]
    pub bases: Vec<LegalBasis>,
    /// The structured reading of `personal_data`.
    pub data: PersonalData,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cross_references: Vec<CrossReference>,
}

/// A point of Article 6(1) GDPR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Article {
    /// 6(1)(a)
    Consent,
    /// 6(1)(b)
    Contract,
    /// 6(1)(c)
    LegalObligation,
    /// 6(1)(d)
    VitalInterests,
    /// 6(1)(e)
    PublicTask,
    /// 6(1)(f)
    LegitimateInterests,
}

/// One legal basis of an activity, with what it covers and when it applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    pub article: Article,
    /// `false`: the source names the basis in words only; the article is inferred from them.
    pub stated: bool,
    /// The source's own word for the basis.
    pub term: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// How a visitor withdraws; only for consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraw: Option<Control>,
    /// How a visitor objects; only for legitimate interests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Control>,
}

/// What acting on a legal basis does: changes a category on this device, or is a request that a
/// person answers. Written `category:<id>` or `request`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "host",
    schemars(extend("pattern" = "^(request|category:[a-z][a-z0-9_]{0,23})$"))
)]
#[serde(try_from = "String", into = "String")]
pub enum Control {
    Category(String),
    Request,
}

impl TryFrom<String> for Control {
    type Error = String;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.strip_prefix("category:") {
            Some(id) => Ok(Self::Category(id.to_owned())),
            None if text == "request" => Ok(Self::Request),
            None => Err(format!("`{text}` is neither `request` nor `category:<id>`")),
        }
    }
}

impl From<Control> for String {
    fn from(control: Control) -> Self {
        match control {
            Control::Category(id) => format!("category:{id}"),
            Control::Request => "request".to_owned(),
        }
    }
}

/// Which personal data an activity uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonalData {
    pub mode: DataMode,
    /// All personal data may be used, whatever the listed categories say.
    #[serde(default)]
    pub all_possible: bool,
    /// What the source says of the whole cell ("usually anonymous; …"), verbatim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    #[serde(rename = "category", default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<DataCategory>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DataMode {
    /// The source lists categories.
    List,
    /// The source says "all personal data".
    All,
    /// The source only points to another document.
    Reference,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DataCategory {
    /// Canonical key, the same wherever the source drifts between names: `service_use`.
    #[cfg_attr(feature = "host", schemars(regex(pattern = crate::id::PATTERN)))]
    pub key: String,
    /// The source's own name, verbatim.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
}

/// A clause of another document that the source points to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CrossReference {
    pub clause: String,
    pub cell: Cell,
    /// Where the clause can be read; missing until the controller supplies it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "host", schemars(regex(pattern = "^https://[^\\s\"<>]+$")))]
    pub url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "host", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    Purpose,
    LegalBasis,
    PersonalData,
}
