//! The words of the pages that list and compare versions.

use serde::Deserialize;

/// The pages in one language, as `[versions]` in `locales/<lang>.toml` holds them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionsWords {
    pub title: String,
    pub lede: String,
    /// Beside the version that is published.
    pub now: String,
    /// Beside one that was rolled back to.
    pub again: String,
    /// `{date}`.
    pub published: String,
    /// Links to the difference from the version before.
    pub compare: String,
    /// Above a difference; `{from}` and `{to}`.
    pub changes: String,
    pub same: String,
    pub added: String,
    pub removed: String,
    pub changed: String,
    /// Above what does not belong to one activity.
    pub heading: String,
    pub before: String,
    pub after: String,
    /// In the place of a text that a version does not have.
    pub nothing: String,
    /// On a version that is not in force.
    pub earlier: String,
    pub current: String,
    pub older: String,
    pub all: String,
    /// On everything of a site that is only being looked at.
    pub draft: String,
    pub fields: FieldWords,
}

/// What a text is, where the overview's columns do not say it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldWords {
    pub title: String,
    pub controller: String,
    pub contact: String,
    pub plain: String,
    pub anonymisation: String,
    pub bases: String,
    pub data: String,
    pub clauses: String,
}
