//! `notice.<language>.toml`: the overview in another language, in the same shape as the source.

use super::{Activity, Columns, DataCategory, LegalBasis, Notice};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The texts of a notice in one more language; articles, keys and controls stay in the source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// BCP 47 tag of the language translated into.
    pub language: String,
    /// Whether the controller has approved these words.
    pub approved: bool,
    pub title: String,
    pub columns: Columns,
    /// By activity id.
    #[serde(rename = "activity")]
    pub activities: BTreeMap<String, ActivityTranslation>,
}

/// One row's texts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityTranslation {
    pub purpose: String,
    pub plain: Option<String>,
    pub anonymisation: Option<String>,
    pub legal_basis: String,
    pub personal_data: String,
    /// In the order of the source's entries.
    #[serde(rename = "basis", default)]
    pub bases: Vec<BasisTranslation>,
    #[serde(default)]
    pub data: DataTranslation,
}

/// The words of one legal basis.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasisTranslation {
    pub term: String,
    pub scope: Option<String>,
    pub condition: Option<String>,
}

/// The words of the personal-data reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataTranslation {
    pub qualifier: Option<String>,
    /// In the order of the source's categories.
    #[serde(rename = "category", default)]
    pub categories: Vec<CategoryTranslation>,
}

/// The words of one category of personal data.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryTranslation {
    pub name: String,
    pub condition: Option<String>,
}

impl Translation {
    /// Every place where the translation does not follow the source's shape, as sentences.
    #[must_use]
    pub fn mismatches(&self, notice: &Notice) -> Vec<String> {
        let mut found = Mismatches::default();
        if self.language == notice.language {
            found.say("language", format!("is the source's own language, `{}`", self.language));
        }
        found.text("title", Some(&notice.title), Some(&self.title));
        let (ours, theirs) = (&self.columns, &notice.columns);
        found.text("columns.purpose", Some(&theirs.purpose), Some(&ours.purpose));
        found.text("columns.legal_basis", Some(&theirs.legal_basis), Some(&ours.legal_basis));
        found.text("columns.personal_data", Some(&theirs.personal_data), Some(&ours.personal_data));
        for activity in &notice.activities {
            let place = format!("activity.{}", activity.id);
            match self.activities.get(&activity.id) {
                Some(ours) => found.activity(&place, activity, ours),
                None => found.say(&place, "is missing"),
            }
        }
        let known = |id: &str| notice.activities.iter().any(|activity| activity.id == id);
        for id in self.activities.keys().filter(|id| !known(id)) {
            found.say(&format!("activity.{id}"), "translates an activity that does not exist");
        }
        found.0
    }
}

#[derive(Default)]
struct Mismatches(Vec<String>);

impl Mismatches {
    fn say(&mut self, place: &str, what: impl AsRef<str>) {
        self.0.push(format!("`{place}` {}.", what.as_ref()));
    }

    /// A text is there exactly when the source has one, and it says something.
    fn text(&mut self, place: &str, source: Option<&String>, ours: Option<&String>) {
        match (source, ours) {
            (Some(_), None) => self.say(place, "is missing"),
            (None, Some(_)) => self.say(place, "translates a text that the source does not have"),
            (Some(source), Some(ours)) if ours.trim().is_empty() && !source.trim().is_empty() => {
                self.say(place, "is empty");
            }
            _ => {}
        }
    }

    fn count(&mut self, place: &str, source: usize, ours: usize) {
        if source != ours {
            self.say(place, format!("has {ours} entries, the source has {source}"));
        }
    }

    fn activity(&mut self, place: &str, source: &Activity, ours: &ActivityTranslation) {
        let at = |field: &str| format!("{place}.{field}");
        self.text(&at("purpose"), Some(&source.purpose), Some(&ours.purpose));
        self.text(&at("plain"), source.plain.as_ref(), ours.plain.as_ref());
        self.text(&at("anonymisation"), source.anonymisation.as_ref(), ours.anonymisation.as_ref());
        self.text(&at("legal_basis"), Some(&source.legal_basis), Some(&ours.legal_basis));
        self.text(&at("personal_data"), Some(&source.personal_data), Some(&ours.personal_data));

        self.count(&at("basis"), source.bases.len(), ours.bases.len());
        for (n, (source, ours)) in source.bases.iter().zip(&ours.bases).enumerate() {
            self.basis(&at(&format!("basis[{n}]")), source, ours);
        }
        let qualifiers = (source.data.qualifier.as_ref(), ours.data.qualifier.as_ref());
        self.text(&at("data.qualifier"), qualifiers.0, qualifiers.1);
        let (theirs, ours) = (&source.data.categories, &ours.data.categories);
        self.count(&at("data.category"), theirs.len(), ours.len());
        for (n, (source, ours)) in theirs.iter().zip(ours).enumerate() {
            self.category(&at(&format!("data.category[{n}]")), source, ours);
        }
    }

    fn basis(&mut self, place: &str, source: &LegalBasis, ours: &BasisTranslation) {
        let at = |field: &str| format!("{place}.{field}");
        self.text(&at("term"), Some(&source.term), Some(&ours.term));
        self.text(&at("scope"), source.scope.as_ref(), ours.scope.as_ref());
        self.text(&at("condition"), source.condition.as_ref(), ours.condition.as_ref());
    }

    fn category(&mut self, place: &str, source: &DataCategory, ours: &CategoryTranslation) {
        let at = |field: &str| format!("{place}.{field}");
        self.text(&at("name"), Some(&source.name), Some(&ours.name));
        self.text(&at("condition"), source.condition.as_ref(), ours.condition.as_ref());
    }
}
